import { controls } from '../../shared/controls/controls.styles.ts';
import { nearestBox, type Boxes, type Point } from '../../../layout/index.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from '../stage/geometry.ts';
import { putAt } from '../view/place.ts';
import type { Drag } from './drag.ts';
import { draggingStyles } from './dragging.styles.ts';
import { PointerGesture, type Press } from './gesture.ts';
import { glide, tilePlaces } from './glide.ts';
import { placingStyles } from './placing.styles.ts';

export { reordering as english } from '../../../locales/en/reordering.ts';
export { Placing } from './placing.ts';
export const styles = [controls, draggingStyles, placingStyles];

export interface DraggingActs {
  /** Keeps the tile in the page, however far away it is carried: a finger's events go to it. */
  pin(id: string): void;
  /** Puts the image into another place. */
  drop(id: string, place: number): void;
}

/**
 * Putting images into another order with the pointer. The tile follows it, the others make room, and a frame marks the place.
 * An image that is dropped on another takes its place; the places are those before the drag, so that none runs away
 * from the pointer while it makes room.
 */
export class Dragging {
  drag: Drag | null = null;
  readonly gesture: PointerGesture;
  readonly #context: GalleryContext;
  readonly #geometry: ListGeometry;
  readonly #acts: DraggingActs;
  /** Frame around the place where the image would go. */
  #frame: HTMLElement | null = null;
  /** The place of the tile that follows the pointer. */
  #ghost: Point = { x: 0, y: 0 };
  /** The boxes that the drag was worked out for. */
  #boxes: Boxes | null = null;

  constructor(context: GalleryContext, geometry: ListGeometry, acts: DraggingActs) {
    this.#context = context;
    this.#geometry = geometry;
    this.#acts = acts;
    this.gesture = new PointerGesture(context);
  }

  /** The mouse may be about to drag this image. */
  arm(id: string, event: Press): void {
    this.#press(id, event);
  }

  /** A finger has rested on this image. @param tapped It was let go without having moved. */
  lift(id: string, event: Press, tapped: () => void): void {
    this.#press(id, event, tapped);
  }

  #press(id: string, event: Press, tapped?: () => void): void {
    const grab = this.#geometry.pointAt(event.clientX, event.clientY);
    const index = this.#context.indexOf(id);
    const { left, top } = this.#context.boxes();
    const hold = { x: grab.x - left[index]!, y: grab.y - top[index]! };
    this.gesture.press(
      event,
      {
        begin: () => this.#begin(id),
        move: (x, y) => this.#move(id, this.#geometry.pointAt(x, y), hold),
        end: (moved) => (moved ? this.#drop() : this.#end(tapped)),
        cancel: () => this.#end(),
      },
      tapped !== undefined,
    );
  }

  #begin(id: string): void {
    const { boxes, index } = this.#placeOf(id);
    this.#acts.pin(id);
    this.drag = { id, from: index, to: index, boxes };
    this.#boxes = boxes;
    this.#ghost = { x: boxes.left[index]!, y: boxes.top[index]! };
    this.#frame = document.createElement('div');
    this.#frame.className = 'drop-place';
    this.#frame.setAttribute('aria-hidden', 'true');
    this.#context.root().querySelector('.list')?.prepend(this.#frame);
    this.#context.renderNow();
  }

  #move(id: string, point: Point, hold: Point): void {
    const { boxes, index } = this.#placeOf(id);
    if (index < 0 || index >= boxes.count) return this.gesture.cancel();
    this.#makeRoom({ id, from: index, to: nearestBox(boxes, point) }, boxes);
    this.#follow({ x: point.x - hold.x, y: point.y - hold.y }, boxes, index);
  }

  /** Moves the others to where they would be. */
  #makeRoom({ id, from, to }: Pick<Drag, 'id' | 'from' | 'to'>, boxes: Boxes): void {
    const { drag } = this;
    const known = this.#boxes;
    // Other arrays are other places; pages that come at the end are written on into the same ones.
    const same = drag?.from === from && known?.left === boxes.left && known.count === boxes.count;
    if (same && drag?.to === to) return;
    this.#boxes = boxes;
    this.#change(() => {
      this.drag = { id, from, to, boxes: from === to ? boxes : this.#geometry.boxesAfterMove(from, to) };
    });
  }

  /** The tile stays beside the pointer, but within the list: it must not make the page wider. */
  #follow({ x, y }: Point, boxes: Boxes, index: number): void {
    const most = this.#geometry.width - boxes.width[index]!;
    this.#ghost = {
      x: Math.min(Math.max(0, x), Math.max(0, most)),
      y: Math.min(Math.max(-boxes.height[index]! / 2, y), boxes.extent - boxes.height[index]! / 2),
    };
    const across = (this.#ghost.x - boxes.left[index]!) * (this.#context.settings().rtl ? -1 : 1);
    const down = this.#ghost.y - boxes.top[index]!;
    this.#tile?.style.setProperty('translate', `${across}px ${down}px`);
    const { drag } = this;
    if (!drag || !this.#frame) return;
    const { left, top, width, height } = drag.boxes;
    const { to } = drag;
    putAt(this.#frame, [left[to]!, top[to]! - this.#geometry.offset, width[to]!, height[to]!]);
  }

  #drop(): void {
    const { drag } = this;
    if (!drag) return;
    this.#change(() => {
      this.#clear();
      if (drag.from !== drag.to) this.#acts.drop(drag.id, drag.to);
    });
  }

  /** Everything goes back to its place. */
  #end(then?: () => void): void {
    this.#change(() => this.#clear());
    then?.();
  }

  #clear(): void {
    this.#tile?.style.removeProperty('translate');
    this.#frame?.remove();
    this.#frame = this.#boxes = this.drag = null;
  }

  /** Renders a change, and lets the tiles glide to where they stand after it; the carried one, too, once it is let go. */
  #change(act: () => void): void {
    const before = tilePlaces(this.#context.root(), this.#geometry);
    const carried = this.#tile;
    if (carried) before.set(carried, this.#ghost);
    act();
    this.#context.renderNow();
    glide(this.#context, this.#geometry, before, this.drag ? carried : null);
  }

  #placeOf(id: string): { boxes: Boxes; index: number } {
    return { boxes: this.#context.boxes(), index: this.#context.indexOf(id) };
  }

  get #tile(): HTMLElement | null {
    return this.#context.root().querySelector<HTMLElement>('.tile.is-dragged');
  }
}
