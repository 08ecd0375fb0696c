import { ImgproClient, isSecretKey } from '../../api/index.ts';
import type { TokenSource } from '../../api/index.ts';
import { createTokenSource, type TokenProvider } from '../../upload/token.ts';
import { configuration } from './configuration.ts';
import { warnOnce } from './warn.ts';

/** How an element reaches the API. */
export interface Connection {
  client: ImgproClient;
  /** Null when requests are anonymous, or when the page gave its own client. */
  tokens: TokenSource | null;
  /** The base address the element or page demands; undefined lets the token decide. */
  apiUrl: string | undefined;
  anonymous: boolean;
}

export interface ConnectionOptions {
  tokenEndpoint?: string | null;
  apiUrl?: string | null;
  tokenProvider?: TokenProvider | null;
  client?: ImgproClient | null;
}

// Elements of one page with the same token endpoint share one token, and one client with the same base address.
const sourcesByEndpoint = new Map<string, TokenSource>();
const sourcesByProvider = new WeakMap<TokenProvider, TokenSource>();
const clients = new WeakMap<object, Map<string, ImgproClient>>();
const anonymousSource = {};

/** The connection an element's own settings, the page's configuration and the defaults add up to (DESIGN §9). */
export function connect(options: ConnectionOptions): Connection {
  const page = configuration();
  const apiUrl = safeAddress(options.apiUrl, 'api-url');
  if (options.client) return { client: options.client, tokens: null, apiUrl, anonymous: false };

  const pageApiUrl = safeAddress(page.apiUrl, 'data-api-url');
  const ownEndpoint = safeAddress(options.tokenEndpoint, 'token-endpoint');
  const provider = options.tokenProvider ?? (ownEndpoint ? undefined : page.tokenProvider);
  const endpoint = ownEndpoint ?? safeAddress(page.tokenEndpoint, 'data-token-endpoint');
  const tokens = provider
    ? sourceOfProvider(provider, pageApiUrl)
    : endpoint
      ? sourceOfEndpoint(endpoint, pageApiUrl)
      : null;
  const base = apiUrl ?? (tokens ? undefined : pageApiUrl);
  return { client: clientFor(tokens, base), tokens, apiUrl: base, anonymous: tokens === null };
}

function sourceOfEndpoint(endpoint: string, fallbackApiUrl: string | undefined): TokenSource {
  let source = sourcesByEndpoint.get(endpoint);
  if (!source) sourcesByEndpoint.set(endpoint, (source = createTokenSource({ endpoint, fallbackApiUrl })));
  return source;
}

function sourceOfProvider(provider: TokenProvider, fallbackApiUrl: string | undefined): TokenSource {
  let source = sourcesByProvider.get(provider);
  if (!source) sourcesByProvider.set(provider, (source = createTokenSource({ provider, fallbackApiUrl })));
  return source;
}

function clientFor(tokens: TokenSource | null, baseUrl: string | undefined): ImgproClient {
  const key = tokens ?? anonymousSource;
  const byBase = clients.get(key) ?? new Map<string, ImgproClient>();
  clients.set(key, byBase);
  let client = byBase.get(baseUrl ?? '');
  if (!client)
    byBase.set(
      baseUrl ?? '',
      (client = new ImgproClient({ token: tokens ?? undefined, baseUrl, fetch: send })),
    );
  return client;
}

/** What is to be deleted is deleted also when the page is left in that moment. */
const send: typeof fetch = (input, init) => fetch(input, { ...init, keepalive: init?.method === 'DELETE' });

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
