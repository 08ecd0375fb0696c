import type { Direction } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { GalleryModel } from '../data/model.ts';
import { commandOf } from './keyboard.ts';
import type { Navigation } from './navigation.ts';
import { actOf, LongPress, tileIdOf } from './pointer.ts';
import { extendTo, NOTHING, selectOnly, toggle } from './selection.ts';

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
  /** The pointer may be about to drag this image. */
  mayDrag(id: string, event: PointerEvent): void;
  cancelDrag(): void;
  /** Whether this click only ends a drag. */
  endsDrag(): boolean;
}

/** The actions of mouse, finger and keys on the tiles. Listeners stand on the shadow root, once for all tiles. */
export class Interaction {
  readonly #context: GalleryContext;
  readonly #model: GalleryModel;
  readonly #navigation: Navigation;
  readonly #acts: InteractionActs;
  readonly #press: LongPress;

  constructor(context: GalleryContext, model: GalleryModel, navigation: Navigation, acts: InteractionActs) {
    this.#context = context;
    this.#model = model;
    this.#navigation = navigation;
    this.#acts = acts;
    this.#press = new LongPress({
      mayPress: () => context.settings().selectable || context.settings().reorderable,
      pressed: (id, event) => {
        this.#toggle(id, false);
        if (context.settings().reorderable) acts.mayDrag(id, event);
        navigator.vibrate?.(8);
      },
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
      if (this.#context.settings().lightbox && tileIdOf(event) !== null) this.#acts.preloadViewer();
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
    signal.addEventListener(
      'abort',
      () => {
        this.#press.cancel();
        this.#acts.cancelDrag();
      },
      { once: true },
    );
  }

  #down(event: PointerEvent): void {
    this.#press.down(event);
    const id = tileIdOf(event);
    const { reorderable } = this.#context.settings();
    if (
      reorderable &&
      id !== null &&
      event.pointerType !== 'touch' &&
      event.button === 0 &&
      actOf(event) !== 'check'
    )
      this.#acts.mayDrag(id, event);
  }

  #click(event: MouseEvent): void {
    const id = tileIdOf(event);
    const act = actOf(event);
    if (id === null) return;
    if (this.#press.swallowsClick() || this.#acts.endsDrag()) return event.preventDefault();
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
    const order = () => collection.images.map((image) => image.id);
    this.#model.select(extend ? extendTo(selection, order(), id) : toggle(selection, id));
  }

  #key(event: KeyboardEvent): void {
    const id = tileIdOf(event);
    if (event.defaultPrevented || (id === null && event.key !== 'Escape')) return;
    const { selectable, manage, reorderable, rtl } = this.#context.settings();
    const selecting = this.#model.selection.ids.size > 0;
    const onCheck = actOf(event) === 'check';
    const command = commandOf(event, { rtl, selectable, selecting, manage, reorderable, onCheck });
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
        return this.#model.select(selectOnly(this.#model.collection.images.map((image) => image.id)));
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
