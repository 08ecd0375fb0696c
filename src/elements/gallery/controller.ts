import type { Image, UploadPolicy } from '../../api/types.ts';
import { neighbour, type Direction } from '../../layout/index.ts';
import { PartsInUse } from '../shared/widgets/parts-in-use.ts';
import type { GalleryContext } from './context.ts';
import { GalleryModel, type Rearrangement } from './data/model.ts';
import type { Dragging } from './input/dragging.ts';
import type { PointerGesture } from './input/gesture.ts';
import { Interaction } from './input/interaction.ts';
import { Navigation } from './input/navigation.ts';
import type { Placing } from './input/placing.ts';
import type { Selecting } from './input/selecting.ts';
import type { Managing } from './manage/index.ts';
import { draggingPart, managePart, relayoutPart, scrubberPart, selectingPart } from './parts.ts';
import type { Scrubber } from './scrubber/scrubber.ts';
import { groupKey } from './stage/groups.ts';
import { Stage } from './stage/stage.ts';
import type { LoadAll } from './toolbar/load-all.ts';
import { idOfHash } from './viewer/address.ts';
import { LateViewer } from './viewer/late-viewer.ts';

/** The element's share of the context; the rest is the controller's. */
export interface GalleryHost extends Omit<
  GalleryContext,
  'images' | 'find' | 'indexOf' | 'hasMore' | 'boxes' | 'announce'
> {
  readonly element: HTMLElement & { requestUpdate(): void };
  /** An image of the account that has not been loaded; null if there is none to be had. */
  fetchImage(id: string): Promise<Image | null>;
}

/** The parts of a gallery, each with one concern, and who asks whom for what. */
export class GalleryController {
  readonly context: GalleryContext;
  readonly model: GalleryModel;
  readonly stage: Stage;
  readonly navigation: Navigation;
  readonly viewer: LateViewer;
  /** The code that is fetched when it is wanted. */
  readonly parts: PartsInUse;
  readonly interaction: Interaction;
  /** Loading of all that remains; made when the toolbar is there. */
  loadAll: LoadAll | null = null;
  /** The policy of the token; null while unknown, which offers everything. */
  policy: UploadPolicy | null = null;
  #managing: Managing | null = null;
  #dragging: Dragging | null = null;
  #placing: Placing | null = null;
  #selecting: Selecting | null = null;
  #scrubber: Scrubber | null = null;
  /** Whether the address has been looked at for an image to open. */
  #followed = false;

  constructor(host: GalleryHost) {
    const { text, settings } = host;
    const context: GalleryContext = {
      ...host,
      images: () => this.model.collection.images,
      find: (id) => this.model.collection.get(id),
      indexOf: (id) => this.model.collection.indexOf(id),
      hasMore: () => this.model.loader.hasMore,
      boxes: () => this.stage.boxes,
      announce: (words) => {
        this.model.status = words;
        host.requestUpdate();
      },
    };
    this.context = context;
    this.parts = new PartsInUse(host.element, { texts: text, signal: host.signal });
    const model = new GalleryModel(context, {
      arrange: (how, act) => this.#arrange(how, act),
      appended: () => this.#appended(),
      regroups: (before, now) => {
        const { groupBy } = settings();
        return groupBy !== null && groupKey(before, groupBy) !== groupKey(now, groupBy);
      },
      changed: () => this.viewer.update(),
      overlay: (image) => (this.#managing ? this.#managing.manage.overlay(image) : image),
    });
    this.model = model;
    this.stage = new Stage(context, {
      // Not while loading anew: what is shown then is complete. Nor while a page is tried again: its row was shown.
      holdsBack: () =>
        model.loader.started &&
        !model.loader.retrying &&
        !model.loader.atHand &&
        ['idle', 'loading'].includes(model.loader.state),
      nearEnd: () => {
        if (model.loader.state === 'idle') void model.loader.more();
      },
      relayout: () => this.parts.use(relayoutPart)?.relayout ?? null,
    });
    this.navigation = new Navigation(context, this.stage);
    this.viewer = new LateViewer({
      text,
      rtl: () => settings().rtl,
      images: context.images,
      indexOf: context.indexOf,
      hasMore: context.hasMore,
      isRevealed: (id) => model.revealed.has(id),
      reveal: (id) => model.reveal(id),
      ownPicture: (id) => model.own.get(id),
      thumbnail: (id) => this.navigation.tile(id)?.querySelector<HTMLImageElement>('img.is-loaded') ?? null,
      find: context.find,
      fetchImage: host.fetchImage,
      loadMore: () => model.loader.more(),
      follow: (id) => void this.navigation.reveal(id),
      opened: (image) => host.emit('imgpro-open', { id: image.id, image }),
      focus: (id) => void this.navigation.focus(id),
      closed: (image) => host.emit('imgpro-close', { id: image.id, image }),
    });
    this.interaction = new Interaction(context, model, this.navigation, {
      open: (id) => void this.viewer.open(id),
      preloadViewer: () => this.viewer.preload(),
      moveImage: (id, to) => void this.#move(id, to),
      isScrolling: () => this.stage.isScrolling,
      askDelete: () => this.managing?.questions.ask('delete', model.selectedIds),
      asks: () => Boolean(this.#managing?.questions.question),
      selecting: () => this.#selectingMany,
      dragging: () => this.dragging,
      placing: () => this.placing,
      gestures: () => this.#gestures,
    });
  }

  /** The actions of `manage`; null without the attribute, or until its code is there. */
  get managing(): Managing | null {
    if (!this.context.settings().manage) return null;
    const module = this.parts.use(managePart);
    if (!module) return null;
    return (this.#managing ??= module.managing(this.context, {
      policy: () => this.policy,
      selectedIds: () => this.model.selectedIds,
      show: (images) => this.model.show(images),
      hide: (ids) => this.#hide(ids),
      gone: (ids) => this.model.remove(ids),
      putBack: (images, order) => this.model.putBack(images, order),
    }));
  }

  /** Reordering with the pointer; null without `reorderable`, or until its code is there. */
  get dragging(): Dragging | null {
    if (!this.context.settings().reorderable) return null;
    const module = this.parts.use(draggingPart);
    if (!module) return null;
    return (this.#dragging ??= new module.Dragging(this.context, this.stage, {
      pin: (id) => this.navigation.pin(id),
      drop: (id, place) => void this.model.move([id], place),
    }));
  }

  /** Reordering with a button and a click; null without `reorderable`, or until its code is there. */
  get placing(): Placing | null {
    if (!this.context.settings().reorderable) return null;
    const module = this.parts.use(draggingPart);
    return (
      module &&
      (this.#placing ??= new module.Placing(this.context, this.stage, {
        selectedIds: () => this.model.selectedIds,
        move: (ids, place, words) => void this.model.move(ids, place, words),
        reveal: (id) => this.navigation.reveal(id),
        focus: (id) => this.navigation.focus(id),
        rest: () => this.navigation.rest(),
      }))
    );
  }

  /** The rail of dates; null without the attribute, or until its code is there. */
  get scrubber(): Scrubber | null {
    if (!this.context.settings().scrubber) return null;
    const module = this.parts.use(scrubberPart);
    return module && (this.#scrubber ??= new module.Scrubber(this.context, this.stage, this.model.loader));
  }

  /** The gestures that select many; null until their code is there. */
  get #selectingMany(): Selecting | null {
    const module = this.parts.use(selectingPart);
    return module && (this.#selecting ??= new module.Selecting(this.context, this.stage, this.model));
  }

  get #gestures(): PointerGesture[] {
    return [this.#dragging, this.#selecting].flatMap((part) => part?.gesture ?? []);
  }

  connect(signal: AbortSignal): void {
    this.#followed = false;
    this.stage.connect(signal);
    this.viewer.connect(() => this.context.settings().lightbox, signal);
    this.interaction.connect(this.context.root(), signal);
    this.model.resume();
  }

  disconnect(): void {
    this.model.stop();
    this.#managing?.questions.cancel();
    this.#placing?.stop();
    this.viewer.close();
  }

  /** After each rendering. */
  rendered(): void {
    this.stage.rendered();
    this.#managing?.questions.rendered();
    this.#scrubber?.rendered();
  }

  #arrange(how: Rearrangement, act: () => void): void {
    const change = () => {
      act();
      this.stage.arrange(how);
    };
    // A person who moves an image looks at it: the view stays.
    if (how !== 'anew') change();
    else this.stage.keepView(change);
    this.viewer.update();
  }

  #hide(ids: readonly string[]): void {
    const place = ids.reduce((least, id) => Math.min(least, this.context.indexOf(id)), Infinity);
    this.model.hide(ids);
    const images = this.context.images();
    const next = images[Math.min(place, images.length - 1)];
    if (ids.length > 0 && this.#mayFocus)
      void (next ? this.navigation.focus(next.id) : this.navigation.rest());
  }

  /** Whether the focus is in the gallery, or nowhere: while the work went on, people may have gone elsewhere. */
  get #mayFocus(): boolean {
    const root = this.context.root();
    const { activeElement, body } = root.ownerDocument;
    return root.activeElement !== null || activeElement === null || activeElement === body;
  }

  /** Moves an image one step, and the focus with it. */
  async #move(id: string, to: Direction): Promise<void> {
    const place = neighbour(this.context.boxes(), this.context.indexOf(id), to);
    if (this.model.move([id], place)) await this.navigation.focus(id);
  }

  #appended(): void {
    this.stage.lookAgain();
    if (!this.#followed && this.context.settings().lightbox && idOfHash(location.hash))
      void this.viewer.followAddress();
    this.#followed = true;
  }
}
