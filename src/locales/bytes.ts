import { plainNumber } from './text.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Names of the units in the languages whose numbers are written plainly, English and German. */
function unitName(step: number, value: number, locale: string): string {
  if (step > 0) return ['kB', 'MB', 'GB'][step - 1]!;
  return locale.startsWith('de') ? 'Byte' : value === 1 ? 'byte' : 'bytes';
}

const decimals = (step: number): number => (step > 1 ? 1 : 0);

const byteFormats = new Map<string, Intl.NumberFormat>();

/** Made once for each: it takes longer than a hundred uses of it. */
function byteFormat(locale: string, step: number): Intl.NumberFormat {
  const name = `${step} ${locale}`;
  let format = byteFormats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: UNITS[step]!,
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: decimals(step),
    });
    byteFormats.set(name, format);
  }
  return format;
}

/** A size for people, decimal as the service counts: `2.4 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  const plain = plainNumber(value, decimals(step), locale);
  return plain ? `${plain} ${unitName(step, value, locale)}` : byteFormat(locale, step).format(value);
}
