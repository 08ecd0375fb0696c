import { expect, test } from 'vitest';
import { paceWords, speedText, timeLeftText } from '../../../src/elements/uploader/texts/pace-text.ts';
import de from '../../../src/locales/de.ts';
import en from '../../../src/locales/en.ts';
import { formatText } from '../../../src/locales/text.ts';
import type { TextKey } from '../../../src/elements/uploader/view-model.ts';

const textsIn = (table: typeof en, lang: string) => ({
  lang,
  t: (key: TextKey, parameters = {}) => formatText(table.uploader![key]!, parameters, lang),
});
const english = textsIn(en, 'en');

test.each([
  [350, '0.4 kB/s'],
  [9_400, '9.4 kB/s'],
  [84_900, '85 kB/s'],
  [384_000, '380 kB/s'],
  [2_440_000, '2.4 MB/s'],
  [12_300_000, '12 MB/s'],
])('%d bytes a second are %s', (speed, words) => expect(speedText(speed, 'en')).toBe(words));

test.each([
  [5, '5 seconds left'],
  [60, '1 minute left'],
  [240, '4 minutes left'],
  [3600, '1 hour left'],
  [9000, '2.5 hours left'],
])('%d s are %s', (seconds, words) => expect(timeLeftText(seconds, english)).toBe(words));

test('speaks the language of the page', () => {
  expect(timeLeftText(15, textsIn(de, 'de'))).toBe('noch 15 Sekunden');
  expect(speedText(2_400_000, 'de')).toBe('2,4 MB/s');
});

test('tells what is known; no speed while pictures are made smaller', () => {
  const pace = { speed: 1e6, left: 10 };
  expect(paceWords(pace, english, false)).toEqual([
    ['speed', '1 MB/s'],
    ['left', '10 seconds left'],
  ]);
  expect(paceWords(pace, english, true)).toEqual([['left', '10 seconds left']]);
  expect(paceWords({ ...pace, left: null }, english, false)).toEqual([['speed', '1 MB/s']]);
});
