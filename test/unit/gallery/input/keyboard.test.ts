import { describe, expect, test } from 'vitest';
import { commandOf, type KeyContext } from '../../../../src/elements/gallery/input/keyboard.ts';

const plain: KeyContext = {
  rtl: false,
  selectable: false,
  selecting: false,
  manage: false,
  reorderable: false,
  onTile: true,
  onCheck: false,
};
const key = (
  name: string,
  held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {},
) => ({
  key: name,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

describe('keys', () => {
  test('move, by reading direction', () => {
    expect(commandOf(key('ArrowLeft'), plain)).toEqual({ do: 'move', to: 'previous', extend: false });
    expect(commandOf(key('ArrowLeft'), { ...plain, rtl: true })).toEqual({
      do: 'move',
      to: 'next',
      extend: false,
    });
    expect(commandOf(key('ArrowUp'), { ...plain, rtl: true })).toEqual({
      do: 'move',
      to: 'up',
      extend: false,
    });
    expect(commandOf(key('PageDown'), plain)).toEqual({ do: 'move', to: 'page-down', extend: false });
  });

  test('extend with Shift only where one can select', () => {
    expect(commandOf(key('ArrowDown', { shiftKey: true }), plain)).toMatchObject({ extend: false });
    expect(commandOf(key('ArrowDown', { shiftKey: true }), { ...plain, selectable: true })).toMatchObject({
      extend: true,
    });
  });

  test.each([
    ['Alt+ArrowLeft is Back', key('ArrowLeft', { altKey: true })],
    ['Cmd+ArrowUp is the top of the page', key('ArrowUp', { metaKey: true })],
    ['Space scrolls where nothing can be selected', key(' ')],
    ['Ctrl+A is the page’s where nothing can be selected', key('a', { ctrlKey: true })],
    ['Escape is the page’s while nothing is selected', key('Escape')],
    ['Enter is the link’s', key('Enter')],
    ['letters are find-as-you-type', key('x')],
  ])('leave to the browser: %s', (_, event) => {
    expect(commandOf(event, plain)).toBeNull();
  });

  test('select, and delete what is selected', () => {
    const context = { ...plain, selectable: true };
    expect(commandOf(key(' '), context)).toEqual({ do: 'select' });
    expect(commandOf(key(' '), { ...context, onCheck: true })).toBeNull();
    expect(commandOf(key('A', { metaKey: true }), context)).toEqual({ do: 'select-all' });
    expect(commandOf(key('Delete'), { ...context, manage: true })).toBeNull();
    expect(commandOf(key('Delete'), { ...context, manage: true, selecting: true })).toEqual({ do: 'delete' });
    expect(commandOf(key('Escape'), { ...context, selecting: true })).toEqual({ do: 'clear' });
  });

  test('select all and nothing wherever the focus is in the gallery, and do nothing else beside the tiles', () => {
    const context = { ...plain, selectable: true, manage: true, selecting: true, onTile: false };
    expect(commandOf(key('a', { ctrlKey: true }), context)).toEqual({ do: 'select-all' });
    expect(commandOf(key('Escape'), context)).toEqual({ do: 'clear' });
    for (const other of ['ArrowRight', 'Home', ' ', 'Delete'])
      expect(commandOf(key(other), context)).toBeNull();
  });

  test('reorder with Ctrl+Shift+arrow', () => {
    const held = { ctrlKey: true, shiftKey: true };
    expect(commandOf(key('ArrowRight', held), { ...plain, reorderable: true })).toEqual({
      do: 'reorder',
      to: 'next',
    });
    expect(commandOf(key('ArrowRight', held), { ...plain, selectable: true })).toBeNull();
  });
});
