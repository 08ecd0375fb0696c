import type { ImgproClient } from '../../../api/index.ts';
import { isSecretKey } from '../../../api/keys.ts';
import type { TokenProvider } from '../../../tokens/source.ts';
import { configuration } from '../base/configuration.ts';
import { warnOnce } from '../base/warn.ts';

/** The properties of an element that lead to the API. */
export interface ConnectionOptions {
  tokenEndpoint?: string | null;
  apiUrl?: string | null;
  tokenProvider?: TokenProvider | null;
  client?: ImgproClient | null;
}

/** The way to the API that these properties and the page's configuration add up to. */
export interface ConnectionSettings {
  client?: ImgproClient | null;
  provider?: TokenProvider | null;
  /** The provider is the element's own, not the page's. */
  isOwn?: boolean;
  endpoint?: string;
  /** The element's own address of the API. */
  apiUrl?: string;
}

/** Resolves the settings; an address that is none, or a secret key, warns and is left out. */
export function connectionSettings(options: ConnectionOptions): ConnectionSettings {
  const page = configuration();
  const apiUrl = safeAddress(options.apiUrl, 'api-url');
  if (options.client) return { client: options.client, apiUrl };
  const ownEndpoint = safeAddress(options.tokenEndpoint, 'token-endpoint');
  const provider = options.tokenProvider ?? (ownEndpoint ? undefined : page.tokenProvider);
  const endpoint = ownEndpoint ?? safeAddress(page.tokenEndpoint, 'data-token-endpoint');
  return { provider, isOwn: !!options.tokenProvider, endpoint, apiUrl };
}

/** Whether requests are sent without a token. */
export function isAnonymous({ client, provider, endpoint }: ConnectionSettings): boolean {
  return !client && !provider && !endpoint;
}

/** The page-wide address of the API. */
export const pageApiUrl = (): string | undefined => safeAddress(configuration().apiUrl, 'data-api-url');

/** An absolute http(s) address, or undefined with a warning that names the fix. */
function safeAddress(value: string | null | undefined, attribute: string): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (isSecretKey(value)) {
    warnOnce(
      `secret-key:${attribute}`,
      `${attribute} holds a secret key, which must never reach a browser. Revoke it, and let ` +
        `token-endpoint lead to your own server.`,
    );
    return undefined;
  }
  try {
    const url = new URL(value, document.baseURI);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href.replace(/\/$/, '');
  } catch {
    // Said below.
  }
  warnOnce(`address:${attribute}`, `${attribute}="${value}" is not an http(s) address; it is ignored.`);
  return undefined;
}
