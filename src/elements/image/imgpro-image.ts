import type { PropertyValues } from '@lit/reactive-element';
import type { Image } from '../../api/types.ts';
import { codeOfState, type ImageState } from '../../image/core/state.ts';
import type { Listening } from '../shared/ui/listening.ts';
import { Drawing, hasSlotted } from './drawing.ts';
import { frameStyles } from './frame.styles.ts';
import type {
  ImageErrorDetail,
  ImageLoadDetail,
  ImageRevealDetail,
  ImageStateDetail,
  ImgproImageEventMap,
} from './image.events.ts';
import { advice, Coming, service } from './later.ts';
import { Loader } from './loader.ts';
import { mayGetChildren, whenParsed } from './parsing.ts';
import { Picture } from './picture.ts';
import { ImageProperties } from './properties.ts';
import { rememberRevealed, wasRevealed } from './revealed.ts';
import { ALLOWED, oneOf } from './settings.ts';
import { stateOf, type ShownOptions } from './view.ts';
import { isOfToday, isSameWay, wayIn, type Way } from './way.ts';

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
export class ImgproImage extends ImageProperties {
  static override styles = frameStyles;

  readonly #coming = new Coming(() => this.requestUpdate());
  readonly #picture = new Picture(this, this.#coming, () => this.#settled());
  readonly #loader = new Loader(this, this.#coming, () => this.signal);
  readonly #drawing = new Drawing(this, this.#picture, this.#loader, this.#coming);

  /** The reading of an Image of an older generation. */
  #read: { from: Image; image: Image | null } | null = null;
  #way: Way | null = null;
  #state: ImageState | null = null;
  /** The state that `:state()` tells. */
  #marked: ImageState | null = null;
  /** The state that listeners know of, and the picture it was told of. */
  #told: ImageState | null = null;
  #toldOf: HTMLImageElement | null = null;
  #revealed = false;
  /** The API was asked why the file did not load: once is enough. */
  #asked = false;
  /** The page is printed: nothing waits until it is near. */
  #isPrinted = false;

  constructor() {
    super();
    // Load and error do not bubble, but they can be caught on their way down, whichever <img> they go to.
    this.addEventListener('load', ImgproImage.#heard, true);
    this.addEventListener('error', ImgproImage.#heard, true);
    this.addEventListener('click', ImgproImage.#heard);
  }

  /** Where the image stands. */
  get state(): ImageState {
    return this.#state ?? 'loading';
  }

  /** The Image shown, given or fetched; null while nothing is known, and for a picture that is only the page's own. */
  get currentImage(): Image | null {
    const { image } = this.#loader;
    return image?.object === 'image' ? (image as Image) : null;
  }

  /** The `<img>` in the page's own tree. */
  get img(): HTMLImageElement | null {
    return this.#picture.img;
  }

  /** Shows a flagged image, and remembers that for the session. */
  reveal(): void {
    if (this.state !== 'nsfw' || oneOf(this.nsfw, ALLOWED.nsfw) !== 'blur') return;
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
    this.requestUpdate();
    if (this.#fetchSharp()) return;
    if (this.#picture.reload()) {
      this.#loader.use(this.#way?.image ?? null);
    } else {
      this.#picture.clear();
      this.#way = null;
    }
  }

  protected override connected(): void {
    this.#loader.resume();
    if (this.state === 'error') this.#awaitNetwork();
    addEventListener('beforeprint', this.#print, { signal: this.signal });
    this.requestUpdate();
  }

  /** Loads the picture for paper: it may never have come near. Printing does not wait: a preview has it a moment later, or the next print. */
  readonly #print = (): void => {
    if (this.state === 'ready') return;
    this.#isPrinted = true;
    this.#loader.resume(true);
    this.requestUpdate();
  };

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
    for (const [name, allowed] of Object.entries(ALLOWED) as [keyof typeof ALLOWED, readonly unknown[]][]) {
      const written = this[name];
      if (changed.has(name) && written && !allowed.includes(written))
        this.#coming.tell(advice, ({ advise }) => advise(name, written, allowed as string[]));
    }
    if (this.isConnected && this.#findWay()) this.#bringUpToDate();
    const state = this.#way && this.state;
    if (state === this.#marked) return;
    const { internals } = this;
    this.#marked = state;
    internals.states.clear();
    if (state) internals.states.add(state);
    internals.ariaBusy = `${state === 'loading' || state === 'processing'}`;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    this.#drawing.draw(this.#way, this.#options());
  }

  protected override updated(): void {
    const { state } = this;
    // One cached picture may follow another without a moment of loading.
    const replaced = state === 'ready' && this.#toldOf !== this.img;
    if (this.#way && (state !== this.#told || replaced)) this.#tell(state);
  }

  /** Resolves when all that the present state shows is drawn, code that had to be fetched for it included. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let done = await super.getUpdateComplete();
    while (this.#coming.all) {
      await this.#coming.all;
      done = await super.getUpdateComplete();
    }
    return done;
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
    if (way.id && !way.image && (!way.there || this.#wantsData())) this.#loader.fetch(way.id, this.priority);
    else this.#loader.use(way.image);
    return true;
  }

  /** The Image in today's shape; undefined while what reads an older one is on its way. */
  #given(): Image | null | undefined {
    const { image } = this;
    if (!image || isOfToday(image)) return image;
    if (this.#read?.from !== image) {
      const { readImage } = this.#coming.use(service) ?? {};
      if (!readImage) return undefined;
      this.#read = { from: image, image: readImage(image) };
    }
    return this.#read.image;
  }

  #bringUpToDate(): void {
    const { image, error, pending } = this.#loader;
    const way = this.#way!;
    const options = this.#options();
    const link = oneOf(this.link, ALLOWED.link);
    // While the API is asked why a file did not load, that stays as it is.
    const asking = pending && this.#asked && image?.status !== 'processing';
    if (!asking) this.#picture.draw({ way, image, refused: error !== null, options, link });
    const { pixels } = this.#picture;
    const { there } = way;
    this.#state = stateOf({ image, error, pending, pixels, there, ...options });
  }

  #tell(state: ImageState): void {
    this.#told = state;
    this.#toldOf = this.img;
    const image = this.currentImage;
    this.emit<ImageStateDetail>('imgpro-state', { state, image });
    if (state === 'error') this.#awaitNetwork();
    if (state === 'ready') this.emit<ImageLoadDetail>('imgpro-load', { image });
    const code = codeOfState(state);
    if (!code) return;
    const { error } = this.#loader;
    const message = error?.message ?? image?.failure_reason ?? `No picture: ${code}.`;
    this.emit<ImageErrorDetail>('imgpro-error', { code: error?.code ?? code, message });
  }

  /** The picture's events, told to one function for all elements. */
  static #heard(this: ImgproImage, event: Event): void {
    if (event.type === 'click') this.#clicked(event as MouseEvent);
    else if (this.#picture.settle(event.target, event.type === 'load' ? 'loaded' : 'failed')) this.#settled();
  }

  #settled(): void {
    if (this.#picture.pixels === 'loaded') this.#asked = false;
    else {
      this.#askWhy();
      this.#awaitNetwork();
    }
    this.requestUpdate();
  }

  /** The file did not load: the API knows whether the image is gone, still processed, or has a new address. */
  #askWhy(): void {
    const id = this.#id;
    if (!id || this.#asked || this.#loader.pending || !this.isConnected) return;
    this.#asked = true;
    this.#loader.refresh(id);
  }

  /** A server's blurred picture says whose it is, not where the sharp one is. */
  #fetchSharp(): boolean {
    const { image } = this.#loader;
    if (!image?.id || image.url !== '' || !this.#options().revealed) return false;
    this.#picture.await();
    this.#loader.refresh(image.id);
    return true;
  }

  /** A picture that could not be loaded is loaded again when the network is back. */
  #awaitNetwork(): void {
    window.addEventListener('online', this.#online, { once: true, signal: this.signal });
  }

  readonly #online = (): void => {
    // The API may still be asked why the file did not load.
    if (this.state === 'error' || this.#picture.pixels === 'failed') this.retry();
  };

  #clicked(event: MouseEvent): void {
    const { img } = this;
    // A link around the picture says where a click leads; so does a key that is held with any.
    if (!this.zoomable || this.state !== 'ready' || event.target !== img || img?.closest('a')) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!event.defaultPrevented) void this.#drawing.zoom();
  }

  get #id(): string | undefined {
    return this.#loader.image?.id || this.#way?.id || undefined;
  }

  /** Whether the page asks for what only the API knows. */
  #wantsData(): boolean {
    return (
      (this.link === 'page' && !this.querySelector('a')) || (this.showCaption && !hasSlotted(this, 'caption'))
    );
  }

  #options(): ShownOptions {
    const { alt, sizes, priority, formats, transform } = this;
    const nsfw = oneOf(this.nsfw, ALLOWED.nsfw);
    const flagged = nsfw === 'blur' && this.#loader.image?.nsfw === true;
    const revealed = flagged && (this.#revealed || wasRevealed(this.#id));
    const loading = this.#isPrinted ? 'eager' : 'lazy';
    return { alt, sizes, priority, formats, transform, nsfw, revealed, loading };
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export interface ImgproImage {
  addEventListener: Listening<ImgproImage, ImgproImageEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproImage, ImgproImageEventMap>['removeEventListener'];
}

declare global {
  interface HTMLElementTagNameMap {
    'imgpro-image': ImgproImage;
  }
}
