/** Makes text fields as high as their text, where the browser does not see to that itself. */
export function grow(areas: Iterable<Element>): void {
  if (CSS.supports('field-sizing', 'content')) return;
  for (const area of areas as Iterable<HTMLTextAreaElement>) {
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }
}
