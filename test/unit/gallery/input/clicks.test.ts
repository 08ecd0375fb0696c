import { describe, expect, test } from 'vitest';
import { clickActOf } from '../../../../src/elements/gallery/input/clicks.ts';

const plain = { detail: 1, button: 0, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const nothing = { selectable: false, lightbox: false, selecting: false };

describe('a click on a tile', () => {
  test.each([
    ['follows the link of an image', {}, 'open', {}, null],
    ['opens the viewer', {}, 'open', { lightbox: true }, 'open'],
    ['with Ctrl opens another tab', { ctrlKey: true }, 'open', { lightbox: true }, null],
    ['with Shift opens another window', { shiftKey: true }, 'open', { lightbox: true }, null],
    ['with Alt saves the file', { altKey: true }, 'open', { lightbox: true }, null],
    ['of the middle button opens another tab', { button: 1 }, 'open', { lightbox: true }, null],
    ['selects with Ctrl', { ctrlKey: true }, 'open', { lightbox: true, selectable: true }, 'select'],
    ['selects with the command key', { metaKey: true }, 'open', { selectable: true }, 'select'],
    ['selects a run with Shift', { shiftKey: true }, 'open', { selectable: true }, 'select'],
    [
      'selects while something is',
      {},
      'open',
      { lightbox: true, selectable: true, selecting: true },
      'select',
    ],
    [
      'by Enter opens while something is',
      { detail: 0 },
      'open',
      { lightbox: true, selectable: true, selecting: true },
      'open',
    ],
    ['selects a tile without a picture', {}, null, { selectable: true, selecting: true }, 'select'],
    ['on a tile without a picture does nothing', {}, null, { lightbox: true }, null],
    ['on the check mark is told from others', {}, 'check', { selectable: true, selecting: true }, 'check'],
    ['reveals', {}, 'reveal', {}, 'reveal'],
    ['tries again', {}, 'retry', {}, 'retry'],
  ] as const)('%s', (_, event, part, context, expected) => {
    expect(clickActOf({ ...plain, ...event }, part, { ...nothing, ...context })).toBe(expected);
  });
});
