import { html, render } from 'lit/html.js';
import { icon } from '../../shared/controls/icons.ts';
import type { Texts } from '../view-model.ts';
import { labelOf } from './label-of.ts';
import { overlayStyles } from './drop-overlay.styles.ts';

export { overlay as english } from '../../../locales/en/overlay.ts';

const MARGIN = 8;

/**
 * Covers all that can be seen of a drop target elsewhere on the page, and says where a drop goes; or uncovers it. The overlay is in the top layer,
 * and takes no pointer.
 */
export function cover(root: ShadowRoot, area: HTMLElement | null, { t }: Texts): void {
  const overlay = root.querySelector<HTMLElement>('.overlay') ?? newOverlay(root);
  if (!area) {
    if (overlay.matches(':popover-open')) overlay.hidePopover();
    return;
  }
  const name = labelOf(root.host as HTMLElement);
  render(html`<span>${icon('plus')}${name ? t('dropOnto', { name }) : t('dropNow')}</span>`, overlay);
  if (!overlay.matches(':popover-open')) overlay.showPopover();
  const rect = area.getBoundingClientRect();
  const left = Math.max(rect.left, 0) + MARGIN;
  const top = Math.max(rect.top, 0) + MARGIN;
  // Under CSS zoom, its pixels are larger than those of the window.
  const zoom = overlay.getBoundingClientRect().width / overlay.offsetWidth || 1;
  const pixels = (length: number) => `${length / zoom}px`;
  const size = (length: number) => pixels(Math.max(0, length - MARGIN));
  // The page's body is often shorter than the window it stands for.
  const bottom = area === document.body ? window.innerHeight : Math.min(rect.bottom, window.innerHeight);
  overlay.style.setProperty('left', pixels(left));
  overlay.style.setProperty('top', pixels(top));
  overlay.style.setProperty('width', size(Math.min(rect.right, window.innerWidth) - left));
  overlay.style.setProperty('height', size(bottom - top));
}

function newOverlay(root: ShadowRoot): HTMLElement {
  const overlay = document.createElement('div');
  overlay.className = 'overlay';
  overlay.popover = 'manual';
  overlay.setAttribute('aria-hidden', 'true');
  root.adoptedStyleSheets.push(overlayStyles.styleSheet!);
  root.append(overlay);
  return overlay;
}
