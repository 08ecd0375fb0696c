/** The mock: how soon it is ready, and whether a page of 100,000 images costs more than one of 1,000. */
import { startProcess } from '../contract/process.ts';

const headers = { authorization: 'Bearer img_live_demo' };

interface Spread {
  median: number;
  most: number;
  worst: number;
}

/** The middle, what 99 of 100 stay under, and the worst. */
function spread(times: number[]): Spread {
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor((times.length - 1) * part)]!;
  return { median: at(0.5), most: at(0.99), worst: at(1) };
}

async function ready(...args: string[]): Promise<number> {
  const from = performance.now();
  const mock = await startProcess(['--memory', ...args]);
  const time = performance.now() - from;
  await mock.stop();
  return time;
}

/** Pages of 100 one after the other, then as many at random depths. */
async function pages(images: number, count: number): Promise<Spread> {
  const mock = await startProcess(['--memory', '--images', String(images), '--seed', '3']);
  try {
    const times: number[] = [];
    const cursors: string[] = [];
    let cursor: string | null = '';
    for (let turn = 0; turn < count * 2; turn++) {
      const at: string = turn < count ? (cursor ?? '') : cursors[(turn * 7919) % cursors.length]!;
      const from = performance.now();
      const answer = await fetch(`${mock.url}/v1/images?limit=100${at && `&cursor=${at}`}`, { headers });
      const body = (await answer.json()) as { pagination: { next_cursor: string | null } };
      times.push(performance.now() - from);
      cursor = body.pagination.next_cursor;
      if (cursor) cursors.push(cursor);
    }
    return spread(times);
  } finally {
    await mock.stop();
  }
}

const ms = (time: number) => `${time.toFixed(1)} ms`;

await ready();
const starts = spread([await ready(), await ready(), await ready(), await ready(), await ready()]);
console.log(`start to ready          median ${ms(starts.median)}, worst of 5 ${ms(starts.worst)}`);
const few = await pages(1_000, 10);
const many = await pages(100_000, 1_000);
console.log(`a page of 1,000         median ${ms(few.median)}, worst ${ms(few.worst)}`);
console.log(
  `a page of 100,000       median ${ms(many.median)}, 99 of 100 under ${ms(many.most)}, worst of 2,000 ${ms(many.worst)}`,
);
console.log(`ratio of the medians    ${(many.median / few.median).toFixed(2)}`);
