/** The content of the picture's place: nothing, an empty place, the server's tiny picture, or the skeleton. */
export type Stage = 'none' | 'place' | 'behind' | 'skeleton';

/**
 * The shadow tree of an image, made by hand: the picture's place, the skeleton in exactly the box that the picture has
 * or will have, and the caption. So much is there with the first frame; what is not shown is not made.
 */
export class Frame {
  readonly base = make('div', 'base', 'base');
  /** Holds the stage and the slot of the light `<img>`. */
  readonly box = make('div');
  readonly stage = make('div', 'stage');
  readonly #slot = make('slot');
  #skeleton: HTMLElement | null = null;
  #behind: HTMLElement | null = null;
  #caption: HTMLElement | null = null;

  constructor(root: HTMLElement | DocumentFragment, slotChanged: () => void) {
    this.#slot.addEventListener('slotchange', slotChanged);
    this.box.append(this.#slot);
    this.base.append(this.box);
    root.append(this.base);
  }

  /** @param caption The image's own, or true when the page brings one. */
  draw(className: string, kind: Stage, caption: string | true | null): void {
    const { stage } = this;
    this.box.className = className;
    toggle(stage, kind !== 'none', () => this.#slot.before(stage));
    if (kind === 'behind') this.#behind ??= slotNamed('placeholder');
    toggle(this.#behind, kind === 'behind', (behind) => stage.prepend(behind));
    if (kind === 'skeleton') this.#skeleton ??= make('div', 'skeleton', 'skeleton');
    toggle(this.#skeleton, kind === 'skeleton', (skeleton) => stage.prepend(skeleton));
    if (caption || this.#caption) this.#drawCaption(caption);
  }

  #drawCaption(caption: string | true | null): void {
    const { base } = this;
    if (!this.#caption) {
      this.#caption = make('div', 'caption', 'caption');
      this.#caption.id = 'caption';
      this.#caption.append(slotNamed('caption'));
    }
    toggle(this.#caption, !!caption, (element) => base.append(element));
    const slot = this.#caption.firstChild!;
    const text = typeof caption === 'string' ? caption : '';
    if (slot.textContent !== text) slot.textContent = text;
    for (const [name, value] of [
      ['role', 'figure'],
      ['aria-labelledby', 'caption'],
    ] as const) {
      if (caption) base.setAttribute(name, value);
      else base.removeAttribute(name);
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

function slotNamed(name: string): HTMLElement {
  const slot = make('slot');
  slot.name = name;
  return slot;
}

function toggle(element: Element | null, wanted: boolean, insert: (element: Element) => void): void {
  if (!wanted) element?.remove();
  else if (!element!.parentNode) insert(element!);
}
