import { expect, test } from 'vitest';
import { commandOf } from '../../../../src/elements/gallery/scrubber/keys.ts';

const key = (name: string, modifier = {}) => ({
  ...{ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...modifier,
});

test.each([
  ['ArrowDown', 'next', 'next'],
  ['ArrowUp', 'previous', 'previous'],
  ['ArrowRight', 'next', 'previous'],
  ['ArrowLeft', 'previous', 'next'],
  ['PageDown', 'next-year', 'next-year'],
  ['PageUp', 'previous-year', 'previous-year'],
  ['Home', 'first', 'first'],
  ['End', 'last', 'last'],
  ['a', null, null],
])('%s leads to %s, from right to left to %s', (name, ltr, rtl) => {
  expect([commandOf(key(name), false), commandOf(key(name), true)]).toEqual([ltr, rtl]);
});

test.each(['altKey', 'ctrlKey', 'metaKey', 'shiftKey'])('keys with %s are the browser’s', (modifier) => {
  expect(commandOf(key('ArrowDown', { [modifier]: true }), false)).toBeNull();
});
