import { errorFromResponse, ImgproError, invalid, invalidResponse, isImgproError } from './errors.ts';
import { readAction, readQuota, readRateLimit, toAction } from './headers.ts';
import type { Quota, RateLimit } from './headers.ts';
import { isSecretKey } from './keys.ts';
import type { ClientOptions, RequestOptions, TokenGrant } from './options.ts';
import { isRetryable, MAX_RETRY_AFTER, MAX_TOTAL_WAIT, RETRY_BUDGET, retryDelay } from './retry.ts';
import { limited, sleep } from './sleep.ts';
import type { ErrorAction } from './types.ts';
import { parseJson, record } from './values.ts';

/** The service itself. */
export const DEFAULT_API_URL = 'https://api.img.pro/v1';

/** Milliseconds: a quarter of an hour is what 70 MB take at 0.6 Mbit/s. */
const UPLOAD_TIMEOUT = 900_000;

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
  /** Default: GET. */
  method?: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** A form, or what becomes JSON. */
  body?: object;
  /** For creations alone. */
  idempotencyKey?: string;
  /** The answer that needs no request. */
  known?: object;
  /** Takes a 404 for a success: what was to be deleted is gone. */
  ignoreMissing?: boolean;
  /** Makes the value of the JSON, which is `null` for an empty body. */
  read(json: unknown): T;
}

/** A client's way to the API: it alone knows the key. */
export interface Connection {
  anonymous: boolean;
  send<T>(call: Call<T>, options?: RequestOptions): Promise<ApiResponse<T>>;
}

/** A value that may stand in a header. Its text never stands in the error: it may be a key. */
export function headerValue<Value extends string | null | undefined>(name: string, value: Value): Value {
  if (value && !/^[\x21-\x7e]+$/.test(value)) throw invalid(`${name} has characters that cannot be sent.`);
  return value;
}

/** @throws ImgproError `invalid_options`, `secret_key_in_browser` */
export function connect(options: ClientOptions): Connection {
  const { token, userId } = options;
  const allowed = (
    name: string,
    credential: string | null | undefined,
    secret = isSecretKey(credential ?? ''),
  ) => {
    const { window, document } = globalThis as { window?: unknown; document?: unknown };
    if (credential && secret && window && document && !options.dangerouslyAllowBrowser) {
      throw invalid(
        'A secret key must not be in a browser, where every visitor can read it: use a token endpoint.',
        'secret_key_in_browser',
      );
    }
    return headerValue(name, credential);
  };
  const apiKey = allowed('apiKey', options.apiKey?.trim(), true);
  // A variable that was not set must not make anonymous, public uploads of what was to be the account's.
  if (('apiKey' in options && !apiKey) || token === '') {
    throw invalid('The apiKey or token is empty: leave it out to be anonymous.');
  }
  if (apiKey && token) throw invalid('Pass apiKey or token, not both.');
  const source = typeof token === 'string' ? undefined : token;
  const fixed: TokenGrant = { token: (typeof token === 'string' && allowed('token', token)) || null };
  headerValue('userId', userId);
  let budget = RETRY_BUDGET;

  async function attempt<T>(
    call: Call<T>,
    grant: TokenGrant,
    request: RequestOptions,
  ): Promise<ApiResponse<T>> {
    const { method = 'GET', path, body, idempotencyKey } = call;
    const credential = apiKey ?? allowed('token', grant.token);
    const base = (options.baseUrl ?? grant.apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '');
    const isForm = body instanceof FormData;
    const init = {
      method,
      headers: {
        Accept: 'application/json',
        ...(credential && { Authorization: `Bearer ${credential}` }),
        ...(userId && { 'X-Img-User': userId }),
        ...(idempotencyKey && { 'Idempotency-Key': idempotencyKey }),
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
      },
      body: isForm ? body : body && JSON.stringify(body),
    };
    const ms = request.timeout ?? options.timeout ?? (isForm ? UPLOAD_TIMEOUT : 60_000);
    const late = () => new ImgproError(`No answer within ${ms / 1000} seconds.`, { code: 'timeout' });
    const [response, text] = await limited(
      ms,
      request.signal,
      late,
      async (signal): Promise<[Response, string]> => {
        const response = call.known
          ? Response.json(call.known)
          : await (options.fetch ?? fetch)(base + path, { ...init, signal });
        return [response, await response.text()];
      },
    ).catch((cause: unknown) => {
      if (isImgproError(cause)) throw cause;
      throw new ImgproError(
        `No answer from ${base}: check the connection and the address; in a browser, CORS and CSP too.`,
        {
          code: 'network_error',
          cause,
        },
      );
    });

    const { ok, status, headers } = response;
    if (!ok && !(status === 404 && call.ignoreMissing)) throw errorFromResponse(status, headers, text);
    const json = text ? parseJson(text) : null;
    if (json === undefined) throw invalidResponse('JSON', status);
    return {
      data: call.read(json),
      status,
      headers,
      quota: readQuota(headers),
      rateLimit: readRateLimit(headers),
      action: readAction(headers) ?? toAction(record(json).upgrade) ?? null,
      replayed: headers.get('Idempotent-Replayed') === 'true',
      requestId: headers.get('X-Request-Id'),
    };
  }

  async function send<T>(call: Call<T>, request: RequestOptions = {}): Promise<ApiResponse<T>> {
    const { signal, maxRetries = options.maxRetries ?? 4 } = request;
    const idempotent = call.method !== 'POST' || call.idempotencyKey !== undefined;
    let failures = 0;
    let waited = 0;
    let refreshed = false;
    let expired: string | undefined;
    for (;;) {
      signal?.throwIfAborted();
      const grant = (await source?.get({ signal, expired })) ?? fixed;
      expired = undefined;
      try {
        const answer = await attempt(call, grant, request);
        budget = Math.min(RETRY_BUDGET, budget + 1);
        return answer;
      } catch (error) {
        signal?.throwIfAborted();
        if (!isImgproError(error)) throw error;
        if (error.code === 'token_expired' && source && grant.token && !refreshed) {
          refreshed = true;
          expired = grant.token;
          continue;
        }
        const delay = retryDelay(++failures, error);
        waited += delay;
        const pointless = failures > maxRetries || budget < 1 || !isRetryable(error, { idempotent });
        if (pointless || (error.retryAfter ?? 0) > MAX_RETRY_AFTER || waited > MAX_TOTAL_WAIT) throw error;
        budget -= 1;
        // A deletion may be done although its answer was lost: then the next answer is a 404.
        if (call.method === 'DELETE' && error.status !== 429) call = { ...call, ignoreMissing: true };
        await sleep(delay, signal);
      }
    }
  }

  return { anonymous: !apiKey && !token, send };
}
