import { isImgproError, type ImgproClient } from '../../api/index.ts';
import type { BatchError, Image } from '../../api/types.ts';
import { warnOnce } from '../shared/base/warn.ts';
import type { OwnPicture } from './children.ts';
import { Collection } from './collection.ts';
import { Loader, type LoaderHost } from './loader.ts';
import { isSetUpWrong } from './messages.ts';
import { Manage, type ManageHost } from './manage.ts';
import { Processing } from './processing.ts';
import { NOTHING, sameIds, without, type Selection } from './selection.ts';
import type { Page, Source } from './sources.ts';
import { nameOf, type Texts } from './tiles.ts';

/** The model's host: the element it belongs to. */
export interface ModelHost {
  readonly text: Texts;
  client(): ImgproClient;
  /** Whether anybody can see the gallery now. */
  visible(): boolean;
  emit(type: string, detail: unknown, options?: { cancelable?: boolean }): boolean;
  requestUpdate(): void;
  /** The images have changed: at the end or in place (`grow`), or all through (`anew`). */
  arrange(how: 'grow' | 'anew', act: () => void): void;
  /** Images came at the end. */
  appended(images: Image[]): void;
  /** The data known of an image has changed. */
  changed(id: string): void;
  /** Images were deleted, the first of them at this place; the button that did it may be gone too. */
  deletedFrom(place: number): void;
}

/** The images of a gallery and what has become of them; knows neither their places nor the page. */
export class GalleryModel implements LoaderHost, ManageHost {
  readonly collection = new Collection();
  readonly loader = new Loader(this);
  readonly manage = new Manage(this);
  selection: Selection = NOTHING;
  /** Pictures that did not load, how often each was tried again, and flagged ones that the person asked to see. */
  readonly broken = new Set<string>();
  readonly attempts = new Map<string, number>();
  readonly revealed = new Set<string>();
  /** Pictures that the page brought along. */
  own: ReadonlyMap<string, OwnPicture> = new Map();
  /** The status text for a screen reader. */
  status = '';

  readonly #host: ModelHost;
  readonly #processing = new Processing((image) => this.replace(image));
  /** The images an uploader brought, newest first: they stay when the gallery loads anew. */
  #arrived: Image[] = [];
  /** The images shown belong to what was before; the first page that comes takes their place. */
  #stale = false;
  #nextOwn: ReadonlyMap<string, OwnPicture> = new Map();

  constructor(host: ModelHost) {
    this.#host = host;
  }

  get text(): Texts {
    return this.#host.text;
  }

  get client(): ImgproClient {
    return this.#host.client();
  }

  requestUpdate(): void {
    this.#host.requestUpdate();
  }

  say(words: string): void {
    this.status = words;
    this.#host.requestUpdate();
  }

  /** Loads from a source. The images shown stay until its first page has come, unless they have to go at once. */
  load(source: Source | null, clear: boolean, own: ReadonlyMap<string, OwnPicture>): Promise<void> {
    this.#stale = true;
    this.#nextOwn = own;
    if (clear) this.#arrived = [];
    if (clear || !source) this.#clear(this.#arrived);
    return this.loader.start(source);
  }

  /** The ids in the order of the gallery that are selected. */
  get selectedIds(): string[] {
    const { ids } = this.selection;
    if (ids.size === 0) return [];
    return this.collection.images.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  }

  select(selection: Selection): void {
    const before = this.selection;
    this.selection = selection;
    if (sameIds(before, selection)) return;
    this.#host.requestUpdate();
    this.status = this.text.t('selected', { count: selection.ids.size });
    this.#host.emit('imgpro-selection-change', { ids: this.selectedIds });
  }

  reveal(id: string): void {
    this.revealed.add(id);
    this.#host.changed(id);
    this.#host.requestUpdate();
  }

  /** A picture did not load. */
  broke(id: string): void {
    this.broken.add(id);
    this.#host.requestUpdate();
  }

  retry(id: string): void {
    this.broken.delete(id);
    this.attempts.set(id, (this.attempts.get(id) ?? 0) + 1);
    this.#host.requestUpdate();
  }

  /** The connection is back: what could not be loaded is tried again. */
  online(): void {
    if (this.loader.state === 'error') void this.loader.more();
    for (const id of this.broken) this.retry(id);
  }

  /** Something new is known of an image. */
  replace(image: Image): void {
    this.#arrived = this.#arrived.map((known) => (known.id === image.id ? image : known));
    this.#host.arrange('grow', () => this.collection.update(image));
    this.#host.changed(image.id);
    this.watch();
    this.#host.requestUpdate();
  }

  /** An uploader has stored an image, or an image that it had stored is ready. */
  arrived(image: Image): void {
    if (this.collection.has(image.id)) return this.replace(image);
    this.#arrived.unshift(image);
    this.#host.arrange('anew', () => this.collection.prepend([image]));
    this.watch();
    this.#host.requestUpdate();
  }

  /** An image was changed where it was uploaded. */
  edited(image: Image): void {
    if (this.collection.has(image.id)) this.replace(image);
  }

  /** An uploader's file was taken off its list. */
  left(id: string, deleted: boolean): void {
    const image = this.collection.get(id);
    if (deleted || image?.status === 'failed' || image?.blocked) this.remove([id]);
  }

  remove(ids: string[]): void {
    if (ids.length === 0) return;
    const gone = new Set(ids);
    this.#arrived = this.#arrived.filter(({ id }) => !gone.has(id));
    for (const id of ids) this.#processing.forget(id);
    this.#host.arrange('anew', () => this.collection.remove(ids));
    this.select(without(this.selection, ids));
    this.#host.requestUpdate();
  }

  /** Puts an image into another place; false if it is there already. */
  move(id: string, place: number): boolean {
    let moved = false;
    this.#host.arrange('anew', () => (moved = this.collection.move(id, place)));
    const image = this.collection.get(id);
    if (!moved || !image) return false;
    const index = this.collection.indexOf(id) + 1;
    this.status = this.text.t('moved', {
      name: nameOf(image, this.text),
      index,
      count: this.collection.size,
    });
    this.#host.requestUpdate();
    this.#host.emit('imgpro-reorder', { ids: this.collection.images.map((each) => each.id) });
    return true;
  }

  /** Takes up waiting for images that are processing. */
  watch(): void {
    this.#processing.watch(this.collection.images, this.client, () => this.#host.visible());
  }

  stop(): void {
    this.loader.stop();
    this.#processing.stop();
  }

  // The loader's reports.

  pageLoaded({ images, hasMore }: Page): void {
    if (this.#stale) this.#clear(this.#arrived, images);
    let added: Image[] = [];
    this.#host.arrange('grow', () => (added = this.collection.append(images)));
    this.#host.appended(added);
    this.watch();
    this.status = this.text.t('loaded', { count: this.collection.size });
    this.#host.emit('imgpro-load-page', { images, hasMore });
  }

  pageFailed(error: unknown): void {
    const code = isImgproError(error) ? error.code : 'unknown';
    const message = error instanceof Error ? error.message : String(error);
    if (isSetUpWrong(error))
      warnOnce(
        'gallery-list',
        `<imgpro-gallery> may not list images (${code}): its token needs the ability "list". Have your token endpoint ` +
          'grant it: see `abilities` in authorize() of imgpro-elements/server.',
      );
    this.#host.emit('imgpro-error', { code, message });
  }

  // The actions' reports.

  beforeDelete(ids: string[]): boolean {
    return this.#host.emit('imgpro-before-delete', { ids }, { cancelable: true });
  }

  deleted(ids: string[], errors: BatchError[]): void {
    const first = ids.reduce((least, id) => Math.min(least, this.collection.indexOf(id)), Infinity);
    this.remove(ids);
    if (ids.length > 0) this.#host.deletedFrom(first);
    this.#host.emit('imgpro-delete', { ids, errors });
  }

  updated(images: Image[], ids: string[], errors: BatchError[]): void {
    for (const image of images) this.replace(image);
    this.#host.emit('imgpro-update', { ids, errors });
  }

  /** @param coming What is about to follow: it stays selected. */
  #clear(keep: Image[], coming: Image[] = []): void {
    this.#stale = false;
    this.#processing.stop();
    this.own = this.#nextOwn;
    this.broken.clear();
    this.#host.arrange('anew', () => {
      this.collection.clear();
      this.collection.append(keep);
    });
    const known = new Set([...keep, ...coming].map(({ id }) => id));
    const gone = [...this.selection.ids].filter((id) => !known.has(id));
    if (gone.length > 0) this.select(without(this.selection, gone));
  }
}
