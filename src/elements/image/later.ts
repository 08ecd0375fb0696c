/**
 * Code an image needs only sometimes. At first a page pays for what adopts or makes the `<img>` and lays it out; the
 * rest lies in `later/` and is fetched when it is wanted, once for all elements of the page.
 */
export interface Later<Module> {
  /** The code, when it is there. */
  readonly now: Module | null;
  /** Fetches it; a network that failed once may work the next time. */
  fetch(): Promise<Module>;
}

function later<Module>(load: () => Promise<Module>): Later<Module> {
  let coming: Promise<Module> | null = null;
  const self = {
    now: null as Module | null,
    fetch: () =>
      (coming ??= load().then(
        (module) => (self.now = module),
        (error: unknown) => {
          coming = null;
          throw error;
        },
      )),
  };
  return self;
}

/** Cards of the states without a picture, and the buttons over one. */
export const scenery = later(() => import('./later/scene.ts'));

/** The API: client, token, polling, what is near the viewport; Images as older generations of it wrote them. */
export const service = later(() => import('./later/service.ts'));

/** The advice to people who write the page. */
export const advice = later(() => import('./later/advice.ts'));

/** The service's edits to images on their way out: transforms, further formats, the blur of flagged ones. */
export const editing = later(() => import('./later/editing.ts'));

/** The link around a picture. */
export const linking = later(() => import('./later/linking.ts'));

/** The code that an element has asked for. */
export class Coming {
  readonly #arrived: () => void;
  /** Settles when all that was asked for by now is there, or will not be; null when nothing is on its way. */
  all: Promise<unknown> | null = null;

  /** @param arrived Draws the element anew. */
  constructor(arrived: () => void) {
    this.#arrived = arrived;
  }

  fetch<Module>(later: Later<Module>): Promise<Module> {
    const code = later.fetch();
    const all: Promise<unknown> = Promise.allSettled([this.all, code]).then(() => {
      if (this.all === all) this.all = null;
    });
    this.all = all;
    return code;
  }

  /** The code if it is there; else the element is drawn anew when it has come. */
  use<Module>(later: Later<Module>): Module | null {
    if (!later.now) this.tell(later, this.#arrived);
    return later.now;
  }

  /** Code that cannot be fetched is done without: what is there stays, and the next change asks again. */
  tell<Module>(later: Later<Module>, act: (module: Module) => void): void {
    this.fetch(later).then(act, () => {});
  }
}
