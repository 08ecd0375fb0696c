/** Where images are moved: a step, the beginning, the end, or the place of the image at an index. */
export type NewPlace = 'start' | 'earlier' | 'later' | 'end' | number;

/**
 * The index that the first of some images gets when they are moved together.
 * A step goes past the image before the first of them, or after the last. An image whose place they take makes room as it does
 * for one that is dropped on it: those that come from before it stand after it then, the others before it.
 *
 * @param places The indices of the images that are moved, ascending; not empty.
 * @param count How many images there are.
 */
export function indexAt(places: readonly number[], count: number, to: NewPlace): number {
  const first = places[0]!;
  const most = count - places.length;
  switch (to) {
    case 'start':
      return 0;
    case 'earlier':
      return Math.max(0, first - 1);
    case 'later':
      return Math.min(most, places.at(-1)! - places.length + 2);
    case 'end':
      return most;
    default:
      return to - places.filter((place) => place < to).length + Number(first < to);
  }
}
