import type { ImageState } from '../../image/state.ts';

/** All that the shadow tree is made from, but for what `later/scene.ts` adds. */
export interface FrameView {
  /** Null while nothing is known: the parser may still bring the author's `<img>`. */
  state: ImageState | null;
  /** An `<img>` was there before the element, and is laid out by the page. */
  there: boolean;
  /** There is an `<img>` that may be seen. */
  shown: boolean;
  /** The place keeps the width it had before the size was known. */
  held: boolean;
  placeholder: 'color' | 'blur' | 'none';
  /** Address of the tiny picture in the skeleton. */
  tiny: string | null;
  /** A server has put a tiny picture behind. */
  behind: boolean;
  /** The card of a state without a picture is drawn. */
  card: boolean;
  zooms: boolean;
  /** The image's own caption, or true when the page brings one. */
  caption: string | true | null;
}

/** What stands in the picture's place: nothing, an empty place, the server's tiny picture, or the skeleton. */
type Stage = 'none' | 'place' | 'behind' | 'skeleton';

function stageOf({ state, there, shown, held, behind, placeholder, card }: FrameView): Stage {
  if (!state) return 'none';
  const skeleton = placeholder === 'none' ? 'place' : 'skeleton';
  // A page's own picture needs no help while it loads, but for what its server has put behind it.
  if (state === 'loading') return !there || !shown ? skeleton : behind ? 'behind' : 'none';
  if (state === 'ready') return held && !there ? 'place' : 'none';
  // A blurred picture is shown while the card over it is on its way.
  return card || (state === 'nsfw' && shown) ? 'place' : skeleton;
}

/**
 * The shadow tree of an image, made by hand: the picture's place, the skeleton in exactly the box that the picture has
 * or will have, and the caption. So much is there with the first frame.
 */
export class Frame {
  readonly base = make('div', 'base', 'base');
  /** Holds the stage and the slot of the light `<img>`. */
  readonly box = make('div', 'frame');
  readonly stage = make('div', 'stage');
  readonly #slot = make('slot');
  readonly #skeleton = make('div', 'skeleton', 'skeleton');
  readonly #behind = make('slot');
  readonly #caption = make('div', 'caption', 'caption');
  readonly #captionSlot = make('slot');

  constructor(root: HTMLElement | DocumentFragment, slotChanged: () => void) {
    this.#behind.name = 'placeholder';
    this.#captionSlot.name = 'caption';
    this.#caption.id = 'caption';
    this.#caption.append(this.#captionSlot);
    this.#slot.addEventListener('slotchange', slotChanged);
    this.box.append(this.#slot);
    this.base.append(this.box);
    root.append(this.base);
  }

  draw(view: FrameView): void {
    const { state, there, shown, zooms } = view;
    const classes = ['frame', there ? 'adopted' : 'made', state ?? 'loading', shown ? 'shown' : 'bare'];
    this.box.className = classes.join(' ') + (zooms ? ' zooms' : '');
    const stage = stageOf(view);
    toggle(this.stage, stage !== 'none', () => this.#slot.before(this.stage));
    toggle(this.#behind, stage === 'behind', () => this.stage.prepend(this.#behind));
    toggle(this.#skeleton, stage === 'skeleton', () => this.stage.prepend(this.#skeleton));
    if (stage === 'skeleton') this.#drawTiny(view.tiny);
    this.#drawCaption(view.caption);
  }

  #drawTiny(src: string | null): void {
    const present = this.#skeleton.querySelector('img');
    if (present?.getAttribute('src') === src || (!present && !src)) return;
    this.#skeleton.replaceChildren();
    if (!src) return;
    const tiny = make('img', 'tiny');
    tiny.alt = '';
    tiny.src = src;
    this.#skeleton.append(tiny);
  }

  #drawCaption(caption: string | true | null): void {
    toggle(this.#caption, !!caption, () => this.base.append(this.#caption));
    const text = typeof caption === 'string' ? caption : '';
    if (this.#captionSlot.textContent !== text) this.#captionSlot.textContent = text;
    for (const [name, value] of [
      ['role', 'figure'],
      ['aria-labelledby', 'caption'],
    ] as const) {
      if (caption) this.base.setAttribute(name, value);
      else this.base.removeAttribute(name);
    }
  }
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  part = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (part) element.setAttribute('part', part);
  return element;
}

function toggle(element: Element, wanted: boolean, insert: () => void): void {
  if (!wanted) element.remove();
  else if (!element.parentNode) insert();
}
