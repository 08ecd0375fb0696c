import { contextOf } from '../../../upload/prepare/canvas.ts';
import type { PictureEdit } from '../../../upload/state/file-edit.ts';
import type { Size, Vector } from './crop-geometry.ts';
import { transform } from './draw-edit.ts';
import { between, frameOf, pointAt, viewOf, type EditView } from './edit-view.ts';

/** How long the view takes to follow the frame (ms). */
const GLIDE = 180;
/** The thirds are seen so long after a key (ms). */
const LINGER = 800;

/** The picture on the stage: a copy of it that is drawn, and the facts about the picture itself. */
export interface StagePicture {
  copy: ImageBitmap;
  size: Size;
  isWideGamut: boolean;
}

/** The stage of the editor: shows the picture as it is turned, moved and cut. */
export class EditorStage {
  readonly element: HTMLElement;
  readonly #picture: StagePicture;
  readonly #edit: () => PictureEdit;
  readonly #watch = new ResizeObserver(() => this.follow());
  #view: EditView = { x: 0, y: 0, scale: 1 };
  #frame = 0;
  #isHeld = false;
  #lingering: ReturnType<typeof setTimeout> | undefined;

  /** @param edit The edit as it is now. */
  constructor(element: HTMLElement, picture: StagePicture, edit: () => PictureEdit) {
    this.element = element;
    this.#picture = picture;
    this.#edit = edit;
    this.follow();
    this.#watch.observe(element);
  }

  end(): void {
    this.#watch.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#lingering);
    this.#picture.copy.close();
  }

  /** A distance on the stage, in pixels of the picture. */
  inPicture({ x, y }: Vector): Vector {
    return { x: x / this.#view.scale, y: y / this.#view.scale };
  }

  /** The point of the picture that is seen at a point of the stage. */
  pointAt(at: Vector): Vector {
    return pointAt(at, this.#view, this.#size);
  }

  /** The picture is being moved, or is not any more: meanwhile the thirds help to see how it stands. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.element.toggleAttribute('data-moving', isHeld);
  }

  /** Shows the thirds for a moment. */
  linger(): void {
    this.element.toggleAttribute('data-moving', true);
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(() => this.hold(this.#isHeld), LINGER);
  }

  /** Brings the view to the frame at once. */
  follow(): void {
    cancelAnimationFrame(this.#frame);
    this.#view = viewOf(this.#edit().crop, this.#size);
    this.paint();
  }

  /** Brings the view to the frame in a moment, for those who like motion. */
  glide(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return this.follow();
    cancelAnimationFrame(this.#frame);
    const [from, start] = [this.#view, performance.now()];
    const step = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - start) / GLIDE));
      this.#view = between(from, viewOf(this.#edit().crop, this.#size), 1 - (1 - share) ** 3);
      this.paint();
      if (share < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** Draws the picture as it is seen, darker where it is cut off, and puts the frame in its place. */
  paint(): void {
    const canvas = this.element.querySelector('canvas');
    if (!canvas) return;
    const [stage, view, edit] = [this.#size, this.#view, this.#edit()];
    const { copy, size, isWideGamut } = this.#picture;
    const dense = Math.min(devicePixelRatio || 1, 3);
    const [width, height] = [Math.round(stage.width * dense), Math.round(stage.height * dense)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = contextOf(canvas, isWideGamut);
    const place = frameOf(edit.crop, view, stage);
    context.setTransform(dense, 0, 0, dense, 0, 0);
    context.clearRect(0, 0, stage.width, stage.height);
    context.save();
    context.translate(stage.width / 2, stage.height / 2);
    context.scale(view.scale, view.scale);
    context.translate(-view.x, -view.y);
    transform(context, edit);
    context.imageSmoothingQuality = 'high';
    context.drawImage(copy, -size.width / 2, -size.height / 2, size.width, size.height);
    context.restore();
    context.fillStyle = 'rgb(11 13 19 / 62%)';
    context.beginPath();
    context.rect(0, 0, stage.width, stage.height);
    context.rect(place.left, place.top, place.width, place.height);
    context.fill('evenodd');
    const { style } = this.element.querySelector<HTMLElement>('.crop')!;
    for (const [name, length] of Object.entries(place)) style.setProperty(name, `${length}px`);
  }

  /** Its size in CSS pixels. */
  get #size(): Size {
    const { clientWidth, clientHeight } = this.element;
    return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
  }
}
