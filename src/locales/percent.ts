import { plainNumber } from './text.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A share of a hundred: `45%`. */
export function formatPercent(percent: number, locale: string): string {
  const plain = plainNumber(percent, 0, locale);
  if (plain) return `${plain}${locale.startsWith('de') ? '\u00a0' : ''}%`;
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.NumberFormat(locale, { style: 'percent' })));
  return format.format(percent / 100);
}
