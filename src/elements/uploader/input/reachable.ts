import { path } from './path.ts';

/** The element that has the focus, and all around it. */
export function focusedPath(): Element[] {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return path(active);
}

/** Whether a person can reach an element: it is not inert, and not behind a modal dialog, but for one of its own. */
export function isReachable(element: HTMLElement): boolean {
  const around = path(element);
  const focused = focusedPath();
  const modal = 'dialog:modal';
  const dialog = focused.find((one) => one.matches(modal)) ?? document.querySelector(modal);
  return (
    !around.some((one) => (one as HTMLElement).inert) &&
    (!dialog || focused.includes(element) || around.includes(dialog))
  );
}
