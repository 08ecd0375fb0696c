import { DEFAULT_API_URL } from '../api/index.ts';

/** Where a token is honoured: its `api_url` against the endpoint, else the endpoint's folder + `/v1`. */
export function apiUrlOf(apiUrl: string | undefined, endpoint: string | undefined): string | undefined {
  if (endpoint) return new URL(apiUrl ?? 'v1', endpoint).href.replace(/\/$/, '');
  return apiUrl?.replace(/\/$/, '');
}

/** The addresses that have a say in where a token is sent. */
export interface TokenAddresses {
  /** An element's `api-url`, absolute. */
  wanted?: string;
  /** The one that came with the token, or follows from its endpoint. */
  answered?: string;
  /** Where the token was fetched. */
  endpoint?: string;
  /** Named by the page for all of its elements: `configure({ apiUrl })`, `data-api-url`. */
  pageWide?: string;
  /** The page's script gave the element its own `tokenProvider`. */
  isOwn?: boolean;
}

/**
 * The base address a token is sent to. Markup that a page shows and has not written, as a comment's, may hold an element
 * too: its `api-url` is followed only to an origin that may have the token anyway. A provider that a script set on that
 * very element is trusted further: where its answer names no address, the element does.
 */
export function tokenBase({ wanted, answered, endpoint, pageWide, isOwn }: TokenAddresses): string {
  const usual = answered || pageWide || DEFAULT_API_URL;
  if (!wanted || (isOwn && !answered)) return wanted || usual;
  return [usual, endpoint, pageWide].some((address) => originOf(address) === originOf(wanted))
    ? wanted
    : usual;
}

/** A provider's `api_url` may be a path of the page's own site, or wrong. */
function originOf(address = ''): string | undefined {
  const base = globalThis.document?.baseURI;
  return address && URL.canParse(address, base) ? new URL(address, base).origin : undefined;
}
