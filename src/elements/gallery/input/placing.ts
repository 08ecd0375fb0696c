import { html, svg, type TemplateResult } from 'lit/html.js';
import { icon } from '../../shared/pictures/icons.ts';
import { drawIcon } from '../../shared/controls/first-icons.ts';
import type { GalleryContext } from '../context.ts';
import type { ListGeometry } from '../stage/geometry.ts';
import { glide, tilePlaces } from './glide.ts';
import { indexAt, type NewPlace } from './new-place.ts';

export interface PlacingActs {
  selectedIds(): readonly string[];
  /** Puts images together into another place. @param words What a screen reader is told; default: where it stands. */
  move(ids: readonly string[], place: number, words?: string): void;
  reveal(id: string): Promise<void>;
  focus(id: string): Promise<void>;
  /** Takes the focus over from something that has gone. */
  rest(): Promise<void>;
}

/**
 * Putting images into another order without dragging (WCAG 2.2, 2.5.7): a button in the toolbar begins it, then buttons move the
 * picked images by steps, or a click on an image gives them its place. Selected images are picked as they are, and one click
 * ends it; without a selection images are picked by a click, one after the other, until it is ended.
 */
export class Placing {
  isActive = false;
  picked: ReadonlySet<string> = new Set();
  readonly #context: GalleryContext;
  readonly #geometry: ListGeometry;
  readonly #acts: PlacingActs;
  /** Whether the selection was picked, which has one new place. */
  #isSelection = false;

  constructor(context: GalleryContext, geometry: ListGeometry, acts: PlacingActs) {
    this.#context = context;
    this.#geometry = geometry;
    this.#acts = acts;
  }

  /** Forgets what is under way. */
  stop(): void {
    this.isActive = false;
    this.picked = new Set();
  }

  /** A click on an image: it is picked, or the picked ones get its place. False while nothing is being moved. */
  tap(id: string): boolean {
    if (!this.isActive) return false;
    const { picked } = this;
    if (this.#places.length === 0) this.#pick([id]);
    else if (!picked.has(id)) void this.#put(this.#context.indexOf(id));
    else if (!this.#isSelection) this.#pick([]);
    return true;
  }

  /** Escape ends it; Space on an image is a click on it, as Enter is anyway. Says whether the key was one of them. */
  key({ key }: KeyboardEvent, id: string | null): boolean {
    if (!this.isActive) return false;
    if (key === 'Escape') this.#end();
    return key === 'Escape' || (key === ' ' && id !== null && this.tap(id));
  }

  /** The button that begins to move the selected images, for the toolbar's actions. */
  action(): TemplateResult {
    const label = this.#context.text.t('move');
    return html`<button
      class="icon-button"
      type="button"
      title=${label}
      @click=${() => this.#begin(this.#acts.selectedIds())}
    >
      ${shapes.move}<span class="label">${label}</span>
    </button>`;
  }

  /** The button that begins to move images where none can be selected. */
  beginning(): TemplateResult {
    const label = this.#context.text.t('moveImages');
    return html`<button
      class="button quiet begin"
      type="button"
      title=${label}
      @click=${() => this.#begin([])}
    >
      ${shapes.move}<span>${label}</span>
    </button>`;
  }

  /** The bar in the toolbar's place while images are moved. */
  bar(): TemplateResult {
    const { text } = this.#context;
    const places = this.#places;
    const count = this.#context.images().length;
    const gathered = places.at(-1)! - places[0]! === places.length - 1;
    const step = (label: string, to: NewPlace, shape: TemplateResult) => {
      const isThere = places.length === 0 || (gathered && indexAt(places, count, to) === places[0]);
      return html`<button
        class="icon-button"
        type="button"
        aria-label=${label}
        title=${label}
        aria-disabled=${isThere ? 'true' : 'false'}
        @click=${() => !isThere && void this.#step(to)}
      >
        ${shape}
      </button>`;
    };
    return html`<div
      class="toolbar is-active placing"
      part="toolbar toolbar-active"
      role="group"
      aria-label=${text.t('moveImages')}
    >
      <button
        class="icon-button"
        type="button"
        aria-label=${text.t('moveDone')}
        title=${text.t('moveDone')}
        @click=${() => this.#end()}
      >
        ${icon('close')}
      </button>
      <span class="hint">${this.#hint}</span>
      ${step(text.t('moveToStart'), 'start', shapes.start)}
      ${step(text.t('moveEarlier'), 'earlier', shapes.earlier)}
      ${step(text.t('moveLater'), 'later', shapes.later)} ${step(text.t('moveToEnd'), 'end', shapes.end)}
    </div>`;
  }

  get #hint(): string {
    const { text } = this.#context;
    const count = this.#places.length;
    return count === 0 ? text.t('movePick') : text.t('movePlace', { count });
  }

  /** The indices of the picked images, ascending; those that are gone have none. */
  get #places(): number[] {
    const indices = Array.from(this.picked, (id) => this.#context.indexOf(id));
    return indices.filter((index) => index >= 0).sort((a, b) => a - b);
  }

  #begin(ids: readonly string[]): void {
    this.isActive = true;
    this.#isSelection = ids.length > 0;
    this.#pick(ids);
    if (this.#isSelection) void this.#focusBar();
    else void this.#acts.rest();
  }

  #pick(ids: readonly string[]): void {
    this.picked = new Set(ids);
    this.#context.announce(this.#hint);
  }

  async #focusBar(): Promise<void> {
    await this.#context.updated();
    // The button that was pressed has gone, and something takes its focus over.
    await this.#acts.rest();
    const bar = this.#context.root().querySelector('.placing');
    bar?.querySelector<HTMLElement>('.hint ~ [aria-disabled="false"]')?.focus();
  }

  /** Moves the picked images by a button, which keeps the focus. */
  async #step(to: NewPlace): Promise<void> {
    const first = this.#move(to);
    if (first !== null) await this.#acts.reveal(first);
  }

  /** Gives the picked images the place of another. */
  async #put(index: number): Promise<void> {
    const first = this.#move(index);
    if (this.#isSelection) this.stop();
    this.picked = new Set();
    this.#context.requestUpdate();
    if (first !== null) await this.#acts.focus(first);
  }

  /** Moves the picked images, and lets all tiles glide to their places. Returns the first of the picked. */
  #move(to: NewPlace): string | null {
    const { root, text, images, renderNow } = this.#context;
    const places = this.#places;
    const count = images().length;
    const ids = places.map((place) => images()[place]!.id);
    const place = indexAt(places, count, to);
    const words = { count: ids.length, from: place + 1, to: place + ids.length, all: count };
    const before = tilePlaces(root(), this.#geometry);
    this.#acts.move(ids, place, ids.length > 1 ? text.t('movedMany', words) : undefined);
    renderNow();
    glide(this.#context, this.#geometry, before, null);
    return ids[0] ?? null;
  }

  #end(): void {
    const [first] = this.#places;
    const id = first === undefined ? null : this.#context.images()[first]!.id;
    this.stop();
    this.#context.requestUpdate();
    // The bar goes, and with it the button that may have had the focus.
    void (id === null ? this.#acts.rest() : this.#acts.focus(id));
  }
}

/** An icon that points where reading goes on. */
const mirrored = (shape: TemplateResult) => html`<span class="mirrored">${shape}</span>`;

const shapes = {
  move: drawIcon(
    svg`<path d="M10 3v14M3 10h14M7.75 5.25 10 3l2.25 2.25M7.75 14.75 10 17l2.25-2.25M5.25 7.75 3 10l2.25 2.25M14.75 7.75 17 10l-2.25 2.25" />`,
  ),
  start: mirrored(drawIcon(svg`<path d="M4.5 4.5v11M14.5 4.75 9.25 10l5.25 5.25" />`)),
  earlier: mirrored(drawIcon(svg`<path d="M12.5 4.75 7.25 10l5.25 5.25" />`)),
  later: mirrored(drawIcon(svg`<path d="M7.5 4.75 12.75 10 7.5 15.25" />`)),
  end: mirrored(drawIcon(svg`<path d="M15.5 4.5v11M5.5 4.75 10.75 10 5.5 15.25" />`)),
};
