/** The name to keep of a name that was sent: no folders, no control characters, at most 255 characters; null if nothing is left. */
export function cleanFilename(name: string | null | undefined): string | null {
  if (!name) return null;
  const last = name.split(/[\\/]/).pop() ?? '';
  // Control characters and direction overrides would let a name pretend to be another.
  const clean = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim();
  return clean === '' || clean === '.' || clean === '..' ? null : [...clean].slice(0, 255).join('');
}

/** The file name in a URL's path, percent-decoded where that is possible. */
export function filenameOfUrl(url: URL): string | null {
  const last = url.pathname.split('/').pop() ?? '';
  try {
    return cleanFilename(decodeURIComponent(last));
  } catch {
    return cleanFilename(last);
  }
}
