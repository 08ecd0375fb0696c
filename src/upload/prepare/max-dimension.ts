/** The limit for the longer side of a picture. */
export interface LongestSide {
  /** Pixels; undefined = no limit. */
  maxDimension?: number;
  /** Whether the limit is kept even if the file becomes heavier by it. */
  always?: boolean;
}

/** The limit that a page writes as `2000`, or as `2000 always`; null if invalid. */
export function parseMaxDimension(value: number | string): LongestSide | null {
  const [, pixels, always] = /^\s*(\d+)(\s+always)?\s*$/.exec(`${value}`) ?? [];
  const maxDimension = Number(pixels);
  return maxDimension ? { maxDimension, always: !!always } : null;
}
