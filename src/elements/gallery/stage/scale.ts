import type { View } from './viewport.ts';

/**
 * The greatest height of a list, in pixels. Browsers end an element at 33.5 million (Chromium), 17.9 million (Firefox), and
 * less under zoom.
 */
export const MAX_HEIGHT = 8_000_000;

/** The places of a list that a browser can make; of a higher one its beginning, until the code for that is there. */
export class Unscaled {
  height = 0;
  readonly offset = 0;
  readonly isScaled = false;

  resize(extent: number): void {
    this.height = Math.min(extent, MAX_HEIGHT);
  }

  see(view: View): View {
    return view;
  }

  scrollTo({ from }: View, line: number): number {
    return line - from;
  }
}
