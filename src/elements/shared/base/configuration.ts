import type { TokenProvider } from '../../../tokens/source.ts';

/** The settings of a page, for every element that does not say otherwise. */
export interface Configuration {
  /** Address of the site's token endpoint; without one uploads are anonymous. */
  tokenEndpoint?: string;
  /** Base address of the API or gateway, when neither the element nor the token names one. */
  apiUrl?: string;
  tokenProvider?: TokenProvider;
  /** A language tag that beats the page's `lang`. */
  locale?: string;
}

let current: Configuration = {};
const listeners = new Set<() => void>();

/** Sets page-wide defaults; may be called at any time, and more than once: what is given is merged. */
export function configure(configuration: Configuration): void {
  current = { ...current, ...configuration };
  for (const listener of [...listeners]) listener();
}

/** The page-wide defaults in force. */
export function configuration(): Readonly<Configuration> {
  return current;
}

/** Calls back at each change. */
export function onConfigurationChange(listener: () => void): void {
  listeners.add(listener);
}

/** Calls back no more. */
export function offConfigurationChange(listener: () => void): void {
  listeners.delete(listener);
}
