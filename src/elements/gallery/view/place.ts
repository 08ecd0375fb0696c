import { nothing } from 'lit/html.js';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Left, top, width and height; left counts from the inline-start edge. */
export type PlaceBox = readonly [left: number, top: number, width: number, height: number];

const NAMES = ['--_x', '--_y', '--_w', '--_h'];

/** Puts an element into its box, as far as that is another than the last. */
export function putAt({ style }: HTMLElement, box: PlaceBox, last: readonly number[] = []): void {
  for (const [side, name] of NAMES.entries())
    if (box[side] !== last[side]) style.setProperty(name, String(box[side]));
}

/**
 * Puts an element into its box. By `style.setProperty`, which a strict Content-Security-Policy allows, unlike a
 * style attribute; the sheet decides what the numbers mean, so that printing can arrange the images otherwise.
 */
class Place extends Directive {
  #last: readonly number[] = [];

  render(_left: number, _top: number, _width: number, _height: number): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, box: [number, number, number, number]): typeof nothing {
    putAt(element as HTMLElement, box, this.#last);
    this.#last = box;
    return nothing;
  }
}

export const place = directive(Place);
