import type { TemplateResult } from 'lit/html.js';
import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Image } from '../../api/types.ts';
import { gallery as english } from '../../locales/en/gallery.ts';
import { design } from '../shared/ui/design.ts';
import { ImgproElement } from '../shared/connection/element.ts';
import { FocusKeeper } from '../shared/pictures/focus.ts';
import type { Listening } from '../shared/ui/listening.ts';
import { Localisation } from '../shared/ui/localisation.ts';
import type { GalleryLayout } from './arrangement.ts';
import type { OwnPicture } from './children.ts';
import { childrenKey, chooseSource, hasChildren, warnIfEmpty } from './choose-source.ts';
import type { ImgproGalleryEventMap } from './gallery.events.ts';
import { galleryStyles } from './gallery.styles.ts';
import { galleryTemplate } from './gallery-template.ts';
import { GalleryParts } from './parts.ts';
import { NOTHING, selectOnly } from './selection.ts';
import { idList, validLayout, validNumber } from './settings.ts';
import { tileStyles } from './tile.styles.ts';
import { toolbarStyles } from './toolbar.styles.ts';
import { followUploader } from './uploads.ts';

/**
 * Many images, ten or 100,000: the account's list through a token, images by `ids` or `.images`, or the
 * `<a><img></a>` that stand in it. Every place is known before a picture arrives, so nothing ever shifts.
 *
 * @summary A gallery of images with infinite scroll, selection, a full-screen viewer and actions.
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
 * @event {CustomEvent<BatchDetail>} imgpro-delete - Images were deleted, or could not be.
 * @event {CustomEvent<BatchDetail>} imgpro-update - Images were changed, or could not be.
 * @event {CustomEvent<GalleryErrorDetail>} imgpro-error - Images could not be loaded.
 *
 * @csspart base - The whole.
 * @csspart toolbar - The bar above the images.
 * @csspart tile - An image's place.
 * @csspart image - The picture in it.
 * @csspart caption - The caption over it.
 * @csspart check - The check mark that selects.
 * @csspart more - The row under the images while there is more.
 *
 * @cssproperty --imgpro-row-height - Height of a row, with `layout="rows"`; default: by the width.
 * @cssproperty --imgpro-columns - Number of columns, with `layout="columns"` or `"grid"`; default: by the width.
 * @cssproperty --imgpro-gap - Space between images; default 8px, 4px where it is narrow.
 * @cssproperty --imgpro-tile-radius - Radius of an image's corners; default 6px.
 * @cssproperty --imgpro-toolbar-top - Where the toolbar sticks: the height of a header the page keeps in view.
 *
 * @cssstate loading - Images are on their way.
 * @cssstate empty - There are none.
 * @cssstate error - Images could not be loaded.
 * @cssstate selecting - Something is selected.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- overloads of addEventListener, no more
export class ImgproGallery extends ImgproElement {
  static override styles = [design, galleryStyles, tileStyles, toolbarStyles];

  static {
    // The width can only be measured when there is something to measure.
    this.disableWarning?.('change-in-update');
  }

  /** Images by id, in this order. */
  @property({ converter: idList }) ids: string[] | null = null;
  /** Images that the page has at hand; `[]` is an empty gallery, null leaves it to the other ways in. */
  @property({ attribute: false }) images: Image[] | null = null;
  /** `rows` (justified), `columns` (masonry) or `grid`. */
  @property() layout: GalleryLayout = 'rows';
  /** Height of a row, in pixels. */
  @property({ attribute: 'row-height', type: Number }) rowHeight: number | null = null;
  /** Number of columns. */
  @property({ type: Number }) columns: number | null = null;
  /** Space between images, in pixels. */
  @property({ type: Number }) gap: number | null = null;
  /** Images a page, 1 to 100. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 50;
  /** Images can be selected, with mouse, touch and keyboard. */
  @property({ type: Boolean, reflect: true }) selectable = false;
  /** The selected images can be deleted and changed. */
  @property({ type: Boolean, reflect: true }) manage = false;
  /** A click opens the full-screen viewer. */
  @property({ type: Boolean }) lightbox = false;
  /** Images can be put into another order. */
  @property({ type: Boolean, reflect: true }) reorderable = false;
  /** Id of an uploader whose images appear at the top. */
  @property() uploader: string | null = null;
  /** Where the account's list goes on after the children, as `renderGallery` writes it. */
  @property({ attribute: 'next-cursor' }) nextCursor: string | null = null;

  readonly #text = new Localisation(this, 'gallery', english);
  readonly #parts = new GalleryParts({
    text: this.#text,
    settings: () => ({
      layout: validLayout(this.layout),
      rowHeight: validNumber('row-height', this.rowHeight, 20),
      columns: validNumber('columns', this.columns, 1),
      gap: validNumber('gap', this.gap, 0),
      selectable: this.selectable || this.manage,
      manage: this.manage,
      lightbox: this.lightbox,
      reorderable: this.reorderable,
      rtl: this.matches(':dir(rtl)'),
    }),
    root: () => this.renderRoot as ShadowRoot,
    client: () => this.connection.client,
    fetchImage: (id) => this.#fetch(id),
    visible: () => this.isConnected && this.checkVisibility(),
    emit: (type, detail, options) => this.emit(type, detail, options),
    requestUpdate: () => this.requestUpdate(),
    renderNow: () => {
      this.requestUpdate();
      this.performUpdate();
    },
    updated: () => this.updateComplete,
  });
  readonly #focus = new FocusKeeper();
  /** The images among the children, as they were read last. */
  #children = '';
  /** The reload due at the next update; `clear` also takes away at once what is shown. */
  #reload: 'keep' | 'clear' | null = 'keep';

  /** The images that have been loaded, in their order. */
  get loaded(): readonly Image[] {
    return this.#parts.model.collection.images;
  }

  /** The ids that are selected, in the order of the gallery. */
  get selection(): string[] {
    return this.#parts.model.selectedIds;
  }

  /** Whether more images can be loaded. */
  get hasMore(): boolean {
    return this.#parts.model.loader.hasMore;
  }

  /** Loads everything anew; what is shown stays until the first page has come. */
  reload(): Promise<void> {
    this.#reload = null;
    return this.#load(false);
  }

  /** Loads the next page, or tries again the one that failed. */
  loadMore(): Promise<void> {
    return this.#parts.model.loader.more();
  }

  /** Selects exactly these; ids that are not in the gallery are left out. */
  select(ids: Iterable<string>): void {
    const { model } = this.#parts;
    model.select(selectOnly([...ids].filter((id) => model.collection.has(id))));
  }

  /** Selects all images that have been loaded. */
  selectAll(): void {
    this.select(this.loaded.map(({ id }) => id));
  }

  /** Selects nothing. */
  clearSelection(): void {
    this.#parts.model.select(NOTHING);
  }

  /** Opens the full-screen viewer at an image that has been loaded. */
  open(id: string): Promise<void> {
    return this.#parts.viewer.open(id);
  }

  /** Closes the viewer. */
  close(): void {
    this.#parts.viewer.close();
  }

  /** Brings an image that has been loaded into view. */
  scrollToImage(id: string): Promise<void> {
    return this.#parts.navigation.reveal(id, 'center');
  }

  protected override connected(): void {
    const { signal } = this;
    const { model, viewer } = this.#parts;
    this.#parts.connect(signal);
    followUploader(this.getRootNode(), () => this.uploader, model, signal);
    this.#children = childrenKey(this);
    const children = new MutationObserver(() => this.#childrenChanged());
    children.observe(this, { childList: true });
    signal.addEventListener('abort', () => children.disconnect(), { once: true });
    window.addEventListener('popstate', () => this.lightbox && void viewer.followAddress(), { signal });
    window.addEventListener('online', () => model.online(), { signal });
    // A page that is still being read may yet bring the children.
    if (document.readyState === 'loading')
      document.addEventListener('DOMContentLoaded', () => this.requestUpdate(), { signal, once: true });
    warnIfEmpty(() => model.loader.state === 'waiting' && !this.uploader, signal);
    this.requestUpdate();
  }

  protected override disconnected(): void {
    this.#parts.disconnect();
  }

  protected override connectionChanged(): void {
    if (!this.images && !hasChildren(this)) this.#reload = 'clear';
    if (this.manage) void this.#learnAbilities();
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed as Map<PropertyKey, unknown>);
    const has = (...names: (keyof ImgproGallery)[]) => names.some((name) => changed.has(name));
    const { stage, model } = this.#parts;
    if (has('images', 'ids', 'pageSize', 'nextCursor')) this.#reload ??= 'keep';
    if (has('layout', 'rowHeight', 'columns', 'gap')) stage.arrange('anew');
    if (has('manage') && this.manage) void this.#learnAbilities();
    if (this.#reload && this.#complete) {
      const clear = this.#reload === 'clear';
      this.#reload = null;
      void this.#load(clear);
    }
    if (this.hasUpdated) this.#focus.before(this.renderRoot as ShadowRoot, ['more', 'message']);
    const { loader, collection, selection } = model;
    this.setState('loading', loader.state === 'loading');
    this.setState('error', loader.state === 'error');
    this.setState('empty', collection.size === 0 && (loader.state === 'done' || loader.state === 'waiting'));
    this.setState('selecting', selection.ids.size > 0);
  }

  protected override render(): TemplateResult {
    return galleryTemplate(this.#parts, {
      withUploader: this.uploader !== null,
      selectAll: () => this.selectAll(),
      clear: () => this.clearSelection(),
    });
  }

  protected override updated(): void {
    this.#parts.stage.rendered();
    const lost = this.#focus.lost(this.renderRoot as ShadowRoot);
    if (lost !== null) void this.#parts.navigation.rest(lost === '' ? 'tiles' : 'end');
    const question = this.renderRoot.querySelector<HTMLDialogElement>('.dialog:not([open])');
    question?.showModal();
    question?.querySelector<HTMLElement>('[data-first]')?.focus();
  }

  /** Whether everything that may say what to show is there. */
  get #complete(): boolean {
    return document.readyState !== 'loading' || this.images !== null || this.ids !== null;
  }

  #load(clear: boolean): Promise<void> {
    const { images, ids, nextCursor, pageSize } = this;
    const { client, anonymous } = this.connection;
    const own = new Map<string, OwnPicture>();
    const ways = { images, ids, nextCursor, pageSize, client, anonymous };
    return this.#parts.model.load(chooseSource(this, ways, own), clear, own);
  }

  /** Actions that the token does not allow are not offered. */
  async #learnAbilities(): Promise<void> {
    const { tokens } = this.connection;
    const grant = await tokens?.get({ signal: this.signal }).catch(() => null);
    this.#parts.model.manage.abilities = grant?.policy?.abilities ?? null;
    this.requestUpdate();
  }

  /** For an address that names an image further down the account's list than has been loaded. */
  #fetch(id: string): Promise<Image | null> {
    const { client, anonymous } = this.connection;
    if (anonymous || this.images || this.ids || hasChildren(this)) return Promise.resolve(null);
    return client.images.get(id, { signal: this.signal }).catch(() => null);
  }

  #childrenChanged(): void {
    const key = childrenKey(this);
    if (this.images || this.ids || key === this.#children) return;
    this.#children = key;
    this.#reload ??= 'keep';
    this.requestUpdate();
  }
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
