import { svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';
import { drawIcon, firstShapes } from './first-icons.ts';

/** Drawn on a grid of 20, stroked 1.5 in the colour of the text. */
const shapes = {
  ...firstShapes,
  check: svg`<path d="m4.5 10.5 3.5 3.5 7.5-8"/>`,
  retry: svg`<path d="M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16 3.5v4h-4"/>`,
  info: svg`<circle cx="10" cy="10" r="7"/><path d="M10 9.5v4M10 6.6v.1"/>`,
  more: svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.5"/>`,
  pause: svg`<path d="M7 4.5v11M13 4.5v11"/>`,
  play: svg`<path d="M6.5 4.2v11.6l9-5.8-9-5.8Z"/>`,
  offline: svg`<path d="M3 3l14 14M2.5 8.5A11 11 0 0 1 6.5 6M10 5c2.9 0 5.5 1.3 7.5 3.5M5 11.5a7 7 0 0 1 3.5-2M12.5 10a7 7 0 0 1 2.5 1.5M10 15.5h.01"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** An icon for the eye alone; the button around it carries the name. */
export function icon(name: IconName): TemplateResult {
  return drawIcon(shapes[name]);
}
