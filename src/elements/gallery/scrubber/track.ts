/** The way that the view can go along a list. */
export interface Track {
  /** Height of the list, and of the view. */
  extent: number;
  view: number;
  /** Height of what stays over the top of the view: the bars. */
  covered: number;
}

/** Lists lower than so many views have no rail: there is little to scroll. */
const LEAST_VIEWS = 3;

/** Whether a list is long enough for a rail. */
export function isLong({ extent, view }: Track): boolean {
  return view > 0 && extent >= LEAST_VIEWS * view;
}

/** The line of the list at the top of the view, with a share of the way scrolled. */
export function lineAt(share: number, track: Track): number {
  return clamp(share) * wayOf(track) - track.covered;
}

/** The share of the way that is scrolled, with a line of the list at the top of the view. */
export function shareAt(from: number, track: Track): number {
  const way = wayOf(track);
  return way > 0 ? clamp((from + track.covered) / way) : 0;
}

/**
 * The line of the list that a share of the rail stands for. Seen at that share of the way, it is at the top of the view
 * when all is at the top, and at its bottom when all is at the end: so every line has its place on the rail.
 */
export function lineMeant(share: number, { extent }: Track): number {
  return clamp(share) * extent;
}

function wayOf({ extent, view, covered }: Track): number {
  return Math.max(0, extent - view + covered);
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
