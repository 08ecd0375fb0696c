import { isPlain, isVeiled, plainAttributes, type ImageLike, type ImageOptions } from '../../image/plain.ts';
import { linkTarget } from '../../image/urls.ts';
import { imageState } from '../../image/state.ts';
import { advice, editing, type Later } from './later.ts';
import { LightImage, type FoundImage } from './light-image.ts';
import { pixelsOf, reload, type Pixels } from './pixels.ts';
import type { Way } from './way.ts';

/** What is to be shown, and how. */
export interface Wanted {
  way: Way;
  image: ImageLike | null;
  /** The API has answered with an error. */
  refused: boolean;
  options: ImageOptions;
  link: 'page' | 'file' | '';
}

/** What a picture needs of its element. */
export interface PictureHost {
  /** Its pixels have come, or will not. */
  settled(): void;
  /** It can be drawn anew. */
  changed(): void;
  need<Module>(later: Later<Module>): Promise<Module>;
}

/** Without a network the next change asks again. */
const ignore = (): void => {};

/** The picture in the page's own tree, kept in step with what is known of the image; and how far its pixels are. */
export class Picture {
  readonly #light: LightImage;
  readonly #host: PictureHost;
  #pixels: Pixels = 'none';
  /** What the `<img>` was last written from. */
  #written = '';
  #wasProcessing = false;
  /** The `<img>` still shows the blurred picture, and what happens to that says nothing of the sharp one. */
  #awaiting = false;

  constructor(element: HTMLElement, host: PictureHost) {
    this.#light = new LightImage(element);
    this.#host = host;
  }

  get pixels(): Pixels {
    return this.#pixels;
  }

  find(): FoundImage | null {
    return this.#light.find();
  }

  /** The element has left the page. */
  leave(): void {
    if (this.#light.release()) this.#pixels = 'none';
    this.#written = '';
  }

  /** Begins with a new way in: an `<img>` that is there is asked what has happened to it so far. */
  begin(way: Way): void {
    this.#written = '';
    this.#wasProcessing = false;
    this.#awaiting = false;
    this.#pixels = 'none';
    const found = this.#light.find();
    if (way.there && found) this.#look(found.img);
  }

  /** Takes note of a load or error event; false for that of another picture. */
  settle(target: EventTarget | null, pixels: 'loaded' | 'failed'): boolean {
    if (this.#awaiting || target !== this.#light.find()?.img) return false;
    this.#pixels = pixels;
    return true;
  }

  /** Loads a picture that was there again, without changing a character; false when there is none. */
  reload(): boolean {
    const found = this.#light.find();
    if (!found || found.made || pixelsOf(found.img) === 'none') return false;
    this.#pixels = 'loading';
    reload(found.img);
    return true;
  }

  /** The sharp picture is awaited in place of a server's blurred one. */
  await(): void {
    this.#awaiting = true;
    this.#pixels = 'loading';
  }

  clear(): void {
    this.#light.clear();
    this.#awaiting = false;
    this.#pixels = 'none';
    this.#written = '';
  }

  /** Whether the picture that is there is not the one that may be shown: the author's own, of a flagged image. */
  conceals(image: ImageLike | null, options: ImageOptions): boolean {
    return image !== null && isVeiled(image, options) && !this.#light.find()?.veiled;
  }

  /** Brings the light `<img>` to what is wanted. An author's own is left as it is, unless it is broken for good. */
  draw(wanted: Wanted): void {
    const { way, image, refused, options } = wanted;
    const state = image && !refused ? imageState(image, options) : null;
    if (way.kind === 'child' && !this.#hasNewAddress(image)) {
      // The file of an image that was still processed may have failed to load for that reason alone.
      if (state === 'ready' && this.#wasProcessing && this.#pixels === 'failed') this.reload();
    } else if (image !== null && (state === 'ready' || state === 'nsfw')) {
      this.#write(way, image, options);
    } else if (!(way.there && image === null && !refused)) {
      this.clear();
    }
    this.#wasProcessing = state === 'processing';
    this.#link(wanted);
  }

  #write(way: Way, image: ImageLike, options: ImageOptions): void {
    if (image.url === '') return;
    const id = image.id ?? '';
    const veiled = isVeiled(image, options);
    const wanted = JSON.stringify([id, image.url, image.sizes, veiled, options]);
    if (wanted === this.#written) return;
    const found = this.#light.find();
    // What a server has written for this image is right, until something here changes.
    const right = way.there && found?.id === id && found.veiled === veiled && this.#pixels !== 'failed';
    if (this.#written === '' && right) {
      this.#written = wanted;
      return;
    }
    const plain = isPlain(image, options);
    const { now } = editing;
    // The place is held meanwhile: an <img> before its sources would load a second file.
    if (!plain && !now) return void this.#host.need(editing).then(() => this.#host.changed(), ignore);
    this.#written = wanted;
    const attributes = plain ? plainAttributes(image, options) : now!.imageAttributes(image, options);
    if (!attributes.src) {
      this.#light.clear();
      this.#pixels = 'none';
      return;
    }
    const sources = plain ? [] : now!.imageSources(image, options);
    const arrange = sources.length > 0 ? (bare: HTMLImageElement) => now!.arrange(bare, sources) : null;
    this.#awaiting = false;
    const img = this.#light.show({ id, veiled, attributes, arrange });
    if (!img.hasAttribute('alt')) this.#host.need(advice).then(({ adviseOfAlt }) => adviseOfAlt(), ignore);
    this.#look(img);
  }

  /** Whether the author's own picture is broken, and the API knows another address (a signed one has expired). */
  #hasNewAddress(image: ImageLike | null): boolean {
    const found = this.#light.find();
    if (this.#pixels !== 'failed' || !found || !image?.url || image.status === 'processing') return false;
    const markup = `${found.img.getAttribute('src') ?? ''} ${found.img.getAttribute('srcset') ?? ''}`;
    return !markup.includes(image.url);
  }

  #link({ way, image, options, link }: Wanted): void {
    // What a server has linked stays while nothing more is known.
    if (link && !image && way.there && way.kind !== 'child') return;
    const veiled = image !== null && isVeiled(image, options);
    const found = this.#light.find();
    const file = image ?? (found && { url: found.img.src });
    this.#light.link(link && file && !veiled ? linkTarget(file, link) : null);
  }

  /** Learns what has happened to an `<img>` before anyone listened. */
  #look(img: HTMLImageElement): void {
    const pixels = pixelsOf(img);
    this.#pixels = pixels === 'unsure' ? 'loading' : pixels;
    if (pixels !== 'unsure') return;
    const settle = (outcome: 'loaded' | 'failed') => () => {
      // A load or error event since then knows better.
      if (this.#pixels === 'loading' && img.complete && this.settle(img, outcome)) this.#host.settled();
    };
    img.decode().then(settle('loaded'), settle('failed'));
  }
}
