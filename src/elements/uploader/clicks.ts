/** The meaning of a click on the uploader beside its buttons. */
export type ClickMeaning = 'browse' | 'close' | null;

/**
 * A click that a label passes on comes with the element itself as its target; one on the empty drop zone is as good
 * as one on its button, and one on a dialog's backdrop closes it. All of these are for the pointer alone: keys have
 * the buttons.
 */
export function meaningOf(event: Event, host: HTMLElement): ClickMeaning {
  const path = event.composedPath();
  const [target] = path;
  if (target === host) return 'browse';
  if (target instanceof HTMLDialogElement) return 'close';
  for (const node of path) {
    if (!(node instanceof HTMLElement)) continue;
    if (node.matches('button, a, input, label, summary, select, textarea, [slot=actions]')) return null;
    if (node.matches('.base[data-filled=false] .zone')) return 'browse';
    if (node === host) return null;
  }
  return null;
}
