import { errorFromResponse, ImgproError, invalid, invalidResponse, isImgproError } from './errors.ts';
import { readAction, readQuota, readRateLimit, toAction } from './headers.ts';
import type { Quota, RateLimit } from './headers.ts';
import { isSecretKey, redact } from './keys.ts';
import type { ClientOptions, RequestOptions, TokenGrant } from './options.ts';
import { isRetryable, MAX_RETRY_AFTER, MAX_TOTAL_WAIT, RetryBudget, retryDelay } from './retry.ts';
import type { ErrorAction } from './types.ts';

/** The service itself. */
export const DEFAULT_API_URL = 'https://api.img.pro/v1';

/** An answer with what its headers say. */
export interface ApiResponse<T> {
  data: T;
  status: number;
  headers: Headers;
  /** `null` on answers without quota headers: anonymous ones, those of a token gateway. */
  quota: Quota | null;
  /** The anonymous limit; `null` with a key. */
  rateLimit: RateLimit | null;
  /** What the service suggests, as to sign up. */
  action: ErrorAction | null;
  /** Whether this is the answer to an earlier request with the same Idempotency-Key. */
  replayed: boolean;
  requestId: string | null;
}

/** One exchange with the API, as often as it takes. */
export interface Call<T> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | undefined>;
  /** JSON, or a form. */
  body?: FormData | object;
  /** For creations alone. */
  idempotencyKey?: string;
  /** The default timeout; an option wins. */
  timeout?: number;
  /** The value that a 404 stands for: what was to be deleted is gone. */
  missing?: { value: T; always: boolean };
  /** Makes the value of the JSON (`null` for an empty body); throws `ImgproError`. */
  read(json: unknown): T;
}

/** A client's way to the API. It holds the key, so it never leaves this folder. */
export interface Connection {
  anonymous: boolean;
  send<T>(call: Call<T>, options?: RequestOptions): Promise<ApiResponse<T>>;
}

/** A promise of the data that can also tell what the answer's headers say. */
export class ApiPromise<T> extends Promise<T> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  readonly #response: Promise<ApiResponse<T>>;

  constructor(response: Promise<ApiResponse<T>>) {
    super(() => {});
    this.#response = response;
  }

  // `then` alone decides: await, catch and finally come here. A second promise made in advance would report a rejection
  // as unhandled to those who only use withResponse().
  override then<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#response.then(({ data }) => data).then(done, failed);
  }

  /** The data together with status, headers, quota, rate limit, suggested action, and whether it is a replay. */
  withResponse(): Promise<ApiResponse<T>> {
    return this.#response;
  }
}

/** A pause that an abort ends at once. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** A value that may stand in a header. Its text never stands in the error: it may be a key. */
function headerValue(name: string, value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  if (trimmed === undefined) return undefined;
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw invalid(`${name} is empty or has characters that cannot be sent.`, 'invalid_options');
  }
  return trimmed;
}

const SECRET_IN_BROWSER =
  'A secret key must not be used in a browser: every visitor could read it. Use a token endpoint (see ' +
  'imgpro-elements/server), or leave it out for anonymous uploads.';

const inBrowser = (): boolean => {
  const { window, document } = globalThis as { window?: unknown; document?: unknown };
  return window !== undefined && document !== undefined;
};

export function connect(options: ClientOptions): Connection {
  const { token, maxRetries = 4, dangerouslyAllowBrowser } = options;
  const key = headerValue('apiKey', options.apiKey);
  const userId = headerValue('userId', options.userId);
  const refuseSecret = (text: string | null | undefined) => {
    if (text && !dangerouslyAllowBrowser && inBrowser())
      throw invalid(SECRET_IN_BROWSER, 'secret_key_in_browser');
  };
  if (key && token) throw invalid('Pass apiKey or token, not both.', 'invalid_options');
  refuseSecret(key);
  if (typeof token === 'string' && isSecretKey(token)) refuseSecret(token);
  const budget = new RetryBudget();

  const authorise = async (signal?: AbortSignal, expired?: string): Promise<TokenGrant> => {
    if (typeof token !== 'object') return { token: key ?? token ?? null };
    const grant = await token.get({ signal, expired });
    if (grant.token && isSecretKey(grant.token)) refuseSecret(grant.token);
    return grant;
  };

  const attempt = async <T>(
    call: Call<T>,
    grant: TokenGrant,
    { signal, timeout }: RequestOptions,
    uncertain: boolean,
  ) => {
    const base = (options.baseUrl ?? grant.apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '');
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) query.set(name, String(value));
    }
    const url = `${base}${call.path}${query.size ? `?${query}` : ''}`;
    const headers: Record<string, string> = { Accept: 'application/json' };
    const bearer = headerValue('The token', grant.token ?? undefined);
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    if (userId) headers['X-Img-User'] = userId;
    if (call.idempotencyKey) headers['Idempotency-Key'] = call.idempotencyKey;
    const isForm = call.body instanceof FormData;
    if (call.body && !isForm) headers['Content-Type'] = 'application/json';
    const body = isForm ? (call.body as FormData) : call.body && JSON.stringify(call.body);

    const limit = timeout ?? options.timeout ?? call.timeout ?? 60_000;
    const { response, text } = await limited(limit, signal, async (stop) => {
      const fetch = options.fetch ?? globalThis.fetch;
      const response = await fetch(url, { method: call.method, headers, body, signal: stop });
      return { response, text: await response.text() };
    }).catch((error: unknown) => {
      signal?.throwIfAborted();
      if (isImgproError(error)) throw error;
      throw new ImgproError(
        `No answer from ${base}. Check the connection and the address; in a browser also CORS and the page's connect-src.`,
        {
          code: 'network_error',
          detail: redact(String((error as Error | null)?.message ?? error)),
          cause: error,
        },
      );
    });

    const gone = response.status === 404 && call.missing && (uncertain || call.missing.always);
    if (!response.ok && !gone) throw errorFromResponse(response.status, response.headers, text);
    const json = gone ? null : parse(text, response, base);
    const data = gone && call.missing ? call.missing.value : call.read(json);
    const upgrade = (json as { upgrade?: unknown } | null)?.upgrade;
    return {
      data,
      status: response.status,
      headers: response.headers,
      quota: readQuota(response.headers),
      rateLimit: readRateLimit(response.headers),
      action: readAction(response.headers) ?? toAction(upgrade) ?? null,
      replayed: response.headers.get('Idempotent-Replayed') === 'true',
      requestId: response.headers.get('X-Request-Id'),
    };
  };

  return {
    anonymous: !key && !token,
    async send(call, request = {}) {
      const { signal } = request;
      const idempotent = call.method !== 'POST' || call.idempotencyKey !== undefined;
      const retries = request.maxRetries ?? maxRetries;
      let tried = 0;
      let waited = 0;
      let uncertain = false;
      let refreshed = false;
      let expired: string | undefined;
      for (;;) {
        signal?.throwIfAborted();
        const grant = await authorise(signal, expired);
        expired = undefined;
        try {
          const answer = await attempt(call, grant, request, uncertain);
          budget.earn();
          return answer;
        } catch (error) {
          signal?.throwIfAborted();
          if (!isImgproError(error)) throw error;
          if (error.code === 'token_expired' && typeof token === 'object' && !refreshed && grant.token) {
            refreshed = true;
            expired = grant.token;
            continue;
          }
          const delay = retryDelay(tried, error);
          const again =
            tried < retries &&
            isRetryable(error, { idempotent }) &&
            (error.retryAfter ?? 0) <= MAX_RETRY_AFTER &&
            waited + delay <= MAX_TOTAL_WAIT &&
            budget.spend();
          if (!again) throw error;
          // The work may be done although no good answer came: then a 404 for a deletion means success.
          uncertain ||= error.status === 0 || error.status >= 500;
          tried += 1;
          waited += delay;
          await sleep(delay, signal);
        }
      }
    },
  };
}

/** Runs one try under its own time limit and the caller's signal, even over a `fetch` that heeds neither. */
function limited<T>(
  ms: number,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const forward = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', forward, { once: true });
  const timer = setTimeout(() => {
    const message = `No answer within ${Math.round(ms / 1000)} seconds. Try again, or raise the timeout option.`;
    controller.abort(new ImgproError(message, { code: 'timeout' }));
  }, ms);
  return new Promise<T>((resolve, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    work(controller.signal).then(resolve, reject);
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', forward);
  });
}

function parse(text: string, response: Response, base: string): unknown {
  if (!text.trim()) return null;
  try {
    return JSON.parse(text);
  } catch {
    const type = response.headers.get('Content-Type') ?? 'something else';
    throw invalidResponse(
      `${base} answered with ${type} instead of JSON: check that baseUrl is the API's address.`,
      response.status,
    );
  }
}
