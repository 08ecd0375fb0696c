import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';

/** The icons of an empty uploader, which are shown first. Drawn on a grid of 20, stroked 1.5 in the colour of the text. */
export const firstShapes = {
  upload: svg`<path d="M10 13.5V3.75M6 7.5l4-4 4 4M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2"/>`,
  image: svg`<rect x="2.75" y="3.75" width="14.5" height="12.5" rx="2"/><circle cx="7" cy="8" r="1.25"/><path d="m3 14 4-3.5 3 2.5 3.5-3.5L17 13"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  warning: svg`<path d="M10 3.2 17.6 16a.8.8 0 0 1-.7 1.2H3.1a.8.8 0 0 1-.7-1.2L10 3.2ZM10 8v4M10 14.4v.1"/>`,
  link: svg`<path d="M8.5 11.5a3 3 0 0 0 4.3 0l2.9-2.9a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.9 2.9a3 3 0 0 0 4.3 4.3l.9-.9"/>`,
  camera: svg`<path d="M2.75 7A1.5 1.5 0 0 1 4.25 5.5h2l1.25-2h5l1.25 2h2A1.5 1.5 0 0 1 17.25 7v7.5a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5V7Z"/><circle cx="10" cy="10.5" r="3"/>`,
  folder: svg`<path d="M2.75 6A1.5 1.5 0 0 1 4.25 4.5h3.5l2 2h6A1.5 1.5 0 0 1 17.25 8v6a1.5 1.5 0 0 1-1.5 1.5H4.25a1.5 1.5 0 0 1-1.5-1.5V6Z"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
} satisfies Record<string, SVGTemplateResult>;

/** One of the first icons, for the eye alone. */
export function firstIcon(name: keyof typeof firstShapes): TemplateResult {
  return drawIcon(firstShapes[name]);
}

export function drawIcon(shape: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">${shape}</svg>`;
}
