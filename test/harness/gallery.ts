/** The gallery as a person meets it, so that a test reads as a sentence. */
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { ImgproGallery } from '../../src/elements/gallery/imgpro-gallery.ts';
import type { FakeService } from './gallery-service.ts';
import {
  draggingPart,
  editingPart,
  arrangementsPart,
  laterPart,
  managePart,
  scrubberPart,
  selectingPart,
  servicePart,
  toolbarPart,
} from '../../src/elements/gallery/parts.ts';
import { screenRect } from '../../src/elements/gallery/stage/viewport.ts';
import '../../src/define/gallery.ts';

export { FakeService, makeImages, picture } from './gallery-service.ts';

/** Waits for something to come true; patiently, for pictures, transitions and busy machines take their time. */
export function until(condition: () => unknown, what?: string): Promise<void> {
  return waitUntil(() => Boolean(condition()), what, { timeout: 8000, interval: 20 });
}

/** The gallery on the page. */
export class GalleryPage {
  readonly element: ImgproGallery;

  constructor(element: ImgproGallery) {
    this.element = element;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get tiles(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('.tile')];
  }

  /** The ids of the tiles, in their order. */
  get ids(): string[] {
    return this.tiles.map((tile) => tile.dataset['id']!);
  }

  tile(id: string): HTMLElement {
    const tile = this.root.querySelector<HTMLElement>(`.tile[data-id="${id}"]`);
    if (!tile) throw new Error(`There is no tile of ${id}.`);
    return tile;
  }

  /** Visible face of a tile: the link, or the panel of its state. */
  face(id: string): HTMLElement {
    return this.tile(id).querySelector<HTMLElement>('.face')!;
  }

  picture(id: string): HTMLImageElement | null {
    return this.tile(id).querySelector('img');
  }

  check(id: string): HTMLElement {
    return this.tile(id).querySelector<HTMLElement>('.check')!;
  }

  box(id: string): { left: number; top: number; width: number; height: number } {
    const { left, top, width, height } = this.tile(id).getBoundingClientRect();
    const list = this.root.querySelector('.list')!.getBoundingClientRect();
    return { left: left - list.left, top: top - list.top, width, height };
  }

  /** The button with this name, in the gallery or in its dialog. */
  button(name: string): HTMLButtonElement {
    const found = [...this.root.querySelectorAll('button')].find(
      (button) => (button.getAttribute('aria-label') ?? button.textContent?.trim()) === name,
    );
    if (!found) throw new Error(`There is no button “${name}”.`);
    return found;
  }

  hasButton(name: string): boolean {
    return [...this.root.querySelectorAll('button')].some(
      (button) => (button.getAttribute('aria-label') ?? button.textContent?.trim()) === name,
    );
  }

  get text(): string {
    return this.root.querySelector('.base')!.textContent!.replace(/\s+/g, ' ').trim();
  }

  get dialog(): HTMLDialogElement | null {
    return this.root.querySelector('dialog');
  }

  /** The middle of an element on the screen, or another part of its width and height. */
  at(element: Element, across = 0.5, down = 0.5): [number, number] {
    const { left, top, width, height } = screenRect(element);
    return [Math.round(left + width * across), Math.round(top + height * down)];
  }

  /** The text that a screen reader is told. */
  get status(): string {
    return this.root.querySelector('[role="status"]')!.textContent!.trim();
  }

  /** The id of the tile that has the focus. */
  get focused(): string | undefined {
    return this.root.activeElement?.closest<HTMLElement>('.tile')?.dataset['id'];
  }

  get viewer(): HTMLDialogElement | null {
    return document.querySelector<HTMLDialogElement>('dialog.imgpro-lightbox');
  }

  /** Waits until nothing fades or slides any more: what is half transparent has half the contrast. */
  async still(): Promise<void> {
    const moving = this.root
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(moving.map(({ finished }) => finished.catch(() => {})));
  }

  /** Waits until a change of the width has come through: the tiles stand where they did for some frames. */
  async placed(): Promise<void> {
    const places = () =>
      this.tiles.map((tile) => Object.values(this.box(tile.dataset['id']!)).join()).join(';');
    for (let same = 0, last = ''; same < 4;) {
      await new Promise(requestAnimationFrame);
      const now = places();
      same = now === last ? same + 1 : 0;
      last = now;
    }
  }

  async tilesAre(count: number): Promise<void> {
    await until(() => this.tiles.length === count, `${count} tiles`);
    await this.element.updateComplete;
  }
}

/** A gallery in a box of a known width, with a service of these images behind it. The code of its parts is on the page. */
export async function galleryOf(
  service: FakeService | null,
  attributes: Record<string, string | boolean | number> = {},
  width = 800,
): Promise<GalleryPage> {
  const parts = [
    servicePart,
    toolbarPart,
    managePart,
    draggingPart,
    scrubberPart,
    selectingPart,
    editingPart,
    laterPart,
    arrangementsPart,
  ];
  await Promise.all(parts.map((part) => part.fetch()));
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.style.inlineSize = `${width}px`;
  const element = document.createElement('imgpro-gallery');
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  if (service) element.client = service.client;
  box.append(element);
  await element.updateComplete;
  return new GalleryPage(element);
}
