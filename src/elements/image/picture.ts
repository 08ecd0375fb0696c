import {
  isPlain,
  isVeiled,
  plainAttributes,
  type ImageLike,
  type ImageOptions,
} from '../../image/core/plain.ts';
import { imageState } from '../../image/core/state.ts';
import { advice, editing, linking, type Coming } from './later.ts';
import { LightImage } from './light-image.ts';
import { pixelsOf, reload, type Pixels } from './pixels.ts';
import type { Way } from './way.ts';

/** The picture wanted, and how to show it. */
export interface Wanted {
  way: Way;
  image: ImageLike | null;
  /** The API has answered with an error. */
  refused: boolean;
  options: ImageOptions;
  link: 'page' | 'file' | '';
}

/** The picture in the page's own tree, kept in step with what is known of the image; and how far its pixels are. */
export class Picture extends LightImage {
  readonly #coming: Coming;
  readonly #settled: () => void;
  pixels: Pixels = 'none';
  /** The key of the input the `<img>` was last written from. */
  #written = '';
  #wasProcessing = false;
  /** The `<img>` still shows the blurred picture, and what happens to that says nothing of the sharp one. */
  #awaiting = false;
  /** There may be a link of ours around it: a server's, at first. */
  #linked = true;

  /** @param settled Its pixels have come, or will not. */
  constructor(element: HTMLElement, coming: Coming, settled: () => void) {
    super(element);
    this.#coming = coming;
    this.#settled = settled;
  }

  /** The element has left the page. */
  leave(): void {
    if (this.release()) this.pixels = 'none';
    this.#written = '';
  }

  /** Begins with a new way in: an `<img>` that is there is asked what has happened to it so far. */
  begin({ there }: Way): void {
    this.#reset();
    this.#wasProcessing = false;
    if (there) this.#look(this.img!);
  }

  /** Takes note of a load or error event; false for that of another picture. */
  settle(target: EventTarget | null, pixels: 'loaded' | 'failed'): boolean {
    if (this.#awaiting || target !== this.img) return false;
    this.pixels = pixels;
    return true;
  }

  /** Loads a picture that was there again, without changing a character; false when there is none. */
  reload(): boolean {
    const found = this.find();
    if (!found || found.made || pixelsOf(found.img) === 'none') return false;
    this.pixels = 'loading';
    reload(found.img);
    return true;
  }

  /** The sharp picture is awaited in place of a server's blurred one. */
  await(): void {
    this.#awaiting = true;
    this.pixels = 'loading';
  }

  override clear(): void {
    super.clear();
    this.#reset();
  }

  #reset(): void {
    this.#awaiting = false;
    this.pixels = 'none';
    this.#written = '';
  }

  /** Whether the picture that is there is not the one that may be shown: the author's own, of a flagged image. */
  conceals(image: ImageLike | null, options: ImageOptions): boolean {
    return image !== null && isVeiled(image, options) && !this.find()?.veiled;
  }

  /** Brings the light `<img>` to what is wanted. An author's own is left as it is, unless it is broken for good. */
  draw(wanted: Wanted): void {
    const { way, image, refused, options } = wanted;
    const state = image && !refused ? imageState(image, options) : null;
    if (way.kind === 'child' && !this.#hasNewAddress(image)) {
      // The file of an image that was still processed may have failed to load for that reason alone.
      if (state === 'ready' && this.#wasProcessing && this.pixels === 'failed') this.reload();
    } else if (state === 'ready' || state === 'nsfw') {
      this.#write(way, image!, options);
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
    const found = this.find();
    // The `<img>` a server has written for this image is right, until something here changes.
    const right = way.there && found?.id === id && found.veiled === veiled && this.pixels !== 'failed';
    if (this.#written === '' && right) {
      this.#written = wanted;
      return;
    }
    const shown = isPlain(image, options)
      ? { attributes: plainAttributes(image, options), arrange: null }
      : this.#coming.use(editing)?.edited(image, options);
    // The place is held meanwhile: an <img> before its sources would load a second file.
    if (!shown) return;
    this.#written = wanted;
    if (!shown.attributes.src) {
      super.clear();
      this.pixels = 'none';
      return;
    }
    this.#awaiting = false;
    const img = this.show({ id, veiled, ...shown });
    if (!img.hasAttribute('alt')) this.#coming.tell(advice, ({ adviseOfAlt }) => adviseOfAlt());
    this.#look(img);
  }

  /** Whether the author's own picture is broken, and the API knows another address (a signed one has expired). */
  #hasNewAddress(image: ImageLike | null): boolean {
    const { img } = this;
    if (this.pixels !== 'failed' || !img || !image?.url || image.status === 'processing') return false;
    return !`${img.getAttribute('src')} ${img.getAttribute('srcset')}`.includes(image.url);
  }

  #link({ way, image, options, link }: Wanted): void {
    // A server's link stays while nothing more is known.
    if (link ? !image && way.there && way.kind !== 'child' : !this.#linked) return;
    this.#linked = !!link;
    const found = this.find();
    // A veiled picture must not lead to the sharp one by a stray click.
    if (!link || (image && isVeiled(image, options))) this.unlink();
    else if (found) this.#coming.use(linking)?.linkPicture({ ...found, host: this.host, image, link });
  }

  /** Learns what has happened to an `<img>` before anyone listened. */
  #look(img: HTMLImageElement): void {
    const pixels = pixelsOf(img);
    this.pixels = pixels === 'unsure' ? 'loading' : pixels;
    if (pixels !== 'unsure') return;
    const settle = (outcome: 'loaded' | 'failed') => () => {
      // A load or error event since then knows better.
      if (this.pixels === 'loading' && img.complete && this.settle(img, outcome)) this.#settled();
    };
    img.decode().then(settle('loaded'), settle('failed'));
  }
}
