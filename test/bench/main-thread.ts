import type { CDPSession, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  tdur?: number;
  pid: number;
  tid: number;
  args: { name?: string };
}

/** Work of a page's main thread meanwhile (ms). */
export interface MainThread {
  /** Processor time of all its tasks. */
  busy: number;
  /** The longest task, in processor time and by the clock (which others on the machine can stretch). */
  longest: number;
  longestWall: number;
  /** The same sum by the clock: what waits for another process counts, too. */
  busyWall: number;
  /** From beginning to end by the clock. */
  wall: number;
}

/**
 * Traces a page's main thread while something runs in it: tasks as Chromium itself counts them.
 * @param until A `performance.mark` of the page that ends the account, where that is before the end of `run`.
 */
export async function traceMainThread(
  page: Page,
  run: () => Promise<void>,
  until = 'bench-end',
): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'blink.user_timing', '__metadata'],
      recordMode: 'recordAsMuchAsPossible',
    },
  } as never);
  await page.evaluate(() => performance.mark('bench-begin'));
  await run();
  await page.evaluate(() => performance.mark('bench-end'));
  await stop(session);
  const begin = events.find(({ name }) => name === 'bench-begin')!;
  const end = events.findLast(({ name }) => name === until)!;
  const tasks = events.filter(
    ({ name, tid, pid, ts }) =>
      /RunTask$/.test(name) && tid === begin.tid && pid === begin.pid && ts >= begin.ts && ts <= end.ts,
  );
  const ms = (of: (event: TraceEvent) => number) => tasks.map((task) => of(task) / 1000);
  const cpu = ms(({ tdur, dur = 0 }) => tdur ?? dur);
  const clock = ms(({ dur = 0 }) => dur);
  return {
    busyWall: clock.reduce((sum, time) => sum + time, 0),
    busy: cpu.reduce((sum, time) => sum + time, 0),
    longest: Math.max(0, ...cpu),
    longestWall: Math.max(0, ...clock),
    wall: (end.ts - begin.ts) / 1000,
  };
}

async function stop(session: CDPSession): Promise<void> {
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await done;
  await session.detach();
}
