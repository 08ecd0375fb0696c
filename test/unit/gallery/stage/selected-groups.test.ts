import { describe, expect, test } from 'vitest';
import { SelectedGroups } from '../../../../src/elements/gallery/stage/selected-groups.ts';

/** Groups that begin at these images, `0`, `1`, … */
const groupsAt = (...starts: number[]) => starts.map((start) => ({ key: `${start}`, nth: 1, start }));

describe('the selection, by group', () => {
  const groups = groupsAt(0, 2, 5);
  const state = (selected: string[], start: number, end: number) =>
    new SelectedGroups().stateOf({ start, end }, { groups, selected: new Set(selected), indexOf: Number });

  test.each([
    ['all', ['2', '3', '4'], 'true'],
    ['none', ['0', '1', '5'], 'false'],
    ['some', ['1', '4', '6'], 'mixed'],
    ['nothing at all', [], 'false'],
  ] as const)('tells whether %s of a group is selected', (_, selected, expected) => {
    expect(state([...selected], 2, 5)).toBe(expected);
  });

  test('leaves out what is in no group', () => {
    const model = { groups, selected: new Set(['gone']), indexOf: () => -1 };
    expect(new SelectedGroups().stateOf({ start: 0, end: 2 }, model)).toBe('false');
  });

  test('sees that a group has grown', () => {
    const counted = new SelectedGroups();
    const model = { groups, selected: new Set(['5', '6']), indexOf: Number };
    expect(counted.stateOf({ start: 5, end: 7 }, model)).toBe('true');
    expect(counted.stateOf({ start: 5, end: 8 }, model)).toBe('mixed');
  });

  test('sees another selection, other groups, and groups that have come', () => {
    const counted = new SelectedGroups();
    const selected = new Set(['0', '2']);
    const growing = groupsAt(0);
    const of = (start: number, end: number, ids = selected, all = growing) =>
      counted.stateOf({ start, end }, { groups: all, selected: ids, indexOf: Number });
    expect(of(0, 3)).toBe('mixed');
    growing.push(...groupsAt(2));
    expect([of(0, 2), of(2, 3)]).toEqual(['mixed', 'true']);
    expect(of(0, 2, new Set(['0', '1']))).toBe('true');
    expect(of(0, 1, selected, groupsAt(0, 1))).toBe('true');
  });

  test('is walked along once, however many groups are drawn and however often', () => {
    const counted = new SelectedGroups();
    let steps = 0;
    const images = 100_000;
    const model = {
      groups: groupsAt(0, 60_000),
      selected: new Set(['7', '70000']),
      indexOf: (id: string) => (steps++, Number(id)),
    };
    for (let drawn = 0; drawn < 50; drawn++) {
      counted.stateOf({ start: 0, end: 60_000 }, model);
      counted.stateOf({ start: 60_000, end: images }, model);
    }
    expect(steps).toBe(2);
  });
});
