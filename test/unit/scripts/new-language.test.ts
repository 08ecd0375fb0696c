import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { languageFault, planLanguage } from '../../../scripts/new-language.ts';
import en from '../../../src/locales/en.ts';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(['', 'fr_FR', 'FR', 'zz', 'french', '../fr', 'en'])('%j cannot be added', (tag) => {
  expect(languageFault(tag, ['en'])).not.toBe(null);
});

test.each(['cy', 'pt-PT', 'sr-Latn'])('%s can', (tag) => expect(languageFault(tag, ['en', 'de'])).toBe(null));

test('a new language has every English text, in the plural forms that it has itself', () => {
  const { created, changed } = planLanguage('cy', read);
  expect([...created.keys()]).toEqual([
    'src/locales/cy.ts',
    ...['uploading', 'sources', 'fields', 'editor', 'gallery', 'image'].map(
      (file) => `src/locales/cy/${file}.ts`,
    ),
  ]);
  const all = [...created.values()].join('\n');
  for (const part of ['uploader', 'image', 'gallery'] as const)
    for (const key of Object.keys(en[part]!)) expect(all).toContain(`\n  ${key}: `);
  expect(created.get('src/locales/cy/uploading.ts')).toMatch(
    /hintCount: \{ zero: .* one: .* two: .* few: .* many: .* other: .* \}/,
  );
  expect(changed.get('src/locales/languages.ts')).toMatch(/= \['ar', .*'cy', .*'de'|= \['ar', 'cy', 'de'/);
});
