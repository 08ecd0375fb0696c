import type { Image } from '../../../api/types.ts';
import { neighbour, type Direction } from '../../../layout/index.ts';
import type { Part } from '../../shared/ui/part.ts';
import type { GalleryContext } from '../context.ts';
import type { Rearrangement } from '../data/collection.ts';
import type { OwnPicture } from '../data/children.ts';
import type { ListGeometry } from '../stage/geometry.ts';
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
import type * as selecting from './selecting.ts';
import type { Selection } from './selection.ts';
import { Steps } from './steps.ts';

export { input as english } from '../../../locales/en/input.ts';

/** The images, as far as acts of people change or show them. */
interface InputModel extends InteractionModel {
  readonly loader: { more(): Promise<void> };
  readonly revealed: ReadonlySet<string>;
  readonly own: ReadonlyMap<string, OwnPicture>;
  /** Shows a selection that is still being made. */
  preview(selection: Selection): void;
  /** The status text for a screen reader. */
  status: string;
}

/** The gallery as acts of people see it. */
export interface InputHost {
  readonly context: GalleryContext;
  readonly model: InputModel;
  readonly navigation: Navigation;
  readonly geometry: ListGeometry;
  readonly viewer: Part<typeof viewer>;
  /** Carries a change out, and places the images. */
  arrange(how: Rearrangement, act: () => void): void;
  /** The code of gestures; null until it is there. */
  selecting(): typeof selecting | null;
  dragging(): typeof dragging | null;
  /** An image of the account that has not been loaded; null if there is none to be had. */
  fetchImage(id: string): Promise<Image | null>;
  /** The questions before actions; null without `manage`. */
  questions(): { readonly question: unknown; ask(kind: 'delete', ids: string[]): void } | null;
  selectedIds(): string[];
}

/** All that people do with a gallery that is shown: keys, clicks, presses and gestures, and the way to its viewer. */
export class Input {
  readonly viewer: LateViewer;
  readonly resting: Resting;
  readonly #host: InputHost;
  readonly #interaction: Interaction;
  #dragging: dragging.Dragging | null = null;
  #placing: Placing | null = null;
  #selecting: selecting.Selecting | null = null;

  constructor(host: InputHost) {
    this.#host = host;
    const { context, model, navigation } = host;
    this.resting = new Resting(context, navigation);
    const { images, indexOf, hasMore, find, text, settings, emit } = context;
    this.viewer = new LateViewer(
      {
        ...{ text, images, indexOf, hasMore, find },
        rtl: () => settings().rtl,
        isRevealed: (id) => model.revealed.has(id),
        reveal: (id) => model.reveal(id),
        ownPicture: (id) => model.own.get(id),
        thumbnail: (id) => navigation.tile(id)?.querySelector<HTMLImageElement>('img.is-loaded') ?? null,
        fetchImage: host.fetchImage,
        loadMore: () => model.loader.more(),
        follow: (id) => void navigation.reveal(id),
        opened: (image) => emit('imgpro-open', { id: image.id, image }),
        focus: (id) => void navigation.focus(id),
        closed: (image) => emit('imgpro-close', { id: image.id, image }),
      },
      host.viewer,
    );
    const steps = new Steps(context, host.geometry, navigation);
    this.#interaction = new Interaction(context, model, navigation, steps, {
      open: (id) => void this.viewer.open(id),
      preloadViewer: () => this.viewer.preload(),
      moveImage: (id, to) => void this.#move(id, to),
      askDelete: () => host.questions()?.ask('delete', host.selectedIds()),
      asks: () => Boolean(host.questions()?.question),
      selecting: () => this.#selectingMany,
      dragging: () => this.#reordering,
      placing: () => this.placing,
      gestures: () => this.#gestures,
    });
  }

  /** Listens from now on. */
  connect(signal: AbortSignal): void {
    this.#interaction.connect(this.#host.context.root(), signal);
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
    const { context, navigation, geometry } = this.#host;
    if (!context.settings().reorderable) return null;
    const module = this.#host.dragging();
    if (!module) return null;
    return (this.#dragging ??= new module.Dragging(context, geometry, {
      pin: (id) => navigation.pin(id),
      drop: (id, place) => void this.#put([id], place),
    }));
  }

  /** Reordering with a button and a click; null without `reorderable`, or until its code is there. */
  get placing(): Placing | null {
    const { context, navigation, geometry, selectedIds } = this.#host;
    if (!context.settings().reorderable) return null;
    const module = this.#host.dragging();
    if (!module) return null;
    return (this.#placing ??= new module.Placing(context, geometry, {
      selectedIds,
      move: (ids, place, words) => void this.#put(ids, place, words),
      reveal: (id) => navigation.reveal(id),
      focus: (id) => navigation.focus(id),
      rest: () => this.resting.rest(),
    }));
  }

  /** The gestures that select many; null until their code is there. */
  get #selectingMany(): selecting.Selecting | null {
    const { context, geometry, model } = this.#host;
    const module = this.#host.selecting();
    return module && (this.#selecting ??= new module.Selecting(context, geometry, model));
  }

  get #gestures(): PointerGesture[] {
    return [this.#dragging, this.#selecting].flatMap((part) => part?.gesture ?? []);
  }

  /** Moves an image one step, and the focus with it. */
  async #move(id: string, to: Direction): Promise<void> {
    const { context, navigation } = this.#host;
    const place = neighbour(context.boxes(), context.indexOf(id), to);
    if (this.#put([id], place)) await navigation.focus(id);
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
