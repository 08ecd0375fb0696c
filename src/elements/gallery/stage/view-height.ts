import { scaleOf } from './viewport.ts';

/** The height of what the scroller shows of an element in its whole, in pixels of the element. */
export function viewHeight(element: HTMLElement, scroller: Element): number {
  const isPage = scroller === (document.scrollingElement ?? document.documentElement);
  const height = isPage ? Infinity : scroller.clientHeight * scaleOf(scroller as HTMLElement);
  return Math.min(window.innerHeight, height) / scaleOf(element);
}
