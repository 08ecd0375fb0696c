import { tileIdOf } from './targets.ts';

/** How long a finger rests on a tile before it is selected, and how far it may stray meanwhile. */
const LONG_PRESS_MS = 450;
const STRAY_PX = 10;

export interface PointerActions {
  /** Whether a long press may select just now. */
  mayPress(): boolean;
  pressed(id: string, event: PointerEvent): void;
}

/** A long press with a finger selects, as in every gallery of a phone; scrolling or a second finger calls it off. */
export class LongPress {
  readonly #actions: PointerActions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #start = { x: 0, y: 0 };
  #fired = false;
  #touching = false;

  constructor(actions: PointerActions) {
    this.#actions = actions;
  }

  down(event: PointerEvent): void {
    this.cancel();
    this.#fired = false;
    this.#touching = event.pointerType === 'touch';
    const id = tileIdOf(event);
    if (!this.#touching || !event.isPrimary || id === null || !this.#actions.mayPress()) return;
    this.#start = { x: event.clientX, y: event.clientY };
    this.#timer = setTimeout(() => {
      this.#fired = true;
      this.#actions.pressed(id, event);
    }, LONG_PRESS_MS);
  }

  move(event: PointerEvent): void {
    if (this.#timer === undefined) return;
    if (Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) > STRAY_PX) this.cancel();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Whether this click is the end of a long press, which has done its work already. */
  swallowsClick(): boolean {
    const fired = this.#fired;
    this.#fired = false;
    return fired;
  }

  /** Whether this menu would open because of a long press. */
  swallowsMenu(): boolean {
    return this.#touching && (this.#timer !== undefined || this.#fired) && this.#actions.mayPress();
  }
}
