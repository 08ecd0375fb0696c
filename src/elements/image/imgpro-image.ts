import { type PropertyValues } from '@lit/reactive-element';
import type { Image } from '../../api/types.ts';
import {
  altText,
  imageDimensions,
  type ImageLike,
  type ImageOptions,
  type NsfwMode,
} from '../../image/plain.ts';
import { codeOfState, type ImageState } from '../../image/state.ts';
import type { Transform } from '../../image/transform-parameters.ts';
import { ImgproBase } from '../shared/base.ts';
import type { Listening } from '../shared/listening.ts';
import { Frame } from './frame.ts';
import { frameStyles } from './frame.styles.ts';
import type {
  ImageErrorDetail,
  ImageLoadDetail,
  ImageRevealDetail,
  ImageStateDetail,
  ImgproImageEventMap,
} from './image.events.ts';
import { advice, editing, reading, scenery, service, type Later } from './later.ts';
import type { Scene, SceneView } from './later/scene.ts';
import { Loader } from './loader.ts';
import { mayGetChildren, whenParsed } from './parsing.ts';
import { Picture } from './picture.ts';
import { rememberRevealed, wasRevealed } from './revealed.ts';
import { oneOf } from './settings.ts';
import { dimensionsOf, shape } from './shape.ts';
import { stateOf } from './view.ts';
import { isOfToday, isSameWay, wayIn, type Way } from './way.ts';

/** Code that could not be fetched: what is there stays, and the next change asks again. */
const ignore = (): void => {};

/**
 * One image of img.pro, responsive and without layout shift, whatever state it is in. The `<img>` is a child of the
 * page's own: the author's, adopted as it is, or one made from an Image, an id or an address.
 *
 * @summary Shows one image in whatever state it is in.
 * @slot - The picture: an `<img>`, or a `<picture>` or `<a>` with one. Adopted; never rewritten while it works.
 * @slot processing - Shown while the image is processed.
 * @slot error - Shown when there is no picture: failed, blocked, missing, not loaded.
 * @slot caption - The caption, in place of the image's own.
 * @event {CustomEvent<ImageLoadDetail>} imgpro-load - The picture is there.
 * @event {CustomEvent<ImageErrorDetail>} imgpro-error - There is no picture; the detail has `code` and `message`.
 * @event {CustomEvent<ImageStateDetail>} imgpro-state - The state has changed.
 * @event {CustomEvent<ImageRevealDetail>} imgpro-reveal - A person asked to see a flagged image.
 * @csspart base - Around picture and caption.
 * @csspart skeleton - The place of a picture that is on its way.
 * @csspart panel - The card that tells of a state without a picture.
 * @csspart reveal - The button that shows a flagged image.
 * @csspart retry - The button that loads again.
 * @csspart zoom - The button that opens the viewer.
 * @csspart download - The button that saves the file.
 * @csspart copy-link - The button that copies the address.
 * @csspart caption - The caption.
 * @cssproperty --imgpro-skeleton - Colour of the skeleton.
 * @cssproperty [--imgpro-image-radius=0px] - Corners of skeleton and panels, to match those of your picture.
 * @cssstate loading - The picture is on its way.
 * @cssstate processing - The service still prepares the image.
 * @cssstate ready - The picture is shown.
 * @cssstate failed - The service could not process the image.
 * @cssstate blocked - The service has taken the image down.
 * @cssstate missing - There is no such image, or no longer.
 * @cssstate nsfw - The image is flagged, and not shown until asked for.
 * @cssstate error - The picture, or what is known of it, could not be loaded.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- types alone: the events of listeners
export class ImgproImage extends ImgproBase {
  static override styles = [frameStyles];

  /** As Lit reads them; what each means stands below. */
  static override properties = {
    imageId: { attribute: 'image-id' },
    image: { attribute: false },
    src: {},
    width: { type: Number },
    height: { type: Number },
    alt: {},
    sizes: {},
    priority: { type: Boolean },
    formats: {},
    transform: {},
    placeholder: {},
    ratio: {},
    nsfw: {},
    showCaption: { type: Boolean, attribute: 'show-caption' },
    link: {},
    zoomable: { type: Boolean },
    actions: {},
  };

  /**
   * Id of an image to fetch. With a token whose list is its owner's, other people's images are `missing`, public ones
   * too: show those by `image`, or in an element without a token.
   */
  imageId: string | null = null;

  /** An Image of the API, as the client or your server got it. Beats `image-id`; an `<img>` in the element beats both. */
  image: Image | null = null;

  /** Address of a picture, with `width` and `height`. */
  src: string | null = null;

  /** Width of `src` in pixels. */
  width: number | null = null;

  /** Height of `src` in pixels. */
  height: number | null = null;

  /** Text in place of the picture. Default: the image's `alt_text`, else its caption; `alt=""` marks a decoration. */
  alt: string | null = null;

  /** How wide the picture will be shown. Default: `auto, 100vw` when lazy, `100vw` with `priority`. */
  sizes: string | null = null;

  /** The page's main picture: loaded at once and first. */
  priority = false;

  /** Further formats for a `<picture>`, best first: `avif webp`. */
  formats: string | readonly string[] | null = null;

  /** Parameters for the delivery: `format=webp&sharp=2`, or an object. */
  transform: string | Transform | null = null;

  /** What stands in the picture's place while it loads: `color`, `blur` (a tiny picture, behind JPEGs), `none`. */
  placeholder: 'color' | 'blur' | 'none' = 'color';

  /** The shape reserved while the size is unknown: `3/2`. Default 4/3. */
  ratio: string | null = null;

  /** Flagged images: `blur` (by the server, until a person asks to see them), `show`, `hide`. */
  nsfw: NsfwMode = 'blur';

  /** Shows the image's caption below it. */
  showCaption = false;

  /** Makes the picture a link to its `page` or its `file`. */
  link: 'page' | 'file' | null = null;

  /** Opens the full-screen viewer on a click. */
  zoomable = false;

  /** Buttons over the picture: `download`, `copy-link`. The viewer of `zoomable` has both. */
  actions: string | readonly string[] | null = null;

  readonly #picture = new Picture(this, {
    settled: () => this.#settled(),
    changed: () => this.requestUpdate(),
    need: (later) => this.#need(later),
  });
  readonly #loader = new Loader({
    code: () => this.#need(service),
    element: this,
    signal: () => this.signal,
    changed: () => this.requestUpdate(),
  });

  #frame: Frame | null = null;
  #scene: Scene | null = null;
  /** Code that is on its way. */
  #coming: Promise<unknown> | null = null;
  /** What an Image of an older generation was read as. */
  #read: { from: Image; image: Image | null } | null = null;
  #way: Way | null = null;
  #state: ImageState | null = null;
  /** The state that listeners know of, and the picture it was told of. */
  #told: ImageState | null = null;
  #toldOf: HTMLImageElement | null = null;
  #revealed = false;
  /** The API was asked why the file did not load: once is enough. */
  #asked = false;
  /** The place was held before the size was known, and keeps its width. */
  #held = false;

  /** Where the image stands. */
  get state(): ImageState {
    return this.#state ?? 'loading';
  }

  /** The Image shown, given or fetched; null while nothing is known, and for a picture that is only the page's own. */
  get currentImage(): Image | null {
    const image = this.#loader.image;
    return image?.object === 'image' ? (image as Image) : null;
  }

  /** The `<img>` in the page's own tree. */
  get img(): HTMLImageElement | null {
    return this.#picture.find()?.img ?? null;
  }

  /** Shows a flagged image, and remembers that for the session. */
  reveal(): void {
    if (this.state !== 'nsfw' || this.#options.nsfw !== 'blur') return;
    const id = this.#id;
    this.#revealed = true;
    if (id) rememberRevealed(id);
    this.emit<ImageRevealDetail>('imgpro-reveal', { image: this.currentImage });
    this.#fetchSharp();
    this.requestUpdate();
  }

  /** Loads again what could not be loaded. */
  retry(): void {
    this.#asked = false;
    if (this.#fetchSharp()) return this.requestUpdate();
    if (this.#picture.reload()) {
      this.#loader.use(this.#way?.image ?? null);
    } else {
      this.#picture.clear();
      this.#way = null;
    }
    this.requestUpdate();
  }

  protected override connected(): void {
    const { signal } = this;
    // Load and error do not bubble, but they can be caught on their way down, whichever <img> they go to.
    this.addEventListener('load', (event) => this.#onPixels(event, 'loaded'), { capture: true, signal });
    this.addEventListener('error', (event) => this.#onPixels(event, 'failed'), { capture: true, signal });
    this.addEventListener('click', (event) => this.#onClick(event), { signal });
    window.addEventListener('online', () => this.state === 'error' && this.retry(), { signal });
    this.#loader.resume();
    this.requestUpdate();
  }

  protected override disconnected(): void {
    this.#picture.leave();
  }

  protected override connectionChanged(): void {
    if (this.state === 'ready' || !this.#way?.id) return;
    this.#way = null;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { transform, formats } = this;
    if (changed.has('transform') && transform) this.#advise((told) => told.adviseOfTransform(transform));
    if (changed.has('formats') && formats) this.#advise((told) => told.adviseOfFormats(formats));
    if (this.isConnected && this.#findWay()) this.#bringUpToDate();
    const state = this.#way && this.state;
    this.internals.states.clear();
    if (state) this.internals.states.add(state);
    this.internals.ariaBusy = `${state === 'loading' || state === 'processing'}`;
  }

  /** Finds the way in, and starts what it needs; false while the parser may still bring the author's own `<img>`. */
  #findWay(): boolean {
    const found = this.#picture.find();
    if (!found && !this.#way && mayGetChildren(this)) {
      whenParsed(this, () => this.requestUpdate(), this.signal);
      return false;
    }
    const image = this.#given();
    if (image === undefined) return false;
    const { imageId, src, width, height } = this;
    const way = wayIn(found, { image, imageId, src, width, height });
    if (isSameWay(way, this.#way)) return true;
    this.#way = way;
    this.#asked = false;
    this.#revealed = false;
    this.#picture.begin(way);
    // A picture that is there needs no answer of the API, unless the page asks for what only that knows.
    if (way.id && !way.image && (!way.there || this.#wantsData)) this.#loader.fetch(way.id, this.priority);
    else this.#loader.use(way.image);
    return true;
  }

  /** The Image in today's shape; undefined while what reads an older one is on its way. */
  #given(): Image | null | undefined {
    const { image } = this;
    if (!image || isOfToday(image)) return image;
    if (this.#read?.from !== image) {
      if (!reading.now) {
        this.#need(reading).then(() => this.requestUpdate(), ignore);
        return undefined;
      }
      this.#read = { from: image, image: reading.now.readImage(image) };
    }
    return this.#read.image;
  }

  #bringUpToDate(): void {
    const { image, error, pending } = this.#loader;
    const way = this.#way!;
    const options = this.#options;
    const link = this.#oneOf<'page' | 'file' | ''>('link', this.link, ['page', 'file'], '');
    // While the API is asked why a file did not load, that stays as it is.
    const asking = pending && this.#asked && image?.status !== 'processing';
    if (!asking) this.#picture.draw({ way, image, refused: error !== null, options, link });
    this.#state = stateOf({
      image,
      error,
      pending,
      pixels: this.#picture.pixels,
      there: way.there,
      nsfw: options.nsfw!,
      revealed: options.revealed!,
    });
    if (!way.there && this.#state !== 'ready' && !this.#dimensions) this.#held = true;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    this.#scene?.before();
    this.#draw();
  }

  protected override updated(): void {
    // One cached picture may follow another without a moment of loading.
    const replaced = this.#state === 'ready' && this.#toldOf !== this.img;
    if (this.#way && (this.#state !== this.#told || replaced)) this.#tell(this.state);
  }

  /** Resolves when all that the present state shows is drawn, code that had to be fetched for it included. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let done = await super.getUpdateComplete();
    while (this.#coming) {
      await this.#coming;
      done = await super.getUpdateComplete();
    }
    return done;
  }

  #draw(): void {
    const { image, error, pending } = this.#loader;
    const { state, img } = this;
    const { pixels } = this.#picture;
    const way = this.#way;
    const options = this.#options;
    const there = way?.there ?? true;
    const seen = ['ready', 'loading', 'nsfw'].includes(state) && pixels !== 'none' && pixels !== 'failed';
    const shown = !way || (seen && !this.#picture.conceals(image, options));
    const placeholder = this.#oneOf('placeholder', this.placeholder, ['color', 'blur', 'none'], 'color');
    const usable = !!way && state === 'ready';
    const kind = !way || state === 'ready' ? 'none' : state !== 'loading' ? 'card' : shown ? 'none' : 'words';

    // Words for a place that waits for its turn far below can wait as well.
    if (
      kind === 'card' ||
      (kind === 'words' && pending) ||
      (usable && (this.zoomable || this.actions?.length))
    )
      this.#prepareScene();
    this.#frame ??= new Frame(this.renderRoot, () => this.requestUpdate());
    this.#frame.draw({
      state: way && state,
      there,
      shown,
      held: this.#held,
      placeholder,
      tiny: placeholder === 'blur' && image ? this.#tiny(image) : null,
      behind: this.querySelector(':scope > [slot="placeholder"]') !== null,
      card: this.#scene !== null,
      zooms: usable && this.zoomable,
      caption: this.showCaption ? this.#slottedCaption || image?.caption?.trim() || null : null,
    });
    const { stage } = this.#frame;
    // It asks how the page lays out its own picture: a style pass an element, on a page of many.
    if (stage.parentNode) shape(stage, this.#dimensions, this.ratio, this.#held, there ? img : null);
    this.#scene?.draw({
      kind,
      state,
      image,
      error,
      zoomable: usable && this.zoomable,
      actions: usable ? this.actions : null,
      picture: img && { image, img, options },
      alt: altText(image ?? {}, this.alt) ?? img?.alt ?? '',
      nsfw: options.nsfw!,
      offline: !navigator.onLine,
      retry: () => this.retry(),
      reveal: () => this.reveal(),
    } satisfies SceneView);
  }

  #tiny(image: ImageLike): string | null {
    if (!editing.now) this.#need(editing).then(() => this.requestUpdate(), ignore);
    return editing.now?.placeholderUrl(image) ?? null;
  }

  /** Makes the scene, now or when its code has come. */
  #prepareScene(): void {
    if (this.#scene) return;
    if (scenery.now && this.#frame) {
      const root = this.renderRoot as ShadowRoot;
      const { base, box, stage } = this.#frame;
      this.#scene = new scenery.now.Scene(this, { root, base, box, stage });
      return;
    }
    this.#need(scenery).then(() => this.requestUpdate(), ignore);
  }

  /** Fetches code; `updateComplete` waits for it. */
  #need<Module>(later: Later<Module>): Promise<Module> {
    const coming = later.fetch();
    const all: Promise<unknown> = Promise.allSettled([this.#coming, coming]).then(() => {
      if (this.#coming === all) this.#coming = null;
    });
    this.#coming = all;
    return coming;
  }

  #advise(tell: (told: NonNullable<(typeof advice)['now']>) => void): void {
    this.#need(advice).then(tell, ignore);
  }

  #oneOf<Value extends string>(
    attribute: string,
    value: string | null,
    allowed: readonly Value[],
    fallback: Value,
  ): Value {
    return oneOf(value, allowed, fallback, (wrong) =>
      this.#advise((told) => told.adviseOfValue(attribute, wrong, allowed, fallback)),
    );
  }

  #tell(state: ImageState): void {
    this.#told = state;
    this.#toldOf = this.img;
    const image = this.currentImage;
    this.emit<ImageStateDetail>('imgpro-state', { state, image });
    if (state === 'ready') this.emit<ImageLoadDetail>('imgpro-load', { image });
    const code = codeOfState(state);
    if (!code) return;
    const { error } = this.#loader;
    const message = error?.message ?? image?.failure_reason ?? `There is no picture: ${code}.`;
    this.emit<ImageErrorDetail>('imgpro-error', { code: error?.code ?? code, message });
  }

  #onPixels(event: Event, pixels: 'loaded' | 'failed'): void {
    if (this.#picture.settle(event.target, pixels)) this.#settled();
  }

  #settled(): void {
    if (this.#picture.pixels === 'loaded') this.#asked = false;
    else this.#askWhy();
    this.requestUpdate();
  }

  /** The file did not load: the API knows whether the image is gone, still processed, or has a new address. */
  #askWhy(): void {
    const id = this.#id;
    if (!id || this.#asked || this.#loader.pending) return;
    this.#asked = true;
    this.#loader.refresh(id);
  }

  /** A server's blurred picture says whose it is, not where the sharp one is. */
  #fetchSharp(): boolean {
    const image = this.#loader.image;
    if (!image?.id || image.url !== '' || !this.#options.revealed) return false;
    this.#picture.await();
    this.#loader.refresh(image.id);
    return true;
  }

  get #id(): string | undefined {
    return this.#loader.image?.id || this.#way?.id || undefined;
  }

  /** Whether the page asks for what only the API knows. */
  get #wantsData(): boolean {
    return (this.link === 'page' && !this.querySelector('a')) || (this.showCaption && !this.#slottedCaption);
  }

  get #slottedCaption(): boolean {
    return this.querySelector(':scope > [slot="caption"]') !== null;
  }

  get #options(): ImageOptions {
    const nsfw = this.#oneOf('nsfw', this.nsfw, ['blur', 'show', 'hide'], 'blur');
    const { alt, sizes, priority, formats, transform } = this;
    const revealed = nsfw === 'blur' && (this.#revealed || wasRevealed(this.#id));
    return { alt, sizes, priority, formats, transform, nsfw, revealed };
  }

  get #dimensions() {
    const { image } = this.#loader;
    return (
      (image && imageDimensions(image, this.#options)) ?? (this.#way?.there ? dimensionsOf(this.img) : null)
    );
  }

  #onClick(event: MouseEvent): void {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    // A link around the picture says where a click leads.
    if (plain && !event.defaultPrevented && event.target === this.img && !this.img?.closest('a'))
      void this.#zoom();
  }

  async #zoom(): Promise<void> {
    if (!this.zoomable || this.state !== 'ready') return;
    // A click may be faster than the code behind it.
    await this.updateComplete;
    await this.#scene?.use('zoom');
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproImage {
  addEventListener: Listening<ImgproImage, ImgproImageEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproImage, ImgproImageEventMap>['removeEventListener'];
}
