/**
 * Calls at once, and then once in so many milliseconds as long as it is asked to: at the start and at the end of each.
 * In the files for script tags Uppy has it in place of `lodash/throttle`, whose other uses Uppy does not make.
 */
export default function throttle(call: () => void, wait: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsked = false;
  const run = (): void => {
    isAsked = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isAsked) run();
    }, wait);
    call();
  };
  return () => {
    if (timer === undefined) run();
    else isAsked = true;
  };
}
