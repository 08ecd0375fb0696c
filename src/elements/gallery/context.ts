import type { ImgproClient } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import type { Boxes } from '../../layout/index.ts';
import type { GalleryTable } from '../../locales/tables.ts';
import type { Localisation } from '../shared/ui/localisation.ts';
import type { GallerySettings } from './settings.ts';

export type Texts = Localisation<GalleryTable>;

/** The gallery as all its parts see it: the element, its settings and texts, its images and their places. */
export interface GalleryContext {
  readonly element: HTMLElement;
  readonly text: Texts;
  root(): ShadowRoot;
  settings(): GallerySettings;
  /** Fetches the code of the client where the page gave none of its own. */
  client(): Promise<ImgproClient>;
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
  /** Whether anybody can see the gallery. */
  visible(): boolean;
  /** The images in their order; the array of one order is never changed, but it grows at its end. */
  images(): readonly Image[];
  find(id: string): Image | undefined;
  /** The index of an image, or -1. */
  indexOf(id: string): number;
  /** Whether more images can be loaded. */
  hasMore(): boolean;
  /** The places of the images that are shown: all, but for those that the next page may still move. */
  boxes(): Boxes;
  emit(type: string, detail: unknown, options?: { cancelable?: boolean }): boolean;
  /** Announces a change to those who cannot see it. */
  announce(words: string): void;
  requestUpdate(): void;
  renderNow(): void;
  updated(): Promise<unknown>;
}
