import { Arrivals } from './arrivals.ts';
import { EarlyList } from './early-list.ts';
import type * as Engine from './engine.ts';
import { Part } from '../shared/ui/part.ts';

export type EngineModule = typeof Engine;

/** The code of the engine. */
export const enginePart = new Part<EngineModule>('UploadEngine', () => import('./engine.ts'));

export interface LateEngineOptions {
  create(module: EngineModule): Engine.UploadEngine;
  /** The engine is there. */
  onPresent(engine: Engine.UploadEngine): void;
  /** It has been given all that waited for it. */
  onHandedOver(): void;
  /** Whether the page wants the engine, though nothing waits for it. */
  isWanted(): boolean;
  /** More or fewer images wait for the engine. */
  onChanged(): void;
  /** Its code could not be fetched, and something waits for it; or nothing does any more. */
  onFailures(): void;
}

/** The engine of an uploader, fetched on the first intent: until it is there, calls to it and a value are kept. */
export class LateEngine {
  readonly #options: LateEngineOptions;
  readonly #arrivals = new Arrivals<Engine.UploadEngine>();
  /** The list before the engine is there. */
  readonly early = new EarlyList(this.#arrivals);
  #present: Engine.UploadEngine | null = null;
  #isFetching = false;
  #failures = 0;

  constructor(options: LateEngineOptions) {
    this.#options = options;
  }

  /** The engine; null until its code is there. */
  get present(): Engine.UploadEngine | null {
    return this.#present;
  }

  /** Images that are being checked, or wait for that. */
  get pending(): number {
    return this.#arrivals.images + (this.#present?.session.checking ?? 0);
  }

  /** How often in a row its code could not be fetched, while something waits for it. */
  get failures(): number {
    return this.#present || !this.#isWanted ? 0 : this.#failures;
  }

  /** Something waits for the engine, or the page wants it. */
  get #isWanted(): boolean {
    return !this.#arrivals.isEmpty || this.early.size > 0 || this.#options.isWanted();
  }

  /** Takes the engine at once, where its code is on the page already. */
  takePresent(): void {
    if (enginePart.present) this.#take(enginePart.present);
  }

  /** Asks the engine, now or as soon as it is there. */
  call<Answer>(run: (engine: Engine.UploadEngine) => Answer): Promise<Awaited<Answer>>;
  /**
   * The same for a call that brings images: they count as being checked until the engine is there.
   * @param dropped The answer when they are not wanted any more.
   */
  call<Answer>(
    run: (engine: Engine.UploadEngine) => Answer,
    images: number,
    dropped: Awaited<Answer>,
  ): Promise<Awaited<Answer>>;
  call<Answer>(run: (engine: Engine.UploadEngine) => Answer, images = 0, dropped?: Awaited<Answer>) {
    // A call that can be made now is made before this returns.
    if (this.#present) return Promise.resolve(run(this.#present));
    const answer = this.#arrivals.keep(run, images, dropped as Awaited<Answer>);
    this.#changed();
    this.fetch();
    return answer;
  }

  /** Images that wait for the engine are not wanted any more; with `all`, nor are those that the page named. */
  abandon({ all = false } = {}): void {
    if (all) this.early.clear();
    else if (this.#arrivals.images === 0) return;
    else this.#arrivals.abandon();
    this.#changed();
  }

  #changed(): void {
    if (!this.#isWanted && this.#failures > 0) {
      this.#failures = 0;
      this.#options.onFailures();
    }
    this.#options.onChanged();
  }

  /** Fetches the code. */
  readonly fetch = (): void => {
    if (this.#present || this.#isFetching) return;
    this.#isFetching = true;
    enginePart
      .fetch()
      .then(
        (module) => this.#take(module),
        () => {
          if (!this.#isWanted) return; // nobody misses it yet
          this.#failures += 1;
          this.#options.onFailures();
        },
      )
      .finally(() => (this.#isFetching = false));
  };

  /** Fetches the code, if it is wanted. */
  readonly fetchIfWanted = (): void => {
    if (this.#isWanted) this.fetch();
  };

  #take(module: EngineModule): void {
    if (this.#present) return;
    const engine = this.#options.create(module);
    this.#present = engine;
    this.#options.onPresent(engine);
    this.#arrivals.handOver(engine);
    this.#options.onHandedOver();
  }
}
