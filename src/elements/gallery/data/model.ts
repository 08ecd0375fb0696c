import type { Image } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import { servicePart } from '../parts.ts';
import { NOTHING, sameIds, selectOnly, without, type Selection } from '../input/selection.ts';
import type { OwnPicture } from './children.ts';
import { Collection, type Rearrangement } from './collection.ts';
import { codeOf, messageOf } from './errors.ts';
import { Loader, type LoaderHost } from './loader.ts';
import type { Processing } from './processing.ts';
import type { Page, Source } from './sources.ts';

/** The model's reports to the parts that show it. */
export interface ModelReports {
  /** Carries a change out, and places the images. */
  arrange(how: Rearrangement, act: () => void): void;
  /** Images came at the end. */
  appended(): void;
  /** Whether an image belongs elsewhere now than what was known of it. */
  regroups(before: Image, now: Image): boolean;
  /** The data known of images have changed. */
  changed(): void;
  /** Asks for the sharp file of a flagged image that the page brought along. */
  sharpen(id: string): void;
  /** The image as it is shown while actions on it are under way, for one that comes from elsewhere; null hides it. */
  overlay(image: Image): Image | null;
}

/** The images of a gallery and what has become of them; knows neither their places nor the page. */
export class GalleryModel implements LoaderHost {
  readonly collection = new Collection();
  readonly loader = new Loader(this);
  selection: Selection = NOTHING;
  /** Pictures that did not load, how often each was tried again, and flagged ones that the person asked to see. */
  readonly broken = new Set<string>();
  readonly attempts = new Map<string, number>();
  readonly revealed = new Set<string>();
  /** Pictures that the page brought along. */
  own = new Map<string, OwnPicture>();
  /** The status text for a screen reader. */
  status = '';

  readonly #context: GalleryContext;
  readonly #reports: ModelReports;
  /** Waits for images that are processing; null until there is one. */
  #processing: Processing | null = null;
  /** The images an uploader brought, newest first: they stay when the gallery loads anew. */
  arrived: Image[] = [];
  /** The images shown belong to what was before; the first page that comes takes their place. */
  #stale = false;
  #nextOwn = new Map<string, OwnPicture>();
  /** The pages of the source that takes the place of what is shown, while they are at hand and still being read. */
  #coming: Image[] | null = null;

  constructor(context: GalleryContext, reports: ModelReports) {
    this.#context = context;
    this.#reports = reports;
  }

  requestUpdate(): void {
    this.#context.requestUpdate();
  }

  /** Loads from a source. The images shown stay until its first page has come, unless they have to go at once. */
  load(source: Source | null, clear: boolean, own: Map<string, OwnPicture>): Promise<void> {
    this.#stale = true;
    this.#coming = null;
    this.#nextOwn = own;
    if (clear) this.arrived = [];
    if (clear || !source) this.#replaceAll(this.arrived);
    return this.loader.start(source);
  }

  /** The ids in the order of the gallery that are selected. */
  get selectedIds(): string[] {
    const { ids } = this.selection;
    const { collection } = this;
    if (ids.size === 0) return [];
    // Numbers in a typed array are sorted many times as fast as ids by a function.
    const indices = Int32Array.from(ids, (id) => collection.indexOf(id)).sort();
    return Array.from(indices, (index) => collection.images[index]?.id ?? '').filter(Boolean);
  }

  /** Selects all images that have been loaded, and says so where there are more. */
  selectAll(): void {
    const { collection, loader } = this;
    const words = loader.hasMore
      ? this.#context.text.t('selectedLoaded', { count: collection.size })
      : undefined;
    this.select(selectOnly(collection.images.map(({ id }) => id)), words);
  }

  /** Shows a selection that is still being made: it is told when it is done, once. */
  preview(selection: Selection): void {
    this.selection = selection;
    this.#context.requestUpdate();
  }

  /** @param words What a screen reader is told; default: how many are selected. */
  select(selection: Selection, words?: string): void {
    const before = this.selection;
    this.selection = selection;
    if (sameIds(before, selection)) return;
    this.#context.requestUpdate();
    const { text } = this.#context;
    const count = selection.ids.size;
    this.status = words ?? (count === 0 ? text.t('selectedNone') : text.t('selected', { count }));
    this.#context.emit('imgpro-selection-change', { ids: this.selectedIds });
  }

  /** A picture did not load. */
  broke(id: string): void {
    if (this.broken.has(id)) return;
    this.broken.add(id);
    this.#context.requestUpdate();
  }

  retry(id: string): void {
    this.broken.delete(id);
    this.attempts.set(id, (this.attempts.get(id) ?? 0) + 1);
    this.#context.requestUpdate();
    if (this.revealed.has(id) && this.own.has(id)) this.#reports.sharpen(id);
  }

  /** The connection is back: what could not be loaded is tried again. */
  online(): void {
    if (this.loader.state === 'error') void this.loader.more();
    for (const id of [...this.broken]) this.retry(id);
  }

  /** Something new is known of images. */
  replace(images: readonly Image[]): void {
    this.show(this.overlaid(images));
  }

  /** Images as they are to be shown. */
  overlaid(images: readonly Image[]): Image[] {
    return images.flatMap((image) => this.#reports.overlay(image) ?? []);
  }

  /** Shows images as they are given. */
  show(images: readonly Image[]): void {
    const known = images.filter(({ id }) => this.collection.has(id));
    if (known.length === 0) return;
    const now = new Map(known.map((image) => [image.id, image]));
    this.arrived = this.arrived.map((image) => now.get(image.id) ?? image);
    for (const { id, url } of known) if (this.collection.get(id)!.url !== url) this.broken.delete(id);
    const replace = () => this.collection.replaceMany(known);
    if (known.some((image) => this.#reports.regroups(this.collection.get(image.id)!, image)))
      this.#reports.arrange('anew', replace);
    else replace();
    this.#reports.changed();
    this.watch(known);
    this.#context.requestUpdate();
  }

  remove(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const gone = new Set(ids);
    this.arrived = this.arrived.filter(({ id }) => !gone.has(id));
    this.hide(ids.filter((id) => this.collection.has(id)));
  }

  /** Takes tiles away, of images that may come back. */
  hide(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#processing?.forget(id);
    this.#reports.arrange('anew', () => this.collection.remove(ids));
    this.select(without(this.selection, ids));
    this.#context.requestUpdate();
  }

  /** Takes up what a removal from the page has interrupted. */
  resume(): void {
    this.loader.resume();
    this.watch(this.collection.images);
  }

  stop(): void {
    this.loader.stop();
    this.#processing?.stop();
  }

  /** Waits for those of these images that are processing. */
  watch(images: readonly Image[]): void {
    if (!images.some(({ status }) => status === 'processing')) return;
    void servicePart.fetch().then(
      ({ Processing }) => {
        if (!this.#context.element.isConnected) return; // `resume` takes it up again
        this.#processing ??= new Processing(this.#context, (image) => this.replace([image]));
        this.#processing.watch(images.filter(({ id }) => this.collection.has(id)));
      },
      () => {}, // the next change of the gallery asks again
    );
  }

  // The loader's reports.

  pageLoaded({ images: loaded, next }: Page): void {
    const hasMore = next !== null;
    let images = this.overlaid(loaded);
    if (this.#stale && this.loader.atHand && this.collection.size > 0) {
      // Images at hand take the place of others all at once, so that nobody loses the place where they are looking.
      this.#coming ??= [];
      for (const image of images) this.#coming.push(image);
      if (hasMore) return;
      images = this.#coming;
      this.#coming = null;
    }
    if (this.#stale) this.#replaceAll([...this.arrived, ...images]);
    else {
      this.#reports.arrange('append', () => this.collection.append(images));
      this.#reports.appended();
    }
    this.watch(images);
    this.status = this.#context.text.t(hasMore ? 'loaded' : 'loadedAll', { count: this.collection.size });
    this.#context.emit('imgpro-load-page', { images: loaded, hasMore });
  }

  pageFailed(error: unknown): void {
    const code = codeOf(error) || 'unknown';
    this.#context.emit('imgpro-error', { code, message: messageOf(error) });
  }

  /** Takes other images in place of all there are. An image that is in both keeps its tile, and stays selected. */
  #replaceAll(images: readonly Image[]): void {
    this.#stale = false;
    this.#processing?.stop();
    this.own = this.#nextOwn;
    this.broken.clear();
    this.#reports.arrange('anew', () => this.collection.replaceAll(images));
    this.#reports.appended();
    // A flagged image that was revealed stays so.
    for (const id of this.revealed)
      if (this.own.has(id) && this.collection.get(id)?.nsfw) this.#reports.sharpen(id);
    const gone = [...this.selection.ids].filter((id) => !this.collection.has(id));
    if (gone.length > 0) this.select(without(this.selection, gone));
  }
}
