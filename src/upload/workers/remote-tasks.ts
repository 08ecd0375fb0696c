import type { Payload, Result, TaskAnswer, Tasks } from './protocol.ts';

/** No worker can be used: the page's policy forbids it, its script is of another origin, or it crashed. */
export class WorkerUnavailableError extends Error {
  override readonly name = 'WorkerUnavailableError';
}

/** Error that a function in the worker threw, with the `name` and `code` of the original. */
export class TaskError extends Error {
  readonly code: string | undefined;
  constructor({ name, message, code }: NonNullable<TaskAnswer['error']>) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

export interface RemoteTasksOptions {
  /** The worker ends after this time without a call (ms); the next call starts another. Default 10 s. */
  idle?: number;
  /** Time in which a new worker has to report that it has started (ms). Default 10 s. */
  patience?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Objects that are transferred to the worker instead of copied. */
  transfer?: Transferable[];
}

/** Crashes after which no other worker is started. */
const MOST_CRASHES = 3;

interface Call {
  resolve(result: unknown): void;
  reject(cause: unknown): void;
}

/** Starts the worker; null where the page or the build does not allow one. */
export type StartWorker = () => Worker | null | Promise<Worker | null>;

/**
 * Functions that run in a worker. The worker starts with the first call and ends when it has been idle for a while.
 * Its address has to stand in full where it is made, for bundlers to find it:
 * `new RemoteTasks<typeof tasks>(() => new Worker(new URL('./x-worker.ts', import.meta.url), { type: 'module' }))`.
 */
export class RemoteTasks<T extends Tasks> {
  readonly #start: StartWorker;
  readonly #idle: number;
  readonly #patience: number;
  readonly #calls = new Map<number, Call>();
  #worker: Promise<Worker> | null = null;
  #last = 0;
  #crashes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: StartWorker, { idle = 10_000, patience = 10_000 }: RemoteTasksOptions = {}) {
    this.#start = start;
    this.#idle = idle;
    this.#patience = patience;
  }

  /** Whether a worker can be used, as far as is known: true until one could not be started. */
  get available(): boolean {
    return this.#crashes < MOST_CRASHES;
  }

  /**
   * Calls a function in the worker. Rejects with {@link WorkerUnavailableError} where there can be none, with a
   * {@link TaskError} for what the function throws, and with the signal's reason.
   */
  async call<Name extends keyof T & string>(
    task: Name,
    payload: Payload<T, Name>,
    { signal, transfer = [] }: CallOptions = {},
  ): Promise<Result<T, Name>> {
    signal?.throwIfAborted();
    const id = (this.#last += 1);
    let worker: Worker | null = null;
    const leave = () => {
      worker?.postMessage({ id });
      this.#take(id)?.reject(signal!.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await new Promise<Result<T, Name>>((resolve, reject) => {
        this.#calls.set(id, { resolve: resolve as Call['resolve'], reject });
        this.#get()
          .then((started) => {
            if (!this.#calls.has(id)) return; // aborted meanwhile
            worker = started;
            worker.postMessage({ id, task, payload }, transfer);
          })
          .catch(reject);
      });
    } finally {
      this.#take(id);
      signal?.removeEventListener('abort', leave);
    }
  }

  /** As {@link call}; where no worker can be used, `local` runs on the main thread instead. */
  async run<Name extends keyof T & string>(
    task: Name,
    payload: Payload<T, Name>,
    local: (payload: Payload<T, Name>, signal?: AbortSignal) => Result<T, Name> | Promise<Result<T, Name>>,
    options: CallOptions = {},
  ): Promise<Result<T, Name>> {
    try {
      return await this.call(task, payload, options);
    } catch (cause) {
      if (!(cause instanceof WorkerUnavailableError)) throw cause;
      options.signal?.throwIfAborted();
      return local(payload, options.signal);
    }
  }

  /** Ends the worker. Calls under way reject with {@link WorkerUnavailableError}. */
  stop(): void {
    this.#end('The worker was stopped.');
  }

  #get(): Promise<Worker> {
    clearTimeout(this.#timer);
    if (!this.available)
      return Promise.reject(new WorkerUnavailableError('No worker can be started on this page.'));
    return (this.#worker ??= this.#begin());
  }

  async #begin(): Promise<Worker> {
    let worker: Worker | null;
    try {
      worker = await this.#start();
      if (!worker) throw new Error('There is none.');
    } catch (cause) {
      this.#crashes = MOST_CRASHES; // a script of another origin, or a policy: the next attempt would fail too
      throw new WorkerUnavailableError('The worker could not be started.', { cause });
    }
    this.#listen(worker);
    return worker;
  }

  #listen(worker: Worker): void {
    let ready = false;
    let over = false;
    const broken = () => {
      clearTimeout(silence);
      if (over) return;
      over = true;
      worker.terminate();
      this.#crashes = ready ? this.#crashes + 1 : MOST_CRASHES;
      this.#end('The worker broke down.');
    };
    const silence = setTimeout(broken, this.#patience);
    worker.addEventListener('message', ({ data }: MessageEvent<TaskAnswer>) => {
      clearTimeout(silence);
      ready = true;
      const call = this.#take(data.id);
      if (data.error) call?.reject(new TaskError(data.error));
      else call?.resolve(data.result);
    });
    for (const type of ['error', 'messageerror'] as const)
      worker.addEventListener(type, (event) => {
        event.preventDefault();
        broken();
      });
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (this.#calls.size > 0) return call;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), this.#idle);
    return call;
  }

  #end(why: string): void {
    clearTimeout(this.#timer);
    void this.#worker?.then(
      (worker) => worker.terminate(),
      () => {},
    );
    this.#worker = null;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(new WorkerUnavailableError(why));
  }
}
