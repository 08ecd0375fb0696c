/** The aspect ratio reserved while nothing is known of a picture. */
export const DEFAULT_RATIO = 4 / 3;

/** Width by height of `3/2`, `16:9` or `1.5`; null when it is none of these. */
export function parseRatio(text: string | null | undefined): number | null {
  const [, width, height = '1'] = /^\s*(\d*\.?\d+)\s*(?:[/:]\s*(\d*\.?\d+)\s*)?$/.exec(text ?? '') ?? [];
  const ratio = Number(width) / Number(height);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}
