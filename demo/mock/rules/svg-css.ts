/** Whether a reference stays inside: a place in the same document, or an embedded raster picture. */
export function isInside(reference: string): boolean {
  const value = reference.trim();
  return value.startsWith('#') || /^data:image\/(?:png|jpe?g|gif|webp|avif);/i.test(value);
}

/**
 * Takes out of CSS, or of an attribute that is read like it, what could fetch: addresses other than those that stay
 * inside, imports, and functions that take addresses without saying `url`. Escapes go first, since `\75rl(` is `url(`.
 * No pattern here can look at a character more than a few times.
 */
export function cleanCss(text: string): string {
  if (!/[\\(@]/.test(text)) return text;
  return text
    .replaceAll('\\', '')
    .replace(/@import[^;]*;?/gi, '')
    .replace(/url\(([^)]*)\)?/gi, (whole, address: string) => (isInside(unquoted(address)) ? whole : 'none'))
    .replace(/(?:image-set|image|src|expression)\(/gi, 'none(');
}

function unquoted(address: string): string {
  return address.trim().replace(/^['"]|['"]$/g, '');
}
