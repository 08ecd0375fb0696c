import { svg, type TemplateResult } from 'lit/html.js';
import { drawIcon, firstShapes } from '../../shared/controls/first-icons.ts';

const { link, close } = firstShapes;

/** Icons of a row's menu. Drawn on a grid of 20, stroked 1.5 in the colour of the text. */
const shapes = {
  ...{ link, close },
  up: svg`<path d="M10 16V4.5m0 0L5.5 9M10 4.5 14.5 9"/>`,
  down: svg`<path d="M10 4v11.5m0 0L5.5 11M10 15.5l4.5-4.5"/>`,
  top: svg`<path d="M5 4h10M10 16.5V7.5m0 0-4 4M10 7.5l4 4"/>`,
  check: svg`<path d="m4.5 10.5 3.5 3.5 7.5-8"/>`,
  open: svg`<path d="M8 4.5H5A1.5 1.5 0 0 0 3.5 6v9A1.5 1.5 0 0 0 5 16.5h9a1.5 1.5 0 0 0 1.5-1.5v-3M11.5 3.5h5v5M16.5 3.5l-7 7"/>`,
  edit: svg`<path d="m12.5 4.5 3 3L7 16H4v-3l8.5-8.5Z"/>`,
  delete: svg`<path d="M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 10a1 1 0 0 0 1 1h5.6a1 1 0 0 0 1-1l.7-10"/>`,
};

export type MenuIcon = keyof typeof shapes;

export function menuIcon(name: MenuIcon): TemplateResult {
  return drawIcon(shapes[name]);
}
