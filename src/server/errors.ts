import type { ErrorBody, ErrorCode, ErrorType } from '../api/types.ts';

export interface GatewayErrorOptions {
  type?: ErrorType;
  /** A sentence for each field at fault. */
  details?: Record<string, string>;
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal of the gateway's own; becomes an answer in the API's error shape (API §10, DESIGN §4). */
export class GatewayError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly type: ErrorType;
  readonly details: Record<string, string> | undefined;
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
}

/** The API's coarse class for a status (API §10). */
export function typeOf(status: number): ErrorType {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'api_error' : 'invalid_request_error';
}

/** A 422 that names the field at fault. */
export function invalidField(field: string, message: string): GatewayError {
  return new GatewayError(422, 'validation_error', message, { details: { [field]: message } });
}

/** The one answer for what is not there and for what is somebody else's. */
export function notFound(): GatewayError {
  return new GatewayError(404, 'not_found', 'There is nothing here.');
}

export function methodNotAllowed(allow: string[]): GatewayError {
  return new GatewayError(405, 'method_not_allowed', `Use ${allow.join(' or ')} here.`, {
    headers: { allow: allow.join(', ') },
  });
}

export function jsonResponse(status: number, body: unknown, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  all.set('content-type', 'application/json');
  all.set('cache-control', 'no-store');
  all.set('x-content-type-options', 'nosniff');
  return new Response(JSON.stringify(body), { status, headers: all });
}

export function errorResponse(error: GatewayError): Response {
  const body: ErrorBody = {
    error: {
      type: error.type,
      code: error.code,
      message: error.message,
      ...(error.details && { details: error.details }),
    },
  };
  return jsonResponse(error.status, body, error.headers);
}
