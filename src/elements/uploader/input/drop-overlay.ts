import { html, type TemplateResult } from 'lit';
import { icon } from '../../shared/icons.ts';
import type { Texts } from '../view-model.ts';

/** The veil while a drop target elsewhere on the page would take the files. In the top layer, deaf to the pointer. */
export function veil({ t }: Pick<Texts, 't'>): TemplateResult {
  return html`<div class="veil" popover="manual" aria-hidden="true">
    <span>${icon('plus')}${t('dropNow')}</span>
  </div>`;
}

/** Lays the veil over what can be seen of an area, or takes it away. */
export function cover(element: HTMLElement, area: HTMLElement | null): void {
  if (!area) {
    if (element.matches(':popover-open')) element.hidePopover();
    return;
  }
  const margin = 8;
  const rect = area.getBoundingClientRect();
  const left = Math.max(rect.left, 0) + margin;
  const top = Math.max(rect.top, 0) + margin;
  const size = (pixels: number) => `${Math.max(0, pixels - margin)}px`;
  // The page's body is often shorter than the window it stands for.
  const bottom = area === document.body ? window.innerHeight : Math.min(rect.bottom, window.innerHeight);
  element.style.setProperty('left', `${left}px`);
  element.style.setProperty('top', `${top}px`);
  element.style.setProperty('width', size(Math.min(rect.right, window.innerWidth) - left));
  element.style.setProperty('height', size(bottom - top));
  if (!element.matches(':popover-open')) element.showPopover();
}
