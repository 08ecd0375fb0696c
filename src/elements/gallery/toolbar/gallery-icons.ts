import { html, svg, type TemplateResult } from 'lit/html.js';
import { drawIcon } from '../../shared/controls/first-icons.ts';

/** Icons that only the gallery has; drawn as the shared ones. */
export const clock: TemplateResult = drawIcon(
  svg`<circle cx="10" cy="10" r="7" /><path d="M10 6v4.2l2.8 1.8" />`,
);

export const selectAll: TemplateResult = drawIcon(
  svg`<path d="M6.5 3.5H15A1.5 1.5 0 0 1 16.5 5v8.5" /><rect x="3" y="6" width="11" height="11" rx="1.5" /><path d="m5.75 11.5 2 2 3.5-4" />`,
);

export const loadAll: TemplateResult = drawIcon(
  svg`<rect x="3.5" y="3" width="13" height="4" rx="1" /><path d="M10 9.5v7M6.5 13.25 10 16.75l3.5-3.5" />`,
);

export const more: TemplateResult = drawIcon(
  svg`<path d="M10 4.5v.01M10 10v.01M10 15.5v.01" stroke-width="2.6" />`,
);

export const undo: TemplateResult = html`<span class="mirrored"
  >${drawIcon(svg`<path d="M7.5 4.5 4 8l3.5 3.5M4 8h7.5a4.25 4.25 0 0 1 0 8.5H9" />`)}</span
>`;
