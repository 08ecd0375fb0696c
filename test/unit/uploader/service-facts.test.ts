import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockText,
  leftText,
  offerOf,
  timeLeft,
  untilText,
  waitText,
} from '../../../src/elements/uploader/panel/service/facts.ts';

const DAY = 86_400_000;
const at = (ms: number) => new Date(ms).toISOString();

test('a clock counts down in minutes and seconds, and never below nothing', () => {
  expect(clockText(42_000, 'en')).toBe('0:42');
  expect(clockText(41_001, 'en')).toBe('0:42');
  expect(clockText(245_000, 'en')).toBe('4:05');
  expect(clockText(-3, 'en')).toBe('0:00');
  expect(clockText(61_000, 'ar-EG')).toBe('١:٠١');
});

test('a short wait is said in seconds or minutes', () => {
  expect(waitText(41_500, 'en')).toBe('in 42 seconds');
  expect(waitText(100_000, 'en')).toBe('in 2 minutes');
  expect(waitText(0, 'de')).toBe('in 1 Sekunde');
});

describe('the time that an image still lives', () => {
  const born = Date.parse('2026-01-01T00:00:00Z');
  const image = { created_at: at(born), expires_at: at(born + 30 * DAY) };

  test('is told by the service’s clock, however wrong the visitor’s is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(DAY), (wrong, later) => {
        const seenAt = born + wrong;
        expect(timeLeft([{ image, seenAt }], seenAt + later, true)).toEqual([30 * DAY - later]);
      }),
    );
  });

  test('of an image that was stored earlier is measured by one that was just stored', () => {
    const old = { created_at: at(born - 10 * DAY), expires_at: at(born + 20 * DAY) };
    const seenAt = born - 400 * DAY;
    const seen = [old, image].map((each) => ({ image: each, seenAt }));
    expect(timeLeft(seen, seenAt, true)).toEqual([20 * DAY, 30 * DAY]);
  });

  test('without one is told by our own clock, unless that is proved to be behind', () => {
    expect(timeLeft([{ image, seenAt: born + DAY }], born + DAY, false)).toEqual([29 * DAY]);
    expect(timeLeft([{ image, seenAt: born - DAY }], born - DAY, false)).toEqual([30 * DAY]);
  });

  test('is never negative, and null for an image that stays', () => {
    expect(timeLeft([{ image, seenAt: born }], born + 40 * DAY, true)).toEqual([0]);
    expect(timeLeft([{ image: { ...image, expires_at: null }, seenAt: born }], born, true)).toEqual([null]);
    expect(
      timeLeft([{ image: { created_at: '', expires_at: image.expires_at }, seenAt: born }], born, true),
    ).toEqual([30 * DAY]);
  });

  test('is said in whole units that have not begun', () => {
    expect(leftText(30 * DAY - 30_000, 'en')).toBe('in 30 days');
    expect(leftText(30 * DAY - 3_600_000, 'en')).toBe('in 29 days');
    expect(leftText(1.5 * DAY, 'en')).toBe('in 36 hours');
    expect(leftText(300_000, 'en')).toBe('in 5 minutes');
    expect(leftText(1000, 'en')).toBe('in 1 minute');
    expect(leftText(30 * DAY, 'de')).toBe('in 30 Tagen');
  });

  test('ends at a date; for less than a day, at a time', () => {
    const noon = new Date(2026, 0, 1, 12).getTime();
    const until = (ms: number) => untilText({ created_at: at(noon), expires_at: at(noon + ms) }, 'en');
    expect(until(30 * DAY)).toBe('Jan\u00a031');
    expect(until(400 * DAY)).toBe('Feb\u00a05,\u00a02027');
    expect(until(300_000)).toMatch(/^12:05\sPM$/);
  });
});

describe('the service’s offer', () => {
  const offer = (url: string, more = {}) =>
    offerOf(JSON.stringify({ type: 'signup', url, label: 'Create Account', ...more }));

  test('has its words and its address', () => {
    expect(offer('https://img.pro/register?a=1')).toEqual({
      ...{ href: 'https://img.pro/register?a=1', label: 'Create Account' },
    });
    expect(offer('http://127.0.0.1:8787/auth')?.href).toBe('http://127.0.0.1:8787/auth');
  });

  test('is none where its address cannot be trusted, or it is another one', () => {
    for (const url of [
      ...[
        'javascript:alert(1)',
        'data:text/html,x',
        'http://img.pro/',
        '/register',
        '//img.pro',
        'blob:https://a/b',
      ],
      ...['https://user:secret@img.pro/', 'http://127.0.0.1.evil.test/', 'http://localhost@evil.test/', ''],
    ])
      expect(offer(url), url).toBe(null);
    expect(offer('https://img.pro/', { type: 'upgrade' })).toBe(null);
    for (const header of [null, '', '{', 'null', '[]', '"signup"', '{"type":"signup","url":1}'])
      expect(offerOf(header), `${header}`).toBe(null);
  });

  test('has no label that is too long for one', () => {
    expect(offer('https://img.pro/', { label: 'x'.repeat(61) })!.label).toBe(undefined);
    expect(offer('https://img.pro/', { label: ' Two \n words ' })!.label).toBe('Two words');
  });
});
