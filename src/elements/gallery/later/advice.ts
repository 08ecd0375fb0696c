import { warnOnce } from '../../shared/base/warn.ts';

/** How long a page has to say what its gallery shows; frameworks set properties after the element is in the page. */
const PATIENCE_MS = 3000;

/** Tells a developer of a gallery that nothing ever comes to. */
export function warnIfEmpty(isEmpty: () => boolean, signal: AbortSignal): void {
  const timer = setTimeout(() => {
    if (isEmpty())
      warnOnce('<imgpro-gallery> has nothing to show: give it ids, .images, children, or a token-endpoint.');
  }, PATIENCE_MS);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
