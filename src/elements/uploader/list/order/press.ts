/** How far a mouse goes before a press becomes a drag (px). */
const SLACK = 6;
/** How long a finger rests before it takes a file up (ms), and how far it may stray meanwhile (px): a scroll goes further. */
const REST = 450;
const STRAY = 10;
/** A frame that took longer scrolls no further than this (ms). */
const LONGEST_FRAME = 50;

/** The acts of a drag in their order: `begin`, `move` once a frame, then `end` or `cancel`. */
export interface DragActs {
  begin(): void;
  /** The pointer, or what is under it, may have moved. A point of the window, and the time since the last one (ms). */
  move(x: number, y: number, elapsed: number): void;
  end(): void;
  cancel(): void;
}

/** A press that becomes a drag: of a mouse that moves, or of a finger that rests. */
export class Press {
  #acts: DragActs | null = null;
  #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #time = 0;
  #at = { x: 0, y: 0 };
  #begun = false;
  #justEnded = false;

  /** Whether a drag is under way. */
  get busy(): boolean {
    return this.#begun;
  }
  /** Whether a finger rests, or drags: the browser's menu of a long press is not wanted. */
  get isHeld(): boolean {
    return this.#timer !== undefined || this.#begun;
  }

  /** Whether this click only ends a drag. */
  swallowsClick(): boolean {
    const swallow = this.#justEnded;
    this.#justEnded = false;
    return swallow;
  }

  /** @param root Where text would be selected. */
  start(event: PointerEvent, root: Node, acts: DragActs): void {
    this.cancel();
    this.#acts = acts;
    this.#at = { x: event.clientX, y: event.clientY };
    const { pointerId, clientX, clientY, pointerType } = event;
    const isTouch = pointerType === 'touch';
    const { signal } = (this.#stop = new AbortController());
    const on = <Type extends keyof WindowEventMap>(
      type: Type,
      listener: (event: WindowEventMap[Type]) => void,
    ) => window.addEventListener(type, listener, { signal, capture: true });
    on('pointermove', (moved) => {
      if (moved.pointerId !== pointerId) return;
      // A button that was let go where nobody saw it, as in another frame.
      if (!isTouch && moved.buttons === 0) return this.cancel();
      this.#at = { x: moved.clientX, y: moved.clientY };
      const way = Math.hypot(moved.clientX - clientX, moved.clientY - clientY);
      if (this.#begun) return;
      if (isTouch && way > STRAY) this.cancel();
      else if (!isTouch && way >= SLACK) this.#begin();
    });
    on('pointerup', (up) => {
      if (up.pointerId === pointerId) this.#end({ x: up.clientX, y: up.clientY });
    });
    on('pointercancel', (lost) => lost.pointerId === pointerId && this.cancel());
    on('pointerdown', (other) => other.pointerId !== pointerId && this.cancel());
    on('blur', (left) => left.target === window && this.cancel());
    on('keydown', (key) => {
      if (key.key !== 'Escape' || !this.#begun) return;
      key.preventDefault();
      key.stopPropagation();
      this.cancel();
      this.#ended(); // letting the button go is a click
    });
    // The pointer neither drags a picture, as files would be, nor selects text. Selecting is told within its own tree alone.
    for (const target of [window, root])
      for (const type of ['dragstart', 'selectstart'])
        target.addEventListener(type, (dragged) => dragged.preventDefault(), { signal, capture: true });
    // The finger may have rested for a while when this code came.
    if (isTouch) this.#timer = setTimeout(() => this.#begin(), REST - (performance.now() - event.timeStamp));
  }

  cancel(): void {
    this.#finish()?.cancel();
  }

  #begin(): void {
    this.#timer = undefined;
    this.#begun = true;
    this.#time = performance.now();
    this.#acts!.begin();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (time: number): void => {
    this.#frame = requestAnimationFrame(this.#tick);
    const elapsed = Math.min(LONGEST_FRAME, Math.max(0, time - this.#time));
    this.#time = time;
    this.#acts?.move(this.#at.x, this.#at.y, elapsed);
  };

  #end({ x, y }: { x: number; y: number }): void {
    if (this.#begun) this.#acts?.move(x, y, 0); // the last place counts, also between two frames
    const acts = this.#finish();
    if (!acts) return;
    this.#ended();
    acts.end();
  }

  /** Stops following the pointer. Returns the acts of a drag that was under way. */
  #finish(): DragActs | null {
    this.#stop.abort();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    const acts = this.#begun ? this.#acts : null;
    this.#timer = undefined;
    this.#acts = null;
    this.#begun = false;
    return acts;
  }

  #ended(): void {
    this.#justEnded = true;
    setTimeout(() => (this.#justEnded = false), 300); // where no click follows
  }
}
