/** Runs in the pages of the gallery's benchmark, beside the script that shows the images; bundled by itself. */
import { apiImage } from '../harness/api-image.ts';

export interface Frames {
  /** Time from frame to frame by the clock (ms). */
  times: number[];
}

declare global {
  interface Window {
    /** Shows all images in a box; set by each page's own script. */
    show(images: object[], box: HTMLElement): void;
    bench: typeof bench;
  }
}

const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
const after = (ms: number) => new Promise((done) => setTimeout(done, ms));

let images: object[] = [];

/** The picture that stands at a point of the window, through every shadow root. */
function pictureAt(
  x: number,
  y: number,
  root: Document | ShadowRoot = document,
): HTMLImageElement | undefined {
  for (const element of root.elementsFromPoint(x, y)) {
    if (element instanceof HTMLImageElement) return element;
    const { shadowRoot } = element;
    const inside = shadowRoot && shadowRoot !== root ? pictureAt(x, y, shadowRoot) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

/** The share of 5 × 5 points of the window at which a picture stands that has come. */
function shownShare(): number {
  let shown = 0;
  for (let row = 1; row <= 5; row++)
    for (let column = 1; column <= 5; column++) {
      const picture = pictureAt((innerWidth * column) / 6, (innerHeight * row) / 6);
      if (picture?.complete && picture.naturalWidth > 0) shown += 1;
    }
  return shown / 25;
}

/** Every element below, in shadow trees as well. */
function* elementsBelow(root: ParentNode): Generator<Element> {
  for (const element of root.querySelectorAll('*')) {
    yield element;
    if (element.shadowRoot) yield* elementsBelow(element.shadowRoot);
  }
}

const bench = {
  /** Images of the API's shape: nine shapes, pictures of one small file, captions that tell them apart. */
  make(count: number): void {
    const shapes = [1, 1.5, 0.66, 1.33, 0.75, 1.78, 0.56, 2.4, 1.25];
    images = Array.from({ length: count }, (_, at) => {
      const height = 1200;
      const width = Math.round(height * shapes[(at * 7 + (at >> 3)) % shapes.length]!);
      const size = (short: number) => ({
        url: `/pictures/picture.png?${short}`,
        width: short,
        height: short,
      });
      const day = new Date(Date.UTC(2026, 0, 1) - (at % 5475) * 86_400_000).toISOString();
      return apiImage({
        ...{ id: `img${at}`, url: '/pictures/picture.png', page_url: `/image/${at}` },
        sizes: { small: size(320), medium: size(640), large: size(1080) },
        ...{ filename: `${at}.png`, format: 'png', width, height, bytes: 100, transformable: false },
        ...{ published_at: day, created_at: day, caption: `Picture ${at}` },
      });
    });
  },

  /** Shows them; resolves with the time until most of the window is covered with pictures, and that is painted (ms). */
  async first(): Promise<number> {
    const begin = performance.now();
    window.show(images, document.querySelector<HTMLElement>('#box')!);
    do await frame();
    while (shownShare() < 0.6);
    // A task after the next frame's: the frame with the pictures is on its way to the screen.
    await frame();
    await after(0);
    return performance.now() - begin;
  },

  elements: (): number => [...elementsBelow(document)].length,

  /** Scrolls by so many pixels in each of so many frames. */
  async scroll(by: number, frames: number): Promise<Frames> {
    const times: number[] = [];
    let before = await frame();
    for (let at = 0; at < frames; at++) {
      scrollBy(0, by);
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return { times };
  },

  /** The same by a window's height, with a look at each frame before the next: the mean share covered with pictures. */
  async covered(frames: number): Promise<number> {
    let sum = 0;
    for (let at = 0; at < frames; at++) {
      scrollBy(0, innerHeight);
      await frame(); // This frame's own work, and its painting.
      await after(0);
      sum += shownShare();
    }
    return sum / frames;
  },

  /** Scrolls to the end, as often as the page grows or corrects its height: whether the last image is then in the window. */
  async reachesLast(): Promise<boolean> {
    const last = `Picture ${images.length - 1}`;
    const until = performance.now() + 10_000;
    while (performance.now() < until) {
      scrollTo(0, document.documentElement.scrollHeight);
      await frame();
      await after(100);
      for (const element of elementsBelow(document))
        if (element instanceof HTMLImageElement && element.alt.includes(last)) {
          const { top, bottom, height } = element.getBoundingClientRect();
          if (height > 0 && top >= -1 && bottom <= innerHeight + 1 && element.complete) return true;
        }
    }
    return false;
  },

  rest: (ms: number) => after(ms),

  /** Bytes of the page, scripts' objects and elements alike, after garbage was collected. */
  async memory(): Promise<number> {
    const measured = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measured.measureUserAgentSpecificMemory()).bytes;
  },
};
window.bench = bench;
