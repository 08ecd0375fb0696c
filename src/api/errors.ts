import { readAction, readRetryAfter, toAction } from './headers.ts';
import type { HeaderReader } from './headers.ts';
import { redact } from './keys.ts';
import type { ErrorAction, ErrorCode, ErrorType, Image } from './types.ts';

/** Registered globally, so that an error of another copy of this package is recognised too. */
const BRAND = Symbol.for('imgpro.error');

/** What an {@link ImgproError} is made of. */
export interface ImgproErrorInit {
  code: ErrorCode;
  type?: ErrorType;
  status?: number;
  detail?: string;
  fields?: Record<string, string[]>;
  action?: ErrorAction;
  retryAfter?: number;
  requestId?: string;
  image?: Image;
  cause?: unknown;
}

/**
 * The one error of this client. `message` says what happened and what to do about it; `code` is what programs branch on
 * (API §10). An aborted call is the exception: it rejects with its signal's reason, usually an `AbortError`.
 */
export class ImgproError extends Error {
  /** The specific reason; the client adds `network_error`, `timeout`, `invalid_response` and `invalid_options`. */
  readonly code: ErrorCode;
  /** The coarse class of the error. */
  readonly type: ErrorType;
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The service's own words, without the advice that `message` adds. */
  readonly detail: string | undefined;
  /** What is wrong with each field, with `validation_error`. */
  readonly fields: Record<string, string[]> | undefined;
  /** What the service suggests. An upgrade link is for the account's owner, never for a site's visitors. */
  readonly action: ErrorAction | undefined;
  /** Seconds to wait before another try can succeed. */
  readonly retryAfter: number | undefined;
  /** The service's name for this exchange, for its support. */
  readonly requestId: string | undefined;
  /** The image, when it is stored or known although the call failed. */
  readonly image: Image | undefined;

  constructor(message: string, init: ImgproErrorInit) {
    super(redact(message), init.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'ImgproError';
    this.code = init.code;
    this.type = init.type ?? typeOf(init.code, init.status ?? 0);
    this.status = init.status ?? 0;
    this.detail = init.detail === undefined ? undefined : redact(init.detail);
    this.fields = init.fields;
    this.action = init.action;
    this.retryAfter = init.retryAfter;
    this.requestId = init.requestId;
    this.image = init.image;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** All that may be logged: no stack, no cause, no key. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, type, status, detail, fields, action, retryAfter, requestId } = this;
    return { name, message, code, type, status, detail, fields, action, retryAfter, requestId };
  }
}

/** Whether a caught value is an {@link ImgproError}, also one of another copy of this package. */
export function isImgproError(error: unknown): error is ImgproError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[BRAND] === true;
}

/** Codes for answers that bring none: those of G1, and of whatever stands in front of the service. */
const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'file_too_large',
  415: 'unsupported_media_type',
  422: 'validation_error',
  429: 'rate_limited',
};

const CODE_OF_TYPE: Record<string, ErrorCode> = {
  authentication_error: 'unauthorized',
  quota_error: 'quota_exceeded',
  rate_limit_error: 'rate_limited',
};

function typeOf(code: ErrorCode, status: number): ErrorType {
  if (/^idempotency/.test(code)) return 'idempotency_error';
  if (code === 'quota_exceeded') return 'quota_error';
  if (code === 'media_failed' || code === 'fetch_failed') return 'processing_error';
  if (code === 'rate_limited' || code === 'token_exhausted') return 'rate_limit_error';
  if (status === 401 || code === 'unauthorized') return 'authentication_error';
  if (status === 403 || code === 'media_blocked') return 'permission_error';
  if (status >= 500 || /^(network_error|timeout|invalid_response)$/.test(code)) return 'api_error';
  return 'invalid_request_error';
}

/** What to do about it, by code; said after the service's own words. */
const ADVICE: Record<string, string> = {
  unauthorized: 'Check the API key or token: it is missing, mistyped or revoked.',
  token_expired: 'The upload token could not be renewed: check the token endpoint.',
  forbidden: 'Use a key or token that has the ability for this call.',
  token_scope: 'Ask the token endpoint for a token with the ability for this call.',
  quota_exceeded: 'Delete images, wait for the next month, or choose a larger plan.',
  media_locked: 'It is locked by moderation: it can be read, not changed or deleted.',
  media_blocked: 'It was withdrawn by moderation and cannot be shown.',
  media_failed: 'It could not be processed: upload it again, or in another format.',
  not_found: 'Check the id: the image may be private, expired or deleted.',
  idempotency_key_conflict: 'Use a new Idempotency-Key for a different request.',
  idempotency_key_in_progress: 'The first request is still running: send the same again in a moment.',
  file_too_large: 'Send a smaller file.',
  fetch_failed: 'Check that the address is public and answers within 30 seconds.',
  gateway_misconfigured: "The site's token backend needs a valid key for the service.",
};

function codeOf(status: number, headers: HeaderReader, type: unknown, hasFields: boolean): ErrorCode {
  if (hasFields) return 'validation_error';
  if (typeof type === 'string' && CODE_OF_TYPE[type]) return CODE_OF_TYPE[type];
  if (status === 409)
    return headers.get('Retry-After') ? 'idempotency_key_in_progress' : 'idempotency_key_conflict';
  return CODE_OF_STATUS[status] ?? (status >= 500 ? 'service_unavailable' : 'unexpected_status');
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim() : undefined;

function toFields(raw: unknown): Record<string, string[]> | undefined {
  if (!isRecord(raw)) return undefined;
  const entries = Object.entries(raw).map(([name, value]) => [
    name,
    (Array.isArray(value) ? value : [value]).filter((item) => item !== null).map((item) => asSentence(item)),
  ]);
  return entries.length ? Object.fromEntries(entries) : undefined;
}

const asSentence = (value: unknown): string =>
  redact(typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The gist of a body that is not JSON: the title of an HTML page, or the first words. */
function gist(body: string): string | undefined {
  const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? body.slice(0, 2000).replace(/<[^>]*>/g, ' ');
  return text(title.replace(/\s+/g, ' ').slice(0, 200));
}

const waitText = (seconds: number): string =>
  seconds < 100 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;

function advice(code: ErrorCode, status: number, retryAfter: number | undefined): string {
  if (Object.hasOwn(ADVICE, code)) return ADVICE[code] as string;
  if (code === 'rate_limited')
    return retryAfter ? `Try again in ${waitText(retryAfter)}.` : 'Try again later.';
  return status >= 500 || status === 408 ? 'The service has a problem: try again later.' : '';
}

/**
 * The error that an answer means, whatever generation or proxy wrote it (API §10, §12): nested or flat JSON, HTML, nothing.
 * Users of XMLHttpRequest pass `new Headers()` filled from `getAllResponseHeaders()`: asking for an unexposed header
 * by name logs an error in browsers.
 */
export function errorFromResponse(status: number, headers: HeaderReader, bodyText: string): ImgproError {
  let body: Record<string, unknown> | undefined;
  try {
    const json: unknown = JSON.parse(bodyText);
    if (isRecord(json)) body = json;
  } catch {
    // not JSON: its gist becomes the detail
  }
  const error = isRecord(body?.error) ? body.error : (body ?? {});
  const flat = text(body?.error);
  // G2 puts a code into `error` when a `message` stands beside it; G1 puts the sentence there.
  const slug = flat && text(body?.message) && /^\w+$/.test(flat) ? flat : undefined;
  const fields = toFields(error.details ?? error.errors ?? error.fields);
  const code =
    (text(error.code) ?? slug)?.toLowerCase() ?? codeOf(status, headers, error.type, fields !== undefined);
  const action = toAction(error.action ?? body?.upgrade) ?? readAction(headers);
  const retryAfter = readRetryAfter(headers) ?? action?.retry_after;
  const detail = text(error.message) ?? (slug ? undefined : flat) ?? (body ? undefined : gist(bodyText));
  const stated = fields && Object.entries(fields).map(([name, words]) => `${name}: ${words.join(' ')}`);
  const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);
  const message = [
    sentence(detail ?? `The service answered ${status}`),
    stated && sentence(stated.join('; ')),
    advice(code, status, retryAfter),
  ];
  return new ImgproError(message.filter(Boolean).join(' '), {
    code,
    type: text(error.type),
    status,
    detail,
    fields,
    action,
    retryAfter,
    requestId: text(error.request_id) ?? headers.get('X-Request-Id') ?? undefined,
  });
}

/** A mistake of the caller, found before anything was sent. */
export function invalid(
  message: string,
  code: ErrorCode = 'validation_error',
  fields?: Record<string, string[]>,
): ImgproError {
  return new ImgproError(message, { code, type: 'invalid_request_error', fields });
}

/** An answer that is not what this API sends. */
export function invalidResponse(message: string, status = 200): ImgproError {
  return new ImgproError(message, { code: 'invalid_response', status, type: 'api_error' });
}
