import { ImgproClient, isSecretKey } from '../../../api/index.ts';
import type { TokenSource } from '../../../api/index.ts';
import { createTokenSource, type TokenProvider } from '../../../tokens/source.ts';
import { tokenBase, type TokenAddresses } from '../../../tokens/address.ts';
import { configuration } from '../base/configuration.ts';
import { warnOnce } from '../base/warn.ts';

/** How an element reaches the API. */
export interface Connection {
  client: ImgproClient;
  /** Null when requests are anonymous, or when the page gave its own client. Each grant names the base address. */
  tokens: TokenSource | null;
  /** The base address of anonymous requests; undefined: the grant's, else the service. */
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
const connections = new WeakMap<object, Map<string, Connection>>();
const anonymousSource = {};

/** The connection an element's own settings, the page's configuration and the defaults add up to. */
export function connect(options: ConnectionOptions): Connection {
  const page = configuration();
  const apiUrl = safeAddress(options.apiUrl, 'api-url');
  if (options.client) return { client: options.client, tokens: null, apiUrl, anonymous: false };

  const ownEndpoint = safeAddress(options.tokenEndpoint, 'token-endpoint');
  const provider = options.tokenProvider ?? (ownEndpoint ? undefined : page.tokenProvider);
  const endpoint = ownEndpoint ?? safeAddress(page.tokenEndpoint, 'data-token-endpoint');
  if (provider)
    return connectionOf(sourceOfProvider(provider), { wanted: apiUrl, isOwn: !!options.tokenProvider });
  if (endpoint) return connectionOf(sourceOfEndpoint(endpoint), { wanted: apiUrl, endpoint });
  return connectionOf(null, { wanted: apiUrl ?? pageApiUrl() });
}

function connectionOf(source: TokenSource | null, addresses: TokenAddresses): Connection {
  const key = source ?? anonymousSource;
  const known = connections.get(key) ?? new Map<string, Connection>();
  connections.set(key, known);
  const { wanted = '', isOwn } = addresses;
  let connection = known.get(`${isOwn} ${wanted}`);
  if (!connection) {
    const tokens = source && directed(source, addresses);
    const apiUrl = tokens ? undefined : addresses.wanted;
    const client = new ImgproClient({ token: tokens ?? undefined, baseUrl: apiUrl, fetch: send });
    connection = { client, tokens, apiUrl, anonymous: !tokens };
    known.set(`${isOwn} ${wanted}`, connection);
  }
  return connection;
}

/** The source with its tokens bound for where they may go. Judged at each use: the page may name an address later. */
function directed(source: TokenSource, addresses: TokenAddresses): TokenSource {
  const { wanted } = addresses;
  return {
    async get(options) {
      const grant = await source.get(options);
      const apiUrl = tokenBase({ ...addresses, answered: grant.apiUrl, pageWide: pageApiUrl() });
      if (wanted && apiUrl !== wanted)
        warnOnce(
          'foreign-api-url',
          `api-url="${wanted}" is not used: a token goes only to an origin that its answer or the page names. ` +
            `If it is yours: configure({ apiUrl: … }), or data-api-url on the script tag.`,
        );
      return { ...grant, apiUrl };
    },
  };
}

const pageApiUrl = () => safeAddress(configuration().apiUrl, 'data-api-url');

function sourceOfEndpoint(endpoint: string): TokenSource {
  let source = sourcesByEndpoint.get(endpoint);
  if (!source) sourcesByEndpoint.set(endpoint, (source = createTokenSource({ endpoint })));
  return source;
}

function sourceOfProvider(provider: TokenProvider): TokenSource {
  let source = sourcesByProvider.get(provider);
  if (!source) sourcesByProvider.set(provider, (source = createTokenSource({ provider })));
  return source;
}

/** A deletion is carried out also when the page is left in that moment. */
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
