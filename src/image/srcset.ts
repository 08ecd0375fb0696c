/** A file that a `srcset` names: by its pixels in width, or by pixels per CSS pixel. */
export interface Candidate {
  url: string;
  width?: number;
  density: number;
}

/** An address, which white space ends, as do commas after it; then at most a descriptor, up to the next comma. */
const CANDIDATE = /[\s,]*(\S*[^\s,])(?:\s+([^,]*))?,?/g;

/** The files that a `srcset` names, in its order (HTML standard, "parsing a srcset attribute"). */
export function parseSrcset(text: string): Candidate[] {
  return [...text.matchAll(CANDIDATE)].map(([, url, descriptor = '']) => {
    const width = Number(/^\s*(\d+)w\b/.exec(descriptor)?.[1]) || undefined;
    return { url: url!, width, density: Number(/^\s*([\d.]+)x\b/.exec(descriptor)?.[1]) || 1 };
  });
}

/** The largest file of a `srcset`; null for an empty one. */
export function largestOf(text: string): Candidate | null {
  const size = ({ width = 0, density }: Candidate) => width || density;
  return parseSrcset(text).reduce<Candidate | null>(
    (best, one) => (best && size(best) >= size(one) ? best : one),
    null,
  );
}
