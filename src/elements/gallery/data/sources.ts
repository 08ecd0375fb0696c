import type { Image } from '../../../api/types.ts';

/** A page of images. */
export interface Page {
  images: Image[];
  /** Where the page after it begins; null at the end. */
  next: string | null;
}

/**
 * Where a gallery's images come from, page by page. A source keeps no place of its own: whoever reads it does, so that a page
 * that failed, or that was asked for when the element left its page, is simply asked for again.
 */
export interface Source {
  /** @param cursor Where the page begins; null for the first. */
  next(cursor: string | null, signal: AbortSignal): Promise<Page>;
  /** Images that the page has at hand: all pages are read at once, one after the other. */
  readonly atHand?: boolean;
}

/** How many images at hand are taken at a time, so that a list of any length leaves the page its frames. */
const AT_HAND = 5_000;

/** Images the page has at hand. */
export function givenSource(images: readonly Image[]): Source {
  return {
    atHand: true,
    async next(cursor) {
      const from = Number(cursor);
      const end = Math.min(images.length, from + AT_HAND);
      const page = from === 0 && end === images.length ? [...images] : images.slice(from, end);
      return { images: page, next: end < images.length ? String(end) : null };
    },
  };
}

/** Images at hand, and what follows them. */
export function followedSource(images: readonly Image[], rest: Source, cursor: string): Source {
  return {
    async next(at, signal) {
      return at === null ? { images: [...images], next: cursor } : rest.next(at, signal);
    },
  };
}

/**
 * A source whose code, or whose images, are there only when it is first read.
 * @param atHand Whether the page has its images at hand.
 */
export function lateSource(make: () => Promise<Source>, atHand = false): Source {
  let source: Promise<Source> | undefined;
  return {
    atHand,
    async next(cursor, signal) {
      source ??= make();
      // Code that could not be fetched is asked for again with the page.
      source.catch(() => (source = undefined));
      return (await source).next(cursor, signal);
    },
  };
}
