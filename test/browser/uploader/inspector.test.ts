import { expect } from '@open-wc/testing';
import type * as Inspector from '../../../src/upload/check/inspect-in-worker.ts';
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

// Each import is an inspector of its own, that has tried no worker yet.
const inspector = async (name: string) =>
  (await import(/* @vite-ignore */ `../../../src/upload/inspector.ts?${name}`)) as typeof Inspector;

describe('looking into many files', () => {
  before(() => (window.Worker = WatchedWorker));
  after(() => (window.Worker = RealWorker));

  async function many(count: number): Promise<File[]> {
    const head = await picture();
    return Array.from({ length: count }, (_, at) => new File([head, `own bytes ${at}`], `${at}.png`));
  }

  it('happens in a worker, with the same result', async () => {
    const { inspectFiles } = await inspector('worker');
    const files = await many(100);
    const found = await inspectFiles(files, { dimensions: true });
    expect(started.filter((url) => url.includes('inspect-worker'))).to.have.length(1);
    expect(found).to.deep.equal(await inspectAll(files, { dimensions: true }));
    expect(found[99]).to.deep.include({ format: 'png', dimensions: { width: 8, height: 6 } });
  });

  it('happens here where a page lets us have no worker', async () => {
    refused = true;
    const { inspectFiles } = await inspector('refused');
    const found = await inspectFiles(await many(100), {});
    expect(found.every(({ format }) => format === 'png')).to.equal(true);
    refused = false;
  });

  it('starts no worker for a few', async () => {
    const before = started.length;
    const { inspectFiles } = await inspector('few');
    expect(await inspectFiles(await many(5), {})).to.have.length(5);
    expect(started).to.have.length(before);
  });
});
