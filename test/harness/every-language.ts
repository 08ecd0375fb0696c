import { languages } from '../../src/locales/languages.ts';
import en from '../../src/locales/en.ts';
import { registerLocale, type Locale } from '../../src/locales/registry.ts';
import { pseudoLocale } from '../../stories/pseudo-locale.ts';

const RIGHT_TO_LEFT = ['ar', 'fa', 'he'];

/** Every language, and one that is made up: a third longer than English, and with no word that is not in the tables. */
async function everyLocale(): Promise<Locale[]> {
  const files = languages.map(
    async (code) => ((await import(`../../src/locales/${code}.ts`)) as { default: Locale }).default,
  );
  return [...(await Promise.all(files)), pseudoLocale(en)];
}

/**
 * Puts the page into every language in turn, and gathers the faults that are found there, each with its language.
 * @param rendered Resolves when the element has taken up the language.
 */
export async function faultsInEveryLanguage(
  rendered: () => Promise<unknown>,
  faults: () => string[],
): Promise<string[]> {
  const { documentElement: page } = document;
  const found: string[] = [];
  try {
    for (const locale of await everyLocale()) {
      registerLocale(locale);
      page.lang = locale.code;
      page.dir = RIGHT_TO_LEFT.includes(locale.code) ? 'rtl' : 'ltr';
      await new Promise(requestAnimationFrame);
      await rendered();
      found.push(...faults().map((fault) => `${locale.code}: ${fault}`));
    }
  } finally {
    page.lang = 'en';
    page.removeAttribute('dir');
  }
  return found;
}
