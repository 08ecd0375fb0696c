import type { ErrorBody, ErrorCode } from '../../api/types.ts';

/** Why the adapter answers by itself, before or instead of the handler. */
export interface Refusal {
  status: number;
  code: ErrorCode;
  message: string;
  /** The methods that are answered; with status 405 only. */
  allow?: string;
}

export const BAD_TARGET: Refusal = {
  status: 400,
  code: 'bad_request',
  message: 'The address of the request is not valid.',
};

export const BAD_REQUEST: Refusal = {
  status: 400,
  code: 'bad_request',
  message: 'The request is not valid HTTP.',
};

export const BAD_METHOD: Refusal = {
  status: 405,
  code: 'method_not_allowed',
  message: 'This method is not answered here.',
  allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
};

export const BROKEN: Refusal = {
  status: 500,
  code: 'internal_error',
  message: 'Something went wrong on this site. Try again in a moment.',
};

/** The refusal in the API's own error shape. */
export function refusalResponse({ status, code, message, allow }: Refusal): Response {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const body: ErrorBody = { error: { type, code, message } };
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  if (allow) headers.set('allow', allow);
  return new Response(JSON.stringify(body), { status, headers });
}
