import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import { groupKey, groupName, Grouping } from '../../../../src/elements/gallery/stage/groups.ts';

const CREATED = '2026-01-01T00:00:00Z';
const image = (published_at: string | null, created_at = CREATED) => ({ published_at, created_at }) as Image;
const words = { lang: 'en', draft: 'Not published', undated: 'Without a date' };

describe('groups', () => {
  test('are runs of one month, in the order of the images', () => {
    const images = [
      '2026-05-17T10:00:00Z',
      '2026-05-02T10:00:00Z',
      '2026-04-30T10:00:00Z',
      '2025-05-10T10:00:00Z',
    ];
    const grouping = new Grouping('month');
    grouping.append(images.slice(0, 3).map((at) => image(at)));
    grouping.append(images.map((at) => image(at)));
    expect(grouping.groups).toEqual([
      { key: '2026-05', nth: 1, start: 0 },
      { key: '2026-04', nth: 1, start: 2 },
      { key: '2025-05', nth: 1, start: 3 },
    ]);
    expect(grouping.starts).toEqual([0, 2, 3]);
  });

  test('of one month that come again are told apart by which one they are, not by their place', () => {
    const grouping = new Grouping('month');
    grouping.append(
      ['2026-05-17', '2026-04-30', '2026-05-02', '2026-05-01'].map((at) => image(`${at}T10:00:00Z`)),
    );
    expect(grouping.groups.map(({ key, nth }) => [key, nth])).toEqual([
      ['2026-05', 1],
      ['2026-04', 1],
      ['2026-05', 2],
    ]);
  });

  test('are of days, too, in the time zone of whoever looks', () => {
    const local = new Date(2026, 4, 17, 0, 30);
    expect(groupKey(image(local.toISOString()), 'day')).toBe('2026-05-17');
  });

  test('have drafts apart, and images that nobody knows the date of', () => {
    expect(groupKey(image(null), 'month')).toBe('draft');
    expect(groupKey(image(null, ''), 'month')).toBe('');
    expect(groupKey(image('tomorrow'), 'month')).toBe('');
  });

  test('are named as the language does', () => {
    expect(groupName('2026-05', words)).toBe('May 2026');
    expect(groupName('2026-05', { ...words, lang: 'de' })).toBe('Mai 2026');
    expect(groupName('2026-05-17', words)).toBe('Sunday, May 17, 2026');
    expect(groupName('draft', words)).toBe('Not published');
    expect(groupName('', words)).toBe('Without a date');
  });
});
