import type { PaceNow } from '../../../upload/pace/paces.ts';
import type { Texts } from '../view-model.ts';

const formats = new Map<string, Intl.NumberFormat>();

function format(
  lang: string,
  unit: string,
  unitDisplay: 'short' | 'long',
  digits: number,
): Intl.NumberFormat {
  const name = `${lang} ${unit} ${digits}`;
  let known = formats.get(name);
  if (!known) {
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits } as const;
    formats.set(name, (known = new Intl.NumberFormat(lang, options)));
  }
  return known;
}

/** A speed in words: `350 kB/s`, `2.4 MB/s`, `12 MB/s`. Two digits say all that is sure of it. */
export function speedText(perSecond: number, lang: string): string {
  const inMega = perSecond >= 1e6;
  const value = perSecond / (inMega ? 1e6 : 1e3);
  // Of tens and hundreds the last digit would only flicker.
  const rough = value >= 100 ? Math.round(value / 10) * 10 : value < 1 ? Math.max(0.1, value) : value;
  const unit = inMega ? 'megabyte-per-second' : 'kilobyte-per-second';
  return format(lang, unit, 'short', value < 10 ? 1 : 0).format(rough);
}

/** The time left in words, of the round numbers that `timeLeft` gives: `15 seconds left`, `4 minutes left`. */
export function timeLeftText(seconds: number, { t, lang }: Pick<Texts, 't' | 'lang'>): string {
  const [unit, value] =
    seconds < 60 ? ['second', seconds] : seconds < 3600 ? ['minute', seconds / 60] : ['hour', seconds / 3600];
  return t('timeLeft', {
    time: format(lang, unit as string, 'long', unit === 'hour' ? 1 : 0).format(value as number),
  });
}

/** A pace in words, as far as it is known: its speed, the time left. */
export function paceWords(
  { speed, left }: PaceNow,
  texts: Pick<Texts, 't' | 'lang'>,
  isPreparing: boolean,
): ['speed' | 'left', string][] {
  const words: ['speed' | 'left', string][] = [];
  // Of pictures that are made smaller first, nobody knows how many bytes went over the line.
  if (!isPreparing) words.push(['speed', speedText(speed, texts.lang)]);
  if (left !== null) words.push(['left', timeLeftText(left, texts)]);
  return words;
}
