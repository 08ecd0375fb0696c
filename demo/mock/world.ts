import { Clock, type ClockState } from './clock.ts';
import { Journal, type JournalEntry } from './journal.ts';
import type { Ports } from './ports.ts';
import { Faults, type FaultRule } from './rules/faults.ts';
import { dueChanges, isExpired } from './rules/lifecycle.ts';
import { monthOf } from './rules/quota.ts';
import { seedImages } from './scenes/seeds.ts';
import { Darkroom } from './service/darkroom.ts';
import { Variants } from './service/variants.ts';
import { ACCOUNTS, DEMO_ACCOUNT, FULL_ACCOUNT, KEYS, PLANS, type Settings } from './settings.ts';

/** State of a world beside rows and files. It is kept where a run may end at any moment: in a service worker. */
export interface Notes {
  clock: ClockState;
  faults: { rules: FaultRule[]; left: number[] };
  flaky: string[];
  /** The last requests. */
  requests: JournalEntry[];
}

/** How many of its requests a world notes. */
const NOTED_REQUESTS = 100;

/** Everything one mock knows and has. Routes read it; rules decide over it. */
export class World {
  readonly settings: Settings;
  readonly ports: Ports;
  readonly clock = new Clock();
  readonly journal = new Journal();
  readonly faults = new Faults();
  readonly variants: Variants;
  readonly darkroom: Darkroom;
  /** Idempotency keys whose first request is under way. */
  readonly running = new Set<string>();
  /** Uploads under way, per quota or window. */
  readonly reserved = new Map<string, number>();
  /** Uploads that `mock-flaky-*` has refused once. */
  readonly flaky = new Set<string>();
  /** Aborted when the mock closes: ends what waits. */
  readonly closing = new AbortController();

  constructor(ports: Ports, settings: Settings) {
    this.ports = ports;
    this.settings = settings;
    this.variants = new Variants(ports);
    this.darkroom = new Darkroom(ports);
  }

  get notes(): Notes {
    const { clock, faults, flaky, journal } = this;
    return {
      clock: clock.state,
      faults: { rules: faults.rules, left: faults.left },
      flaky: [...flaky],
      requests: journal.entries.slice(-NOTED_REQUESTS),
    };
  }

  /** Goes on from an earlier run; before `open()`. */
  recall({ clock, faults, flaky, requests }: Partial<Notes>): void {
    if (clock) this.clock.state = clock;
    if (faults) this.faults.set(faults.rules, faults.left);
    for (const name of flaky ?? []) this.flaky.add(name);
    this.journal.recall(requests ?? []);
  }

  /** Brings a store that was just opened into a sound state, whatever ended the last run. */
  async open(): Promise<void> {
    this.#people();
    this.#seed(this.settings.images, this.settings.seed);
    this.darkroom.resume();
  }

  /** Everything back to the start (demo/mock/README.md, Control). */
  async reset(start: { images?: number; seed?: number } = {}): Promise<void> {
    this.clock.reset();
    this.faults.set([]);
    this.flaky.clear();
    this.darkroom.forget();
    this.ports.store.clear();
    await this.ports.blobs.clear();
    this.#people();
    const { images = this.settings.images, seed = this.settings.seed } = start;
    this.#seed(images, seed);
    // Fewer were asked for: none is missing when the store is opened again.
    this.ports.store.setSetting(`seeded ${seed}`, String(Math.max(images, this.settings.images)));
    this.journal.clear();
  }

  /** Lets everything happen that is due: states turn, expired images go with their bytes. */
  settle(): Promise<unknown> | null {
    const now = this.clock.now();
    const due = this.ports.store.due(now);
    if (due.length === 0) return null;
    const gone = due.filter((image) => isExpired(image, now));
    this.ports.store.atomic(() => {
      for (const image of due) {
        const changes = isExpired(image, now) ? null : dueChanges(image, now);
        if (changes) this.ports.store.update(image.id, changes);
        else if (isExpired(image, now)) this.ports.store.delete(image.id);
      }
    });
    return gone.length > 0 ? Promise.all(gone.map((image) => this.ports.blobs.remove(image.id))) : null;
  }

  reserve(name: string): () => void {
    this.reserved.set(name, this.reservations(name) + 1);
    let held = true;
    return () => {
      if (held) this.reserved.set(name, this.reservations(name) - 1);
      held = false;
    };
  }

  reservations(name: string): number {
    return this.reserved.get(name) ?? 0;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.darkroom.close();
    await this.ports.pixels.close();
    this.ports.store.close();
    await this.ports.blobs.close();
  }

  #people(): void {
    const { store } = this.ports;
    store.atomic(() => {
      for (const account of ACCOUNTS) if (!store.account(account.id)) store.putAccount(account);
      for (const key of KEYS) if (!store.key(key.key)) store.putKey(key);
      const month = monthOf(this.clock.now());
      const missing = (PLANS['free']?.uploads ?? 0) - store.uploads(FULL_ACCOUNT, month);
      if (missing > 0) store.countUpload(FULL_ACCOUNT, month, missing);
    });
  }

  /** Adds what is missing of the seeded images; those that were deleted stay deleted. */
  #seed(images: number, seed: number): void {
    const { store } = this.ports;
    const done = store.setting(`seeded ${seed}`);
    const from = done === null ? 0 : Number(done);
    if (images <= from) return;
    store.atomic(() => {
      store.insertMany(seedImages({ account: DEMO_ACCOUNT, seed, from, to: images, now: this.clock.now() }));
      store.setSetting(`seeded ${seed}`, String(images));
    });
  }
}
