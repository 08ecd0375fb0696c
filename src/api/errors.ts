import { readAction, readRetryAfter, toAction } from './headers.ts';
import type { HeaderReader } from './headers.ts';
import { redact } from './redact.ts';
import { isRecord, parseJson, record, text } from './values.ts';
import type { ErrorAction, ErrorCode, ErrorType, Image } from './types.ts';

/** Registered globally, so that an error of another copy of this package is recognised too. */
const BRAND = Symbol.for('imgpro.error');

/** Parts of an {@link ImgproError}. */
export interface ImgproErrorInit {
  code: ErrorCode;
  /** Default: what goes with the code. */
  type?: ErrorType;
  /** Default: 0, no answer. */
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
 * (demo/mock/README.md, Errors). An aborted call is the exception: it rejects with its signal's reason, usually an
 * `AbortError`.
 */
export class ImgproError extends Error {
  /**
   * The specific reason. The client's own, before or without an answer: `network_error`, `timeout`, `invalid_response`,
   * `invalid_options`, `secret_key_in_browser`.
   */
  declare readonly code: ErrorCode;
  /** The coarse class of the error. */
  declare readonly type: ErrorType;
  /** The HTTP status; 0 when there was no answer. */
  declare readonly status: number;
  /** The service's own words, without the advice that `message` adds. */
  declare readonly detail?: string;
  /** Messages about each wrong field, with `validation_error`. */
  declare readonly fields?: Record<string, string[]>;
  /** Action that the service suggests. An upgrade link is for the account's owner, never for a site's visitors. */
  declare readonly action?: ErrorAction;
  /** Seconds to wait before another attempt can succeed. */
  declare readonly retryAfter?: number;
  /** The service's name for this exchange, for its support. */
  declare readonly requestId?: string;
  /** The image, when it is stored or known although the call failed. */
  declare readonly image?: Image;

  constructor(message: string, init: ImgproErrorInit) {
    // It takes the cause from there; Object.assign leaves that out of JSON, as it finds it not enumerable.
    super(redact(message), init);
    const { code, detail, status = 0, type = typeOf(code, status) } = init;
    Object.assign(this, { ...init, name: 'ImgproError', type, status, detail: detail && redact(detail) });
  }

  get [BRAND](): true {
    return true;
  }

  /** All that may be logged: no stack, no cause, no key. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), message: this.message };
  }
}

/** Whether a caught value is an {@link ImgproError}, also one of another copy of this package. */
export const isImgproError = (error: unknown): error is ImgproError =>
  (error as Partial<ImgproError> | null | undefined)?.[BRAND] === true;

/**
 * The table of error codes. Each has its advice, said after the service's own words; its type; and the HTTP status that
 * stands for it when an answer brings no code, as answers of generation 1 and of proxies do.
 */
const CODES: [code: ErrorCode, advice: string, type: ErrorType, status?: number][] = [
  ['quota_exceeded', 'Delete images or upgrade', 'quota_error'],
  ['media_failed', 'Upload it in another format', 'processing_error'],
  ['fetch_failed', 'The address must be public and answer within 30 seconds', 'processing_error'],
  ['media_blocked', 'Moderation blocked the image', 'permission_error'],
  ['forbidden', 'The key or token must allow it', 'permission_error', 403],
  ['token_expired', 'Check the token endpoint', 'authentication_error'],
  ['unauthorized', 'Check the API key or token', 'authentication_error', 401],
  ['idempotency_key_conflict', 'Use a new Idempotency-Key', 'idempotency_error', 409],
  ['rate_limited', '', 'rate_limit_error', 429],
  ['validation_error', '', '', 422],
  ['not_found', 'It may be private, expired or deleted', '', 404],
  ['file_too_large', 'Send a smaller file', '', 413],
];

const typeOf = (code: ErrorCode, status: number): ErrorType =>
  CODES.find((row) => row[0] === code || row[3] === status)?.[2] ||
  (status >= 400 && status < 500 ? 'invalid_request_error' : 'api_error');

/** The gist of a body that is not JSON: the title of an HTML page, or the first words. */
function gist(body: string): string | undefined {
  const title = /<title[^>]*>([^<]+)/i.exec(body)?.[1] ?? body.replace(/<[^>]*>?/g, ' ');
  return text(title.replace(/\s+/g, ' ').slice(0, 200));
}

/**
 * The error that an answer means, whatever generation or proxy wrote it: nested or flat JSON, HTML, nothing
 * (demo/mock/README.md, Errors, and Generations 1 and 2).
 * For XMLHttpRequest fill a `Headers` from `getAllResponseHeaders()`: asking for an unexposed header by its name logs an
 * error in browsers.
 */
export function errorFromResponse(status: number, headers: HeaderReader, bodyText: string): ImgproError {
  const json = parseJson(bodyText);
  const body = record(json);
  const error = isRecord(body.error) ? body.error : body;
  const flat = text(body.error);
  // Generation 2 puts a code into `error` when a `message` stands beside it; generation 1 puts the sentence there.
  const slug = text(body.message) && /^\w+$/.exec(flat ?? '')?.[0];
  const fields = Object.entries(record(error.details ?? error.errors)).map(
    ([name, words]): [string, string[]] => [
      name,
      [words].flat().map((word) => redact(text(word) ?? JSON.stringify(word))),
    ],
  );
  const type = text(error.type);
  const action = toAction(error.action ?? body.upgrade) ?? readAction(headers);
  const retryAfter = readRetryAfter(headers) ?? action?.retry_after;
  const code =
    (text(error.code) ?? slug)?.toLowerCase() ??
    (fields.length
      ? 'validation_error'
      : type === 'quota_error'
        ? 'quota_exceeded'
        : status === 409 && retryAfter
          ? 'idempotency_key_in_progress'
          : (CODES.find((row) => row[3] === status)?.[0] ??
            (status < 500 ? 'bad_request' : 'service_unavailable')));
  const detail = text(error.message) ?? flat ?? (json ? undefined : gist(bodyText));
  const later =
    (retryAfter || status >= 429) &&
    `Try again ${retryAfter ? `in ${Math.ceil(retryAfter)} seconds` : 'later'}`;
  const parts = [
    detail ?? `The service answered ${status}`,
    ...fields.map(([name, words]) => `${name}: ${words.join(' ')}`),
    CODES.find((row) => row[0] === code)?.[1] || later,
  ];
  const message = parts.flatMap((part) => (part ? part.replace(/[^.!?]$/, '$&.') : [])).join(' ');
  return new ImgproError(message, {
    code,
    type,
    status,
    detail,
    fields: fields.length ? Object.fromEntries(fields) : undefined,
    action,
    retryAfter,
    requestId: headers.get('X-Request-Id') ?? undefined,
  });
}

/** A mistake of the caller, found before anything was sent. */
export const invalid = (message: string, code: ErrorCode = 'invalid_options'): ImgproError =>
  new ImgproError(message, { code, type: 'invalid_request_error' });

/** An answer that is not what this API sends. */
export const invalidResponse = (expected: string, status = 200): ImgproError =>
  new ImgproError(`The answer is not ${expected}: check the baseUrl.`, {
    code: 'invalid_response',
    status,
  });
