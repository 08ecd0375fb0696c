import type { UploadPolicy } from '../../../api/types.ts';

export interface AbilitiesHost {
  /** Asks for the policy of the token; null where there is none. */
  fetchPolicy(signal: AbortSignal): Promise<UploadPolicy | null>;
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
  requestUpdate(): void;
}

/** Actions that the token allows: others are not offered. Only the newest answer counts. */
export class Abilities {
  /** The policy of the token; null while unknown, which offers everything. */
  policy: UploadPolicy | null = null;
  readonly #host: AbilitiesHost;
  /** The newest question. */
  #asked: object | null = null;
  /** Whether the gallery left before the answer came. */
  #isDue = false;

  constructor(host: AbilitiesHost) {
    this.#host = host;
  }

  /** The gallery is back in the page. */
  resume(): void {
    if (this.#isDue) void this.learn();
  }

  async learn(): Promise<void> {
    const asked = (this.#asked = {});
    const signal = this.#host.signal();
    this.#isDue = false;
    try {
      const policy = await this.#host.fetchPolicy(signal);
      if (asked !== this.#asked) return;
      this.policy = policy;
      this.#host.requestUpdate();
    } catch {
      // Unknown: what is not allowed is refused when it is tried. One that left asks again when it is back.
      this.#isDue = signal.aborted;
      if (asked === this.#asked && !signal.aborted) this.policy = null;
    }
  }
}
