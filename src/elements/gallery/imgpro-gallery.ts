import type { TemplateResult } from 'lit/html.js';
import type { PropertyValues } from '@lit/reactive-element';
import type { Image } from '../../api/types.ts';
import { gallery as english } from '../../locales/en/gallery.ts';
import type { GalleryTable } from '../../locales/tables.ts';
import { design } from '../shared/ui/design.ts';
import {
  connectionSettings,
  isAnonymous,
  pageApiUrl,
  type ConnectionSettings,
} from '../shared/ui/connection-settings.ts';
import type { Listening } from '../shared/ui/listening.ts';
import { Localisation } from '../shared/ui/localisation.ts';
import { GalleryController } from './controller.ts';
import type { OwnPicture } from './data/children.ts';
import { childrenKey, chooseSource, hasChildren } from './data/choose-source.ts';
import type { ImgproGalleryEventMap } from './gallery.events.ts';
import { galleryStyles } from './view/gallery.styles.ts';
import { galleryTemplate } from './view/gallery-template.ts';
import { givenImages } from './data/given.ts';
import { NOTHING, selectOnly } from './input/selection.ts';
import { servicePart } from './parts.ts';
import { GalleryProperties } from './properties.ts';
import { validGroupBy, validLayout, validNumber, validReorderable } from './settings.ts';
import { tileStyles } from './view/tile.styles.ts';

/**
 * Many images, ten or a million: the account's list through a token, images by `ids`, an array or an iterable as `.images`, or
 * the `<a><img></a>` that stand in it. Every place is known before a picture arrives, so nothing ever shifts.
 *
 * @summary A gallery of images with infinite scroll, headings by date, selection, a full-screen viewer, actions and undo.
 *
 * @slot - `<a href><img></a>`: the images a page shows without JavaScript.
 * @slot toolbar - Further actions, in the toolbar above the images.
 * @slot empty - In place of the text for a gallery without images.
 * @slot error - In place of the text and the button when images could not be loaded.
 * @slot end - After the last image, when all have come.
 *
 * @event {CustomEvent<LoadPageDetail>} imgpro-load-page - A page has come.
 * @event {CustomEvent<SelectionChangeDetail>} imgpro-selection-change - Another set of images is selected.
 * @event {CustomEvent<OpenDetail>} imgpro-open - The viewer has opened.
 * @event {CustomEvent<OpenDetail>} imgpro-close - The viewer has closed, at this image.
 * @event {CustomEvent<ReorderDetail>} imgpro-reorder - An image was moved.
 * @event {CustomEvent<BeforeDeleteDetail>} imgpro-before-delete - Images are about to be deleted, before the question; cancellable.
 * @event {CustomEvent<BatchDetail>} imgpro-delete - Images were deleted, or could not be; once an action.
 * @event {CustomEvent<BatchDetail>} imgpro-update - Images were changed, or could not be; once an action, an undo too.
 * @event {CustomEvent<GalleryErrorDetail>} imgpro-error - Images could not be loaded.
 *
 * @csspart base - The whole.
 * @csspart toolbar - The bar above the images.
 * @csspart heading - The name of a month or a day, with `group-by`.
 * @csspart tile - An image's place.
 * @csspart image - The picture in it.
 * @csspart caption - The caption over it.
 * @csspart check - The check mark that selects.
 * @csspart scrubber - The rail of dates.
 * @csspart more - The row under the images while there is more.
 *
 * @cssproperty --imgpro-row-height - Height of a row, with `layout="rows"`; default: by the width.
 * @cssproperty --imgpro-columns - Number of columns, with `layout="columns"` or `"grid"`; default: by the width.
 * @cssproperty --imgpro-gap - Space between images; default 8px, 4px where it is narrow.
 * @cssproperty --imgpro-tile-radius - Radius of an image's corners; default 6px.
 * @cssproperty --imgpro-toolbar-top - Where toolbar and headings stick: the height of a header the page keeps in view.
 *
 * @cssstate loading - Images are on their way.
 * @cssstate empty - There are none.
 * @cssstate error - Images could not be loaded.
 * @cssstate selecting - Something is selected.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- overloads of addEventListener, no more
export class ImgproGallery extends GalleryProperties {
  static override styles = [design, galleryStyles, tileStyles];

  static {
    // The width can only be measured when there is something to measure.
    this.disableWarning?.('change-in-update');
  }

  readonly #text = new Localisation<GalleryTable>(this, 'gallery', english);
  readonly #gallery = new GalleryController({
    element: this,
    text: this.#text,
    settings: () => {
      const groupBy = validGroupBy(this.groupBy);
      return {
        layout: validLayout(this.layout),
        groupBy,
        scrubber: this.scrubber,
        rowHeight: validNumber('row-height', this.rowHeight, 20),
        columns: validNumber('columns', this.columns, 1),
        gap: validNumber('gap', this.gap, 0),
        selectable: this.selectable || this.manage,
        manage: this.manage,
        fields: this.fields,
        lightbox: this.lightbox,
        reorderable: validReorderable(this.reorderable, groupBy),
        rtl: this.matches(':dir(rtl)'),
      };
    },
    root: () => this.renderRoot as ShadowRoot,
    client: async () => this.client ?? (await servicePart.fetch()).connect(this).client,
    source: () => this.#source,
    listed: () => !(isAnonymous(this.#connectionSettings) || this.images || this.ids || hasChildren(this)),
    fetchPolicy: async (signal) =>
      (await (await servicePart.fetch()).connect(this).tokens?.get({ signal }))?.policy ?? null,
    visible: () => this.isConnected && this.checkVisibility(),
    signal: () => this.signal,
    emit: (type, detail, options) => this.emit(type, detail, options),
    requestUpdate: () => this.requestUpdate(),
    renderNow: () => {
      this.requestUpdate();
      this.performUpdate();
    },
    updated: () => this.updateComplete,
  });
  /** The images among the children, as they were read last. */
  #children = '';
  /** The reload due at the next update; `clear` also takes away at once what is shown. */
  #reload: 'keep' | 'clear' | null = 'keep';
  /** The way to the API that what is shown came by. */
  #way: Way | null = null;
  /** Whether nothing has been loaded since it came to the page: it may be what somebody comes back to. */
  #isNew = false;
  #source = '';
  /** Ends the listening to the uploader. */
  #follows: AbortController | null = null;

  /** The images that have been loaded, in their order. */
  get loaded(): readonly Image[] {
    return this.#gallery.model.collection.images;
  }

  /** The ids that are selected, in the order of the gallery. */
  get selection(): string[] {
    return this.#gallery.model.selectedIds;
  }

  /** Whether more images can be loaded. */
  get hasMore(): boolean {
    return this.#gallery.model.loader.hasMore;
  }

  /** Loads everything anew; what is shown stays until the first page has come. */
  reload(): Promise<void> {
    this.#reload = null;
    return this.#load(false);
  }

  /** Loads the next page, or tries again the one that failed. */
  loadMore(): Promise<void> {
    return this.#gallery.model.loader.more();
  }

  /** Selects exactly these; ids that are not in the gallery are left out. */
  select(ids: Iterable<string>): void {
    const { model } = this.#gallery;
    model.select(selectOnly([...ids].filter((id) => model.collection.has(id))));
  }

  /** Selects all images that have been loaded. */
  selectAll(): void {
    this.#gallery.model.selectAll();
  }

  /** Selects nothing. */
  clearSelection(): void {
    this.#gallery.model.select(NOTHING);
  }

  /** Opens the full-screen viewer at an image, or goes there; one of the account that has not come yet is fetched. */
  open(id: string): Promise<void> {
    return this.#gallery.open(id);
  }

  /** Closes the viewer. */
  close(): void {
    this.#gallery.close();
  }

  /** Brings an image that has been loaded into view. */
  scrollToImage(id: string): Promise<void> {
    return this.#gallery.reveal(id);
  }

  protected override connected(): void {
    const { signal } = this;
    const { model } = this.#gallery;
    this.#gallery.connect(signal);
    this.#followUploader();
    this.#isNew = true;
    // Others may have come while it was elsewhere, where nobody watched.
    this.#childrenChanged();
    const children = new MutationObserver(() => this.#childrenChanged());
    children.observe(this, { childList: true });
    signal.addEventListener('abort', () => children.disconnect(), { once: true });
    window.addEventListener('online', () => model.online(), { signal });
    // A page that is still being read may yet bring the children.
    if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', () => this.requestUpdate(), { signal, once: true });
    this.requestUpdate();
  }

  protected override moved(): void {
    this.#followUploader();
    this.#gallery.stage.moved();
  }

  protected override disconnected(): void {
    this.#gallery.disconnect();
  }

  protected override connectionChanged(): void {
    const before = this.#way;
    const now = this.#connectionSettings;
    // Another language, too, is a change of the page's configuration.
    if (before && isSameWay(before, now)) return;
    if (!this.images && !hasChildren(this)) this.#reload = 'clear';
    void this.#gallery.managing?.abilities.learn();
    this.requestUpdate();
  }

  get #connectionSettings(): Way {
    const settings = connectionSettings(this);
    // A client knows its own way.
    return settings.client ? settings : { ...settings, pageApiUrl: pageApiUrl() };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed as Map<PropertyKey, unknown>);
    const has = (...names: (keyof ImgproGallery)[]) => names.some((name) => changed.has(name));
    const { stage, model } = this.#gallery;
    if (has('images', 'ids', 'pageSize', 'nextCursor')) this.#reload ??= 'keep';
    this.#gallery.prepare();
    if (has('layout', 'rowHeight', 'columns', 'gap')) stage.keepView(() => stage.arrange('anew'));
    if (has('manage') && this.hasUpdated) void this.#gallery.managing?.abilities.learn();
    if (this.#reload && this.#complete && this.isConnected) {
      const clear = this.#reload === 'clear';
      this.#reload = null;
      void this.#load(clear);
    }
    if (this.hasUpdated) stage.rendering();
    this.#gallery.input?.resting.rendering();
    const { loader, collection, selection } = model;
    this.setState('loading', loader.state === 'loading');
    this.setState('error', loader.state === 'error');
    this.setState('empty', collection.size === 0 && (loader.state === 'done' || loader.state === 'waiting'));
    this.setState('selecting', selection.ids.size > 0);
  }

  protected override render(): TemplateResult {
    return galleryTemplate(this.#gallery, {
      withUploader: this.uploader !== null,
      selectAll: () => this.selectAll(),
      clear: () => this.clearSelection(),
    });
  }

  protected override updated(): void {
    this.#gallery.rendered();
  }

  /** Whether everything that may say what to show is there. */
  get #complete(): boolean {
    return document.readyState !== 'loading' || this.images !== null || this.ids !== null;
  }

  #load(clear: boolean): Promise<void> {
    const { ids, nextCursor, pageSize } = this;
    const { client } = this.#gallery.context;
    this.#way = this.#connectionSettings;
    const anonymous = isAnonymous(this.#way);
    const own = new Map<string, OwnPicture>();
    const ways = { images: givenImages(this.images), ids, nextCursor, pageSize, client, anonymous };
    const { endpoint = '', apiUrl = '' } = this.#way;
    this.#source = [
      ways.images ? 'images' : (ids ?? [endpoint, apiUrl, this.#children]).join(' '),
      pageSize,
    ].join(' ');
    const source = chooseSource(this, ways, own);
    const returning = source && this.#isNew ? this.#gallery.returning(source) : source;
    if (source) this.#isNew = false; // what is loaded later is no return
    return this.#gallery.model.load(returning, clear, own);
  }

  /** Listens where the gallery is now. */
  #followUploader(): void {
    this.#follows?.abort();
    this.#follows = new AbortController();
    const signal = AbortSignal.any([this.signal, this.#follows.signal]);
    const heard = (event: Event) => {
      const { target } = event;
      if (this.uploader && target instanceof Element && target.id === this.uploader)
        this.#gallery.uploaded(event as CustomEvent, target);
    };
    // It may come to the page later than the gallery, so its events, which bubble, are caught at the root of both.
    for (const type of ['upload-success', 'image-ready', 'file-removed', 'update'])
      this.getRootNode().addEventListener(`imgpro-${type}`, heard, { signal });
  }

  #childrenChanged(): void {
    const key = childrenKey(this);
    if (this.images || this.ids || key === this.#children) return;
    this.#children = key;
    this.#reload ??= 'keep';
    this.requestUpdate();
  }
}

/** The element's way to the API, and the page's address of it, which says where a token may go. */
interface Way extends ConnectionSettings {
  pageApiUrl?: string;
}

/** Whether two ways lead to the same images. */
function isSameWay(a: Way, b: Way): boolean {
  const keys = ['client', 'provider', 'isOwn', 'endpoint', 'apiUrl', 'pageApiUrl'] as const;
  return keys.every((key) => a[key] === b[key]);
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- overloads of addEventListener, no more
export interface ImgproGallery {
  addEventListener: Listening<ImgproGallery, ImgproGalleryEventMap>['addEventListener'];
  removeEventListener: Listening<ImgproGallery, ImgproGalleryEventMap>['removeEventListener'];
}

declare global {
  interface HTMLElementTagNameMap {
    'imgpro-gallery': ImgproGallery;
  }
}
