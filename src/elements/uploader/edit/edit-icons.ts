import { svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';
import { drawIcon } from '../../shared/controls/first-icons.ts';

const turn = svg`<rect x="2.75" y="8.75" width="8.5" height="8.5" rx="1.5"/><path d="M8.5 4.25h3.25a4.5 4.5 0 0 1 4.5 4.5v2.5M13.75 9l2.5 2.5L18.75 9"/>`;
const halves = svg`<path d="M10 2.5v15M7.25 5.25v9.5H2.5l4.75-9.5ZM12.75 5.25v9.5h4.75l-4.75-9.5Z"/>`;

/** The icons of the editor. Drawn on a grid of 20, as all others. */
const shapes = {
  crop: svg`<path d="M5.5 2.5v12h12M2.5 5.5h12v12"/>`,
  right: turn,
  left: svg`<g transform="matrix(-1 0 0 1 20 0)">${turn}</g>`,
  mirror: halves,
  flip: svg`<g transform="rotate(90 10 10)">${halves}</g>`,
  undo: svg`<path d="M7.5 3.75 4 7.25l3.5 3.5M4.25 7.25h7.5a4.5 4.5 0 0 1 0 9H8"/>`,
} satisfies Record<string, SVGTemplateResult>;

export function editIcon(name: keyof typeof shapes): TemplateResult {
  return drawIcon(shapes[name]);
}
