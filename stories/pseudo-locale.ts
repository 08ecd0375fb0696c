import type { Locale } from '../src/index.ts';

const ACCENTED: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ø',
  U: 'Ü',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  y: 'ÿ',
};

/** A text in accented letters between brackets, a third longer; its parameters stay. */
export function pseudoText(text: string): string {
  const accented = text.replace(/\{\w+\}|[a-zA-Z]/g, (match) => ACCENTED[match] ?? match);
  return `⟦${accented}${'·'.repeat(Math.ceil(text.length / 3))}⟧`;
}

function pseudoTable<Table extends object>(table: Table): Table {
  return Object.fromEntries(
    Object.entries(table).map(([key, text]: [string, string | Record<string, string>]) => [
      key,
      typeof text === 'string'
        ? pseudoText(text)
        : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, pseudoText(one)])),
    ]),
  ) as Table;
}

/** A language made of another one, to see texts that are cut off, too narrow for, or not in the tables: `en-XA`. */
export function pseudoLocale(locale: Locale): Locale {
  return {
    code: 'en-XA',
    uploader: locale.uploader && pseudoTable(locale.uploader),
    image: locale.image && pseudoTable(locale.image),
    gallery: locale.gallery && pseudoTable(locale.gallery),
  };
}
