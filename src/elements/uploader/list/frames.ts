/** A page that is hidden or covered gets no frames; it is served about as often as this (ms). */
const WITHOUT_FRAMES = 150;

/** Calls back once before the next frame, or a little later where there are none. */
export function nextFrame(callback: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, WITHOUT_FRAMES);
}
