import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetWarnings } from '../../../../src/elements/shared/base/warn.ts';
import { parseRatios } from '../../../../src/elements/uploader/edit/aspect-ratios.ts';
import { leastOf, sizeProblem } from '../../../../src/elements/uploader/edit/edit-limits.ts';

beforeEach(() => {
  forgetWarnings();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

test('the ratios are those of the page, each once', () => {
  expect(parseRatios('1:1, 16:9 original 1:1 2.35:1')).toEqual(['1:1', '16:9', 'original', '2.35:1']);
  expect(console.warn).not.toHaveBeenCalled();
});

test('without any there are the usual ones', () => {
  expect(parseRatios('')).toEqual(['free', 'original', '1:1', '4:3', '16:9']);
  expect(parseRatios(null)).toEqual(parseRatios(''));
});

test('words that are no ratio are left out, with a warning that names what is meant', () => {
  expect(parseRatios('square 0:1 4:3 4/3')).toEqual(['4:3']);
  expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('a ratio such as 4:3'));
});

test('the smallest crop is what the page asks for, as far as the picture has it', () => {
  expect(leastOf({ minWidth: 200, minHeight: 900 }, { width: 800, height: 600 })).toEqual({
    width: 200,
    height: 600,
  });
  expect(leastOf({}, { width: 800, height: 9 })).toEqual({ width: 16, height: 9 });
});

test('a result that may not be sent is told by its first fault', () => {
  const rules = { minWidth: 100, maxHeight: 300 };
  expect(sizeProblem({ width: 99, height: 400 }, rules)).toEqual({ key: 'editorNarrow', pixels: 100 });
  expect(sizeProblem({ width: 100, height: 301 }, rules)).toEqual({ key: 'editorHigh', pixels: 300 });
  expect(sizeProblem({ width: 100, height: 300 }, rules)).toBeNull();
});
