import type { TokenSource } from '../api/index.ts';
import type { Ability, UploadPolicy } from '../api/types.ts';
import { sleep } from '../api/sleep.ts';

/** How long files wait for the token's rules before they are judged without them (ms). */
const PATIENCE = 1500;

/** How the API is reached: by tokens, anonymously, or, with neither, by a client of the page's own. */
interface Access {
  tokens?: TokenSource | null;
  anonymous: boolean;
}

/** Knows what the token allows, as soon as there has been a reason to ask for one. */
export class PolicyKeeper {
  readonly #connection: () => Access;
  #policy: UploadPolicy | undefined;
  #of: TokenSource | null = null;

  constructor(connection: () => Access) {
    this.#connection = connection;
  }

  #tokens(): TokenSource | null | undefined {
    return this.#connection().tokens;
  }

  /** Whether stored images may be treated so, as far as is known. A client of the page's own is not asked: it may. */
  allows(ability: Ability): boolean {
    const { anonymous, tokens } = this.#connection();
    return !anonymous && (tokens ? (this.current?.abilities?.includes(ability) ?? false) : true);
  }

  /** The policy of the present token source; undefined while unknown, and when there is none. */
  get current(): UploadPolicy | undefined {
    return this.#of !== null && this.#of === this.#tokens() ? this.#policy : undefined;
  }

  /** Whether the rules are known, or there are none but the page's. */
  get isKnown(): boolean {
    const tokens = this.#tokens();
    return !tokens || this.#of === tokens;
  }

  /** Whether a token source was asked before, be it the present one or not. */
  get asked(): boolean {
    return this.#of !== null;
  }

  /** Fetches the token ahead of time, and its rules with it. Never rejects: the upload that needs it will tell. */
  async load(): Promise<void> {
    const tokens = this.#tokens();
    if (!tokens) return;
    try {
      const { policy } = await tokens.get();
      this.#policy = policy;
      this.#of = tokens;
    } catch {
      // Told by the upload, with a way on.
    }
  }

  /** Waits for the rules, but not for long: a slow endpoint must not look like a dead button. */
  async ready(): Promise<void> {
    const tokens = this.#tokens();
    if (!tokens || this.#of === tokens) return;
    const stop = new AbortController();
    await Promise.race([this.load(), sleep(PATIENCE, stop.signal).catch(() => {})]);
    stop.abort();
  }
}
