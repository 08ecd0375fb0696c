import type { Image } from '../../../api/types.ts';

/** A page of images. */
export interface Page {
  images: Image[];
  /** Where the page after it begins; null at the end. */
  next: string | null;
  /** Where pages begin that are in this one already. */
  cursors?: readonly string[];
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
const AT_HAND = 2_000;

/**
 * Images the page has at hand.
 * @param read Reads some of them.
 */
export function givenSource<Given>(
  given: readonly Given[],
  read: (some: readonly Given[]) => readonly Image[] | Promise<readonly Image[]>,
): Source {
  return {
    atHand: true,
    async next(cursor) {
      const from = Number(cursor);
      const end = Math.min(given.length, from + AT_HAND);
      const images = [...(await read(given.slice(from, end)))];
      return { images, next: end < given.length ? String(end) : null };
    },
  };
}

/**
 * A source whose code is fetched when it is first read.
 * @param atHand Whether its images are at hand then.
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
