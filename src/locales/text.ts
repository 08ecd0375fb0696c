import type { Text, TextParameters } from './types.ts';

/** Fills a text's parameters, choosing the plural form by `count`. An unknown parameter stays visible, as `{name}`. */
export function formatText(text: Text, parameters: TextParameters, locale: string): string {
  const form = typeof text === 'string' ? text : pluralForm(text, parameters['count'], locale);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    if (typeof value === 'number') return formatNumber(value, locale);
    // A name or a size keeps its own order among words of the other direction (Unicode TR 9, FSI and PDI).
    const ordered = inOrder(value);
    return RIGHT_TO_LEFT.test(form + ordered) ? `\u2068${ordered}\u2069` : ordered;
  });
}

/** Text without the signs that turn the order of letters: by them `photo\u202egpj.exe` would end with `exe.jpg`. */
export const inOrder = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

function pluralForm(text: Exclude<Text, string>, count: string | number | undefined, locale: string): string {
  if (typeof count !== 'number') return text.other;
  return text[pluralRules(locale).select(count)] ?? text.other;
}

const plurals = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

function pluralRules(locale: string): Intl.PluralRules {
  let rules = plurals.get(locale);
  if (!rules) plurals.set(locale, (rules = new Intl.PluralRules(locale)));
  return rules;
}

/**
 * A number in the digits that are its own, where a language writes it so; else null. The first use of `Intl.NumberFormat`
 * costs a page 20 to 40 ms (Chromium 156): the first words of an element, and of a file, come without it.
 */
export function plainNumber(value: number, decimals: number, locale: string): string | null {
  const rounded = Math.round(value * 10 ** decimals) / 10 ** decimals;
  if (!/^(en(-US|-GB)?|de(-DE)?)$/.test(locale) || !(rounded >= 0 && rounded < 1e6)) return null;
  const [point, group] = locale[0] === 'd' ? ',.' : '.,';
  return `${rounded}`.replace('.', point!).replace(/\B\d{3}\b/, group! + '$&');
}

function formatNumber(value: number, locale: string): string {
  const plain = Number.isInteger(value) ? plainNumber(value, 0, locale) : null;
  return plain ?? numberFormat(locale).format(value);
}

function numberFormat(locale: string): Intl.NumberFormat {
  let format = numbers.get(locale);
  if (!format) numbers.set(locale, (format = new Intl.NumberFormat(locale)));
  return format;
}

/** Tags of languages that are read by the speakers of another, or written as another is; in lower case. */
const SERVED_BY: Readonly<Record<string, string>> = {
  no: 'nb',
  nn: 'nb',
  zh: 'zh-cn',
  'zh-hant': 'zh-tw',
  'zh-hk': 'zh-tw',
  'zh-mo': 'zh-tw',
};

/**
 * The available language that serves a language tag best (RFC 4647, lookup): `de-AT` → `de-AT`, else `de`; `zh-HK` →
 * `zh-TW`; `pt-BR`, without a file of its own, → `pt`. Undefined where none does.
 */
export function bestLocale(tag: string, available: Iterable<string>): string | undefined {
  const tags = new Map([...available].map((name) => [name.toLowerCase(), name]));
  const parts = tag.toLowerCase().split('-');
  for (; parts.length > 0; parts.pop()) {
    const range = parts.join('-');
    const found = tags.get(range) ?? tags.get(SERVED_BY[range] ?? '');
    if (found) return found;
  }
  return undefined;
}
