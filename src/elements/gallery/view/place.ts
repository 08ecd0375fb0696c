import { nothing } from 'lit/html.js';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/**
 * Puts an element into its box. By `style.setProperty`, which a strict Content-Security-Policy allows, unlike a
 * style attribute; the sheet decides what the numbers mean, so that printing can arrange the images otherwise.
 */
class Place extends Directive {
  #last: readonly number[] = [];

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('place() belongs into the tag of an element.');
  }

  render(_left: number, _top: number, _width: number, _height: number): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, box: [number, number, number, number]): typeof nothing {
    const { style } = element as HTMLElement;
    const names = ['--_x', '--_y', '--_w', '--_h'];
    for (const [side, name] of names.entries())
      if (box[side] !== this.#last[side]) style.setProperty(name, String(box[side]));
    this.#last = box;
    return nothing;
  }
}

export const place = directive(Place);
