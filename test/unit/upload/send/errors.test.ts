import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import { concernsAll, tokenError } from '../../../../src/upload/send/errors.ts';

const error = (code: string, retryAfter?: number) => new ImgproError('No.', { code, retryAfter });

describe('what is refused to one file', () => {
  test.each([
    ['a wait of five minutes', error('rate_limited', 300), false],
    ['a wait that is longer', error('rate_limited', 301), true],
    ['a limit without a time', error('rate_limited'), false],
    ['a full account', error('quota_exceeded'), true],
    ['a token that is used up', error('token_exhausted'), true],
    ['its own kind', error('unsupported_type'), false],
    ['a lost connection', error('network_error'), false],
    ['a token that could not be had', tokenError(new TypeError('Failed to fetch')), true],
  ])('%s: to all the same? %s', (_, refusal, all) => expect(concernsAll(refusal)).toBe(all));
});
