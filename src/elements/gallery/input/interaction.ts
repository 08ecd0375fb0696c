import type { Direction } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { GalleryModel } from '../data/model.ts';
import type { Dragging } from './dragging.ts';
import type { PointerGesture } from './gesture.ts';
import { commandOf } from './keyboard.ts';
import type { Navigation } from './navigation.ts';
import type { Placing } from './placing.ts';
import { actOf, groupOf, isSpace, isWriting, LongPress, tileIdOf } from './pointer.ts';
import { extendTo, NOTHING, toggle, toggleAll } from './selection.ts';
import type { Selecting } from './selecting.ts';

/** The actions of people that other parts carry out. */
export interface InteractionActs {
  open(id: string): void;
  preloadViewer(): void;
  moveImage(id: string, to: Direction): void;
  /** Whether tiles come and go because the page is being scrolled. */
  isScrolling(): boolean;
  /** Asks whether the selected images are to be deleted. */
  askDelete(): void;
  /** Whether a question is open, which takes all keys. */
  asks(): boolean;
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
  readonly #model: GalleryModel;
  readonly #navigation: Navigation;
  readonly #acts: InteractionActs;
  readonly #press: LongPress;
  /**
   * While a gesture is under way the finger moves that, not the page. It stands before the touch begins, for Safari does not
   * ask listeners that come later.
   */
  readonly touchMove = {
    passive: false,
    handleEvent: (event: Event): void => {
      if (this.#acts.gestures().some(({ busy }) => busy)) event.preventDefault();
    },
  };

  constructor(context: GalleryContext, model: GalleryModel, navigation: Navigation, acts: InteractionActs) {
    this.#context = context;
    this.#model = model;
    this.#navigation = navigation;
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
      const id = tileIdOf(event);
      if (id === null) return;
      this.#navigation.pin(id);
      if (this.#context.settings().lightbox) this.#acts.preloadViewer();
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
    // Where one has scrolled to is looked up when it is asked for: when the Tab key is about to lead into the gallery.
    window.addEventListener('keydown', (event) => event.key === 'Tab' && this.#navigation.lookAgain(), {
      signal,
      capture: true,
    });
    // Neither bubbles; both are caught on their way down.
    on('load', (event) => this.#loaded(event.target), { capture: true });
    on('error', (event) => this.#broken(event.target), { capture: true });
    // Pictures that came, or failed, while the gallery was not in the page.
    for (const img of root.querySelectorAll('img'))
      if (img.complete && img.getAttribute('src'))
        img.decode().then(
          () => this.#loaded(img),
          () => this.#broken(img),
        );
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
    const act = actOf(event);
    const group = groupOf(event);
    if (group) return this.#toggleGroup(group);
    if (id === null) return;
    const ends = this.#acts.gestures().some((gesture) => gesture.swallowsClick());
    if (this.#press.swallowsClick() || ends) return event.preventDefault();
    if (this.#acts.placing()?.tap(id)) return event.preventDefault();
    if (act === 'check') return this.#toggle(id, event.shiftKey);

    const { selectable } = this.#context.settings();
    const byKey = event.detail === 0; // Enter opens, whatever is selected
    const modified = event.ctrlKey || event.metaKey;
    const selecting = this.#model.selection.ids.size > 0;
    if (selectable && !byKey && (selecting || modified || event.shiftKey)) {
      event.preventDefault();
      return this.#toggle(id, event.shiftKey);
    }
    if (act === 'reveal') return this.#settle(id, () => this.#model.reveal(id));
    if (act === 'retry') return this.#settle(id, () => this.#model.retry(id));
    if (
      act === 'open' &&
      this.#context.settings().lightbox &&
      !modified &&
      !event.shiftKey &&
      !event.altKey &&
      event.button === 0
    ) {
      event.preventDefault();
      this.#acts.open(id);
    }
  }

  /** The button that was pressed gives way to a picture, which takes over the focus. */
  #settle(id: string, act: () => void): void {
    act();
    void this.#navigation.focus(id);
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
    const id = await this.#navigation.move(to);
    if (extend && id !== null) this.#toggle(id, true);
  }

  #loaded(target: EventTarget | null): void {
    if (!(target instanceof HTMLImageElement)) return;
    // While one scrolls, fading would be most of the work of a frame, and nobody sees it.
    target.classList.toggle('is-fading', !this.#acts.isScrolling());
    target.classList.add('is-loaded');
  }

  #broken(target: EventTarget | null): void {
    if (!(target instanceof HTMLImageElement) || !target.isConnected) return;
    const id = target.closest<HTMLElement>('.tile')?.dataset['id'];
    if (id !== undefined) this.#model.broke(id);
  }
}
