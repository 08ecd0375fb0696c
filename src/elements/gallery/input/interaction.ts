import type { Direction } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { Collection } from '../data/collection.ts';
import type { Dragging } from './dragging.ts';
import type { PointerGesture } from './gesture.ts';
import { commandOf } from './keyboard.ts';
import type { Navigation } from './navigation.ts';
import type { Placing } from './placing.ts';
import { clickActOf } from './clicks.ts';
import { LongPress } from './long-press.ts';
import { extendTo, toggle, toggleAll } from './runs.ts';
import { NOTHING, type Selection } from './selection.ts';
import type { Selecting } from './selecting.ts';
import type { Steps } from './steps.ts';
import { actOf, groupOf, tileIdOf } from './targets.ts';

/** The images and what is selected of them. */
export interface InteractionModel {
  readonly collection: Collection;
  readonly selection: Selection;
  select(selection: Selection): void;
  selectAll(): void;
  retry(id: string): void;
}

/** The actions of people that other parts carry out. */
export interface InteractionActs {
  open(id: string): void;
  /** Shows a flagged image. */
  reveal(id: string): void;
  preloadViewer(): void;
  moveImage(id: string, to: Direction): void;
  /** Asks whether the selected images are to be deleted. */
  askDelete(): void;
  /** Whether a question is open, which takes all keys. */
  asks(): boolean;
  /** Gives the focus to the tile of an image, and brings it into view. */
  focus(id: string): void;
  /** Fetches the gestures that select many; null until they are there. */
  selecting(): Selecting | null;
  /** Fetches the gesture that moves an image; null until it is there. */
  dragging(): Dragging | null;
  /** Fetches what moves images by clicks; null until it is there. */
  placing(): Placing | null;
  /** The gestures whose code is there. */
  gestures(): readonly PointerGesture[];
}

/** The actions of mouse, finger and keys on the tiles. Listeners stand on the shadow root, once for all tiles. */
export class Interaction {
  readonly #context: GalleryContext;
  readonly #model: InteractionModel;
  readonly #navigation: Navigation;
  readonly #steps: Steps;
  readonly #acts: InteractionActs;
  readonly #press: LongPress;

  constructor(
    context: GalleryContext,
    model: InteractionModel,
    navigation: Navigation,
    steps: Steps,
    acts: InteractionActs,
  ) {
    this.#context = context;
    this.#model = model;
    this.#navigation = navigation;
    this.#steps = steps;
    this.#acts = acts;
    this.#press = new LongPress({
      mayPress: () => context.settings().selectable || context.settings().reorderable,
      pressed: (id, event) => this.#pressed(id, event),
    });
  }

  connect(root: HTMLElement | DocumentFragment, signal: AbortSignal): void {
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
      options: AddEventListenerOptions = {},
    ) => root.addEventListener(type, listener as EventListener, { ...options, signal });
    on('click', (event) => this.#click(event));
    on('keydown', (event) => this.#key(event));
    on('focusin', (event) => {
      if (tileIdOf(event) !== null && this.#context.settings().lightbox) this.#acts.preloadViewer();
    });
    on('pointerdown', (event) => this.#down(event), { passive: true });
    on('pointermove', (event) => this.#press.move(event), { passive: true });
    on('pointerup', () => this.#press.cancel());
    on('pointercancel', () => this.#press.cancel());
    on('contextmenu', (event) => {
      if (this.#press.swallowsMenu()) event.preventDefault();
    });
    on('pointerover', (event) => {
      const { lightbox, selectable } = this.#context.settings();
      if (selectable) this.#acts.selecting();
      if (lightbox && tileIdOf(event) !== null) this.#acts.preloadViewer();
    });
    const stop = () => {
      this.#press.cancel();
      for (const gesture of this.#acts.gestures()) gesture.cancel();
    };
    signal.addEventListener('abort', stop, { once: true });
  }

  #down(event: PointerEvent): void {
    this.#press.down(event);
    const { selectable, reorderable } = this.#context.settings();
    // Also fetches it, for a finger that may be about to stay.
    const selecting = selectable ? this.#acts.selecting() : null;
    if (event.pointerType === 'touch' || event.button !== 0) return;
    const id = tileIdOf(event);
    if (id === null ? isSpace(event) : event.shiftKey) selecting?.drawBand(event);
    else if (reorderable && id !== null && actOf(event) !== 'check') this.#acts.dragging()?.arm(id, event);
  }

  /** A finger rests on an image: it takes the image up, or begins a run of selected ones. */
  #pressed(id: string, event: PointerEvent): void {
    const { reorderable } = this.#context.settings();
    const select = () => this.#toggle(id, false);
    // The finger's events go to this tile, which has to stay in the page.
    this.#navigation.pin(id);
    const gesture = reorderable ? this.#acts.dragging() : this.#acts.selecting();
    if (!gesture) select();
    else if ('lift' in gesture) gesture.lift(id, event, select);
    else gesture.drawRun(id, event);
    navigator.vibrate?.(8);
  }

  #click(event: MouseEvent): void {
    const id = tileIdOf(event);
    const group = groupOf(event);
    if (group) return this.#toggleGroup(group);
    if (id === null) return;
    const ends = this.#acts.gestures().some((gesture) => gesture.swallowsClick());
    if (this.#press.swallowsClick() || ends) return event.preventDefault();
    if (this.#acts.placing()?.tap(id)) return event.preventDefault();
    const selecting = this.#model.selection.ids.size > 0;
    const does = clickActOf(event, actOf(event), { ...this.#context.settings(), selecting });
    if (does === 'select' || does === 'open') event.preventDefault();
    switch (does) {
      case 'check':
      case 'select':
        return this.#toggle(id, event.shiftKey);
      case 'reveal':
        return this.#settle(id, () => this.#acts.reveal(id));
      case 'retry':
        return this.#settle(id, () => this.#model.retry(id));
      case 'open':
        return this.#acts.open(id);
      case null:
        return;
    }
  }

  /** The button that was pressed gives way to a picture, which takes over the focus. */
  #settle(id: string, act: () => void): void {
    act();
    this.#acts.focus(id);
  }

  #toggle(id: string, extend: boolean): void {
    const { selection, collection } = this.#model;
    if (!this.#context.settings().selectable) return;
    this.#model.select(extend ? extendTo(selection, collection, id) : toggle(selection, id));
  }

  #toggleGroup([start, end]: [number, number]): void {
    const group = this.#context.images().slice(start, end);
    this.#model.select(
      toggleAll(
        this.#model.selection,
        group.map(({ id }) => id),
      ),
    );
  }

  #key(event: KeyboardEvent): void {
    const id = tileIdOf(event);
    if (event.defaultPrevented || isWriting(event)) return;
    if (this.#acts.placing()?.key(event, id)) return event.preventDefault();
    const { selectable, manage, reorderable, rtl } = this.#context.settings();
    const selecting = this.#model.selection.ids.size > 0;
    const onCheck = actOf(event) === 'check';
    const onTile = id !== null;
    const command = commandOf(event, { rtl, selectable, selecting, manage, reorderable, onTile, onCheck });
    if (!command || this.#acts.asks()) return;
    event.preventDefault();
    switch (command.do) {
      case 'move':
        return void this.#move(command.to, command.extend);
      case 'reorder':
        return this.#acts.moveImage(id!, command.to);
      case 'select':
        return this.#toggle(id!, event.shiftKey);
      case 'select-all':
        return this.#model.selectAll();
      case 'clear':
        return this.#model.select(NOTHING);
      case 'delete':
        return this.#acts.askDelete();
    }
  }

  async #move(to: Direction, extend: boolean): Promise<void> {
    const from = this.#navigation.active;
    const { selection } = this.#model;
    // A run of Shift begins where one stands.
    if (extend && selection.anchor === null && from !== null) this.#model.select(toggle(selection, from));
    const id = await this.#steps.go(to);
    if (extend && id !== null) this.#toggle(id, true);
  }
}

/** Whether an event happened in the space between and around the tiles. */
function isSpace(event: Event): boolean {
  return (
    event.target instanceof Element && event.target.matches('.base, .stage, .list, .group, .group > [role]')
  );
}

/** Whether a key goes into a field, the gallery's own or one of the page's in a slot. */
function isWriting(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
