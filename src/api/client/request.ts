import { DEFAULT_API_URL } from '../default-url.ts';
import { errorFromResponse, ImgproError, invalid, invalidResponse } from '../errors.ts';
import { readAction, readQuota, readRateLimit, toAction } from '../headers.ts';
import type { Quota, RateLimit } from '../headers.ts';
import { isSecretKey } from '../keys.ts';
import type { ClientOptions, RequestOptions, TokenGrant } from './options.ts';
import { isWorthWaiting, retry, retryDelay } from '../retry.ts';
import { limited } from '../sleep.ts';
import type { ErrorAction } from '../types.ts';
import { parseJson, present, record } from '../values.ts';

/** The data of an answer, with the values of its headers. */
export interface ApiResponse<T> {
  data: T;
  status: number;
  headers: Headers;
  /** `null` on answers without quota headers: anonymous ones, those of a token gateway. */
  quota: Quota | null;
  /** The anonymous limit; `null` with a key. */
  rateLimit: RateLimit | null;
  /** Action that the service suggests, as to sign up. */
  action: ErrorAction | null;
  /** Whether this is the answer to an earlier request with the same Idempotency-Key. */
  replayed: boolean;
  requestId: string | null;
}

/** A request to the API, which may take several attempts. */
export interface Call<T> {
  /** Default: GET. */
  method?: 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** A form, or an object that is sent as JSON. */
  body?: object;
  /** Only for creations. */
  idempotencyKey?: string;
  /** The answer when it is known without a request. */
  known?: object;
  /** Takes a 404 for a success: the image that was to be deleted is gone. */
  ignoreMissing?: boolean;
  /** Makes the value of the JSON, which is `null` for an empty body. */
  read(json: unknown): T;
}

/** A client's connection to the API; no other part of the client has the key. */
export interface Connection {
  anonymous: boolean;
  send<T>(call: Call<T>, options?: RequestOptions): Promise<ApiResponse<T>>;
}

/** The value, if it is allowed in a header. The error never has the value, which may be a key. */
export function headerValue<Value extends string | null | undefined>(name: string, value: Value): Value {
  if (value && /[^!-~]/.test(value)) throw invalid(`${name} has invalid characters.`);
  return value;
}

/** @throws ImgproError `invalid_options`, `secret_key_in_browser` */
export function connect(options: ClientOptions): Connection {
  /** How many retries all calls together may make, so that an outage is not met with five times the load. */
  const retryBudget = 50;
  /** All the waiting of one call, in ms. */
  const maxTotalWait = 120_000;
  const { token, userId } = options;
  const apiKey = options.apiKey?.trim();
  // A variable that was not set must not make anonymous, public uploads of what was to be the account's.
  if (('apiKey' in options && !apiKey) || token === '' || (apiKey && token)) {
    throw invalid('Pass apiKey or token, not both; leave out what is empty.');
  }

  const allowed = (credential: string | null | undefined) => {
    const secret = credential && (apiKey || isSecretKey(credential));
    if (secret && (globalThis as { document?: unknown }).document && !options.dangerouslyAllowBrowser) {
      throw invalid('A secret key must not be in a browser: use a token endpoint.', 'secret_key_in_browser');
    }
    return headerValue('The apiKey or token', credential);
  };
  const source = typeof token === 'object' ? token : undefined;
  const fixed: TokenGrant = { token: allowed(apiKey ?? (source ? null : (token as string))) ?? null };
  headerValue('userId', userId);
  /** Retries made, less one for each call that succeeded since. */
  let spent = 0;

  async function attempt<T>(
    call: Call<T>,
    grant: TokenGrant,
    request: RequestOptions,
  ): Promise<ApiResponse<T>> {
    const { method = 'GET', path, body, idempotencyKey } = call;
    const credential = allowed(grant.token);
    const base = (options.baseUrl ?? grant.apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, '');
    const isForm = body instanceof FormData;
    const json = 'application/json';
    const init = {
      method,
      headers: present({
        Accept: json,
        Authorization: credential && `Bearer ${credential}`,
        'X-Img-User': userId || null,
        'Idempotency-Key': idempotencyKey,
        'Content-Type': body && !isForm ? json : null,
      }),
      body: isForm ? body : body && JSON.stringify(body),
    };
    // For a form a quarter of an hour, which is what 70 MB take at 0.6 Mbit/s.
    const ms = request.timeout ?? options.timeout ?? (isForm ? 900_000 : 60_000);
    const late = () => new ImgproError(`No answer within ${ms / 1000} seconds.`, { code: 'timeout' });
    const [response, text] = await limited(ms, request.signal, late, async (signal) => {
      try {
        const response = call.known
          ? Response.json(call.known)
          : await (options.fetch ?? fetch)(base + path, { ...init, signal });
        return [response, await response.text()] as const;
      } catch (cause) {
        const message = `No answer from ${base}: check the address, the connection, CORS and CSP.`;
        throw new ImgproError(message, { code: 'network_error', cause });
      }
    });

    const { status, headers } = response;
    if (!response.ok && (status !== 404 || !call.ignoreMissing)) {
      throw errorFromResponse(status, headers, text);
    }
    const answer = text ? parseJson(text) : null;
    if (answer === undefined) throw invalidResponse('JSON', status);
    return {
      data: call.read(answer),
      status,
      headers,
      quota: readQuota(headers),
      rateLimit: readRateLimit(headers),
      action: readAction(headers) ?? toAction(record(answer).upgrade) ?? null,
      replayed: headers.get('Idempotent-Replayed') === 'true',
      requestId: headers.get('X-Request-Id'),
    };
  }

  async function send<T>(call: Call<T>, request: RequestOptions = {}): Promise<ApiResponse<T>> {
    const { signal, maxRetries = options.maxRetries ?? 4 } = request;
    /** Token of the current attempt, once there is one. */
    let grant: TokenGrant | undefined;
    /** Token that the last attempt was refused with. */
    let expired: string | undefined;
    let refreshes = 0;
    let waited = 0;

    const exchange = async () => {
      const query = { signal, expired };
      grant = expired = undefined;
      grant = (await source?.get(query)) ?? fixed;
      const answer = await attempt(call, grant, request);
      spent &&= spent - 1;
      return answer;
    };
    const pause = (cause: unknown, attempts: number) => {
      const error = cause as ImgproError;
      // An error of the token's source is final: it has made its own attempts.
      if (!grant) return null;
      if (error.code === 'token_expired' && source && grant.token && !refreshes++) {
        expired = grant.token;
        return 0;
      }
      const failures = attempts - refreshes;
      const delay = retryDelay(failures, error);
      waited += delay;
      if (failures > maxRetries || spent >= retryBudget || waited > maxTotalWait || !isWorthWaiting(error))
        return null;
      spent += 1;
      // A deletion may be done although its answer was lost: then the next answer is a 404.
      if (call.method === 'DELETE' && error.status !== 429) call = { ...call, ignoreMissing: true };
      return delay;
    };
    return retry(exchange, pause, signal);
  }

  return { anonymous: !apiKey && !token, send };
}
