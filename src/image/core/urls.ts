/**
 * Addresses that may stand in a page. Captions, names and URLs come from people; `javascript:` and `data:` never
 * belong into an `src` or `href` made from them.
 */

const SAFE_PROTOCOL = /^(https?|blob):$/;

/** The address itself when it is http(s), `blob:` or relative; null for every other scheme and for what is no address. */
export function safeUrl(url: unknown): string | null {
  if (typeof url !== 'string') return null;
  // As it will be written, and not before: a scheme must not come about by what HTML drops or trim() takes for space.
  const written = url.replace(/\0/g, '').trim();
  try {
    // The base only serves to tell a relative address; browsers ignore tabs and line ends in a scheme, and so does URL.
    return written && SAFE_PROTOCOL.test(new URL(written, 'https://x').protocol) ? written : null;
  } catch {
    return null;
  }
}

/**
 * An address as it can stand in a `srcset`, where white space ends it and a comma at its end is taken for the
 * separator.
 */
export function srcsetUrl(url: string): string {
  return url.replace(/\s/g, encodeURIComponent).replace(/^,+|,+$/g, (commas) => '%2C'.repeat(commas.length));
}
