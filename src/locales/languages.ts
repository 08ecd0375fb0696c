import type { Locale } from './registry.ts';
import { bestLocale } from './text.ts';

/** The languages beside English, each with a file of its own that is fetched for a page in that language. */
export const languages: readonly string[] = [
  'ar',
  'cs',
  'da',
  'de',
  'el',
  'es',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hu',
  'it',
  'ja',
  'ko',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sv',
  'tr',
  'uk',
  'zh-CN',
  'zh-TW',
];

/**
 * Fetches the language that serves a page's language tag best, and registers it; does nothing where there is none.
 * @param script Address of the script tag: the files lie in `locales/` beside it.
 */
export async function fetchLanguage(
  tag: string,
  script: string,
  register: (locale: Locale) => void,
): Promise<void> {
  const file = bestLocale(tag, languages);
  if (!file) return;
  const { href } = new URL(`locales/${file}.js`, script);
  register(((await import(/* @vite-ignore */ href)) as { default: Locale }).default);
}
