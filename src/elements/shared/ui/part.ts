/** The time until the second attempt (ms): a moment's trouble of the network is over by then. */
const PAUSE = 1000;

/** Whether the page's import map holds files to their hashes: it knows none for another address, and would let any file pass. */
const pinned = (): boolean =>
  [...document.scripts].some(({ type, text }) => type === 'importmap' && /"integrity"/.test(text));

/** Code of an element that is fetched when it is first wanted, once for all elements of a page. */
export class Part<Module extends object> {
  /**
   * The browser keeps a failure for the life of the page, and one has been got around: parts that import the same file by
   * the address that failed stay lost until a reload.
   */
  static keepsFailures = false;
  readonly #mark: PropertyKey;
  /** Imports it; another address than its own is given after a failure. */
  load: (address?: string) => Promise<Module>;
  readonly #connected: (() => Promise<void>) | undefined;
  #present: Module | null = null;
  #coming: Promise<Module> | null = null;
  /** The address that could not be fetched, where the browser names it. */
  #missing: URL | null = null;

  /**
   * @param mark The name of one of its exports.
   * @param load Imports it.
   * @param connected Resolves when the second attempt may be made; default: after a pause, also without a connection.
   */
  constructor(mark: keyof Module, load: () => Promise<Module>, connected?: () => Promise<void>) {
    this.#mark = mark;
    this.#connected = connected;
    this.load = (address) =>
      address ? import(/* @vite-ignore */ /* webpackIgnore: true */ address) : load();
  }

  /** The code, if it is on the page already. */
  get present(): Module | null {
    return this.#present;
  }

  /** Hands in the code, so that elements have it from the beginning: for bundles of one file. Null takes it away: for tests. */
  provide(module: Module | null): void {
    this.#present = module;
    this.#coming = this.#missing = null;
  }

  /** Fetches the code, in two attempts. Rejects when it cannot be had. */
  fetch(): Promise<Module> {
    if (this.#present) return Promise.resolve(this.#present);
    this.#coming ??= this.#attempt()
      .catch(() => this.#pause().then(() => this.#attempt()))
      .then((module) => (this.#present = module))
      .finally(() => (this.#coming = null));
    return this.#coming;
  }

  async #pause(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    await this.#connected?.();
  }

  /**
   * One attempt. Chromium 156 fetches a module anew that failed. Chromium 150 and Firefox 153 keep the failure for the life
   * of the page, but the error names the address, which can be had under another query. Where it names a module that this one imports,
   * that one stays lost, as does the part in a browser that keeps failures and names no address: then only a reload
   * helps, which the notice offers after the second round.
   */
  async #attempt(): Promise<Module> {
    const address = this.#missing;
    this.#missing = null;
    try {
      if (!address) return await this.load();
      address.searchParams.set('again', `${Date.now()}`);
      const module = await this.load(address.href);
      Part.keepsFailures = true;
      if (this.#mark in module) return module;
    } catch (cause) {
      const named = /\bhttps?:\S+\.js\b\S*/.exec(String(cause));
      if (named && !pinned()) this.#missing = new URL(named[0]);
      throw cause;
    }
    throw TypeError();
  }
}
