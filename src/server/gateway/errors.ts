import type { ErrorBody } from '../../api/types.ts';
import { GatewayError, errorResponse, jsonResponse } from '../errors.ts';
import type { Config } from '../options.ts';
import { returnedHeaders } from './headers.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** Makes the browser's answer of the service's: as it is, without what is only the account's owner's (DESIGN §4). */
export function passOn(config: Config, answer: UpstreamAnswer, body: unknown = answer.body): Response {
  const headers = returnedHeaders(answer.headers);
  if (answer.ok) return jsonResponse(answer.status, body, headers);

  const error = errorIn(answer.body);
  if (answer.status === 401 || (answer.status === 403 && error?.code === 'forbidden')) {
    config.log({
      level: 'error',
      event: 'gateway_misconfigured',
      status: answer.status,
      message: `The service refused the site's key (${answer.status}). Check the key and its abilities.`,
    });
    // A 401 here would make the uploader ask for new tokens for ever: its token is not what is wrong.
    return errorResponse(
      new GatewayError(502, 'gateway_misconfigured', 'This site is not set up for uploads right now.'),
    );
  }
  if (!error) return errorResponse(infrastructureError(answer));
  return jsonResponse(
    answer.status,
    {
      error: {
        type: error.type,
        code: error.code,
        message: cleanMessage(config, error.message, error.type === 'quota_error'),
        ...(error.details && { details: error.details }),
      },
    } satisfies ErrorBody,
    headers,
  );
}

/** The error object of an answer in the API's shape, or null. */
export function errorIn(body: unknown): ErrorBody['error'] | null {
  const error = (body as Partial<ErrorBody> | null | undefined)?.error;
  return typeof error === 'object' && error !== null && typeof error.code === 'string'
    ? { ...error, type: String(error.type), message: String(error.message) }
    : null;
}

/** Not the service but what stands before it: its pages are not for browsers that asked for JSON. */
export function infrastructureError(answer: Pick<UpstreamAnswer, 'status' | 'headers'>): GatewayError {
  const retryAfter = answer.headers.get('retry-after');
  const options = retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } };
  if (answer.status === 413)
    return new GatewayError(413, 'file_too_large', 'The file is too large for the service.');
  if (answer.status === 429)
    return new GatewayError(429, 'rate_limited', 'Too many uploads right now. Try again later.', options);
  return new GatewayError(
    502,
    'upstream_unreachable',
    'The image service did not answer properly. Try again in a moment.',
    options,
  );
}

/** Nobody else's key or link in a sentence that strangers read. */
function cleanMessage(config: Config, message: string, quota: boolean): string {
  const clean = message.replaceAll(config.credential, '…');
  return quota ? clean.replace(/\s*https?:\/\/\S+/g, '') : clean;
}
