import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import arabic from '../../../../src/locales/ar.ts';
import german from '../../../../src/locales/de.ts';
import english from '../../../../src/locales/en.ts';
import { errorMessage } from '../../../../src/upload/send/error-messages.ts';

const en = english.uploader!;
const de = german.uploader!;
const ar = arabic.uploader!;

const error = (code: string, more: Partial<ConstructorParameters<typeof ImgproError>[1]> = {}) =>
  new ImgproError('…', { code, ...more });

describe('what a person is told', () => {
  test.each([
    ['network_error', 'errorNetwork', 'retry'],
    ['timeout', 'errorTimeout', 'retry'],
    ['token_expired', 'errorSignIn', 'retry'],
    ['token_exhausted', 'errorLimit', 'remove'],
    ['file_too_large', 'errorTooLarge', 'choose-another'],
    ['unsupported_type', 'errorType', 'choose-another'],
    ['media_blocked', 'errorBlocked', 'choose-another'],
    ['media_failed', 'errorDamaged', 'choose-another'],
    ['quota_exceeded', 'errorQuota', 'retry'],
    ['fetch_failed', 'errorLink', 'retry'],
    ['gateway_misconfigured', 'errorSetUp', 'retry'],
  ])('%s: %s, %s', (code, key, action) => {
    expect(errorMessage(error(code))).toMatchObject({ key, action });
  });

  test('an address that may not be imported is not an upload that may not be made', () => {
    expect(errorMessage(error('token_scope'), 'url')).toEqual({ key: 'errorNoImport', action: 'remove' });
    expect(errorMessage(error('token_scope'), 'file').key).toBe('errorNotAllowed');
  });

  test('a rate limit says when', () => {
    expect(errorMessage(error('rate_limited', { retryAfter: 40 }))).toEqual({
      key: 'errorWait',
      action: 'wait',
      retryAfter: 40,
    });
    expect(errorMessage(error('rate_limited'))).toMatchObject({ key: 'errorBusy', action: 'retry' });
  });

  test('a file refused for its size is told from one refused for its kind', () => {
    const refused = (file: string) =>
      errorMessage(error('validation_error', { status: 422, fields: { file: [file] } }));
    expect(refused('The file may not be larger than 20 MB.').key).toBe('errorTooLarge');
    expect(refused('The image has more than 100 megapixels.').key).toBe('errorTooLarge');
    expect(refused('The file must be an image.').key).toBe('errorType');
  });

  test('a refused field is told in the service’s own words', () => {
    const message = errorMessage(
      error('validation_error', { fields: { ttl: ['must be at least 300 seconds'] } }),
    );
    expect(message).toMatchObject({ key: 'errorRefused', detail: 'must be at least 300 seconds' });
  });

  test('whatever comes, every language has both sentences', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 599 }), (code, status) => {
        const { key } = errorMessage(error(code, { status }));
        for (const table of [en, de, ar] as Record<string, unknown>[]) {
          expect(table[key]).toBeTruthy();
          expect(table[`${key}Help`]).toBeTruthy();
        }
      }),
    );
  });
});

describe('the languages', () => {
  const parameters = (text: unknown): Set<string> =>
    new Set([...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));

  test.each([
    ['de', de],
    ['ar', ar],
  ])('%s has the keys of the English table and no parameter it does not know', (_name, table) => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(table)) {
      const known = parameters(en[key]);
      for (const parameter of parameters(text))
        expect([key, [...known]]).toEqual([key, expect.arrayContaining([parameter])]);
    }
  });
});
