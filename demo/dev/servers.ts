import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** Where the servers of `demo/start.ts` listen. */
export interface Ports {
  site: number;
  mock: number;
}

/** Of the command line. */
export interface ServerOptions {
  'mock-port': string;
  data: string;
  memory: boolean;
  images: string;
}

/** Changes that come together, as of a checkout, are one (ms). */
const TOGETHER = 100;

/** The mock and the site in a process of their own, which is started again when their code has changed. */
export class Servers {
  readonly #options: ServerOptions;
  /** Called when they have started again. */
  readonly #onRestart: (ports: Ports | null) => void;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | undefined;
  #first: Ports | null = null;
  #isStopped = false;
  /** Resolves when requests can be answered: to null when their code did not start. */
  ready: Promise<Ports | null>;

  constructor(options: ServerOptions, onRestart: (ports: Ports | null) => void) {
    this.#options = options;
    this.#onRestart = onRestart;
    this.ready = this.#start();
  }

  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.ready = this.ready.then(() => this.#end()).then(() => this.#start());
      void this.ready.then(this.#onRestart);
    }, TOGETHER);
  }

  /** Ends them; what is under way may go on for a moment. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#end();
  }

  async #start(): Promise<Ports | null> {
    if (this.#isStopped) return null;
    const { data, images, memory, 'mock-port': mockPort } = this.#options;
    // Where they were: what is written in a page or a token stays right.
    const { site, mock } = this.#first ?? { site: 0, mock: mockPort };
    const child = fork(
      resolve(import.meta.dirname, '../start.ts'),
      [
        ...['--dev', '--port', `${site}`, '--mock-port', `${mock}`, '--data', data, '--images', images],
        ...(memory ? ['--memory'] : []),
      ],
      { execArgv: ['--conditions=imgpro-source'] },
    );
    this.#child = child;
    const ports = await Promise.race([
      once(child, 'message').then(([message]) => message as Ports),
      once(child, 'exit').then(() => null),
    ]);
    this.#first ??= ports;
    return ports;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    // It ends by that, as it would if this process were gone. Ctrl-C is for this process alone.
    if (child.connected) child.disconnect();
    await exited;
  }
}
