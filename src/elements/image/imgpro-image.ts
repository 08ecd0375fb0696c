import type { PropertyValues, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Image } from '../../api/index.ts';
import { altText, imageDimensions, type ImageOptions, type NsfwMode } from '../../image/attributes.ts';
import { codeOfState, IMAGE_STATES, type ImageState } from '../../image/state.ts';
import type { Transform } from '../../image/transforms.ts';
import { image as english } from '../../locales/en/image.ts';
import { design } from '../shared/design.ts';
import { ImgproElement } from '../shared/element.ts';
import { FocusKeeper, focusOn } from '../shared/focus.ts';
import type { Listening } from '../shared/listening.ts';
import { Localisation } from '../shared/localisation.ts';
import type {
  ImageErrorDetail,
  ImageLoadDetail,
  ImageRevealDetail,
  ImageStateDetail,
  ImgproImageEventMap,
} from './image.events.ts';
import { template } from './image-template.ts';
import { styles } from './image.styles.ts';
import { Loader } from './loader.ts';
import { watchNear, whenNear } from './near.ts';
import { mayGetChildren, whenParsed } from './parsing.ts';
import { Picture } from './picture.ts';
import { rememberRevealed, wasRevealed } from './revealed.ts';
import { checkFormats, checkTransform, oneOf } from './settings.ts';
import { dimensionsOf, shape } from './stage.ts';
import { stateOf } from './view.ts';
import { isSameWay, wayIn, type Way } from './way.ts';
import { zoom } from './zoom.ts';

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
export class ImgproImage extends ImgproElement {
  static override styles = [design, styles];

  /**
   * Id of an image to fetch. With a token whose list is its owner's, other people's images are `missing`, public ones
   * too: show those by `image`, or in an element without a token.
   */
  @property({ attribute: 'image-id' }) imageId: string | null = null;

  /** An Image of the API, as the client or your server got it. Beats `image-id`; an `<img>` in the element beats both. */
  @property({ attribute: false }) image: Image | null = null;

  /** Address of a picture, with `width` and `height`. */
  @property() src: string | null = null;

  /** Width of `src` in pixels. */
  @property({ type: Number }) width: number | null = null;

  /** Height of `src` in pixels. */
  @property({ type: Number }) height: number | null = null;

  /** Text in place of the picture. Default: the image's `alt_text`, else its caption; `alt=""` marks a decoration. */
  @property() alt: string | null = null;

  /** How wide the picture will be shown. Default: `auto, 100vw` when lazy, `100vw` with `priority`. */
  @property() sizes: string | null = null;

  /** The page's main picture: loaded at once and first. */
  @property({ type: Boolean }) priority = false;

  /** Further formats for a `<picture>`, best first: `avif webp`. */
  @property() formats: string | readonly string[] | null = null;

  /** Parameters for the delivery: `format=webp&sharp=2`, or an object. */
  @property() transform: string | Transform | null = null;

  /** What stands in the picture's place while it loads: `color`, `blur` (a tiny picture, behind JPEGs), `none`. */
  @property() placeholder: 'color' | 'blur' | 'none' = 'color';

  /** The shape reserved while the size is unknown: `3/2`. Default 4/3. */
  @property() ratio: string | null = null;

  /** Flagged images: `blur` (by the server, until a person asks to see them), `show`, `hide`. */
  @property() nsfw: NsfwMode = 'blur';

  /** Shows the image's caption below it. */
  @property({ type: Boolean, attribute: 'show-caption' }) showCaption = false;

  /** Makes the picture a link to its `page` or its `file`. */
  @property() link: 'page' | 'file' | null = null;

  /** Opens the full-screen viewer on a click. */
  @property({ type: Boolean }) zoomable = false;

  readonly #text = new Localisation(this, 'image', english);
  readonly #picture = new Picture(this, () => this.#settled());
  readonly #loader = new Loader({
    client: () => this.connection.client,
    signal: () => this.signal,
    near: (signal) => whenNear(this, signal),
    visible: () => this.#near && document.visibilityState === 'visible',
    changed: () => this.requestUpdate(),
  });

  readonly #focus = new FocusKeeper();
  /** The focus waits at the picture's place for something to do with the picture. */
  #rests = false;
  #way: Way | null = null;
  #state: ImageState | null = null;
  /** The state that listeners know of, and the picture it was told of. */
  #told: ImageState | null = null;
  #toldOf: HTMLImageElement | null = null;
  #near = false;
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
    watchNear(this, (near) => (this.#near = near), signal);
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
    if (changed.has('transform')) checkTransform(this.transform);
    if (changed.has('formats')) checkFormats(this.formats);
    if (this.isConnected && this.#findWay()) this.#bringUpToDate();
    const state = this.#way && this.state;
    for (const name of IMAGE_STATES) this.setState(name, name === state);
    if (this.hasUpdated) this.#focus.before(this.renderRoot as ShadowRoot);
    this.internals.ariaBusy = `${state === 'loading' || state === 'processing'}`;
  }

  /** Finds the way in, and starts what it needs; false while the parser may still bring the author's own `<img>`. */
  #findWay(): boolean {
    const found = this.#picture.find();
    if (!found && !this.#way && mayGetChildren(this)) {
      whenParsed(this, () => this.requestUpdate(), this.signal);
      return false;
    }
    const way = wayIn(found, this);
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

  #bringUpToDate(): void {
    const { image, error, pending } = this.#loader;
    const way = this.#way!;
    const options = this.#options;
    const link = oneOf<'page' | 'file' | ''>('link', this.link, ['page', 'file'], '');
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

  protected override updated(): void {
    const stage = this.renderRoot.querySelector<HTMLElement>('.stage');
    if (stage) shape(stage, this.#dimensions, this.ratio, this.#held, this.#way?.there ? this.img : null);
    if (this.#focus.lost(this.renderRoot as ShadowRoot) !== null) this.#takeFocus();
    else if (this.#rests && this.state === 'ready') this.#takeFocus();
    // One cached picture may follow another without a moment of loading.
    const replaced = this.#state === 'ready' && this.#toldOf !== this.img;
    if (this.#way && (this.#state !== this.#told || replaced)) this.#tell(this.state);
  }

  /** The button of a panel is gone: what can be done with the picture has the focus now, else the place of both. */
  #takeFocus(): void {
    const base = this.renderRoot.querySelector<HTMLElement>('.base');
    const link = this.img?.closest('a');
    const places = [
      link && this.contains(link) ? link : null,
      this.renderRoot.querySelector<HTMLElement>('[part~=retry], [part~=reveal], [part=zoom]'),
      base,
    ];
    const taken = places.find((place) => place && focusOn(place));
    this.#rests = taken === base;
    if (this.#rests) base!.addEventListener('blur', () => (this.#rests = false), { once: true });
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
    const message = error?.message ?? image?.failure_reason ?? this.#text.t(state as 'error');
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
    const nsfw = oneOf('nsfw', this.nsfw, ['blur', 'show', 'hide'], 'blur');
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
      this.#zoom();
  }

  #zoom(): void {
    const { img } = this;
    if (!img || !this.zoomable || this.state !== 'ready') return;
    void zoom({
      image: this.#loader.image,
      img,
      options: this.#options,
      lang: this.#text.lang,
      t: (key, parameters) => this.#text.t(key, parameters),
      closed: () => this.renderRoot.querySelector<HTMLElement>('[part=zoom]')?.focus(),
    });
  }

  protected override render(): TemplateResult {
    const { image, error } = this.#loader;
    const { state, zoomable } = this;
    const { pixels } = this.#picture;
    const seen = ['ready', 'loading', 'nsfw'].includes(state) && pixels !== 'none' && pixels !== 'failed';
    return template({
      state,
      image,
      error,
      zoomable,
      waiting: !this.#way,
      there: this.#way?.there ?? true,
      shown: !this.#way || (seen && !this.#picture.conceals(image, this.#options)),
      held: this.#held,
      behind: this.querySelector(':scope > [slot="placeholder"]') !== null,
      placeholder: oneOf('placeholder', this.placeholder, ['color', 'blur', 'none'], 'color'),
      caption: this.showCaption ? this.#slottedCaption || image?.caption?.trim() || null : null,
      alt: altText(image ?? {}, this.alt) ?? this.img?.alt ?? '',
      nsfw: this.#options.nsfw!,
      offline: !navigator.onLine,
      t: (key, parameters) => this.#text.t(key, parameters),
      retry: () => this.retry(),
      reveal: () => this.reveal(),
      zoom: () => this.#zoom(),
      slotChanged: () => this.requestUpdate(),
    });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproImage {
  addEventListener: Listening<ImgproImage, ImgproImageEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproImage, ImgproImageEventMap>['removeEventListener'];
}
