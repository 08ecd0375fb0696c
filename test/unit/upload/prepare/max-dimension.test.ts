import { expect, test } from 'vitest';
import { parseMaxDimension } from '../../../../src/upload/prepare/max-dimension.ts';

test.each([
  ['2000', 2000, false],
  [' 640 ', 640, false],
  [1, 1, false],
  ['2000 always', 2000, true],
  [' 2000\n always ', 2000, true],
])('%j limits the longer side', (value, maxDimension, always) =>
  expect(parseMaxDimension(value)).toEqual({ maxDimension, always }),
);

test.each(['0', 0, -5, 1.5, NaN, 'small', 'always', '2000always', '2000 sometimes', 'always 2000', '2000px'])(
  '%j is no limit',
  (value) => expect(parseMaxDimension(value)).toBeNull(),
);
