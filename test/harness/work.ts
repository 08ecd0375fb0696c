import { Session } from 'node:inspector/promises';

/** Files whose steps are counted: our own, and what we stand on. */
const OURS = /\/src\/|\/@uppy\//;

type Iterated = { next(this: unknown): unknown };
type Lists = Record<string, (this: unknown[], ...given: unknown[]) => unknown>;

/**
 * How much work something is: the blocks of our sources that V8 runs for it, and the elements that its built-in
 * functions walk through. Counted, so that it is the same on every machine and whatever else runs there.
 */
export async function workOf(act: () => Promise<unknown> | unknown): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const builtin = countBuiltins();
  try {
    await act();
    const walked = builtin.stop();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const counts = result
      .filter(({ url }) => OURS.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
    return counts.reduce((sum, count) => sum + count, walked);
  } finally {
    builtin.stop();
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
}

/** Counts the elements that spreads, loops and copies walk through. */
function countBuiltins(): { stop(): number } {
  let count = 0;
  const undo: (() => void)[] = [];
  for (const made of [new Map(), new Set(), []]) {
    const kind = Object.getPrototypeOf((made as Iterable<unknown>)[Symbol.iterator]()) as Iterated;
    const { next } = kind;
    kind.next = function () {
      count += 1;
      return next.call(this);
    };
    undo.push(() => void (kind.next = next));
  }
  const lists = Array.prototype as unknown as Lists;
  for (const name of [
    'slice',
    'concat',
    'join',
    'includes',
    'indexOf',
    'sort',
    'reverse',
    'splice',
  ] as const) {
    const before = lists[name]!;
    lists[name] = function (...given) {
      // Items put in, or taken out, at the end move nothing.
      const from = name === 'splice' || name === 'slice' ? Number(given[0] ?? 0) : 0;
      const to =
        name === 'slice' && given[1] !== undefined ? Math.min(this.length, Number(given[1])) : this.length;
      count += Math.max(0, to - (from < 0 ? this.length + from : from));
      return before.apply(this, given);
    };
    undo.push(() => void (lists[name] = before));
  }
  // Counted here, for V8 does not count the calls of a function that it has put into another.
  for (const name of ['map', 'flatMap', 'filter', 'forEach', 'every', 'some', 'find', 'findIndex'] as const) {
    const before = lists[name]!;
    lists[name] = function (callback, self) {
      const counted = (...given: unknown[]): unknown => {
        count += 1;
        return (callback as (...given: unknown[]) => unknown).apply(self, given);
      };
      return before.call(this, counted);
    };
    undo.push(() => void (lists[name] = before));
  }
  return {
    stop: () => {
      for (const step of undo.splice(0)) step();
      return count;
    },
  };
}
