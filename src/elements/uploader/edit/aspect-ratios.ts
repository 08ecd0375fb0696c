import { warnOnce } from '../../shared/base/warn.ts';
import { words } from '../../shared/ui/words.ts';

const DEFAULT = ['free', 'original', '1:1', '4:3', '16:9'];

const RATIO = /^(?:\d+(?:\.\d+)?):(?:\d+(?:\.\d+)?)$/;

/** The aspect ratios that a page offers, without those that are none; an empty list means the default. */
export function parseRatios(list: string | null | undefined): readonly string[] {
  const wanted = [...new Set(words(list ?? ''))];
  const isRatio = (word: string) =>
    word === 'free' ||
    word === 'original' ||
    (RATIO.test(word) && word.split(':').every((side) => Number(side) > 0));
  const known = wanted.filter(isRatio);
  if (known.length < wanted.length)
    warnOnce(
      'uploader:aspect-ratios',
      `aspect-ratios="${list}": each has to be free, original, or a ratio such as 4:3; others are ignored.`,
    );
  return known.length > 0 ? known : DEFAULT;
}
