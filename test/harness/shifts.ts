/** How far an element goes before that counts as a shift, in pixels, as in the Layout Instability API. */
const SHIFT_PX = 3;

/** Sums up the layout shifts while `act` runs and until the frames after it are painted. */
export async function shiftsDuring(act: () => Promise<unknown>): Promise<number> {
  await painted();
  const stop = PerformanceObserver.supportedEntryTypes.includes('layout-shift') ? reported() : measured();
  await act();
  await painted();
  return stop();
}

/** Layout shifts that the browser itself reports. */
function reported(): () => number {
  let sum = 0;
  const count = (entries: PerformanceEntryList) => {
    for (const entry of entries as (PerformanceEntry & { value: number })[]) sum += entry.value;
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  return () => {
    count(observer.takeRecords());
    observer.disconnect();
    return sum;
  };
}

/** For browsers that report none: whatever of the page is elsewhere than a frame ago, in parts of the window. */
function measured(): () => number {
  let sum = 0;
  let before = boxes();
  const look = () => {
    const now = boxes();
    for (const [element, { left, top }] of now) {
      const was = before.get(element);
      const distance = was ? Math.max(Math.abs(left - was.left), Math.abs(top - was.top)) : 0;
      if (distance >= SHIFT_PX) sum += distance / Math.max(window.innerWidth, window.innerHeight);
    }
    before = now;
  };
  let frame = requestAnimationFrame(function next() {
    look();
    frame = requestAnimationFrame(next);
  });
  return () => {
    cancelAnimationFrame(frame);
    look();
    return sum;
  };
}

/** Where everything stands that can be seen. */
function boxes(): Map<Element, DOMRect> {
  const all = [...document.body.querySelectorAll('*')];
  return new Map(
    all
      .map((element) => [element, element.getBoundingClientRect()] as const)
      .filter(([, { width, height }]) => width > 0 && height > 0),
  );
}

/** Three frames: layout, paint, and the report of what has shifted. */
export async function painted(): Promise<void> {
  for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
