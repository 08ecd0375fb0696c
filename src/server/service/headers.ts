import { readRetryAfter } from '../../api/headers.ts';
import type { Config } from '../config.ts';

/** Whose request goes to the service, and its name. */
export interface Sender {
  /** The site's name for the person. */
  sub: string;
  requestId: string;
}

/**
 * The headers of a request to the service. Built from nothing: what the browser sent (cookies, its token, addresses,
 * ranges) stays here.
 */
export function serviceHeaders(
  config: Pick<Config, 'credential' | 'isolation'>,
  { sub, requestId }: Sender,
  extra: { contentType?: string; idempotencyKey?: string } = {},
): Headers {
  const headers = new Headers({
    authorization: `Bearer ${config.credential}`,
    accept: 'application/json',
    'x-request-id': requestId,
  });
  if (config.isolation === 'service') headers.set('x-img-user', sub);
  if (extra.contentType) headers.set('content-type', extra.contentType);
  if (extra.idempotencyKey) headers.set('idempotency-key', extra.idempotencyKey);
  return headers;
}

/** Headers that go back to the browser: nothing about the account, its quota or its upgrade links. */
export function returnedHeaders(headers: Headers): Headers {
  const returned = new Headers();
  const retryAfter = headers.get('retry-after');
  // Seconds or an HTTP date (RFC 9110, section 10.2.3); anything else is dropped. A date goes on as seconds, by the clock
  // of the service: that of the browser may be wrong, and a page on another origin is not told ours.
  if (retryAfter !== null && /^(?:\d{1,6}|[A-Za-z]{3,9}, [\w :-]{10,40})$/.test(retryAfter)) {
    const seconds = readRetryAfter(headers);
    if (seconds !== undefined) returned.set('retry-after', String(Math.ceil(seconds)));
  }
  if (headers.get('idempotent-replayed') === 'true') returned.set('idempotent-replayed', 'true');
  return returned;
}
