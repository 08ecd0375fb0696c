/**
 * The parent that an element is laid out in: the slot that it is put into, the host of its shadow tree, or the parent node.
 */
export function layoutParent(node: Node): Node | null {
  return (
    (node as Partial<Element>).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
  );
}

/** The document and the shadow trees around an element: scroll events are heard in each, for they leave none. */
export function rootsAround(element: Element): Node[] {
  const roots = new Set<Node>([element.ownerDocument]);
  for (let node: Node | null = element; node; node = layoutParent(node))
    if (node instanceof ShadowRoot) roots.add(node);
  return [...roots];
}

/** Hears whatever scrolls around an element, wherever that is moved: the window, or any box in any shadow tree. */
export class Surroundings {
  readonly #scrolled: () => void;
  #roots: readonly Node[] = [];

  constructor(scrolled: () => void) {
    this.#scrolled = scrolled;
  }

  /** Listens around the element, where it does not yet. */
  listen(element: Element): void {
    const roots = rootsAround(element);
    if (roots.length === this.#roots.length && roots.every((root, i) => root === this.#roots[i])) return;
    this.stop();
    this.#roots = roots;
    // Captured, for it does not bubble.
    for (const root of roots)
      root.addEventListener('scroll', this.#scrolled, { capture: true, passive: true });
  }

  stop(): void {
    for (const root of this.#roots) root.removeEventListener('scroll', this.#scrolled, { capture: true });
    this.#roots = [];
  }
}

/** The boxes around an element that scroll up and down, the nearest first; the last is the page. */
export function* scrollersAround(element: Element): Generator<Element, undefined> {
  const page = document.scrollingElement ?? document.documentElement;
  for (let node = layoutParent(element); node; node = layoutParent(node)) {
    if (!(node instanceof Element) || node === document.body || node === page) continue;
    const { overflowY } = getComputedStyle(node);
    if ((overflowY === 'auto' || overflowY === 'scroll') && node.scrollHeight > node.clientHeight) yield node;
  }
  yield page;
}

/** The nearest box around an element that scrolls up and down; else the page. */
export function scrollerOf(element: Element): Element {
  return scrollersAround(element).next().value!;
}

/** The height of what a box, or the window, shows. */
export function heightOf(scroller: Element): number {
  const isPage = scroller === (document.scrollingElement ?? document.documentElement);
  return isPage ? window.innerHeight : scroller.clientHeight;
}

/** An element's edges on the screen. */
export type ScreenRect = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom' | 'width' | 'height'>;

/**
 * Where an element is on the screen, where pointers are told of. Engines that do not know `currentCSSZoom`, as WebKit, measure
 * what is under `zoom` in its own pixels, from the top of the page, and only then take off how far that is scrolled.
 */
export function screenRect(element: Element): ScreenRect {
  const rect = element.getBoundingClientRect();
  if ('currentCSSZoom' in element) return rect;
  let zoom = 1;
  for (let node: Node | null = element; node; node = layoutParent(node))
    if (node instanceof Element) zoom *= Number(getComputedStyle(node).zoom) || 1;
  const across = (x: number) => (x + window.scrollX) * zoom - window.scrollX;
  const down = (y: number) => (y + window.scrollY) * zoom - window.scrollY;
  return {
    ...{ left: across(rect.left), right: across(rect.right), width: rect.width * zoom },
    ...{ top: down(rect.top), bottom: down(rect.bottom), height: rect.height * zoom },
  };
}

/** How many pixels of the screen a pixel of the element has: `zoom` and `scale` around it change that. */
export function scaleOf(element: HTMLElement): number {
  const { width } = screenRect(element);
  return width > 0 && element.offsetWidth > 0 ? width / element.offsetWidth : 1;
}

/** The lines of an element that can be seen, in its own pixels from its top. `from` is negative where the element begins further down. */
export interface View {
  from: number;
  to: number;
}

/** The part of an element that its scroller shows. */
export function viewOf(element: HTMLElement, scroller: Element): View {
  const scale = scaleOf(element);
  const { top } = screenRect(element);
  const isPage = scroller === (document.scrollingElement ?? document.documentElement);
  const box = isPage ? null : screenRect(scroller);
  const first = Math.max(0, box?.top ?? 0);
  const last = Math.max(first, Math.min(window.innerHeight, box?.bottom ?? Infinity));
  return { from: (first - top) / scale, to: (last - top) / scale };
}

/** Scrolls so that an element moves up by so many of its own pixels. */
export function scrollElementBy(element: HTMLElement, scroller: Element, pixels: number): void {
  const isPage = scroller === (document.scrollingElement ?? document.documentElement);
  const inside = isPage ? 1 : scaleOf(scroller as HTMLElement);
  scroller.scrollBy({ top: (pixels * scaleOf(element)) / inside, behavior: 'instant' });
}
