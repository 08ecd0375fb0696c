import { svg, type SVGTemplateResult, type TemplateResult } from 'lit/html.js';
import { icon as widgetIcon, type IconName as WidgetIconName } from '../controls/icons.ts';
import { drawIcon } from '../controls/first-icons.ts';

/** Icons of the elements that show pictures, drawn as the others are. */
const shapes = {
  trash: svg`<path d="M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5 5.5l.7 10a1.5 1.5 0 0 0 1.5 1.5h5.6a1.5 1.5 0 0 0 1.5-1.5l.7-10M8.5 9v4.5M11.5 9v4.5"/>`,
  eye: svg`<path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Z"/><circle cx="10" cy="10" r="2.25"/>`,
  'eye-off': svg`<path d="M8 4.8A7.6 7.6 0 0 1 10 4.5c5 0 8 5.5 8 5.5a13 13 0 0 1-2.3 2.9M5.3 6A12.5 12.5 0 0 0 2 10s3 5.5 8 5.5a7.8 7.8 0 0 0 4.5-1.4M3 3l14 14"/>`,
  pencil: svg`<path d="m4 13.5-.7 3.2 3.2-.7L16 6.5 13.5 4 4 13.5ZM11.5 6l2.5 2.5"/>`,
  download: svg`<path d="M10 3.5v9.75M6 9.5l4 4 4-4M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`,
  zoom: svg`<circle cx="9" cy="9" r="5.25"/><path d="m13 13 4 4M9 6.75v4.5M6.75 9h4.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = WidgetIconName | keyof typeof shapes;

/** An icon for the eye alone; the button around it carries the name. */
export function icon(name: IconName): TemplateResult {
  return Object.hasOwn(shapes, name)
    ? drawIcon(shapes[name as keyof typeof shapes])
    : widgetIcon(name as WidgetIconName);
}
