/** The short side of each ready-made variant, in pixels (demo/mock/README.md, Images). */
export const SHORT_SIDES = { small: 320, medium: 640, large: 1080 } as const;
/** `?size=` letters; xl and xxl are generation 1's and are served too. */
export const SIZE_LETTERS: Record<string, number> = { s: 320, m: 640, l: 1080, xl: 1920, xxl: 2560 };

export interface Dimensions {
  width: number;
  height: number;
}

/** The short side becomes `short`, the other follows, floored; never enlarged, never under one pixel. */
export function sized(source: Dimensions, short: number): Dimensions {
  const side = Math.min(source.width, source.height);
  if (side <= short) return { width: source.width, height: source.height };
  const scale = (length: number): number => Math.max(1, Math.floor((length * short) / side));
  return { width: scale(source.width), height: scale(source.height) };
}
