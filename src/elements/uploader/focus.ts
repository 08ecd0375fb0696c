/** Best first: what is asked for and keeps a file from being sent, what adds images, then what a failed file offers, then any other control, then the list itself. */
const WAYS = [
  '[data-lacks]',
  '[data-action="open"]',
  '[data-action="browse"]',
  '.choices button',
  '.zone[tabindex]',
  '.remedy',
  '[data-action="remove"]',
  '.base button',
  '.list[tabindex]',
];

/** Where a person can go on. A part that is disabled or not shown takes no focus, and no message of the form either. */
export function wayIn(root: ParentNode): HTMLElement | undefined {
  for (const way of WAYS)
    for (const control of root.querySelectorAll<HTMLElement>(`${way}:not(:disabled)`))
      if (control.checkVisibility()) return control;
  return undefined;
}
