import type { ErrorAction, ErrorBody, ErrorCode, ErrorType } from '../../src/api/types.ts';
import type { Details } from './rules/result.ts';

interface Extras {
  action?: ErrorAction;
  details?: Details;
  usage?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** An answer that is an error (demo/mock/README.md, Errors). Thrown by rules' callers, written by `app.onError`. */
export class ApiFault extends Error {
  override name = 'ApiFault';
  readonly status: number;
  readonly type: ErrorType;
  readonly code: ErrorCode;
  readonly extras: Extras;

  constructor(status: number, type: ErrorType, code: ErrorCode, message: string, extras: Extras = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
    this.extras = extras;
  }

  get body(): ErrorBody {
    const { action, details, usage } = this.extras;
    return {
      error: {
        type: this.type,
        code: this.code,
        message: this.message,
        ...(action && { action }),
        ...(details && { details }),
        ...(usage && { usage }),
      },
    };
  }
}

/** The connection is to die without an answer: `app.onError` passes it on, the server cuts the socket. */
export class Dropped extends Error {
  override name = 'Dropped';
  constructor() {
    super('The mock dropped this connection, as a fault rule says.');
  }
}

export const unauthorized = (message = 'Missing or invalid API key.'): ApiFault =>
  new ApiFault(401, 'authentication_error', 'unauthorized', message);

export const forbidden = (ability: string): ApiFault =>
  new ApiFault(403, 'permission_error', 'forbidden', `This API key does not have the "${ability}" ability.`);

export const notFound = (message = 'Media item not found.'): ApiFault =>
  new ApiFault(404, 'invalid_request_error', 'not_found', message);

export const locked = (): ApiFault =>
  new ApiFault(403, 'permission_error', 'media_locked', 'Media cannot be modified.');

/** The reason word is for the owner only (demo/mock/README.md, Errors). */
export const blocked = (reason: string | null): ApiFault =>
  new ApiFault(
    403,
    'permission_error',
    'media_blocked',
    reason === null ? 'This image is not available.' : `This image was blocked by moderation: ${reason}.`,
  );

export const failed = (reason: string): ApiFault =>
  new ApiFault(422, 'processing_error', 'media_failed', reason);

export function invalid(details: Details, message = 'The given data was invalid.'): ApiFault {
  return new ApiFault(422, 'invalid_request_error', 'validation_error', message, { details });
}

export const badRequest = (message: string): ApiFault =>
  new ApiFault(400, 'invalid_request_error', 'bad_request', message);

export const unsupportedMedia = (message: string): ApiFault =>
  new ApiFault(415, 'invalid_request_error', 'unsupported_media_type', message);

export const methodNotAllowed = (allowed: string[]): ApiFault =>
  new ApiFault(
    405,
    'invalid_request_error',
    'method_not_allowed',
    `This address answers ${allowed.join(', ')}.`,
    {
      headers: { Allow: allowed.join(', ') },
    },
  );

export const rateLimited = (retryAfter: number): ApiFault =>
  new ApiFault(429, 'rate_limit_error', 'rate_limited', 'Too many uploads from this address.', {
    action: { type: 'wait', retry_after: retryAfter },
    headers: { 'Retry-After': String(retryAfter) },
  });

/** The same fault as generations 1 and 2 write it: flat, validation as 400, waiting in seconds (demo/mock/README.md, Errors). */
export function legacyBody(fault: ApiFault): { status: number; body: Record<string, unknown> } {
  const { details, action } = fault.extras;
  const validation = fault.code === 'validation_error' && fault.status === 422;
  const message = details ? 'Validation failed' : fault.message;
  const code = fault.code === 'fetch_failed' && fault.status === 504 ? 'fetch_timeout' : fault.code;
  return {
    status: validation ? 400 : fault.status,
    body: {
      error: message,
      message: details ? Object.values(details).flat().join(' ') : fault.message,
      code,
      ...(details && { errors: details }),
      ...(action && { action: legacyAction(action) }),
    },
  };
}

function legacyAction({ type, url, label, retry_after: seconds }: ErrorAction): Record<string, unknown> {
  return {
    type,
    ...(url !== undefined && { url }),
    ...(label !== undefined && { label }),
    ...(seconds !== undefined && { seconds }),
  };
}
