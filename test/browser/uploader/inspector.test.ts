import { expect } from '@open-wc/testing';
import { inspectFiles } from '../../../src/upload/check/inspect-in-worker.ts';
import type * as Tasks from '../../../src/upload/check/inspect-tasks.ts';
import { inspectAll } from '../../../src/upload/check/inspect.ts';
import { picture } from '../../harness/uploader.ts';

const RealWorker = window.Worker;
const started: string[] = [];
let refused = false;

/** The real one, watched; or one that a page's policy refuses. */
class WatchedWorker extends RealWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    if (refused) throw new DOMException('Refused by policy.', 'SecurityError');
    super(url, options);
    started.push(String(url));
  }
}

// Each import has tried no worker yet.
const freshTasks = async (name: string) => {
  const address = `../../../src/upload/check/inspect-tasks.ts?${name}`;
  return ((await import(/* @vite-ignore */ address)) as typeof Tasks).inspectTasks();
};

describe('looking into many files', () => {
  before(() => (window.Worker = WatchedWorker));
  after(() => (window.Worker = RealWorker));

  async function many(count: number): Promise<File[]> {
    const head = await picture();
    return Array.from({ length: count }, (_, at) => new File([head, `own bytes ${at}`], `${at}.png`));
  }

  // First: once a worker has been had, it stays.
  it('happens here where a page lets us have no worker', async () => {
    refused = true;
    const found = await inspectFiles(await many(100), {});
    expect(found.every(({ format }) => format === 'png')).to.equal(true);
    refused = false;
    expect(started.filter((url) => url.includes('inspect-worker'))).to.have.length(0);
  });

  it('starts no worker for a few', async () => {
    const before = started.length;
    expect(await inspectFiles(await many(5), {})).to.have.length(5);
    expect(started).to.have.length(before);
  });

  it('happens in a worker, with the same result', async () => {
    const files = await many(100);
    const tasks = (await freshTasks('worker'))!;
    const found = await tasks.call('inspect', { files, wanted: { dimensions: true } });
    expect(started.filter((url) => url.includes('inspect-worker'))).to.have.length(1);
    expect(found).to.deep.equal(await inspectAll(files, { dimensions: true }));
    expect(found[99]).to.deep.include({ format: 'png', dimensions: { width: 8, height: 6 } });
  });
});
