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

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The boxes of what is seen of an element: of each line of its text, within all that cuts it. */
function seen(element: HTMLElement): Box[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const lines = (element.matches('button, input') ? element : range).getClientRects();
  const boxes = Array.from(lines, ({ left, top, right, bottom }) => ({ left, top, right, bottom }));
  for (let at: HTMLElement | null = element; at; at = at.parentElement) {
    if (getComputedStyle(at).overflowY === 'visible') continue;
    const cut = at.getBoundingClientRect();
    for (const box of boxes) {
      box.left = Math.max(box.left, cut.left);
      box.top = Math.max(box.top, cut.top);
      box.right = Math.min(box.right, cut.right);
      box.bottom = Math.min(box.bottom, cut.bottom);
    }
  }
  return boxes;
}

function overlap(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 2 && height > 3;
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
    if (seen(element).some(({ right }) => right > innerWidth + 1))
      faults.push(`sticks out: ${name(element)}`);
  }
  const boxes = shown.map((element) => ({ element, lines: seen(element) }));
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (one.lines.some((line) => other.lines.some((its) => overlap(line, its))))
        faults.push(`${name(one.element)} lies upon ${name(other.element)}`);
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
