import { fetchModule } from '../../upload/workers/load-module.ts';

/** Code of the uploader that is fetched when it is first wanted, once for all uploaders of a page. */
export class Part<Module> {
  #load: () => Promise<Module>;
  #present: Module | null = null;

  constructor(load: () => Promise<Module>) {
    this.#load = load;
  }

  /** The code, if it is on the page already. */
  get present(): Module | null {
    return this.#present;
  }

  /** Hands in the code, so that elements have it from the beginning: for bundles of one file. */
  provide(module: Module): void {
    this.#present = module;
  }

  /** Fetches the code, in two attempts. Rejects when it cannot be had, and with the signal's reason. */
  async fetch(signal = new AbortController().signal): Promise<Module> {
    return (this.#present ??= await fetchModule(this.#load, signal));
  }

  /** Replaces the way it is loaded, as if it were not on the page yet; for tests. Returns the way back. */
  replaceLoader(load: () => Promise<Module>): () => void {
    const [ownLoad, ownPresent] = [this.#load, this.#present];
    [this.#load, this.#present] = [load, null];
    return () => {
      [this.#load, this.#present] = [ownLoad, ownPresent];
    };
  }
}

/** The attribute `recover`. */
export const recoveryPart = new Part(() => import('./recovery/recovery-controller.ts'));
/** Files that were not added. */
export const rejectionsPart = new Part(() => import('./panel/rejections.ts'));
/** The attribute `fields`. */
export const fieldsPart = new Part(() => import('./list/fields.ts'));
/** The button "From a link". */
export const linkPart = new Part(() => import('./panel/link-form.ts'));
/** The attribute `view="grid"`. */
export const tilesPart = new Part(() => import('./list/tiles.styles.ts'));
/** Lists that are too long to stand in the page as a whole. */
export const longListPart = new Part(() => import('./list/row-geometry.ts'));
/** Folders, and what was pasted. */
export const readingPart = new Part(() => import('./input/read-many.ts'));
