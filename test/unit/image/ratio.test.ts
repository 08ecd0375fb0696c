import { expect, test } from 'vitest';
import { parseRatio } from '../../../src/image/core/ratio.ts';

test.each([
  ['3/2', 1.5],
  [' 16 : 9 ', 16 / 9],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1.91 / 1', 1.91],
])('%s is %d', (text, ratio) => {
  expect(parseRatio(text)).toBeCloseTo(ratio, 10);
});

test.each([null, undefined, '', 'wide', '0', '3/0', '-3/2', '3/2/1', 'Infinity', '1e3', '3/2; x'])(
  '%s is none',
  (text) => {
    expect(parseRatio(text)).toBeNull();
  },
);
