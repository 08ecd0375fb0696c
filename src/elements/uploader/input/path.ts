/** A node's element and all around it, up through slots and open shadow roots. */
export function path(node: Node | null): Element[] {
  const found: Element[] = [];
  for (let at = node; at;) {
    if (at instanceof Element) found.push(at);
    at = (at as Element).assignedSlot ?? at.parentNode ?? (at instanceof ShadowRoot ? at.host : null);
  }
  return found;
}
