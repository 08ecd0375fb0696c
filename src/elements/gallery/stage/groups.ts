import type { Image } from '../../../api/types.ts';

/** The attribute `group-by`. */
export type GroupBy = 'month' | 'day';

/** Images of one month or day that follow one another. */
export interface Group {
  /** Which one it is of those with this key: months may come again in a list that goes by another order. */
  nth: number;
  /** `2026-05`, `2026-05-17`; `draft` for images that are not published, '' for those of which nothing is known. */
  key: string;
  /** Index of its first image. */
  start: number;
}

/** The key of an image's group: the month or day of its publishing, in the visitor's time zone. */
export function groupKey({ published_at, created_at }: Image, by: GroupBy): string {
  // Images that a page brought along say nothing of their dates.
  if (!published_at) return created_at ? 'draft' : '';
  const date = new Date(published_at);
  if (Number.isNaN(date.getTime())) return '';
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return by === 'month' ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** The heading of a group, in words: "May 2026", "Sunday, 17 May 2026". */
export function groupName(key: string, words: { lang: string; draft: string; undated: string }): string {
  if (key === '') return words.undated;
  if (key === 'draft') return words.draft;
  const [year, month, day] = key.split('-').map(Number);
  const date = new Date(year!, month! - 1, day ?? 1);
  const format = formatOf(words.lang, day === undefined);
  return format.format(date);
}

// Making a format takes many times as long as using it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(lang: string, byMonth: boolean): Intl.DateTimeFormat {
  const key = `${lang} ${byMonth}`;
  let format = formats.get(key);
  if (!format) {
    const rest = { year: 'numeric', month: 'long' } as const;
    format = new Intl.DateTimeFormat(lang, byMonth ? rest : { ...rest, day: 'numeric', weekday: 'long' });
    formats.set(key, format);
  }
  return format;
}

/** The groups of a list of images: runs of one key, in the order of the images. */
export class Grouping {
  readonly by: GroupBy;
  readonly groups: Group[] = [];
  readonly starts: number[] = [];
  #count = 0;
  readonly #runs = new Map<string, number>();

  constructor(by: GroupBy) {
    this.by = by;
  }

  /** Goes on with the images that have come since. */
  append(images: readonly Image[]): void {
    for (let i = this.#count; i < images.length; i++) {
      const key = groupKey(images[i]!, this.by);
      if (this.groups.at(-1)?.key === key) continue;
      const nth = (this.#runs.get(key) ?? 0) + 1;
      this.#runs.set(key, nth);
      this.groups.push({ key, nth, start: i });
      this.starts.push(i);
    }
    this.#count = images.length;
  }
}
