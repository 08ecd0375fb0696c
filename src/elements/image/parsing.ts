/**
 * Whether the parser may still bring children: an element that is defined before the page is parsed is connected
 * empty, and must not make an image of its own when the author's is on its way.
 */
export function mayGetChildren(element: Element): boolean {
  if (element.ownerDocument.readyState !== 'loading') return false;
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return false;
  return true;
}

/** Calls back when the parser has passed the element's end tag. */
export function whenParsed(element: Element, callback: () => void, signal: AbortSignal): void {
  let waits = true;
  const look = () => {
    if (!waits || signal.aborted) return;
    waits = mayGetChildren(element);
    if (waits) requestAnimationFrame(look);
    else callback();
  };
  // Frames don't come to a hidden page; the end of parsing does.
  element.ownerDocument.addEventListener('readystatechange', look, { once: true, signal });
  requestAnimationFrame(look);
}
