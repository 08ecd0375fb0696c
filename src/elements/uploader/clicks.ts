/** Where the pointer went down last, in a dialog. */
let pressed: EventTarget | null = null;

/** For `pointerdown` of a dialog. */
export function notePress({ target }: Event): void {
  pressed = target;
}

/**
 * Whether a click in a dialog is on its backdrop: a press that began inside, as of a person who selects text, is none where it
 * ends beside the dialog.
 */
export function isOnBackdrop({ target, currentTarget }: Event): boolean {
  const began = pressed ?? target;
  pressed = null;
  return target === currentTarget && began === target;
}

/** Whether nothing on the page has the focus, as after a click on a label, which takes it: a person would go on from the top. */
export const hasNoFocus = (): boolean => document.activeElement === document.body;

/**
 * Whether a click on the uploader is as good as one on the button that chooses files: one that a label passes on, which has
 * the element itself as its target, and one on the empty drop zone. Both are for the pointer alone: keys have the button.
 */
export function meansBrowse(event: Event, host: HTMLElement): boolean {
  const path = event.composedPath();
  if (path[0] === host) return true;
  for (const node of path) {
    if (!(node instanceof HTMLElement)) continue;
    if (node.matches('button, a, input, label, summary, select, textarea, [slot=actions]')) return false;
    if (node.matches('.base[data-filled=false] .zone')) return true;
    if (node === host) return false;
  }
  return false;
}
