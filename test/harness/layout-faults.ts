/** Elements with words or a function of their own, none of them for screen readers alone. */
const shownIn = (root: ShadowRoot, without: string, within: string): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(`${within} *`)].filter(
    (element) =>
      (element.matches('button, input') ||
        [...element.childNodes].some(
          ({ nodeType, nodeValue }) => nodeType === 3 && nodeValue!.trim() !== '',
        )) &&
      !element.closest(`.visually-hidden, ${without}`) &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.getBoundingClientRect().width > 2,
  );

/** The box of what is seen of an element: of its text, within all that cuts it. */
function seen(element: HTMLElement): { left: number; top: number; right: number; bottom: number } {
  const range = document.createRange();
  range.selectNodeContents(element);
  const whole = (element.matches('button, input') ? element : range).getBoundingClientRect();
  let { left, top, right, bottom } = whole;
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).overflowY === 'visible') continue;
    const box = at.getBoundingClientRect();
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.right);
    bottom = Math.min(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}

/**
 * Faults of an element's layout: text that is cut, lies upon something else, or sticks out.
 * @param without Parts that are left out: they lie over others on purpose.
 * @param within The part that is looked at; default: all.
 */
export function faultsOf(root: ShadowRoot, without: string, within = ''): string[] {
  const faults: string[] = [];
  const { documentElement } = document;
  if (documentElement.scrollWidth > innerWidth)
    faults.push(`the page scrolls sideways: ${documentElement.scrollWidth}`);
  const shown = shownIn(root, without, within);
  const name = (element: HTMLElement) =>
    `${element.className}[${element.dataset['action'] ?? ''}] ${(element.textContent ?? '').trim().slice(0, 30)}`;
  for (const element of shown) {
    const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
    // A name gives way in its middle.
    if (
      overflowX !== 'visible' &&
      textOverflow !== 'ellipsis' &&
      element.scrollWidth > element.clientWidth + 1
    )
      faults.push(`cut sideways: ${name(element)}`);
    if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 2)
      faults.push(`cut below: ${name(element)}`);
    if (seen(element).right > innerWidth + 1) faults.push(`sticks out: ${name(element)}`);
  }
  for (const [at, one] of shown.entries())
    for (const other of shown.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [a, b] = [seen(one), seen(other)];
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 2 && height > 3) faults.push(`${name(one)} lies upon ${name(other)}`);
    }
  return faults;
}

/** The text spacing of WCAG 2.2, 1.4.12, as a page-wide sheet. */
const SPACING =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } ' +
  'p { margin-block-end: 2em !important }';
const LARGE = 'html { font-size: 200% }';

/** Windows and letters as people have them. */
export const situations = {
  'zoomed to 400 %': { width: 320, height: 256, css: '' },
  'in a window of 280 pixels': { width: 280, height: 700, css: '' },
  'with the spacing of WCAG 1.4.12': { width: 900, height: 800, css: SPACING },
  'with that spacing on a phone': { width: 360, height: 700, css: SPACING },
  'with letters of twice the size': { width: 900, height: 800, css: LARGE },
  'with large letters on a phone': { width: 320, height: 700, css: LARGE },
};
