import type { ImgproClient } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import { neighbour, type Direction } from '../../layout/index.ts';
import { Dragging } from './input/dragging.ts';
import { Interaction } from './input/interaction.ts';
import { GalleryModel } from './data/model.ts';
import { Navigation } from './input/navigation.ts';
import type { GallerySettings } from './settings.ts';
import { Stage } from './stage/stage.ts';
import type { Texts } from './view/tiles.ts';
import { idOfHash } from './viewer/address.ts';
import { LateViewer } from './viewer/late-viewer.ts';

/** The element as its parts may use it. */
export interface GalleryHost {
  readonly text: Texts;
  settings(): GallerySettings;
  root(): ShadowRoot;
  client(): ImgproClient;
  /** An image of the account that has not been loaded; null if there is none to be had. */
  fetchImage(id: string): Promise<Image | null>;
  /** Whether anybody can see the gallery. */
  visible(): boolean;
  emit(type: string, detail: unknown, options?: { cancelable?: boolean }): boolean;
  requestUpdate(): void;
  renderNow(): void;
  updated(): Promise<unknown>;
}

/** The gallery's parts, each with one concern, and who asks whom for what. */
export class GalleryParts {
  readonly host: GalleryHost;
  readonly model: GalleryModel;
  readonly stage: Stage;
  readonly navigation: Navigation;
  readonly viewer: LateViewer;
  readonly dragging: Dragging;
  readonly #interaction: Interaction;
  /** Whether the address has been looked at for an image to open. */
  #followed = false;

  constructor(host: GalleryHost) {
    const { text, settings, root, requestUpdate, renderNow } = host;
    this.host = host;
    const model = new GalleryModel({
      text,
      client: host.client,
      visible: host.visible,
      emit: host.emit,
      requestUpdate,
      arrange: (how, act) => this.#arrange(how, act),
      appended: () => this.#appended(),
      changed: () => this.viewer.update(),
      deletedFrom: (place) => {
        const { images } = model.collection;
        const next = images[Math.min(place, images.length - 1)];
        if (!this.#mayFocus) return;
        void (next ? this.navigation.focus(next.id) : this.navigation.rest());
      },
    });
    this.model = model;
    this.stage = new Stage({
      root,
      images: () => model.collection.images,
      indexOf: (id) => model.collection.indexOf(id),
      settings,
      // Not while loading anew: what is shown then is complete.
      holdsBack: () => model.loader.started && ['idle', 'loading'].includes(model.loader.state),
      requestUpdate,
      renderNow,
      nearEnd: () => {
        if (model.loader.state === 'idle') void model.loader.more();
      },
    });
    this.navigation = new Navigation({
      root,
      boxes: () => this.stage.boxes,
      shownCount: () => this.stage.count,
      updated: host.updated,
      idAt: (index) => model.collection.images[index]?.id,
      indexOf: (id) => model.collection.indexOf(id),
      requestUpdate,
    });
    this.viewer = new LateViewer({
      text,
      rtl: () => settings().rtl,
      images: () => model.collection.images,
      indexOf: (id) => model.collection.indexOf(id),
      hasMore: () => model.loader.hasMore,
      isRevealed: (id) => model.revealed.has(id),
      reveal: (id) => model.reveal(id),
      ownPicture: (id) => model.own.get(id),
      thumbnail: (id) => this.navigation.tile(id)?.querySelector<HTMLImageElement>('img.is-loaded') ?? null,
      find: (id) => model.collection.get(id),
      fetchImage: host.fetchImage,
      loadMore: () => model.loader.more(),
      follow: (id) => void this.navigation.reveal(id),
      opened: (image) => host.emit('imgpro-open', { id: image.id, image }),
      focus: (id) => void this.navigation.focus(id),
      closed: (image) => host.emit('imgpro-close', { id: image.id, image }),
    });
    this.dragging = new Dragging({
      root,
      boxes: () => ({ ...this.stage.boxes, count: this.stage.count }),
      rtl: () => settings().rtl,
      indexOf: (id) => model.collection.indexOf(id),
      drop: (id, place) => void model.move(id, place),
      requestUpdate,
    });
    this.#interaction = new Interaction(
      {
        settings,
        open: (id) => void this.viewer.open(id),
        preloadViewer: () => this.viewer.preload(),
        moveImage: (id, to) => void this.#move(id, to),
        dragging: this.dragging,
      },
      model,
      this.navigation,
    );
  }

  connect(signal: AbortSignal): void {
    this.#followed = false;
    this.stage.connect(signal);
    this.viewer.connect(() => this.host.settings().lightbox, signal);
    this.#interaction.connect(this.host.root(), signal);
    this.model.watch();
  }

  disconnect(): void {
    this.model.stop();
    this.model.manage.cancel();
    this.viewer.close();
  }

  #arrange(how: 'grow' | 'anew', act: () => void): void {
    const change = () => {
      act();
      this.stage.arrange(how);
    };
    if (how === 'grow') change();
    else this.stage.keepView(change);
    this.viewer.update();
  }

  /** Whether the focus is in the gallery, or nowhere: while the work went on, people may have gone elsewhere. */
  get #mayFocus(): boolean {
    const root = this.host.root();
    const { activeElement, body } = root.ownerDocument;
    return root.activeElement !== null || activeElement === null || activeElement === body;
  }

  /** Moves an image one step, and the focus with it. */
  async #move(id: string, to: Direction): Promise<void> {
    const { collection } = this.model;
    const place = neighbour({ ...this.stage.boxes, count: this.stage.count }, collection.indexOf(id), to);
    if (this.model.move(id, place)) await this.navigation.focus(id);
  }

  #appended(): void {
    this.stage.lookAgain();
    if (!this.#followed && this.host.settings().lightbox && idOfHash(location.hash))
      void this.viewer.followAddress();
    this.#followed = true;
  }
}
