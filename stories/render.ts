/**
 * Makes the element of a story from its args: names with a dash and plain attribute values become attributes, as a
 * page's author would write them, everything else a property.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  args: Record<string, unknown>,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === null || name.startsWith('--')) continue;
    if (typeof value === 'object' || typeof value === 'function') Object.assign(made, { [name]: value });
    else if (typeof value === 'boolean') made.toggleAttribute(name, value);
    else made.setAttribute(name, String(value));
  }
  return made;
}
