import type { IncomingMessage } from 'node:http';
import type { IncomingBody } from './incoming-body.ts';
import { BAD_METHOD, BAD_REQUEST, BAD_TARGET, type Refusal } from './refusals.ts';

/** Express and others keep the whole target here when they mount a listener under a path. */
type Incoming = IncomingMessage & { originalUrl?: string };

/** Methods that `Request` can't be made with, and that have no meaning for a handler (Fetch, "forbidden method"). */
const FORBIDDEN_METHODS = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** A name, an IPv4 address or an IPv6 one in brackets, with or without a port (RFC 9110, 7.2). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)*\.?)(?::\d{1,5})?$/i;

/** A path from the root: `//host` and `/\host` would be read as another host by whoever resolves them. */
const TARGET = /^\/(?![/\\])/;

/** The request in web standards, or why there is none. */
export function toRequest(incoming: Incoming, body: IncomingBody, signal: AbortSignal): Request | Refusal {
  const method = incoming.method ?? 'GET';
  if (FORBIDDEN_METHODS.has(method.toUpperCase())) return BAD_METHOD;
  const url = urlOf(incoming);
  if (!url) return BAD_TARGET;
  const init: RequestInit & { duplex?: 'half' } = { method, signal };
  if (method !== 'GET' && method !== 'HEAD') {
    init.body = body.stream;
    init.duplex = 'half';
  }
  try {
    return new Request(url, { ...init, headers: headersOf(incoming) });
  } catch {
    return BAD_REQUEST;
  }
}

/** The address by Host and target alone; null where they can't be trusted to say where the request was sent. */
function urlOf(incoming: Incoming): string | null {
  const host = hostOf(incoming);
  const target = incoming.originalUrl ?? incoming.url ?? '';
  if (host === null || !HOST.test(host) || !TARGET.test(target)) return null;
  const url = `${'encrypted' in incoming.socket ? 'https' : 'http'}://${host}${target}`;
  return URL.canParse(url) ? url : null;
}

/** The one Host, or the `:authority` of HTTP/2; null when it is missing, or said twice and differently. */
function hostOf(incoming: Incoming): string | null {
  const said = new Set<string>();
  for (const [name, value] of pairsOf(incoming.rawHeaders)) {
    const lower = name.toLowerCase();
    if (lower === 'host' || lower === ':authority') said.add(value.toLowerCase());
  }
  const [host = null] = said;
  return said.size === 1 ? host : null;
}

function headersOf(incoming: Incoming): Headers {
  const headers = new Headers();
  for (const [name, value] of pairsOf(incoming.rawHeaders)) {
    // HTTP/2's pseudo-headers are no headers to the web.
    if (!name.startsWith(':')) headers.append(name, value);
  }
  return headers;
}

function* pairsOf(raw: readonly string[]): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at]!, raw[at + 1]!];
}
