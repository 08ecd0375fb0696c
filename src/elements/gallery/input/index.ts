import type { Image } from '../../../api/types.ts';
import { neighbour, type Direction } from '../../../layout/index.ts';
import type { Part } from '../../shared/ui/part.ts';
import type { GalleryContext } from '../context.ts';
import type { Collection, Rearrangement } from '../data/collection.ts';
import type { OwnPicture } from '../data/children.ts';
import type { LoaderState } from '../data/loader.ts';
import { ReturnPlace } from '../data/return-place.ts';
import { takeUpload, type UploadedModel, type UploaderLike } from '../data/uploader-events.ts';
import type { ListGeometry } from '../stage/geometry.ts';
import { listGeometry } from '../stage/list-geometry.ts';
import type { Stage } from '../stage/stage.ts';
import { warnIfEmpty } from '../later/advice.ts';
import { LateViewer } from '../viewer/late-viewer.ts';
import { nameOf } from '../view/names.ts';
import type * as viewer from '../viewer/viewer.ts';
import type { Drag } from './drag.ts';
import type * as dragging from './dragging.ts';
import type { PointerGesture } from './gesture.ts';
import { Interaction, type InteractionModel } from './interaction.ts';
import type { Navigation } from './navigation.ts';
import { newOrder } from './new-order.ts';
import type { Placing } from './placing.ts';
import { Resting } from './resting.ts';
import { withIds, withoutIds } from './runs.ts';
import type * as selecting from './selecting.ts';
import { Steps } from './steps.ts';
import type { Selection } from './selection.ts';
import { Ways } from './ways.ts';

/** The images, as far as acts of people change or show them. */
interface InputModel extends InteractionModel, UploadedModel {
  readonly collection: Collection;
  readonly loader: {
    readonly state: LoaderState;
    readonly cursors: readonly string[];
    more(): Promise<void>;
  };
  readonly revealed: Set<string>;
  readonly own: Map<string, OwnPicture>;
  /** Shows a selection that is still being made. */
  preview(selection: Selection): void;
  /** A picture did not load. */
  broke(id: string): void;
  /** The status text for a screen reader. */
  status: string;
}

/** The gallery as acts of people see it. */
export interface InputHost {
  readonly context: GalleryContext;
  readonly model: InputModel;
  readonly navigation: Navigation;
  readonly stage: Stage;
  readonly viewer: Part<typeof viewer>;
  /** Tells the source of the images from others. */
  source(): string;
  /** Carries a change out, and places the images. */
  arrange(how: Rearrangement, act: () => void): void;
  /** The code of gestures; null until it is there. */
  selecting(): typeof selecting | null;
  dragging(): typeof dragging | null;
  /** Whether the images are the account's list. */
  listed(): boolean;
  /** The questions before actions; null without `manage`. */
  questions(): { readonly question: unknown; ask(kind: 'delete', ids: string[]): void } | null;
  selectedIds(): string[];
}

/** All that people do with a gallery that is shown: keys, clicks, presses and gestures, and the way to its viewer. */
export class Input {
  readonly viewer: LateViewer;
  readonly resting: Resting;
  /** The place that somebody left here, and comes back to. */
  readonly place: ReturnPlace;
  readonly ways: Ways;
  readonly #host: InputHost;
  readonly #geometry: ListGeometry;
  readonly #interaction: Interaction;
  #dragging: dragging.Dragging | null = null;
  #placing: Placing | null = null;
  #selecting: selecting.Selecting | null = null;

  constructor(host: InputHost) {
    this.#host = host;
    const { context, model, navigation, stage, source } = host;
    const ways = (this.ways = new Ways(context, stage, navigation));
    const geometry = (this.#geometry = listGeometry(context, stage));
    this.place = new ReturnPlace({ context, stage, source, cursors: () => model.loader.cursors });
    this.resting = new Resting(context, navigation);
    const { images, indexOf, hasMore, find, text, settings, emit } = context;
    this.viewer = new LateViewer(
      {
        ...{ text, images, indexOf, hasMore, find },
        rtl: () => settings().rtl,
        isRevealed: (id) => model.revealed.has(id),
        reveal: (id) => this.#reveal(id),
        ownPicture: (id) => model.own.get(id),
        thumbnail: (id) => navigation.tile(id)?.querySelector<HTMLImageElement>('img.is-loaded') ?? null,
        fetchImage: (id) => this.#fetch(id),
        loadMore: () => model.loader.more(),
        follow: (id) => void ways.reveal(id),
        opened: (image) => emit('imgpro-open', { id: image.id, image }),
        focus: (id) => void ways.focus(id),
        closed: (image) => emit('imgpro-close', { id: image.id, image }),
      },
      host.viewer,
    );
    const steps = new Steps(context, geometry, navigation, ways);
    this.#interaction = new Interaction(context, model, navigation, steps, {
      open: (id) => void this.viewer.open(id),
      reveal: (id) => this.#reveal(id),
      preloadViewer: () => this.viewer.preload(),
      moveImage: (id, to) => void this.#move(id, to),
      focus: (id) => void ways.focus(id),
      askDelete: () => host.questions()?.ask('delete', host.selectedIds()),
      asks: () => Boolean(host.questions()?.question),
      selecting: () => this.#selectingMany,
      dragging: () => this.#reordering,
      placing: () => this.placing,
      gestures: () => this.#gestures,
    });
  }

  /** Asks for the sharp file of a flagged image that the page brought along: its address is not in the page. */
  async sharpen(id: string): Promise<void> {
    const { context, model } = this.#host;
    try {
      const { images } = await context.client();
      const image = await images.get(id);
      model.own.delete(id);
      model.replace([image]);
    } catch {
      model.broke(id);
    }
  }

  /** Shows a flagged image. */
  #reveal(id: string): void {
    const { context, model } = this.#host;
    model.revealed.add(id);
    this.viewer.update();
    context.requestUpdate();
    if (model.own.has(id)) void this.sharpen(id);
  }

  /** For an address that names an image further down the account's list than has been loaded. */
  async #fetch(id: string): Promise<Image | null> {
    const { context, model, listed } = this.#host;
    // Images that the page has just given are on their way in.
    await context.updated();
    if (model.loader.state === 'loading') await model.loader.more();
    const known = model.collection.get(id);
    if (known || !listed()) return known ?? null;
    const client = await context.client();
    return client.images.get(id, { signal: context.signal() }).catch(() => null);
  }

  /** An event of the gallery's uploader. */
  uploaded(event: CustomEvent, uploader: Element): void {
    takeUpload(event, uploader as UploaderLike, this.#host);
  }

  /** Listens from now on. */
  connect(signal: AbortSignal): void {
    const { context, model } = this.#host;
    const element = context.element as { uploader?: string | null };
    warnIfEmpty(() => model.loader.state === 'waiting' && !element.uploader, signal);
    this.place.connect(signal);
    this.#interaction.connect(context.root(), signal);
    signal.addEventListener('abort', () => this.#placing?.stop(), { once: true });
  }

  /** The image that is dragged; null if none is. */
  get drag(): Drag | null {
    return this.#reordering?.drag ?? null;
  }

  /** Whether a gesture is under way. */
  get busy(): boolean {
    return this.#gestures.some(({ busy }) => busy);
  }

  /** Reordering with the pointer; null without `reorderable`, or until its code is there. */
  get #reordering(): dragging.Dragging | null {
    const { context, navigation } = this.#host;
    if (!context.settings().reorderable) return null;
    const module = this.#host.dragging();
    if (!module) return null;
    return (this.#dragging ??= new module.Dragging(context, this.#geometry, {
      pin: (id) => navigation.pin(id),
      drop: (id, place) => void this.#put([id], place),
    }));
  }

  /** Reordering with a button and a click; null without `reorderable`, or until its code is there. */
  get placing(): Placing | null {
    const { context, selectedIds } = this.#host;
    if (!context.settings().reorderable) return null;
    const module = this.#host.dragging();
    if (!module) return null;
    return (this.#placing ??= new module.Placing(context, this.#geometry, {
      selectedIds,
      move: (ids, place, words) => void this.#put(ids, place, words),
      reveal: (id) => this.ways.reveal(id),
      focus: (id) => this.ways.focus(id),
      rest: () => this.resting.rest(),
    }));
  }

  /** The gestures that select many; null until their code is there. */
  get #selectingMany(): selecting.Selecting | null {
    const { context, model } = this.#host;
    const module = this.#host.selecting();
    return (
      module &&
      (this.#selecting ??= new module.Selecting(context, this.#geometry, model, {
        withIds,
        withoutIds,
      }))
    );
  }

  get #gestures(): PointerGesture[] {
    return [this.#dragging, this.#selecting].flatMap((part) => part?.gesture ?? []);
  }

  /** Moves an image one step, and the focus with it. */
  async #move(id: string, to: Direction): Promise<void> {
    const { context } = this.#host;
    const place = neighbour(context.boxes(), context.indexOf(id), to);
    if (this.#put([id], place)) await this.ways.focus(id);
  }

  /**
   * Puts images together into another place, where the first of them stands then; false if they are there already.
   * @param words What a screen reader is told; default: where the first one stands.
   */
  #put(ids: readonly string[], place: number, words?: string): boolean {
    const { context, model, arrange } = this.#host;
    const { collection } = model;
    const image = collection.get(ids[0]!);
    const order = newOrder(collection.images, ids, place);
    if (!order || !image) return false;
    arrange('moved', () => collection.reorder(order));
    const { text } = context;
    model.status =
      words ??
      text.t('moved', {
        name: nameOf(image, text),
        index: collection.indexOf(image.id) + 1,
        count: collection.size,
      });
    context.requestUpdate();
    context.emit('imgpro-reorder', { ids: order.map(({ id }) => id) });
    return true;
  }
}
