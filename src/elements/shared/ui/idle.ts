interface Navigator {
  connection?: { saveData?: boolean };
}

/** For what may never be wanted: as `whenCalm`, but not for a person who saves data. */
export function whenIdle(callback: () => void, signal: AbortSignal): void {
  if (!(navigator as Navigator).connection?.saveData) whenCalm(callback, signal);
}

/** Calls back when the page is loaded and has nothing else to do. */
export function whenCalm(callback: () => void, signal: AbortSignal): void {
  const wait = () => {
    if (signal.aborted) return;
    const run = () => signal.aborted || callback();
    // Safari has no requestIdleCallback.
    if (typeof requestIdleCallback === 'function') requestIdleCallback(run);
    else setTimeout(run, 200);
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true, signal });
}
