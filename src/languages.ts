import { registerLocale, type Locale } from './locales/registry.ts';
import { bestLocale } from './locales/text.ts';

/** Languages beside English, for the script tag: the page's own is loaded by itself. */
const languages: Record<string, () => Promise<{ default: Locale }>> = {
  ar: () => import('./locales/ar.ts'),
  de: () => import('./locales/de.ts'),
};

/** Loads the language that serves a tag best, if there is one. */
export async function loadLanguage(tag: string): Promise<void> {
  const language = bestLocale(tag, Object.keys(languages));
  if (language) registerLocale((await languages[language]!()).default);
}
