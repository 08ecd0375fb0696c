/** Room that a menu of a few actions wants under its button, in pixels. */
const ROOM = 240;
const GAP = 4;

/** Places a menu, a popover in the top layer, at the button that opens it: under it, or over it near the end of the view. */
export function placeMenu(event: ToggleEvent): void {
  if (event.newState !== 'open') return;
  const menu = event.currentTarget as HTMLElement;
  const button = (menu.getRootNode() as ShadowRoot).querySelector(`[popovertarget="${menu.id}"]`)!;
  const { clientWidth, clientHeight } = document.documentElement;
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const isUnder = clientHeight - bottom >= ROOM || clientHeight - bottom >= top;
  menu.style.setProperty('--_end', `${menu.matches(':dir(rtl)') ? left : clientWidth - right}px`);
  menu.style.setProperty('--_top', isUnder ? `${bottom + GAP}px` : 'auto');
  menu.style.setProperty('--_bottom', isUnder ? 'auto' : `${clientHeight - top + GAP}px`);
}

/** While it is open it stands still, so it goes when the page under it scrolls. */
export function watchMenu(event: ToggleEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (event.newState !== 'open') return;
  const scrolled = ({ target }: Event) => {
    if (target instanceof Node && menu.contains(target)) return;
    window.removeEventListener('scroll', scrolled, true);
    if (menu.isConnected) menu.hidePopover();
  };
  window.addEventListener('scroll', scrolled, { capture: true, passive: true });
  menu.addEventListener('toggle', () => window.removeEventListener('scroll', scrolled, true), { once: true });
}

/** Closed before the action begins, so that a question gives the focus back to the button of the menu. */
export const closeMenu = {
  capture: true,
  handleEvent(event: Event): void {
    const item = (event.target as Element).closest('[popover] button');
    const menu = item?.closest<HTMLElement>(':popover-open');
    if (!menu) return;
    menu.hidePopover();
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[popovertarget]')!.focus();
  },
};

/** Escape closes the menu, and nothing else. */
export function keepEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape' && (event.currentTarget as HTMLElement).querySelector(':popover-open'))
    event.stopPropagation();
}
