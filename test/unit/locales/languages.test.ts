// Holds every language to the English tables: a translator sees here what is missing, left over or broken.
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../../src/locales/en.ts';
import { languages } from '../../../src/locales/languages.ts';
import type { Locale } from '../../../src/locales/registry.ts';
import { bestLocale } from '../../../src/locales/text.ts';
import type { Text } from '../../../src/locales/types.ts';

const folder = resolve(import.meta.dirname, '../../../src/locales');
const parts = ['uploader', 'image', 'gallery'] as const;

/** Words that a language has in common with English, by language; `*`: in all of them. */
const shared: Record<string, RegExp> = {
  '*': /^(https:\/\/|[^\p{L}]*|[\P{L}]*\{\w+\}[\P{L}]*(\{\w+\}[\P{L}]*)*(px)?)$/u,
  da: /^(Original|Stop|Download(: \{alt\})?)$/,
  de: /^Original$/,
  es: /^(Original|Zoom)$/,
  fr: /^(Images?|Image \{name\}|\{count\} images?|Original|Pause|Zoom)$/,
  it: /^Zoom$/,
  nb: /^Original$/,
  nl: /^Camera( \{number\})?$/,
  pt: /^(Original|Zoom)$/,
  'pt-BR': /^(Original|Zoom)$/,
  ro: /^(Original|Camera \{number\})$/,
  sv: /^Original$/,
};

const forms = (text: Text): string[] => (typeof text === 'string' ? [text] : Object.values(text));
const parametersOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test('the list of languages is that of the folders, each with a file of its own', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...languages, 'en'].sort()).toEqual(folders.map(({ name }) => name).sort());
  for (const code of languages) expect(existsSync(join(folder, `${code}.ts`)), code).toBe(true);
});

test('the page of the docs lists them all', () => {
  const page = readFileSync(resolve(folder, '../../stories/docs/languages.mdx'), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` +\| [^|]+\| (?:yes|not yet) +\|$/gm)].map(
    ([, code]) => code,
  );
  expect(rows.sort()).toEqual([...languages, 'en'].sort());
});

test.each(parts)('every English text of the %s is used', (part) => {
  const sources = globSync(`{elements/${part},elements/shared,upload,image,uppy}/**/*.ts`, {
    cwd: resolve(folder, '..'),
  });
  const code = sources.map((file) => readFileSync(resolve(folder, '..', file), 'utf8')).join('\n');
  const isUsed = (key: string) => new RegExp(`['"\`.]${key}['"\`]|\\b${key}:`).test(code);
  const unused = Object.keys(en[part]!)
    // The help of an error is found by the name of the error.
    .filter((key) => !isUsed(key) && !isUsed(key.replace(/^(error\w+)Help$/, '$1')));
  expect(unused).toEqual([]);
});

test.each([
  ['nn-NO', 'nb'],
  ['no', 'nb'],
  ['zh', 'zh-CN'],
  ['zh-SG', 'zh-CN'],
  ['zh-Hans-CN', 'zh-CN'],
  ['zh-Hant', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['pt-BR', 'pt-BR'],
  ['pt-AO', 'pt'],
])('%s is served by %s', (tag, best) =>
  expect(bestLocale(tag, ['nb', 'pt', 'pt-BR', 'zh-CN', 'zh-TW'])).toBe(best),
);

for (const code of languages)
  describe(code, async () => {
    const { default: locale } = (await import(`../../../src/locales/${code}.ts`)) as { default: Locale };
    const plurals = new Intl.PluralRules(code).resolvedOptions().pluralCategories as string[];
    const pairs = parts.flatMap((part) =>
      Object.entries(en[part]!).map(([key, english]) => ({ key, english, text: locale[part]?.[key] ?? '' })),
    );

    test('it is registered under its own tag, which browsers know', () => {
      expect(locale.code).toBe(code);
      expect(Intl.getCanonicalLocales(code)).toEqual([code]);
      expect(Intl.PluralRules.supportedLocalesOf([code])).toEqual([code]);
    });

    test('it has every text, none that is left over, and none that is empty', () => {
      for (const part of parts)
        expect(Object.keys(locale[part] ?? {}).sort()).toEqual(Object.keys(en[part]!).sort());
      expect(pairs.filter(({ text }) => forms(text).some((form) => form.trim() === ''))).toEqual([]);
    });

    test('its texts have the parameters of the English ones', () => {
      for (const { key, english, text } of pairs) {
        const wanted = parametersOf(forms(english).join(' '));
        // A form for one or none may do without the number, or say the name instead.
        for (const form of forms(text))
          expect([key, parametersOf(form).filter((name) => !wanted.includes(name))]).toEqual([key, []]);
        expect([key, parametersOf(forms(text).join(' '))]).toEqual([key, wanted]);
        if (typeof english !== 'string' && parametersOf(english.other).includes('{count}'))
          expect([key, parametersOf(forms(text).at(-1)!).includes('{count}')]).toEqual([key, true]);
      }
    });

    test('its plural forms are those of the language', () => {
      for (const { key, text } of pairs)
        if (typeof text !== 'string')
          expect([key, Object.keys(text).filter((form) => !plurals.includes(form))]).toEqual([key, []]);
    });

    test('nothing is left in English', () => {
      const common = (form: string) => shared['*']!.test(form) || (shared[code]?.test(form) ?? false);
      const same = pairs.filter(({ english, text }) =>
        forms(text).some((form) => forms(english).includes(form) && !common(form)),
      );
      expect(same.map(({ key, text }) => [key, text])).toEqual([]);
    });

    test('it has no English punctuation by mistake: three dots, straight quotes, spaces at an end', () => {
      const odd = pairs.filter(({ text }) => forms(text).some((form) => /\.\.\.|^\s|\s$| {2}|"/.test(form)));
      expect(odd.map(({ key, text }) => [key, text])).toEqual([]);
    });
  });
