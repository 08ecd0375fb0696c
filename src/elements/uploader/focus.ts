/**
 * Best first: what keeps a file from being sent, or the form, whose message points here: a text that is asked for, what waits,
 * an earlier page's files, what a failed file offers. Then what adds images, any other control, the list itself.
 */
const WAYS = [
  '[data-lacks]',
  ':is([data-action="upload"], [data-action="go-on"])',
  '.remedy',
  '[data-action="open"]',
  '[data-action="browse"]',
  '.choices button',
  '.zone[tabindex]',
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
