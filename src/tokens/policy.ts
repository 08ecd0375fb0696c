import type { TokenSource } from '../api/index.ts';
import type { Ability, UploadPolicy } from '../api/types.ts';
import { sleep } from '../api/sleep.ts';

/** How long new files wait for the token's policy before they are checked without it (ms). */
const PATIENCE = 1500;

/** How the API is reached: by a client of the page's own, by tokens, or, with neither, anonymously. */
interface Access {
  client?: unknown;
  tokens?: TokenSource | null;
}

/** The policy of the page's token: the rules and abilities that came with it, once one has been fetched. */
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

  /** Whether the token allows something; false while its policy is unknown, always true with a client of the page's own. */
  allows(ability: Ability): boolean {
    const { client, tokens } = this.#connection();
    return client !== undefined || (!!tokens && (this.current?.abilities?.includes(ability) ?? false));
  }

  /** Policy of the current token source; undefined while it is unknown, and without a source. */
  get current(): UploadPolicy | undefined {
    return this.#of !== null && this.#of === this.#tokens() ? this.#policy : undefined;
  }

  /** Whether the policy is known, or there is no token source. */
  get isKnown(): boolean {
    const tokens = this.#tokens();
    return !tokens || this.#of === tokens;
  }

  /** Whether a policy has been fetched, from the current source or an earlier one. */
  get asked(): boolean {
    return this.#of !== null;
  }

  /** Fetches a token ahead of time, for its policy. Never rejects: the upload that needs the token reports the error. */
  async load(): Promise<void> {
    const tokens = this.#tokens();
    if (!tokens) return;
    try {
      const { policy } = await tokens.get();
      this.#policy = policy;
      this.#of = tokens;
    } catch {
      // The upload reports it, with what the person can do.
    }
  }

  /** Waits for the policy, but not for long: with a slow endpoint the page must not seem to ignore the person. */
  async ready(): Promise<void> {
    const tokens = this.#tokens();
    if (!tokens || this.#of === tokens) return;
    const stop = new AbortController();
    await Promise.race([this.load(), sleep(PATIENCE, stop.signal).catch(() => {})]);
    stop.abort();
  }
}
