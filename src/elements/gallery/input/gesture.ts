import type { GalleryContext } from '../context.ts';
import { EdgeScroll } from './edge-scroll.ts';

/** How far the pointer goes before a press becomes a gesture. */
const SLACK_PX = 6;
/** A frame that took longer scrolls no further than this (ms). */
const LONGEST_FRAME = 50;

/** The acts of a gesture, in the order they come: `begin`, `move` once a frame, then `end` or `cancel`. */
export interface GestureActs {
  begin(): void;
  /** The pointer, or what is under it, may have moved. Points are of the screen. */
  move(x: number, y: number): void;
  /** @param moved Whether the pointer has moved at all. */
  end(moved: boolean): void;
  cancel(): void;
  /** Another finger came down, or the browser took the pointer away; default: `cancel`. */
  interrupt?(): void;
}

/** The pointer of a press, as the gestures need it. */
export type Press = Pick<PointerEvent, 'pointerId' | 'clientX' | 'clientY'>;

/** A press that becomes a gesture: the pointer is followed until it is let go, and the page scrolls at its edges. */
export class PointerGesture {
  readonly #context: GalleryContext;
  #acts: GestureActs | null = null;
  #stop = new AbortController();
  #edges: EdgeScroll | null = null;
  #start = { x: 0, y: 0 };
  #at = { x: 0, y: 0 };
  #begun = false;
  #moved = false;
  #frame = 0;
  #time = 0;
  #justEnded = false;

  constructor(context: GalleryContext) {
    this.#context = context;
  }

  /** Whether a gesture is under way. */
  get busy(): boolean {
    return this.#begun;
  }

  /** @param atOnce The gesture begins with the press, not when the pointer moves. */
  press({ pointerId, clientX: x, clientY: y }: Press, acts: GestureActs, atOnce = false): void {
    this.cancel();
    this.#acts = acts;
    this.#start = this.#at = { x, y };
    this.#moved = false;
    const on = this.#listen();
    on('pointermove', (event) => event.pointerId === pointerId && this.#move(event));
    on('pointerup', (event) => event.pointerId === pointerId && this.#up(event));
    on('pointercancel', (event) => event.pointerId === pointerId && this.#interrupt());
    on('pointerdown', (event) => event.pointerId !== pointerId && this.#interrupt());
    on('blur', () => this.cancel());
    // A menu takes the pointer with it: Ctrl+click opens one on a Mac.
    on('contextmenu', (event) => event.defaultPrevented || this.cancel());
    on('keydown', (event) => this.#key(event), { capture: true });
    // The pointer neither drags a link nor selects text meanwhile. Selecting is told within its own tree alone.
    const { signal } = this.#stop;
    for (const target of [window, this.#context.root()])
      for (const type of ['dragstart', 'selectstart'])
        target.addEventListener(type, (event) => event.preventDefault(), { signal, capture: true });
    if (atOnce) this.#begin();
  }

  /** Calls off what is under way. */
  cancel(): void {
    const acts = this.#finish();
    acts?.cancel();
  }

  /** Whether this click only ends a gesture. */
  swallowsClick(): boolean {
    const swallow = this.#justEnded;
    this.#justEnded = false;
    return swallow;
  }

  #listen() {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    return <Type extends keyof WindowEventMap>(
      type: Type,
      listener: (event: WindowEventMap[Type]) => void,
      options: AddEventListenerOptions = {},
    ) => window.addEventListener(type, listener, { ...options, signal });
  }

  #move({ clientX: x, clientY: y }: PointerEvent): void {
    this.#at = { x, y };
    this.#moved ||= Math.hypot(x - this.#start.x, y - this.#start.y) >= SLACK_PX;
    if (this.#moved && !this.#begun) this.#begin();
  }

  #begin(): void {
    this.#begun = true;
    this.#edges = new EdgeScroll(this.#context.element, this.#start.y);
    this.#time = performance.now();
    this.#acts!.begin();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (time: number): void => {
    this.#frame = requestAnimationFrame(this.#tick);
    const elapsed = Math.min(LONGEST_FRAME, Math.max(0, time - this.#time));
    this.#time = time;
    this.#edges?.scroll(this.#at.y, elapsed);
    this.#acts?.move(this.#at.x, this.#at.y);
  };

  #up(event: PointerEvent): void {
    this.#move(event);
    // The last place counts, also between two frames.
    if (this.#begun) this.#acts?.move(this.#at.x, this.#at.y);
    const acts = this.#finish();
    if (!acts) return;
    this.#ended();
    acts.end(this.#moved);
  }

  #interrupt(): void {
    const acts = this.#finish();
    if (acts?.interrupt) acts.interrupt();
    else acts?.cancel();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#begun) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
    // The button is still down, and letting it go is a click: in Firefox on the image, wherever the pointer is by then.
    const on = this.#listen();
    on('pointerup', () => {
      this.#stop.abort();
      this.#ended();
    });
    on('pointercancel', () => this.#stop.abort());
  }

  /** Stops following the pointer. Returns the acts of the gesture that was under way, if one had begun. */
  #finish(): GestureActs | null {
    this.#stop.abort();
    cancelAnimationFrame(this.#frame);
    const acts = this.#begun ? this.#acts : null;
    this.#acts = null;
    this.#begun = false;
    return acts;
  }

  /** The press that was a gesture is over. */
  #ended(): void {
    this.#justEnded = true;
    setTimeout(() => (this.#justEnded = false)); // where no click follows
  }
}
