import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayBeStored, type Job } from '../../../src/upload/jobs.ts';
import { begun, mayBeAllOut, reported, type Pace } from '../../../src/upload/last-byte.ts';

const MB = 1_000_000;

describe('whether the last byte may have left', () => {
  test('a small file may be gone before anything is told of it, a large one is not', () => {
    expect(mayBeAllOut(begun(3 * MB, 0), 0)).toBe(true);
    expect(mayBeAllOut(begun(30 * MB, 0), 50)).toBe(false);
  });

  test('a report of the end is the end, and one of a tenth is not', () => {
    const start = begun(30 * MB, 0);
    expect(mayBeAllOut(reported(start, 30 * MB, 9000), 9000)).toBe(true);
    expect(mayBeAllOut(reported(start, 3 * MB, 3000), 3100)).toBe(false);
  });

  test('the rest counts as gone when it would be at the rate so far', () => {
    const pace = reported(reported(begun(30 * MB, 0), 14 * MB, 500), 28 * MB, 1000);
    expect(mayBeAllOut(pace, 1000)).toBe(true);
  });

  test('a report that takes the guess back is believed', () => {
    const start = begun(3 * MB, 0);
    expect(mayBeAllOut(start, 100)).toBe(true);
    expect(mayBeAllOut(reported(start, 100_000, 1000), 1100)).toBe(false);
  });
});

/**
 * An upload as it truly goes: per tick of 10 ms so many bytes, and every so many ticks a report that is late. It is
 * through within the run, mostly.
 */
const uploads = fc
  .record({
    rate: fc.integer({ min: 1, max: 50_000 }), // bytes a millisecond
    speeds: fc.array(fc.double({ min: 0.6, max: 1, noNaN: true }), { minLength: 5, maxLength: 200 }),
    stalls: fc.nat(30),
    through: fc.double({ min: 0.2, max: 5, noNaN: true }),
    every: fc.integer({ min: 1, max: 10 }), // ticks
    late: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ through, stalls, speeds, ...rest }) => {
    const all = [...speeds, ...Array<number>(stalls).fill(0)];
    const sum = speeds.reduce((before, speed) => before + Math.round(speed * rest.rate * 10), 0);
    return { ...rest, speeds: all, total: Math.max(1, Math.round(sum * through)) };
  });

/** All that was known at each tick, and what was true. */
function* run(upload: { total: number; rate: number; speeds: number[]; every: number; late: number }) {
  const { total, rate, speeds, every, late } = upload;
  const truth = [0];
  let pace: Pace = begun(total, 0);
  for (const [at, speed] of speeds.entries()) {
    truth.push(Math.min(total, truth.at(-1)! + Math.round(speed * rate * 10)));
    const told = at + 1 - late;
    if (told > 0 && told % every === 0) pace = reported(pace, truth[told]!, (at + 1) * 10);
    yield { now: (at + 1) * 10, sent: truth.at(-1)!, pace };
  }
}

describe('for any upload', () => {
  test('it is never cut off for sure when all of it is gone, unless it has more than doubled its speed', () => {
    fc.assert(
      fc.property(uploads, (upload) => {
        let fastest = 0;
        let before = 0;
        for (const { now, sent, pace } of run(upload)) {
          fastest = Math.max(fastest, (sent - before) / 10);
          before = sent;
          // The premise: no faster than twice what the reports have shown; before the first, no more than a burst.
          if (pace.sent === null ? upload.total > 4 * MB : fastest > 2 * pace.rate) continue;
          if (sent === upload.total) expect(mayBeAllOut(pace, now)).toBe(true);
        }
      }),
    );
  });

  test('what goes on unseen is what a second would have sent, and a buffer’s worth', () => {
    fc.assert(
      fc.property(uploads, fc.nat(60_000), (upload, later) => {
        for (const { now, pace } of run(upload)) {
          if (!mayBeAllOut(pace, now + later)) continue;
          const rest = upload.total - (pace.sent ?? 0);
          expect(rest).toBeLessThanOrEqual(pace.sent === null ? 4 * MB : 256_000 + 2 * 1100 * pace.rate);
        }
      }),
    );
  });

  test('time alone never makes it less likely', () => {
    fc.assert(
      fc.property(uploads, fc.nat(100_000), (upload, later) => {
        for (const { now, pace } of run(upload))
          if (mayBeAllOut(pace, now)) expect(mayBeAllOut(pace, now + later)).toBe(true);
      }),
    );
  });
});

describe('whether a cancelled file may be stored', () => {
  const anyJob = fc.record({
    content: fc.constant(null),
    tries: fc.option(fc.nat(3), { nil: undefined }),
    allSent: fc.option(fc.boolean(), { nil: undefined }),
    sent: fc.option(fc.nat(40 * MB), { nil: undefined }),
  });
  test('needs a try that went out and was not surely declined, and all of its bytes', () => {
    fc.assert(
      fc.property(anyJob, ({ sent, ...rest }) => {
        const pace = sent === undefined ? undefined : reported(begun(40 * MB, 0), sent, 10_000);
        const job: Job = { ...rest, pace };
        const out = rest.allSent === true || (pace !== undefined && mayBeAllOut(pace, 10_000));
        expect(mayBeStored(job, 10_000)).toBe((rest.tries ?? 0) > 0 && out);
      }),
    );
  });
});
