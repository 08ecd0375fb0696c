/** Most characters of a name that goes to the service. */
const MAX_NAME = 200;

/** Extensions that are not the second half of their type. */
const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/x-icon': 'ico',
};

/**
 * A file's name as it may stand in a header: its last path segment, without control characters, quotes and backslashes,
 * which parsers of forms read in different ways. A name that has nothing left is made from the type.
 */
export function cleanFilename(name: string, type: string): string {
  const segment =
    name
      .split(/[/\\]/)
      .filter((part) => part.trim() !== '')
      .at(-1) ?? '';
  const clean = segment
    .replace(/["\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '')
    .trim()
    .replace(/^\.+$/, '');
  if (clean === '') return `image.${EXTENSIONS[type] ?? type.replace('image/', '')}`;
  if (clean.length <= MAX_NAME) return clean;
  const extension = /\.\w{1,8}$/.exec(clean)?.[0] ?? '';
  // By code points, so that no character is cut in two.
  return [...clean].slice(0, MAX_NAME - extension.length).join('') + extension;
}
