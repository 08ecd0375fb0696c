import type PhotoSwipe from 'photoswipe';
import type { LightboxList, LightboxSlide } from './lightbox-types.ts';

/** PhotoSwipe's record of a slide, with its element. */
export type Content = NonNullable<PhotoSwipe['currSlide']>['content'];

/** A place in a list counted from the other end, for lists that run from right to left. */
export function mirror(place: number, count: number, isMirrored: boolean): number {
  return isMirrored ? count - 1 - place : place;
}

/**
 * Which picture stands in which of PhotoSwipe's slots. PhotoSwipe counts from left to right and knows no other direction:
 * in a page that runs from right to left the first picture stands in the last slot, and arrow keys, swipes and the sides
 * of the neighbours are right by themselves. When the list changes, the slots that are in use are counted anew.
 */
export class Slots {
  /** The number of pictures when they were counted last; PhotoSwipe hears of no other. */
  count: number;
  readonly #list: LightboxList;
  readonly #isMirrored: boolean;
  /** All slides that PhotoSwipe keeps: neighbours are loaded before they are shown. */
  readonly #contents = new Set<Content>();

  constructor(list: LightboxList, isMirrored: boolean) {
    this.#list = list;
    this.#isMirrored = isMirrored;
    this.count = list.count;
  }

  /** The slot of a place in the list. */
  of(place: number): number {
    return mirror(place, this.count, this.#isMirrored);
  }

  placeAt(slot: number): number {
    return mirror(slot, this.count, this.#isMirrored);
  }

  follow(photoswipe: PhotoSwipe): void {
    photoswipe.addFilter('numItems', () => this.count);
    photoswipe.on('contentInit', ({ content }) => void this.#contents.add(content));
    photoswipe.on('contentDestroy', ({ content }) => void this.#contents.delete(content));
  }

  /** Makes a slide anew. */
  draw(photoswipe: PhotoSwipe, slot: number): void {
    this.#forget(slot);
    photoswipe.refreshSlideContent(slot);
  }

  /**
   * The list has changed: what is shown keeps its slide, under another number. Slides near by that have another picture now
   * are made anew; of the others only the words are taken over.
   */
  recount(photoswipe: PhotoSwipe, shown: number): void {
    this.count = this.#list.count;
    const by = this.of(shown) - photoswipe.currIndex;
    photoswipe.currIndex += by;
    photoswipe.potentialIndex = this.#within(photoswipe.potentialIndex + by);
    const holders = photoswipe.mainScroll.itemHolders;
    for (const { slide } of holders) if (slide) slide.index += by;
    for (const content of this.#contents) content.index += by;
    for (const content of [...this.#contents])
      if (!this.#renew(content)) {
        this.#forget(content.index);
        photoswipe.contentLoader.removeByIndex(content.index);
      }
    for (const [at, { slide }] of holders.entries()) {
      const slot = photoswipe.currIndex - 1 + at;
      const isRight = slide ? this.#renew(slide) : this.#slideAt(slot) === null;
      if (!isRight) this.draw(photoswipe, slot);
    }
  }

  /** Takes over what is new of a slide; false when another picture belongs there. */
  #renew({ data, index }: { data: object; index: number }): boolean {
    const before = (data as { slide: LightboxSlide }).slide;
    const slide = this.#slideAt(index);
    const keys = ['id', 'src', 'srcset', 'notice'] as const;
    if (!slide || keys.some((key) => slide[key] !== before[key])) return false;
    Object.assign(data, { slide });
    return true;
  }

  #within(slot: number): number {
    return Math.min(Math.max(0, slot), this.count - 1);
  }

  #slideAt(slot: number): LightboxSlide | null {
    return slot < 0 || slot >= this.count ? null : this.#list.at(this.placeAt(slot));
  }

  #forget(slot: number): void {
    for (const content of this.#contents) if (content.index === slot) this.#contents.delete(content);
  }
}
