import { boxesBetween, nearestBox, type Point } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from '../stage/geometry.ts';
import { putAt } from '../view/place.ts';
import { PointerGesture, type Press } from './gesture.ts';
import type * as runs from './runs.ts';
import { keepOnly, type Selection } from './selection.ts';
import { selectingStyles } from './selecting.styles.ts';

export const styles = [selectingStyles];

/** The selection of the model. */
interface Selected {
  readonly selection: Selection;
  /** Shows a selection that is still being made. */
  preview(selection: Selection): void;
  select(selection: Selection): void;
}

/** They are in the file that fetches this one; one more for what both need would be one request more. */
type Runs = Pick<typeof runs, 'withIds' | 'withoutIds'>;

/** Selecting many images in one go: with the mouse by a rubber band, with a finger along a run. */
export class Selecting {
  readonly gesture: PointerGesture;
  readonly #context: GalleryContext;
  readonly #geometry: ListGeometry;
  readonly #selected: Selected;
  readonly #runs: Runs;

  constructor(context: GalleryContext, geometry: ListGeometry, selected: Selected, runs: Runs) {
    this.#context = context;
    this.#geometry = geometry;
    this.#selected = selected;
    this.#runs = runs;
    this.gesture = new PointerGesture(context);
  }

  /** Draws a rectangle with the mouse: what it touches is selected, on top of what was with a modifier key. */
  drawBand(event: Press & Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): void {
    const start = this.#geometry.pointAt(event.clientX, event.clientY);
    const before = this.#selected.selection;
    const adds = event.ctrlKey || event.metaKey || event.shiftKey;
    const base: ReadonlySet<string> = adds ? before.ids : new Set();
    const band = document.createElement('div');
    band.className = 'band';
    band.setAttribute('aria-hidden', 'true');
    let last = '';
    this.gesture.press(event, {
      begin: () => this.#context.root().querySelector('.list')?.append(band),
      move: (x, y) => {
        const point = this.#geometry.pointAt(x, y);
        const now = [point.x, point.y, this.#geometry.offset].join();
        if (now === last) return;
        last = now;
        this.#place(band, start, point);
        const boxes = this.#context.boxes();
        const hits = boxesBetween(boxes, start, point);
        // The next run of Shift begins where the band did.
        const anchor = (point.y < start.y ? hits.at(-1) : hits[0]) ?? -1;
        this.#show(this.#runs.withIds(base, this.#idsAt(hits), this.#idAt(anchor)));
      },
      end: () => {
        band.remove();
        this.#commit(before);
      },
      cancel: () => {
        band.remove();
        this.#restore(before);
      },
    });
  }

  /**
   * Follows a finger that rests on an image: all from there to the one under the finger are selected, or, if that image
   * was selected already, are not any more.
   */
  drawRun(id: string, event: Press): void {
    const before = this.#selected.selection;
    const change = before.ids.has(id) ? this.#runs.withoutIds : this.#runs.withIds;
    let last = -1;
    const show = (to: number) => {
      const from = this.#context.indexOf(id);
      if (from < 0 || to < 0 || to === last) return;
      last = to;
      const [first, end] = from < to ? [from, to] : [to, from];
      const run = Array.from({ length: end - first + 1 }, (_, at) => first + at);
      this.#show(change(before.ids, this.#idsAt(run), id));
    };
    const commit = () => this.#commit(before);
    this.gesture.press(
      event,
      {
        begin: () => show(this.#context.indexOf(id)),
        move: (x, y) => show(nearestBox(this.#context.boxes(), this.#geometry.pointAt(x, y))),
        end: commit,
        interrupt: commit,
        cancel: () => this.#restore(before),
      },
      true,
    );
  }

  /** Draws the band, as far as it lies in the list: what is drawn must not make the page longer, or it would scroll for ever. */
  #place(band: HTMLElement, a: Point, b: Point): void {
    const { width, offset } = this.#geometry;
    const across = (x: number) => Math.min(Math.max(0, x), width);
    const down = (y: number) => Math.min(Math.max(0, y), this.#context.boxes().extent);
    const [left, right] = [Math.min(across(a.x), across(b.x)), Math.max(across(a.x), across(b.x))];
    const [top, bottom] = [Math.min(down(a.y), down(b.y)), Math.max(down(a.y), down(b.y))];
    putAt(band, [left, top - offset, right - left, bottom - top]);
  }

  #idAt(index: number): string | null {
    return this.#context.images()[index]?.id ?? null;
  }

  #idsAt(indices: readonly number[]): string[] {
    const images = this.#context.images();
    return indices.map((index) => images[index]!.id);
  }

  #show(selection: Selection): void {
    this.#selected.preview(selection);
  }

  /** Takes the selection that is shown: told once, whatever it grew and shrank through. */
  #commit(before: Selection): void {
    const now = this.#selected.selection;
    this.#restore(before);
    this.#selected.select(this.#there(now));
  }

  #restore(before: Selection): void {
    this.#selected.preview(this.#there(before));
  }

  /** Images may have gone meanwhile. */
  #there(selection: Selection): Selection {
    return keepOnly(selection, (id) => this.#context.indexOf(id) >= 0);
  }
}
