/** A screen's height ahead, about what browsers allow lazy images. */
const MARGIN = '100% 50%';

type Listener = (near: boolean) => void;

const listeners = new WeakMap<Element, Set<Listener>>();
let observer: IntersectionObserver | undefined;

/** One observer for all elements. */
function shared(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      // Of several entries of one element the last is the present.
      for (const { target, isIntersecting } of entries)
        for (const listener of [...(listeners.get(target) ?? [])]) listener(isIntersecting);
    },
    // `scrollMargin` is the same for boxes that scroll themselves, where a browser has it.
    { rootMargin: MARGIN, scrollMargin: MARGIN } as IntersectionObserverInit,
  );
  return observer;
}

/** Tells whether an element is near the viewport, now and at each change, until the signal aborts. */
export function watchNear(element: Element, listener: Listener, signal: AbortSignal): void {
  if (signal.aborted) return;
  const all = listeners.get(element) ?? new Set();
  listeners.set(element, all.add(listener));
  // Observing anew makes the observer report the present.
  shared().unobserve(element);
  shared().observe(element);
  signal.addEventListener(
    'abort',
    () => {
      all.delete(listener);
      if (all.size === 0) shared().unobserve(element);
    },
    { once: true },
  );
}

/** Resolves when the element comes near the viewport; rejects on abort. */
export function whenNear(element: Element, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = new AbortController();
    const leave = () => {
      stop.abort();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
    const arrive: Listener = (near) => {
      if (!near) return;
      signal.removeEventListener('abort', leave);
      stop.abort();
      resolve();
    };
    watchNear(element, arrive, stop.signal);
  });
}
