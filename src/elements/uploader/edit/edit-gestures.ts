import type { Handle, Vector } from './crop-geometry.ts';

export interface EditGestures {
  /** A gesture begins: what follows changes the picture as it is now. */
  begin(): void;
  /** A handle of the frame was drawn so far, in CSS pixels, since the gesture began. */
  draw(handle: Handle, by: Vector): void;
  /** The picture was moved, and pinched to so many times its size, since the gesture began. */
  move(by: Vector, times: number): void;
  /** The gesture is over. */
  end(): void;
  /** The wheel was turned at a point of the stage. */
  wheel(times: number, at: Vector): void;
}

/** How far one pixel of a wheel zooms. */
const WHEEL = 0.0015;

/** Reads pointers and wheel on the stage: one on a handle draws it, one elsewhere moves the picture, two pinch it. */
export function readGestures(stage: HTMLElement, gestures: EditGestures, signal: AbortSignal): void {
  const pointers = new Map<number, Vector>();
  /** Where the pointers were when the gesture began. */
  let start: Vector[] = [];
  let handle: Handle | null = null;
  const pointOf = ({ clientX, clientY }: MouseEvent): Vector => {
    const { left, top } = stage.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const begin = () => {
    start = [...pointers.values()];
    gestures.begin();
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || pointers.size === 2 || handle) return;
    const target = (event.target as Element).closest<HTMLElement>('.handle');
    if (target && pointers.size === 0) handle = handleOf(target);
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pointOf(event));
    begin();
  };
  const move = (event: PointerEvent) => {
    if (!pointers.has(event.pointerId)) return;
    pointers.set(event.pointerId, pointOf(event));
    const now = [...pointers.values()];
    const [from, to] = [middle(start), middle(now)];
    const by = { x: to.x - from.x, y: to.y - from.y };
    if (handle) gestures.draw(handle, by);
    else gestures.move(by, start.length === 2 ? distance(now) / Math.max(1, distance(start)) : 1);
  };
  const up = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) return begin(); // one finger of two is lifted
    handle = null;
    gestures.end();
  };
  const options = { signal };
  stage.addEventListener('pointerdown', down, options);
  stage.addEventListener('pointermove', move, options);
  stage.addEventListener('pointerup', up, options);
  stage.addEventListener('pointercancel', up, options);
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
      gestures.wheel(Math.exp(-event.deltaY * lines * WHEEL * (event.ctrlKey ? 6 : 1)), pointOf(event));
    },
    { signal, passive: false },
  );
}

export function handleOf({ dataset }: HTMLElement): Handle {
  return { x: Number(dataset['x']) as Handle['x'], y: Number(dataset['y']) as Handle['y'] };
}

function middle(points: readonly Vector[]): Vector {
  const mean = (along: 'x' | 'y') => points.reduce((sum, point) => sum + point[along], 0) / points.length;
  return { x: mean('x'), y: mean('y') };
}

const distance = ([a, b]: readonly Vector[]): number => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 1);
