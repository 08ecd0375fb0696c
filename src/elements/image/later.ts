/**
 * What an image needs only sometimes. At first a page pays for what adopts or makes the `<img>` and lays it out; the
 * rest lies in `later/` and is fetched when it is wanted, once for all elements of the page.
 */
export interface Later<Module> {
  /** The code, when it is there. */
  readonly now: Module | null;
  /** Fetches it; a network that failed once may work the next time. */
  fetch(): Promise<Module>;
}

function later<Module>(load: () => Promise<Module>): Later<Module> {
  let now: Module | null = null;
  let coming: Promise<Module> | null = null;
  return {
    get now() {
      return now;
    },
    fetch() {
      coming ??= load().then(
        (module) => (now = module),
        (error: unknown) => {
          coming = null;
          throw error;
        },
      );
      return coming;
    },
  };
}

/** Cards of the states without a picture, and the buttons over one. */
export const scenery = later(() => import('./later/scene.ts'));

/** The API: client, token, polling, what is near the viewport. */
export const service = later(() => import('./later/service.ts'));

/** Images as older generations of the API wrote them. */
export const reading = later(() => import('./later/reading.ts'));

/** What is said to those who write the page. */
export const advice = later(() => import('./later/advice.ts'));

/** What the service does to images on their way out: transforms, further formats, the blur of flagged ones. */
export const editing = later(() => import('./later/editing.ts'));
