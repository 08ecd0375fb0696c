/** How long a finger rests on a tile before it is selected, and how far it may stray meanwhile. */
const LONG_PRESS_MS = 450;
const STRAY_PX = 10;

export interface PointerActions {
  /** Whether a long press may select just now. */
  mayPress(): boolean;
  pressed(id: string, event: PointerEvent): void;
}

/** The id of the tile an event happened in. */
export function tileIdOf(event: Event): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('.tile')?.dataset['id'] ?? null;
}

/** The part of the tile that was hit: its picture, its check mark, or a button of a state. */
export function actOf(event: Event): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-act]')?.dataset['act'] ?? null;
}

/** The indices of the group whose check mark was hit: its first image, and the one after its last. */
export function groupOf(event: Event): [number, number] | null {
  const target = event.target instanceof Element ? event.target : null;
  const range = target?.closest<HTMLElement>('[data-group]')?.dataset['group'];
  return range === undefined ? null : (range.split(' ').map(Number) as [number, number]);
}

/** Whether an event happened in the space between and around the tiles. */
export function isSpace(event: Event): boolean {
  return (
    event.target instanceof Element && event.target.matches('.base, .stage, .list, .group, .group > [role]')
  );
}

/** Whether a key goes into a field, the gallery's own or one of the page's in a slot. */
export function isWriting(event: Event): boolean {
  const target = event.composedPath()[0];
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
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
