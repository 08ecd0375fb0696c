import { ImgproError, errorFromResponse, isRetryable, retryDelay } from '../api/index.ts';
import type { TokenGrant, TokenSource } from '../api/index.ts';
import type { Ability, TokenResponse } from '../api/types.ts';
import { retry } from '../api/retry.ts';
import { limited } from '../api/sleep.ts';
import { apiUrlOf } from './address.ts';

/** The request that a page's own token provider answers. */
export interface TokenRequest {
  profile?: string;
  abilities?: Ability[];
  files?: { size: number; type: string }[];
  /** Reason for the request: the first token, one that expires soon, or one that was refused as expired. */
  reason: 'initial' | 'expiring' | 'expired';
  signal: AbortSignal;
}

/** A page's own function that gets a token: it returns the full answer of the token endpoint, or the token alone. */
export type TokenProvider = (
  request: TokenRequest,
) => Promise<TokenResponse | string> | TokenResponse | string;

export interface TokenSourceOptions {
  /** Absolute address of `POST {base}/token`. */
  endpoint?: string;
  /** Called instead of the endpoint. */
  provider?: TokenProvider;
  profile?: string;
  abilities?: Ability[];
  /** Base address of the API, when neither the answer nor the endpoint gives one. */
  fallbackApiUrl?: string;
  fetch?: typeof fetch;
  /** The local clock in milliseconds; for tests. */
  now?: () => number;
  /** Attempts in all, as far as they fit into eight seconds; default 5. */
  attempts?: number;
}

/** The share of a token's life after which a new one is fetched. */
const REFRESH_AT = 0.8;

/** Wait after a failed renewal until the next one, while the old token is still valid (ms). */
const RENEWAL_PAUSE = 10_000;

/**
 * Time in which all attempts at one token have to begin (ms), pauses and a `Retry-After` included. It is short because
 * all files of a queue, and the person, wait for the one token.
 */
const BUDGET = 8_000;

/** How long a failure is the answer to further requests (ms): shorter than a person takes to press "Try again". */
const AFTERMATH = 100;

/** Time limits for one answer, of the endpoint and of a page's own provider (ms). */
const ENDPOINT_PATIENCE = 20_000;
const PROVIDER_PATIENCE = 60_000;

/**
 * When a token expires and when it should be renewed, on the local clock. The lifetime is the difference of two server
 * times, so a wrong local clock does no harm. Without `expires_at` the token is used until it is refused; so is one that
 * arrives expired, as none does but by a local clock that is fast: each request would ask for another one.
 */
export function tokenTimes(
  response: Pick<TokenResponse, 'expires_at' | 'server_time'>,
  receivedAt: number,
): { expiresAt?: number; refreshAt?: number } {
  const { expires_at, server_time } = response;
  const lifetime = Date.parse(expires_at!) - (Date.parse(server_time!) || receivedAt);
  return lifetime > 0
    ? { expiresAt: receivedAt + lifetime, refreshAt: receivedAt + lifetime * REFRESH_AT }
    : {};
}

interface Held {
  grant: TokenGrant & { token: string };
  refreshAt: number;
}

/**
 * A token that is fetched once for all callers of this source: one request at a time, however many ask. It is renewed
 * at 80 % of its life, and once when it is refused as expired. If a renewal fails, the old token is used as long as it is
 * valid.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const now = options.now ?? Date.now;
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;
  /** Failure of all attempts a moment ago: the answer to the other files of the queue, which ask right after. */
  let failed: { error: unknown; until: number } | undefined;

  async function fetchGrant(reason: TokenRequest['reason']): Promise<Held> {
    const response = await askForToken(options, reason);
    const answer: TokenResponse = typeof response === 'string' ? { token: response } : response;
    if (typeof answer?.token !== 'string' || answer.token === '')
      throw new ImgproError('The token endpoint answered without a token: it has to send {"token": "…"}.', {
        code: 'token_unavailable',
      });
    const { expiresAt, refreshAt } = tokenTimes(answer, now());
    return {
      grant: {
        token: answer.token,
        apiUrl: apiUrlOf(answer.api_url, options.endpoint) ?? options.fallbackApiUrl,
        expiresAt,
        policy: answer.policy,
      },
      refreshAt: refreshAt ?? Infinity,
    };
  }

  function renew(reason: TokenRequest['reason']): Promise<Held> {
    if (failed && now() < failed.until) return Promise.reject(failed.error as Error);
    pending ??= fetchGrant(reason)
      .then((fresh) => (held = fresh))
      .catch((error: unknown) => {
        if (!options.provider) failed = { error, until: now() + AFTERMATH };
        throw error;
      })
      .finally(() => (pending = undefined));
    return pending;
  }

  return {
    async get({ signal, expired } = {}) {
      signal?.throwIfAborted();
      if (held && expired !== undefined && held.grant.token === expired) {
        return (await abortable(renew('expired'), signal)).grant;
      }
      if (!held) return (await abortable(renew('initial'), signal)).grant;
      if (now() < held.refreshAt) return held.grant;
      const current = held;
      const renewal = renew('expiring');
      // While the old token is valid nobody has to wait for the new one.
      if (now() < (current.grant.expiresAt ?? 0)) {
        renewal.catch(() => (current.refreshAt = now() + RENEWAL_PAUSE));
        return current.grant;
      }
      return (await abortable(renewal, signal)).grant;
    },
  };
}

/** Token source for a plugin's options: the provider, else the endpoint (relative to the page); null for neither. */
export function tokenSourceOf(options: {
  tokenEndpoint?: string;
  tokenProvider?: TokenProvider;
}): TokenSource | null {
  const { tokenEndpoint, tokenProvider } = options;
  if (tokenProvider) return createTokenSource({ provider: tokenProvider });
  if (!tokenEndpoint) return null;
  return createTokenSource({ endpoint: new URL(tokenEndpoint, globalThis.document?.baseURI).href });
}

/** Answer of the page's provider, or else of the endpoint. Failures of the network and temporary ones are retried. */
function askForToken(
  options: TokenSourceOptions,
  reason: TokenRequest['reason'],
): Promise<TokenResponse | string> {
  const { provider, profile, abilities, attempts = 5, now = Date.now } = options;
  const ask = provider
    ? async (signal: AbortSignal) => provider({ profile, abilities, reason, signal })
    : (signal: AbortSignal) => requestToken(options, signal);
  const patience = provider ? PROVIDER_PATIENCE : ENDPOINT_PATIENCE;
  const end = now() + BUDGET;
  return retry(
    () => limited(patience, undefined, silent, ask),
    (cause, failures) => {
      // `fetch` reports a network failure as a TypeError, in a page's own provider too. Any other error of a provider is
      // its answer, as that of a person who does not sign in.
      const error = cause instanceof TypeError ? unreachable(cause) : (cause as ImgproError);
      const delay = retryDelay(failures, error);
      const isOver = failures >= attempts || now() + delay > end;
      return isOver || !isRetryable(error, { idempotent: true }) ? null : delay;
    },
  );
}

/** One request to the endpoint. Every failure is an `ImgproError`, that of the network too. */
async function requestToken(
  { endpoint, profile, abilities, fetch: request = fetch }: TokenSourceOptions,
  signal: AbortSignal,
): Promise<TokenResponse> {
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...(profile && { profile }), ...(abilities && { abilities }) }),
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  };
  const exchange = async () => {
    const response = await request(endpoint!, init);
    return { response, text: await response.text() };
  };
  const { response, text } = await exchange().catch((cause: unknown) => {
    throw unreachable(cause);
  });
  const { ok, status, headers } = response;
  // A 404 here is not about an image: it is reported below, as an address that is wrong.
  if (!ok && status !== 404) throw errorFromResponse(status, headers, text);
  try {
    // A backend that does not tell its time has told it to the browser.
    return { server_time: headers.get('Date') ?? undefined, ...(JSON.parse(text) as TokenResponse) };
  } catch {
    throw new ImgproError(
      'The token endpoint did not answer with JSON. Check the address in token-endpoint.',
      {
        code: 'token_unavailable',
        status,
      },
    );
  }
}

const unreachable = (cause: unknown): ImgproError =>
  new ImgproError('The token endpoint could not be reached.', { code: 'network_error', cause });

/** Error of an answer that does not come: without a time limit one request that hangs would hang every upload. */
const silent = (): ImgproError => new ImgproError('No token came in time.', { code: 'timeout' });

/** The shared promise for one caller: its signal ends that caller's wait, not the request. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
