/**
 * Ours beside other uploaders, and the gallery beside other galleries: weight and start, adding, sending, faults. Everyone
 * sends to the same server, four at a time. Figures are medians of rounds in turn; the same as JSON in
 * `test-results/bench/peers.json`. The tables go into the page Compared, which names the parts that are not measured yet.
 * `--small` is a short form, which shows that everything works; its figures mean nothing. `--parts start,adding,sending,
 * faults,gallery` measures some of them again and keeps the others' figures, of the same versions.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { add, inTurn, openBrowser, send } from './peers/measures.ts';
import { bundleAll, everyone, pageOf, uploaders, versionIn, type Uploader } from './peers/pages.ts';
import { faults, suffer, type FaultName, type Outcome } from './peers/faults.ts';
import { compared, outcome, type Figures, type GalleryFigures } from './peers/table.ts';
import { Uploads } from './peers/uploads.ts';
import { smallPhoto, visitOnce } from './start-visit.ts';
import { serveSite } from './uploader-site.ts';

const PARTS = ['start', 'adding', 'sending', 'faults', 'gallery'] as const;
type Part = (typeof PARTS)[number];

const { small, parts: wanted } = parseArgs({
  options: { small: { type: 'boolean' }, parts: { type: 'string' } },
  strict: false,
}).values;
const parts = typeof wanted === 'string' ? (wanted.split(',') as Part[]) : PARTS;
const strange = parts.find((part) => !PARTS.includes(part));
if (strange !== undefined) throw new Error(`--parts: there is no ${strange}; there are ${PARTS.join(', ')}.`);

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache/bench/peers');
const results = join(root, `test-results/bench/peers${small ? '-small' : ''}.json`);
const page = join(root, 'stories/docs/compared.mdx');

/** Rounds of each part, how many photos are added (once each: with thousands some uploaders take minutes), and what is sent. */
const size = small
  ? { start: 1, sending: 1, added: [20], sent: 5, large: 3_000_000, faults: ['unavailable'] }
  : {
      start: 7,
      sending: 5,
      added: [1_000, 5_000],
      sent: 200,
      large: 70_000_000,
      faults: Object.keys(faults),
    };

await bundleAll(cache);
const uploads = new Uploads();
const blank = { '/blank.html': '<!doctype html><html lang="en"><title>Upload</title>' };
const pages = everyone.flatMap((uploader) => [
  [`/${uploader}.html`, pageOf(cache, uploader)],
  [`/${uploader}-manual.html`, pageOf(cache, uploader, { manual: true })],
  [`/${uploader}-recover.html`, pageOf(cache, uploader, { recover: true })],
]);
const folders = Object.fromEntries(everyone.map((uploader) => [uploader, join(cache, uploader)]));
const site = await serveSite({ ...blank, ...Object.fromEntries(pages) }, folders, {}, uploads.handle);

const [cpu] = cpus();
const browser = await openBrowser();
const about = {
  machine: `${cpu?.model.trim() || process.arch}, ${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`,
  browser: `Chromium ${browser.version()}`,
  versions: Object.fromEntries(everyone.map((uploader) => [uploader, versionIn(uploader)])) as Record<
    Uploader,
    string
  >,
};
await browser.close();
const figures: Figures = { runs: {}, ...earlier(), ...about };

const load = () => Number(loadavg()[0]!.toFixed(1));
const photo = await smallPhoto();

/** What each part measures, and keeps in the figures. */
const measure: Record<Part, () => Promise<void> | void> = {
  async start() {
    const one = await openBrowser();
    try {
      figures.start = await inTurn(everyone, size.start, (uploader) =>
        visitOnce(one, site, `/${uploader}.html`, { control: uploaders[uploader].control, photo }),
      );
    } finally {
      await one.close();
    }
  },
  async adding() {
    figures.adding = [];
    for (const count of size.added)
      figures.adding.push({ count, of: await inTurn(everyone, 1, (uploader) => add(site, uploader, count)) });
  },
  async sending() {
    const [count, bytes] = [size.sent, size.large];
    const few = await inTurn(everyone, size.sending, (uploader) => send(site, uploader, count, 6 * 1024));
    const large = await inTurn(everyone, size.sending, (uploader) => send(site, uploader, 1, bytes));
    figures.sending = { small: few, large, count, bytes };
  },
  async faults() {
    figures.faults = {};
    for (const uploader of everyone) {
      const of: Partial<Record<FaultName, Outcome>> = (figures.faults[uploader] = {});
      for (const fault of size.faults as FaultName[]) {
        of[fault] = await suffer(site, uploads, uploader, fault, photo.buffer);
        keep();
        console.log(
          `${uploaders[uploader].name.padEnd(18)} ${faults[fault].padEnd(32)} ${outcome(fault, of[fault])}`,
        );
      }
    }
  },
  gallery() {
    const file = join(import.meta.dirname, 'gallery-scale.bench.ts');
    const options = ['--conditions=imgpro-source', file, small ? '--small' : '--million'];
    if (spawnSync(process.execPath, options, { stdio: 'inherit' }).status !== 0)
      throw new Error('The benchmark of the galleries has failed.');
    const found = readFileSync(join(root, '.cache/bench/gallery/figures.json'), 'utf8');
    const { names, results } = JSON.parse(found) as GalleryFigures;
    figures.gallery = { names, results };
  },
};

try {
  for (const part of parts) {
    console.log(`${part} …`);
    const before = load();
    await measure[part]();
    const date = new Date().toISOString().slice(0, 10);
    figures.runs[part] = { date, load: [before, load()] };
    keep();
  }
} finally {
  await site.close();
}

const markdown = await format(compared(figures), { parser: 'markdown', printWidth: 400 });
console.log(`\n${markdown}\nThe same as JSON: ${results}`);
const missing = PARTS.filter((part) => !figures.runs[part]);
if (!small)
  await publish(missing.length > 0 ? `${markdown}\nNot measured yet: ${missing.join(', ')}.\n` : markdown);

/**
 * The figures of an earlier run with these versions; empty where all is measured anew. From another machine or browser only what
 * became of the files among faults, which is no matter of time.
 */
function earlier(): Partial<Figures> {
  if (parts.length === PARTS.length || !existsSync(results)) return {};
  const before = JSON.parse(readFileSync(results, 'utf8')) as Figures;
  const isSame = (...keys: ('machine' | 'browser' | 'versions')[]) =>
    keys.every((key) => JSON.stringify(before[key]) === JSON.stringify(about[key]));
  if (!isSame('versions')) return {};
  const { faults, runs } = before;
  if (isSame('machine', 'browser')) return before;
  return runs.faults ? { faults, runs: { faults: runs.faults } } : {};
}

function keep(): void {
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, JSON.stringify(figures, null, 2));
}

/** Puts the tables into the page, between its two marks. */
async function publish(tables: string): Promise<void> {
  const [begin, end] = ['{/* figures */}', '{/* end of figures */}'];
  const text = readFileSync(page, 'utf8');
  const at = [text.indexOf(begin), text.indexOf(end)] as const;
  if (at[0] < 0 || at[1] < at[0]) throw new Error(`${page} has lost its marks ${begin} and ${end}.`);
  const whole = `${text.slice(0, at[0])}${begin}\n\n${tables}\n${text.slice(at[1])}`;
  writeFileSync(page, await format(whole, { ...(await resolveConfig(page)), filepath: page }));
  console.log(`The tables are in ${page}.`);
}
