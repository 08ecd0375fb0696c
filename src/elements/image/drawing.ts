import { ownDimensions, type ImageOptions } from '../../image/core/plain.ts';
import type { Dimensions } from '../../image/dimensions.ts';
import { Frame, type Stage } from './frame.ts';
import { editing, scenery, type Coming } from './later.ts';
import type { Scene, SceneHost } from './later/scene.ts';
import type { Loader } from './loader.ts';
import type { Picture } from './picture.ts';
import { ALLOWED, oneOf } from './settings.ts';
import { dimensionsOf, shape } from './shape.ts';
import type { Way } from './way.ts';

/** The element as its drawing sees it. */
export interface DrawingHost extends SceneHost {
  readonly showCaption: boolean;
  readonly placeholder: string;
  readonly ratio: string | null;
}

/** The shadow tree of an image: the frame at once, and the scene with its cards and buttons when it is needed. */
export class Drawing {
  readonly #element: DrawingHost;
  readonly #picture: Picture;
  readonly #loader: Loader;
  readonly #coming: Coming;
  #frame: Frame | null = null;
  #scene: Scene | null = null;
  /** The place was held before the size was known, and keeps its width. */
  #held = false;
  /** The `<img>` that was last drawn around. */
  #img: HTMLImageElement | null = null;

  constructor(element: DrawingHost, picture: Picture, loader: Loader, coming: Coming) {
    this.#element = element;
    this.#picture = picture;
    this.#loader = loader;
    this.#coming = coming;
  }

  /** @param way Null while nothing is known: the parser may still bring the author's `<img>`. */
  draw(way: Way | null, options: ImageOptions): void {
    this.#scene?.before();
    const element = this.#element;
    const { state, img, zoomable, actions, showCaption } = element;
    const { image, error, pending } = this.#loader;
    const { pixels } = this.#picture;
    const size = this.#sizeOf(options);
    // No place at all is better than one of another shape, for the moment that the code takes.
    if (size === undefined && !way?.there) way = null;
    const there = way?.there ?? true;
    const known = size ?? (there ? dimensionsOf(img) : null);
    if (!there && state !== 'ready' && !known) this.#held = true;
    const seen =
      ['ready', 'loading', 'nsfw'].includes(state) && (pixels === 'loading' || pixels === 'loaded');
    const shown = !way || (seen && !this.#picture.conceals(image, options));
    const usable = !!way && state === 'ready';
    const waits = state === 'loading';
    const kind = !way || usable || (waits && shown) ? 'none' : waits ? 'words' : 'card';
    this.#img = img;
    // The parser or a script may bring, take or exchange the picture; the first time it is as it was drawn.
    this.#frame ??= new Frame(element.renderRoot, () => element.img !== this.#img && element.requestUpdate());
    // Words for a place that waits for its turn far below can wait as well.
    const wanted =
      kind === 'card' || (kind === 'words' && pending) || (usable && (zoomable || actions?.length));
    if (wanted && !this.#scene) {
      const { Scene } = this.#coming.use(scenery) ?? {};
      if (Scene) this.#scene = new Scene(element, this.#frame);
    }

    const placeholder = oneOf(element.placeholder, ALLOWED.placeholder);
    // A blurred picture is shown while the card over it is on its way.
    const empty = placeholder === 'none' || (!waits && (this.#scene || (state === 'nsfw' && shown)));
    let stage: Stage = empty ? 'place' : 'skeleton';
    if (usable) stage = this.#held && !there ? 'place' : 'none';
    // A page's own picture needs no help while it loads, but for what its server has put behind it.
    else if (!way || (waits && there && shown))
      stage = way && hasSlotted(element, 'placeholder') ? 'behind' : 'none';
    this.#frame.draw(
      `frame ${there ? 'adopted' : 'made'} ${state} ${shown ? 'shown' : 'bare'}${usable && zoomable ? ' zooms' : ''}`,
      stage,
      showCaption ? hasSlotted(element, 'caption') || image?.caption?.trim() || null : null,
    );
    const { stage: place } = this.#frame;
    if (stage === 'skeleton' && placeholder === 'blur' && image)
      this.#coming.use(editing)?.drawTiny(place, image);
    // It asks how the page lays out its own picture: a style pass an element, on a page of many.
    if (place.parentNode) shape(place, known, element.ratio, this.#held, there ? img : null);
    this.#scene?.draw({ kind, usable, image, error, options });
  }

  /** The pixels to reserve; undefined while the code that knows what a transform makes of them is on its way. */
  #sizeOf(options: ImageOptions): Dimensions | null | undefined {
    const { image } = this.#loader;
    if (!image || !options.transform) return image && ownDimensions(image);
    return this.#coming.use(editing)?.imageDimensions(image, options);
  }

  /** Opens the viewer, when the code behind it has come. */
  async zoom(): Promise<void> {
    await this.#element.updateComplete;
    await this.#scene?.use('zoom');
  }
}

/** Whether the page has put something into a slot. */
export function hasSlotted(element: Element, slot: string): boolean {
  return [...element.children].some((child) => child.slot === slot);
}
