/** A call to the engine that waits for it. */
interface Call<Engine> {
  run(engine: Engine): void;
  /** The images that it brings. */
  images: number;
  /** Ends a call whose images are not wanted any more. */
  drop?(): void;
}

/** Calls of a page or a person to an engine that is not there yet, in their order. */
export class Arrivals<Engine> {
  #calls: Call<Engine>[] = [];
  #images = 0;

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** Images that wait: they count as being checked. */
  get images(): number {
    return this.#images;
  }

  /** Keeps a call; resolves to its answer. */
  keep<Answer>(run: (engine: Engine) => Answer): Promise<Awaited<Answer>>;
  /**
   * Keeps a call that brings images.
   * @param dropped The answer when they are not wanted any more.
   */
  keep<Answer>(
    run: (engine: Engine) => Answer,
    images: number,
    dropped: Awaited<Answer>,
  ): Promise<Awaited<Answer>>;
  keep<Answer>(run: (engine: Engine) => Answer, images = 0, dropped?: Awaited<Answer>) {
    this.#images += images;
    return new Promise<Awaited<Answer>>((resolve, reject) => {
      this.#calls.push({
        images,
        run: (engine) => {
          try {
            Promise.resolve(run(engine)).then(resolve as (answer: Awaited<Answer>) => void, reject);
          } catch (cause) {
            reject(cause as Error);
          }
        },
        drop: images > 0 ? () => resolve(dropped!) : undefined,
      });
    });
  }

  /** Images that wait are not wanted any more; other calls stay. */
  abandon(): void {
    for (const { drop } of this.#calls) drop?.();
    this.#calls = this.#calls.filter(({ drop }) => !drop);
    this.#images = 0;
  }

  /** Hands all calls over, in their order. */
  handOver(engine: Engine): void {
    for (let call = this.#calls.shift(); call; call = this.#calls.shift()) {
      this.#images -= call.images;
      call.run(engine);
    }
  }
}
