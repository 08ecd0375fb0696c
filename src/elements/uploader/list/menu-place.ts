/** A box in the window, in pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const GAP = 4;
/** Distance that a menu keeps from the edges of the window, in pixels. */
const EDGE = 8;

/**
 * Where a menu stands: under its button, at the button's end; over it where there is more room; never beyond an edge of the
 * window. Pixels from the left and the top, and the height that there is.
 */
export function menuPlace(
  button: Box,
  menu: { width: number; height: number },
  view: { width: number; height: number },
  isRtl: boolean,
): { left: number; top: number; height: number } {
  const under = view.height - EDGE - button.bottom - GAP;
  const over = button.top - GAP - EDGE;
  const isUnder = menu.height <= under || under >= over;
  const room = Math.min(menu.height, view.height - 2 * EDGE, Math.max(isUnder ? under : over, LEAST));
  const wanted = isRtl ? button.left : button.right - menu.width;
  const top = isUnder ? button.bottom + GAP : button.top - GAP - room;
  return {
    left: Math.max(EDGE, Math.min(wanted, view.width - EDGE - menu.width)),
    top: Math.max(EDGE, Math.min(top, view.height - EDGE - room)),
    height: room,
  };
}

/** In a window that is lower than the button leaves room for, a menu lies over its button rather than be a slit. */
const LEAST = 160;
