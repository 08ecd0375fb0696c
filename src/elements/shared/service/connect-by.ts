import type { ClientOptions, ImgproClient, TokenSource } from '../../../api/index.ts';
import { createTokenSource, type TokenProvider } from '../../../tokens/source.ts';
import { tokenBase, type TokenAddresses } from '../../../tokens/address.ts';
import {
  connectionSettings,
  isAnonymous,
  pageApiUrl,
  type ConnectionOptions,
} from '../ui/connection-settings.ts';
import { warnOnce } from '../base/warn.ts';

/**
 * How an element reaches the API.
 * @typeParam Client The client that is made where the page gave none.
 */
export interface Connection<Client = ImgproClient> {
  client: Client | ImgproClient;
  /** The same, where it is the page's own. */
  ownClient?: ImgproClient;
  /** Null when requests are anonymous, or when the page gave its own client. Each grant names the base address. */
  tokens: TokenSource | null;
  /** The base address of anonymous requests; undefined: the grant's, else the service. */
  apiUrl: string | undefined;
  anonymous: boolean;
}

// Elements of one page with the same token endpoint share one token, and one client with the same base address.
const sourcesByEndpoint = new Map<string, TokenSource>();
const sourcesByProvider = new WeakMap<TokenProvider, TokenSource>();
const anonymousSource = {};

/**
 * Makes the function that finds the connection which an element's own settings, the page's configuration and the defaults
 * add up to.
 * @param newClient Makes a client; with its code at hand, or still to be fetched.
 */
export function connectBy<Client>(
  newClient: (options: ClientOptions) => Client,
): (options: ConnectionOptions) => Connection<Client> {
  const connections = new WeakMap<object, Map<string, Connection<Client>>>();
  const connectionOf = (source: TokenSource | null, addresses: TokenAddresses): Connection<Client> => {
    const key = source ?? anonymousSource;
    const known = connections.get(key) ?? new Map<string, Connection<Client>>();
    connections.set(key, known);
    const { wanted = '', isOwn } = addresses;
    let connection = known.get(`${isOwn} ${wanted}`);
    if (!connection) {
      const tokens = source && directed(source, addresses);
      const apiUrl = tokens ? undefined : addresses.wanted;
      const client = newClient({ token: tokens ?? undefined, baseUrl: apiUrl, fetch: send });
      connection = { client, tokens, apiUrl, anonymous: !tokens };
      known.set(`${isOwn} ${wanted}`, connection);
    }
    return connection;
  };
  return (options) => {
    const settings = connectionSettings(options);
    const { client, provider, isOwn, endpoint, apiUrl } = settings;
    if (client) return { client, ownClient: client, tokens: null, apiUrl, anonymous: false };
    if (isAnonymous(settings)) return connectionOf(null, { wanted: apiUrl ?? pageApiUrl() });
    if (provider) return connectionOf(sourceOfProvider(provider), { wanted: apiUrl, isOwn });
    return connectionOf(sourceOfEndpoint(endpoint!), { wanted: apiUrl, endpoint });
  };
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

/** Bytes of requests that outlive their page are few in a browser: longer texts are sent as all else is (characters). */
const SHORT = 4000;

/** A deletion, and a text that is saved, are carried out also when the page is left in that moment. */
const send: typeof fetch = (input, init) => {
  const { method, body } = init ?? {};
  const isShort = typeof body === 'string' && body.length < SHORT;
  return fetch(input, { ...init, keepalive: method === 'DELETE' || (method === 'PATCH' && isShort) });
};
