/** The table of the page Compared, from the figures of a run. */
import type { Visit } from '../start-visit.ts';
import { faults, type FaultName, type Outcome } from './faults.ts';
import type { Adding, Sending } from './measures.ts';
import { everyone, uploaders, type Uploader } from './pages.ts';

type Of<Result> = Partial<Record<Uploader, Result>>;
/** As `gallery-scale.bench.ts` writes them. */
export interface GalleryFigures {
  names: Record<string, string>;
  results: { count: number; ways: Record<string, Record<string, number>> }[];
}

export interface Figures {
  machine: string;
  browser: string;
  versions: Record<Uploader, string>;
  /** Day, and the machine's load before and after, for each part. */
  runs: Record<string, { date: string; load: [number, number] }>;
  start?: Of<Visit>;
  adding?: { count: number; of: Of<Adding> }[];
  sending?: { small: Of<Sending>; large: Of<Sending>; count: number; bytes: number };
  faults?: Of<Partial<Record<FaultName, Outcome>>>;
  gallery?: GalleryFigures;
}

interface Row {
  name: string;
  cells: (number | undefined)[];
  unit: 'ms' | 'KB' | '';
}

/** Above this a figure is not called behind or ahead. */
const NEAR = 1.05;

const told = (figure: number | undefined, unit: Row['unit']): string =>
  figure === undefined
    ? 'over a minute'
    : unit === 'KB'
      ? `${(figure / 1000).toFixed(1)} KB`
      : unit === 'ms' && figure >= 10_000
        ? `${(figure / 1000).toFixed(1)} s`
        : `${Math.round(figure).toLocaleString('en')}${unit && ` ${unit}`}`;

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');

/** The least of a row in bold. */
function numbers(head: readonly string[], rows: readonly Row[]): string {
  return table(
    ['', ...head],
    rows.map(({ name, cells, unit }) => {
      const least = Math.min(...cells.map((cell) => cell ?? Infinity));
      return [name, ...cells.map((cell) => (cell === least ? `**${told(cell, unit)}**` : told(cell, unit)))];
    }),
  );
}

/** One sentence a row in which another is ahead of ours, which is the first. */
function behind(head: readonly string[], rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, cells: [own, ...others], unit }) => {
    const ahead = others
      .map((figure, at) => ({ figure, name: head[at + 1]! }))
      .filter(({ figure }) => figure !== undefined && figure * NEAR < (own ?? Infinity))
      .sort((a, b) => a.figure! - b.figure!);
    if (ahead.length === 0) return [];
    const list = ahead.map((other) => `${other.name} ${told(other.figure, unit)}`).join(', ');
    return [`- ${name}: ${told(own, unit)}; ${list}.`];
  });
}

export function uploaderRows(figures: Figures): Row[] {
  const row = <Result>(
    name: string,
    of: Of<Result> | undefined,
    key: keyof Result,
    unit: Row['unit'],
  ): Row[] =>
    of ? [{ name, unit, cells: everyone.map((one) => of[one]?.[key] as number | undefined) }] : [];
  const { start, adding = [], sending } = figures;
  return [
    ...row('Weight until it can be used', start, 'bytes', 'KB'),
    ...row('Weight until the first photo is stored', start, 'storedBytes', 'KB'),
    ...row('Ready', start, 'ready', 'ms'),
    ...row('Longest task until ready', start, 'longest', 'ms'),
    ...row('First photo, from chosen to stored', start, 'stored', 'ms'),
    ...adding.flatMap(({ count, of }) => {
      const files = `${count.toLocaleString('en')} photos`;
      return [
        ...row(`${files} added, until listed`, of, 'listed', 'ms'),
        ...row(`${files}, until the page is calm`, of, 'calm', 'ms'),
        ...row(`${files}, main thread`, of, 'busy', 'ms'),
        ...row(`${files}, longest task`, of, 'longest', 'ms'),
      ];
    }),
    ...row(`${sending?.count} photos of 6 KB sent`, sending?.small, 'stored', 'ms'),
    ...row('The same, main thread', sending?.small, 'busy', 'ms'),
    ...row(`One photo of ${(sending?.bytes ?? 0) / 1e6} MB sent`, sending?.large, 'stored', 'ms'),
    ...row('The same, main thread', sending?.large, 'busy', 'ms'),
    ...row('The same, longest task', sending?.large, 'longest', 'ms'),
  ];
}

/** What a person has in the end, in a few words. */
export function outcome(name: FaultName, one: Outcome | undefined): string {
  if (!one) return 'not run';
  const { copies, presses, says, asked } = one;
  const stored = copies.filter((count) => count > 0).length;
  const doubled = copies.filter((count) => count > 1).length;
  const way =
    presses === null
      ? 'no button'
      : presses === 0
        ? 'by itself'
        : presses === 1
          ? '1 press'
          : `${presses} presses`;
  const words =
    stored < copies.length
      ? [`${stored} of ${copies.length} stored`, presses ? way : 'choose again']
      : [doubled > 0 ? `**${doubled} stored twice**` : 'all once', way];
  if (name !== 'reload' && stored === copies.length && says.stored < copies.length)
    words.push('still says failed');
  if (name === 'reload' && asked) words.unshift('asks first');
  return words.join(', ');
}

const GALLERY_ROWS: Record<string, [name: string, unit: Row['unit']]> = {
  first: ['First pictures painted', 'ms'],
  firstLongest: ['Longest task until then', 'ms'],
  steadyAll: ['Scrolling, all processes a frame', 'ms'],
  fastLongest: ['A window a frame, longest task', 'ms'],
  resize: ['Resized twice, main thread', 'ms'],
  elements: ['Elements in the document', ''],
};

/** Markdown: the machine, the tables, and where ours is behind. */
export function compared(figures: Figures): string {
  const { machine, browser, versions, runs } = figures;
  const head = everyone.map((one) => uploaders[one].name);
  const rows = uploaderRows(figures);
  const { faults: faultRun, ...timed } = runs;
  const loads = Object.values(timed).flatMap(({ load }) => load);
  const dates = [...new Set(Object.values(timed).map(({ date }) => date))].sort();
  const others = everyone.filter((one) => one !== 'ours');
  const parts = [
    `Measured on ${dates.join(' and ')}: ${machine}, ${browser}; load ${Math.min(...loads)} to ${Math.max(...loads)}. ` +
      `Versions: ${others.map((one) => `${uploaders[one].name.replace(' beta', '')} ${versions[one]}`).join(', ')}.`,
    '### Uploaders',
    numbers(head, rows),
  ];
  if (figures.faults) {
    const cells = (fault: FaultName) => everyone.map((one) => outcome(fault, figures.faults?.[one]?.[fault]));
    parts.push('### Faults in the midst of three photos', `Run on ${faultRun?.date}.`);
    parts.push(
      table(
        ['', ...head],
        (Object.keys(faults) as FaultName[]).map((fault) => [faults[fault], ...cells(fault)]),
      ),
    );
  }
  const lost = behind(head, rows);
  for (const { count, ways } of figures.gallery?.results ?? []) {
    const names = Object.keys(ways).map((way) => figures.gallery!.names[way]!);
    const own = Object.entries(GALLERY_ROWS).map(([key, [name, unit]]) => ({
      ...{ name, unit },
      cells: Object.values(ways).map((way) => way[key]),
    }));
    const images = `${count.toLocaleString('en')} images`;
    parts.push(`### Galleries of ${images}`, numbers(names, own));
    lost.push(
      ...behind(
        names,
        own.map((row) => ({ ...row, name: `${images}, ${row.name.toLowerCase()}` })),
      ),
    );
  }
  parts.push('### Where ours is behind', lost.length > 0 ? lost.join('\n') : 'Nowhere in these rows.');
  return parts.join('\n\n');
}
