import type { ErrorBody, ErrorCode, ErrorType } from '../api/types.ts';

export interface GatewayErrorOptions {
  type?: ErrorType;
  /** A sentence for each field at fault. */
  details?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal, in the terms of the API: an HTTP status, a code for programs, a sentence for people. */
export class GatewayError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly type: ErrorType;
  readonly details: Record<string, string | string[]> | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'GatewayError';
    this.status = status;
    this.code = code;
    this.type = options.type ?? typeOf(status);
    this.details = options.details;
    this.headers = options.headers ?? {};
  }

  /** The JSON answer that tells it. */
  toResponse(): Response {
    const body: ErrorBody = {
      error: {
        type: this.type,
        code: this.code,
        message: this.message,
        ...(this.details && { details: this.details }),
      },
    };
    return jsonResponse(this.status, body, this.headers);
  }
}

/** The API's coarse class for a status. */
function typeOf(status: number): ErrorType {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'api_error' : 'invalid_request_error';
}

/** A 422 that names the field at fault. */
export function invalidField(field: string, message: string): GatewayError {
  return new GatewayError(422, 'validation_error', message, { details: { [field.slice(0, 64)]: message } });
}

/** The one answer for what is not there and for what is somebody else's. */
export function notFound(): GatewayError {
  return new GatewayError(404, 'not_found', 'There is nothing here.');
}

export function methodNotAllowed(allow: readonly string[]): GatewayError {
  return new GatewayError(405, 'method_not_allowed', `Use ${allow.join(' or ')} here.`, {
    headers: { allow: allow.join(', ') },
  });
}

/** The site itself can't serve right now: its store, or a function of its own, does not answer. */
export function siteUnavailable(cause?: unknown): GatewayError {
  return new GatewayError(503, 'service_unavailable', 'This site is busy. Try again in a moment.', {
    headers: { 'retry-after': '5' },
    cause,
  });
}

export function jsonResponse(
  status: number,
  body: unknown,
  headers: ConstructorParameters<typeof Headers>[0] = {},
): Response {
  const all = new Headers(headers);
  all.set('content-type', 'application/json');
  all.set('cache-control', 'no-store');
  all.set('x-content-type-options', 'nosniff');
  return new Response(JSON.stringify(body), { status, headers: all });
}
