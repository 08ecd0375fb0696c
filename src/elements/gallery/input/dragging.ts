import { dropPlace, placeAfterDrop } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { Drag } from './drag.ts';

/** How far the pointer goes before a press becomes a drag. */
const SLACK_PX = 6;
/** How near the edge of the window the page begins to scroll, and how fast at most, in pixels a frame. */
const EDGE_PX = 72;
const FASTEST_PX = 18;

/** Putting images into another order with the pointer. A mouse drags at once, a finger after a long press. */
export class Dragging {
  drag: Drag | null = null;
  readonly #context: GalleryContext;
  readonly #drop: (id: string, place: number) => void;
  #pressed: { id: string; x: number; y: number } | null = null;
  #stop: AbortController | null = null;
  #at = { x: 0, y: 0 };
  #frame = 0;
  #justEnded = false;

  /** @param drop Puts the image into another place. */
  constructor(context: GalleryContext, drop: (id: string, place: number) => void) {
    this.#context = context;
    this.#drop = drop;
  }

  /** The pointer may be about to drag this image. */
  arm(id: string, { clientX: x, clientY: y }: { clientX: number; clientY: number }): void {
    this.cancel();
    this.#pressed = { id, x, y };
    this.#at = { x, y };
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    window.addEventListener('pointermove', (event) => this.#move(event), { signal });
    window.addEventListener('pointerup', () => this.#up(), { signal });
    window.addEventListener('pointercancel', () => this.cancel(), { signal });
    window.addEventListener('keydown', (event) => this.#key(event), { signal, capture: true });
    // From here on the finger moves the image, not the page.
    window.addEventListener('touchmove', (event) => event.preventDefault(), { signal, passive: false });
  }

  cancel(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.#pressed = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.drag) return;
    this.drag = null;
    this.#context.requestUpdate();
  }

  /** Whether this click only ends a drag. */
  swallowsClick(): boolean {
    const swallow = this.#justEnded;
    this.#justEnded = false;
    return swallow;
  }

  #move({ clientX, clientY }: PointerEvent): void {
    this.#at = { x: clientX, y: clientY };
    if (!this.#pressed) return;
    const { id, x, y } = this.#pressed;
    if (!this.drag && Math.hypot(clientX - x, clientY - y) < SLACK_PX) return;
    this.drag ??= { id, place: null };
    this.#look();
    this.#frame ||= requestAnimationFrame(this.#scroll);
  }

  #up(): void {
    const { drag } = this;
    this.cancel();
    if (!drag) return;
    this.#ended();
    const from = this.#context.indexOf(drag.id);
    if (drag.place && from >= 0) this.#drop(drag.id, placeAfterDrop(from, drag.place));
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.drag) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
    // The button is still down, and letting it go is a click: in Firefox on the image, wherever the pointer is by then.
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const released = () => {
      this.cancel();
      this.#ended();
    };
    window.addEventListener('pointerup', released, { signal });
    window.addEventListener('pointercancel', () => this.cancel(), { signal });
  }

  /** The press that was a drag is over. */
  #ended(): void {
    this.#justEnded = true;
    setTimeout(() => (this.#justEnded = false)); // where no click follows
  }

  /** Finds the place under the pointer. */
  #look(): void {
    const list = this.#context.root().querySelector('.list');
    if (!list || !this.drag) return;
    const { left, right, top } = list.getBoundingClientRect();
    const x = this.#context.settings().rtl ? right - this.#at.x : this.#at.x - left;
    const place = dropPlace(this.#context.boxes(), x, this.#at.y - top);
    const before = this.drag.place;
    if (before?.index === place?.index && before?.after === place?.after) return;
    this.drag = { ...this.drag, place };
    this.#context.requestUpdate();
  }

  /** Near an edge of the window the page comes along. */
  readonly #scroll = (): void => {
    this.#frame = 0;
    if (!this.drag) return;
    const { y } = this.#at;
    const below = y - (window.innerHeight - EDGE_PX);
    const depth = y < EDGE_PX ? y - EDGE_PX : Math.max(0, below);
    if (depth !== 0) {
      window.scrollBy({ top: (depth / EDGE_PX) * FASTEST_PX, behavior: 'instant' });
      this.#look();
    }
    this.#frame = requestAnimationFrame(this.#scroll);
  };
}
