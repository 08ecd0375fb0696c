/**
 * Many small files: 200 photos of 6 KB through the element, beside a bare pool of four XMLHttpRequests that send the same
 * forms with the same headers to the same server, and beside another build of this package (`--beside DIR`, its `dist`).
 * Wanted: at most 1.4 times as long. Then 5,000 different photos are added; wanted: no task over 50 ms.
 */
import { join, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { traceMainThread, type MainThread } from './main-thread.ts';
import { API_URL, buildScript, folderBeside, serveSite } from './uploader-site.ts';
import { median } from './median.ts';

const SENT = 200;
const ROUNDS = 9;
const ADDED = 5_000;
const ADDED_ROUNDS = 3;

const ours = resolve(import.meta.dirname, '../../.cache/bench/small');
const beside = folderBeside();
await buildScript(ours);

const page = (folder: string, attributes: string) =>
  `<!doctype html><script type="module" src="/${join(folder, 'imgpro.js')}"></script>` +
  `<imgpro-uploader multiple concurrency="4" api-url="${API_URL}" ${attributes}></imgpro-uploader>`;
const site = await serveSite(
  {
    '/bare.html': '<!doctype html><title>A bare pool</title>',
    ...Object.fromEntries(
      ['ours', 'beside'].flatMap((folder) => [
        [`/${folder}.html`, page(folder, '')],
        [`/${folder}-manual.html`, page(folder, 'manual')],
      ]),
    ),
  },
  { ours, beside: beside ?? '' },
);
const browser = await chromium.launch({ executablePath: browserPath('chromium'), args: [...chromiumFlags] });

type Way = 'ours' | 'bare' | 'beside';
const ways: Way[] = beside ? ['ours', 'bare', 'beside'] : ['ours', 'bare'];

/** A page that is at rest, with so many photos as `window.chosen`: each with bytes of its own, taken long ago. */
async function open(path: string, count: number, bytes: [least: number, most: number]): Promise<Page> {
  const tab = await browser.newPage();
  await tab.goto(site.url + path);
  if (path !== '/bare.html') await tab.waitForFunction(() => customElements.get('imgpro-uploader'));
  await tab.evaluate(
    async ([wanted, [least, most]]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 24 });
      const context = canvas.getContext('2d')!;
      context.fillRect(4, 4, 20, 12);
      const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg'));
      const photo = new Uint8Array(await blob.arrayBuffer());
      window.chosen = Array.from({ length: wanted }, (_, at) => {
        const size = least + ((at * 7919) % (most - least + 1));
        const own = crypto.getRandomValues(new Uint8Array(size - photo.length));
        const options = { type: 'image/jpeg', lastModified: 1_700_000_000_000 + at };
        // A comment segment with bytes of its own comes first, as a camera's notes do.
        const comment = new Uint8Array([0xff, 0xfe, (own.length + 2) >> 8, (own.length + 2) & 255]);
        return new File(
          [photo.subarray(0, 2), comment, own, photo.subarray(2)],
          `IMG_${`${at}`.padStart(4, '0')}.jpg`,
          options,
        );
      });
    },
    [count, bytes] as const,
  );
  await tab.waitForLoadState('networkidle'); // what is fetched when the page is idle is there
  return tab;
}

/** Ms until the last is stored. Runs in the page. */
async function sendBare(address: string): Promise<number> {
  const begin = performance.now();
  const left = window.chosen.values();
  const send = (file: File) =>
    new Promise<void>((done, fail) => {
      const xhr = new XMLHttpRequest();
      const form = new FormData();
      form.append('file', file, file.name);
      xhr.open('POST', address);
      xhr.setRequestHeader('Accept', 'application/json');
      xhr.setRequestHeader('Idempotency-Key', crypto.randomUUID());
      xhr.onload = () => (xhr.status === 201 ? done() : fail(new Error(`${xhr.status}`)));
      xhr.onerror = () => fail(new Error('no answer'));
      xhr.send(form);
    });
  const one = async () => {
    for (const file of left) await send(file);
  };
  await Promise.all([one(), one(), one(), one()]);
  return performance.now() - begin;
}

/** The same by the element. */
async function sendByElement(): Promise<number> {
  const element = document.querySelector('imgpro-uploader')!;
  const begin = performance.now();
  let stored = 0;
  const end = new Promise<number>((done) =>
    element.addEventListener('imgpro-upload-success', () => {
      if ((stored += 1) === window.chosen.length) done(performance.now());
    }),
  );
  await element.addFiles(window.chosen);
  return (await end) - begin;
}

/** The requests that each way sent: the two have to be the same. */
const sent = new Map<Way, string>();

async function send(way: Way): Promise<number> {
  const tab = await open(`/${way}.html`, SENT, [6 * 1024, 6 * 1024]);
  site.taken();
  const ms = await (way === 'bare'
    ? tab.evaluate(sendBare, `${API_URL}/images`)
    : tab.evaluate(sendByElement));
  const { uploads, uploadBytes, shapes } = site.taken();
  sent.set(way, `${uploads} forms, ${uploadBytes} bytes; ${[...shapes].join(' | ')}`);
  await tab.close();
  return ms;
}

async function add(way: Way, attribute: '' | '-manual'): Promise<MainThread> {
  const tab = await open(`/${way}${attribute}.html`, ADDED, [2 * 1024, 4 * 1024]);
  const result = await traceMainThread(tab, () =>
    tab.evaluate(async (count) => {
      const element = document.querySelector('imgpro-uploader')!;
      await element.addFiles(window.chosen);
      if (element.files.length !== count) throw new Error('Not all of the photos were added.');
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }, ADDED),
  );
  await tab.close();
  return result;
}

/** All ways in turn, each round in another order; the first round warms up. */
async function inTurn<Result>(
  of: Way[],
  rounds: number,
  run: (way: Way) => Promise<Result>,
): Promise<Map<Way, Result[]>> {
  const results = new Map<Way, Result[]>(of.map((way) => [way, []]));
  for (let round = -1; round < rounds; round++)
    for (const at of of.keys()) {
      const way = of[(at + round + of.length) % of.length]!;
      const result = await run(way);
      if (round >= 0) results.get(way)!.push(result);
    }
  return results;
}

const names = { ours: 'imgpro-uploader', bare: 'bare pool of four', beside: 'the other build' };

try {
  console.log(`${SENT} photos of 6 KB, until the last is stored; medians of ${ROUNDS} rounds in turn.`);
  const times = await inTurn(ways, ROUNDS, send);
  if (new Set(sent.values()).size > 1) throw new Error(`Not the same was sent: ${JSON.stringify([...sent])}`);
  for (const [way, all] of times) {
    const ratios = all.map((ms, round) => ms / times.get('bare')![round]!);
    const ratio = way === 'bare' ? '' : `   ratio ${median(ratios).toFixed(2)}   wanted at most 1.4`;
    console.log(`  ${names[way].padEnd(20)} ${median(all).toFixed(0).padStart(6)} ms${ratio}`);
  }

  console.log(`\n${ADDED} photos of 2 to 4 KB added; medians of ${ADDED_ROUNDS} rounds in turn.`);
  for (const [attribute, how] of [
    ['-manual', 'not sent yet'],
    ['', 'being sent meanwhile'],
  ] as const) {
    const added = await inTurn(
      ways.filter((way) => way !== 'bare'),
      ADDED_ROUNDS,
      (way) => add(way, attribute),
    );
    for (const [way, all] of added) {
      const of = (name: keyof MainThread) =>
        median(all.map((each) => each[name]))
          .toFixed(0)
          .padStart(5);
      console.log(
        `  ${names[way]}, ${how}`.padEnd(44) +
          `longest task ${of('longest')} ms (${of('longestWall').trim()} by the clock)   wanted at most 50` +
          `   all tasks ${of('busy')} ms`,
      );
    }
  }
} finally {
  await browser.close();
  await site.close();
}
