import type { GalleryContext } from '../context.ts';
import { clickActOf } from './clicks.ts';
import { actOf, groupOf, tileIdOf } from './targets.ts';

/** An act of a person, as it is done again. */
interface Act {
  event: Event;
  target: EventTarget;
}

export interface EarlyInputReports {
  /** Something waits for the code, which has to be there as soon as it can. */
  kept(): void;
  /** Whether something is selected. */
  selecting(): boolean;
}

/** Keys that mean something on a tile, and those that do where images can be selected. */
const KEYS = /^(Arrow\w+|Home|End|Page\w+)$/;
const SELECTING_KEYS = /^( |Delete|Escape|a)$/i;

/**
 * The acts of people on the tiles before the code for them is there. Clicks and keys are kept and done again in their order;
 * of where the pointer is, and of a press that is still held, the last is.
 */
export class EarlyInput {
  readonly #context: GalleryContext;
  readonly #reports: EarlyInputReports;
  #kept: Act[] = [];
  #over: Act | null = null;
  #press: Act | null = null;

  constructor(context: GalleryContext, reports: EarlyInputReports) {
    this.#context = context;
    this.#reports = reports;
  }

  /** Keeps what is done on a shadow tree until the signal aborts. */
  listen(root: EventTarget, signal: AbortSignal): void {
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ) => root.addEventListener(type, listener as EventListener, { signal });
    this.#kept = [];
    this.#over = this.#press = null;
    on('click', (event) => this.#click(event));
    on('keydown', (event) => this.#key(event));
    on('pointerover', (event) => (this.#over = actFrom(event)));
    on('pointerdown', (event) => (this.#press = actFrom(event)));
    for (const type of ['pointerup', 'pointercancel'] as const) on(type, () => (this.#press = null));
    // A long press selects, or takes the image up.
    on('contextmenu', (event) => {
      const { selectable, reorderable } = this.#context.settings();
      const touches = (this.#press?.event as PointerEvent | undefined)?.pointerType === 'touch';
      if (touches && (selectable || reorderable) && tileIdOf(event) !== null) event.preventDefault();
    });
  }

  /** Does again what was kept. */
  replay(): void {
    const acts = [this.#over, ...this.#kept, this.#press];
    this.#kept = [];
    this.#over = this.#press = null;
    for (const act of acts) if (act) again(act);
  }

  /** The code cannot be had: a link that was clicked is followed, as without script. */
  giveUp(): void {
    const link = this.#kept.map(({ target }) => (target as Element).closest('a')).find((each) => each?.href);
    this.#kept = [];
    if (link && navigator.onLine) location.assign(link.href);
  }

  #click(event: MouseEvent): void {
    const settings = this.#context.settings();
    // Whether something will be selected by then, what is kept decides.
    const selecting = this.#kept.length > 0 || this.#reports.selecting();
    const onTile = tileIdOf(event) !== null && clickActOf(event, actOf(event), { ...settings, selecting });
    if (onTile || groupOf(event)) this.#keep(event);
  }

  #key(event: KeyboardEvent): void {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const { selectable } = this.#context.settings();
    if (event.defaultPrevented || altKey || tileIdOf(event) === null) return;
    const modified = (ctrlKey || metaKey) && !shiftKey;
    const selects = selectable && SELECTING_KEYS.test(key) && modified === (key.toLowerCase() === 'a');
    if (selects ? key !== ' ' || actOf(event) !== 'check' : KEYS.test(key) && !modified) this.#keep(event);
  }

  #keep(event: Event): void {
    event.preventDefault();
    this.#kept.push(actFrom(event));
    this.#reports.kept();
  }
}

/** The target is told only while the event is under way. */
function actFrom(event: Event): Act {
  return { event, target: event.target! };
}

/** Dispatches an event once more, for our own tree alone: the page has seen it. */
function again({ event, target }: Act): void {
  const Kind = event.constructor as (new (type: string, init: object) => Event) & { prototype: Event };
  const init: Record<string, unknown> = {};
  // The prototype names the fields; an event that a test made may hide its own.
  for (const name in Kind.prototype) init[name] = event[name as keyof Event];
  target.dispatchEvent(new Kind(event.type, { ...init, composed: false }));
}
