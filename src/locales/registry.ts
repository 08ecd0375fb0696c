import type { LocaleTable } from './types.ts';

/** A language: its tag and a table for each element it knows. */
export interface Locale {
  /** A BCP 47 tag, `de` or `pt-BR`. */
  code: string;
  uploader?: LocaleTable;
  image?: LocaleTable;
  gallery?: LocaleTable;
}

const locales = new Map<string, Locale>();
const listeners = new Set<() => void>();

/** Makes a language available; elements on the page take it up at once. */
export function registerLocale(locale: Locale): void {
  locales.set(locale.code, { ...locales.get(locale.code), ...locale });
  for (const listener of [...listeners]) listener();
}

/** The registered languages by tag. */
export function registeredLocales(): ReadonlyMap<string, Locale> {
  return locales;
}

/** Calls back when a language is added; returns what ends it. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
