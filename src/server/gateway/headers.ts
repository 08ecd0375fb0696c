import type { Config } from '../options.ts';
import type { Grant } from '../tokens.ts';

/** The only headers of the service's that a browser gets to see (DESIGN §4). */
const RETURNED = ['retry-after', 'idempotent-replayed'];

/**
 * The headers of a request to the service. Built from nothing: what the browser sent (cookies, its token, addresses,
 * ranges) stays here.
 */
export function upstreamHeaders(
  config: Config,
  grant: Grant,
  extra: { contentType?: string; idempotencyKey?: string } = {},
): Headers {
  const headers = new Headers({
    authorization: `Bearer ${config.credential}`,
    accept: 'application/json',
  });
  if (config.asUser) headers.set('x-img-user', grant.sub);
  if (extra.contentType) headers.set('content-type', extra.contentType);
  if (extra.idempotencyKey) headers.set('idempotency-key', extra.idempotencyKey);
  return headers;
}

/** What goes back: nothing about the account, its quota or its upgrade links. */
export function returnedHeaders(headers: Headers): Headers {
  const returned = new Headers();
  for (const name of RETURNED) {
    const value = headers.get(name);
    if (value !== null) returned.set(name, value);
  }
  return returned;
}
