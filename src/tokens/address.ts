import { DEFAULT_API_URL } from '../api/index.ts';

/** Base address of the API that accepts a token: its `api_url`, resolved against the endpoint; by default `v1` beside that. */
export function apiUrlOf(apiUrl: string | undefined, endpoint: string | undefined): string | undefined {
  if (endpoint) return new URL(apiUrl ?? 'v1', endpoint).href.replace(/\/$/, '');
  return apiUrl?.replace(/\/$/, '');
}

/** Addresses from which `tokenBase` chooses the one that a token is sent to. */
export interface TokenAddresses {
  /** An element's `api-url`, absolute. */
  wanted?: string;
  /** The API's address that came with the token, or follows from its endpoint. */
  answered?: string;
  /** Address that the token was fetched from. */
  endpoint?: string;
  /** The page's setting for all of its elements: `configure({ apiUrl })`, `data-api-url`. */
  pageWide?: string;
  /** The page's script gave the element its own `tokenProvider`. */
  isOwn?: boolean;
}

/**
 * The base address a token is sent to. An element may stand in markup that the page has not written, as in a visitor's
 * comment. Its `api-url` is therefore used only if its origin is one that receives the token anyway. With a provider that
 * a script has set on that very element, the `api-url` is also used when the provider's answer has no address.
 */
export function tokenBase({ wanted, answered, endpoint, pageWide, isOwn }: TokenAddresses): string {
  const usual = answered || pageWide || DEFAULT_API_URL;
  if (!wanted || (isOwn && !answered)) return wanted || usual;
  return [usual, endpoint, pageWide].some((address) => originOf(address) === originOf(wanted))
    ? wanted
    : usual;
}

/** Origin of an address, which may be relative to the page; undefined for one that is not valid. */
function originOf(address = ''): string | undefined {
  const base = globalThis.document?.baseURI;
  return address && URL.canParse(address, base) ? new URL(address, base).origin : undefined;
}
