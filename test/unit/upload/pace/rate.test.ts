import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rate, roundedTime, timeLeft } from '../../../../src/upload/pace/rate.ts';

/** Reports at a steady rate (bytes a second), one a `step` (ms). */
function steady(rate: Rate, perSecond: number, from: number, until: number, step = 250, bytes = 0): number {
  let sent = bytes;
  for (let now = from; now <= until; now += step) {
    rate.report(sent, now);
    if (now + step <= until) sent += (perSecond * step) / 1000;
  }
  return sent;
}

describe('the rate of bytes', () => {
  test('is unknown in the first two seconds, then what it is', () => {
    const rate = new Rate();
    steady(rate, 1e6, 0, 1750);
    expect(rate.perSecond(1750)).toBeNull();
    const again = new Rate();
    steady(again, 1e6, 0, 2000);
    expect(again.perSecond(2000)).toBeCloseTo(1e6);
  });

  test('follows another line within seconds, and a hiccup hardly', () => {
    const rate = new Rate();
    let sent = steady(rate, 1e6, 0, 10_000);
    rate.report(sent, 11_000);
    expect(rate.perSecond(11_000)).toBeGreaterThan(0.75e6);
    sent = steady(rate, 1e5, 11_000, 31_000, 250, sent);
    expect(rate.perSecond(31_000)).toBeLessThan(1.3e5);
  });

  test('is unknown while the line has stalled, and measured anew after that', () => {
    const rate = new Rate();
    const sent = steady(rate, 1e6, 0, 10_000);
    rate.report(sent, 14_000);
    expect(rate.perSecond(14_000)).not.toBeNull();
    rate.report(sent, 15_100);
    expect(rate.perSecond(15_100)).toBeNull();
    steady(rate, 2e5, 16_000, 17_500, 250, sent + 1);
    expect(rate.perSecond(17_500)).toBeNull();
    steady(rate, 2e5, 17_750, 19_000, 250, sent + 1 + 3.5e5);
    expect(rate.perSecond(19_000)).toBeCloseTo(2e5, -3);
  });

  test('begins anew with fewer bytes, and after a reset', () => {
    const rate = new Rate();
    steady(rate, 1e6, 0, 5000);
    rate.report(0, 5250);
    expect(rate.perSecond(5250)).toBeNull();
    const other = new Rate();
    steady(other, 1e6, 0, 5000);
    other.reset();
    expect(other.perSecond(5000)).toBeNull();
  });

  const reports = fc.array(fc.record({ wait: fc.nat(9000), bytes: fc.nat(5_000_000) }), { maxLength: 60 });

  test('is never negative, endless or no number, and within what was seen', () => {
    fc.assert(
      fc.property(reports, (steps) => {
        const rate = new Rate();
        let [now, sent, most] = [0, 0, 0];
        for (const { wait, bytes } of steps) {
          now += wait;
          sent += bytes;
          rate.report(sent, now);
          if (wait > 0) most = Math.max(most, (bytes / wait) * 1000);
          else most = Math.max(most, bytes * 1000 + most);
          const known = rate.perSecond(now);
          if (known === null) continue;
          expect(Number.isFinite(known)).toBe(true);
          expect(known).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('the time left', () => {
  test.each([
    [3.2, 5],
    [11, 15],
    [58, 60],
    [61, 120],
    [200, 240],
    [3600, 3600],
    [4000, 5400],
  ])('of %d s is told as %d s', (seconds, told) => expect(roundedTime(seconds)).toBe(told));

  test('is told only where it is known, over 3 s and under a day', () => {
    expect(timeLeft(1e6, null, null)).toBeNull();
    expect(timeLeft(3e6, 1e6, null)).toBeNull();
    expect(timeLeft(3.1e6, 1e6, null)).toBe(5);
    expect(timeLeft(9e12, 1e6, null)).toBeNull();
    expect(timeLeft(0, 1e6, 5)).toBeNull();
    expect(timeLeft(NaN, 1e6, 5)).toBeNull();
  });

  test('goes up only where it was wrong by more than a step', () => {
    expect(timeLeft(24, 1, 20)).toBe(20);
    expect(timeLeft(26, 1, 20)).toBe(30);
    expect(timeLeft(14, 1, 20)).toBe(15);
  });

  test('does not jump up and down while an estimate wavers by a fifth', () => {
    const wavers = fc.array(fc.double({ min: 0.91, max: 1.09, noNaN: true }), {
      minLength: 20,
      maxLength: 80,
    });
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5000 }), wavers, (seconds, noise) => {
        let told: number | null = null;
        noise.forEach((factor, at) => {
          const left = seconds - at * 0.1;
          const next = timeLeft(left * factor, 1, told);
          if (told !== null && next !== null) expect(next).toBeLessThanOrEqual(told);
          told = next;
        });
      }),
    );
  });
});
