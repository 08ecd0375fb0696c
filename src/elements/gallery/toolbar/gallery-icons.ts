import { html, type TemplateResult } from 'lit/html.js';

/** Icons that only the gallery has; drawn as the shared ones. */
export const clock: TemplateResult = html`<svg
  class="icon"
  viewBox="0 0 20 20"
  aria-hidden="true"
  focusable="false"
>
  <circle cx="10" cy="10" r="7" />
  <path d="M10 6v4.2l2.8 1.8" />
</svg>`;

export const selectAll: TemplateResult = html`<svg
  class="icon"
  viewBox="0 0 20 20"
  aria-hidden="true"
  focusable="false"
>
  <path d="M6.5 3.5H15A1.5 1.5 0 0 1 16.5 5v8.5" />
  <rect x="3" y="6" width="11" height="11" rx="1.5" />
  <path d="m5.75 11.5 2 2 3.5-4" />
</svg>`;
