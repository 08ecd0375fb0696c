import { parseSpan } from './clock.ts';
import { invalid, notFound } from './errors.ts';
import type { JournalEntry } from './journal.ts';
import type { Key, StoredImage } from './ports.ts';
import { FAILURE } from './rules/lifecycle.ts';
import { parsePublishedAt } from './rules/published-at.ts';
import type { ClockChange, FaultRule, ImageChange, KeyWish, Reset } from './control-bodies.ts';
import { fileUrl, filenameOf, pageUrl } from './service/image-object.ts';
import { PLANS } from './settings.ts';
import type { World } from './world.ts';

/** The control plane, over HTTP at /__mock and in-process as `mock.control`. */
export class Control {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  status(base = '') {
    const { clock, ports, journal, faults } = this.#world;
    return {
      now: new Date(clock.now()).toISOString(),
      frozen: clock.frozen,
      counts: { images: ports.store.count(), requests: journal.entries.length, faults: faults.rules.length },
      keys: ports.store.keys(),
      urls: {
        api: `${base}/v1`,
        cdn: `${base}/cdn`,
        docs: `${base}/docs`,
        openapi: `${base}/openapi.json`,
        ui: `${base}/__mock/ui`,
      },
    };
  }

  async reset(start: Reset = {}): Promise<void> {
    await this.#world.reset(start);
  }

  async clock(change: ClockChange): Promise<{ now: string; frozen: boolean }> {
    const { clock } = this.#world;
    const span = change.advance === undefined ? 0 : parseSpan(change.advance);
    if (span === null) throw invalid({ advance: ['Write spans such as 31d, 24h1m or 90s.'] });
    const time = change.set === undefined ? null : parsePublishedAt(change.set);
    if (time && !time.ok) throw invalid({ set: ['Write an ISO-8601 time.'] });
    if (time?.ok) clock.set(time.value * 1000);
    clock.advance(span);
    if (change.freeze !== undefined) clock.freeze(change.freeze);
    await this.#world.settle();
    return { now: new Date(clock.now()).toISOString(), frozen: clock.frozen };
  }

  get faults(): FaultRule[] {
    return this.#world.faults.rules;
  }

  setFaults(rules: FaultRule[]): void {
    this.#world.faults.set(rules);
  }

  clearFaults(): void {
    this.#world.faults.set([]);
  }

  get requests(): JournalEntry[] {
    return this.#world.journal.entries;
  }

  clearRequests(): void {
    this.#world.journal.clear();
  }

  /** The images stored last, of every account, as the admin page shows them. */
  images(base = '', limit = 60) {
    return this.#world.ports.store.latest(limit).map((image) => ({
      id: image.id,
      account: image.account,
      filename: filenameOf(image),
      caption: image.caption,
      width: image.width,
      height: image.height,
      state: image.blocked ? 'blocked' : image.locked ? 'locked' : image.state,
      public: image.public,
      nsfw: image.nsfw,
      thumbnail: `${fileUrl(image, base)}?size=s`,
      page_url: pageUrl(image, base),
    }));
  }

  image(id: string, change: ImageChange): StoredImage {
    const span = change.for === undefined ? null : parseSpan(change.for);
    if (change.for !== undefined && span === null) throw invalid({ for: ['Write spans such as 5s.'] });
    const changes: Partial<StoredImage> = change.nsfw === undefined ? {} : { nsfw: change.nsfw };
    if (change.state !== undefined) Object.assign(changes, standing(change.state, change.reason ?? null));
    if (change.state === 'processing' && span !== null)
      changes.turn = { at: this.#world.clock.now() + span, to: 'ready' };
    const image = this.#world.ports.store.update(id, changes);
    if (!image) throw notFound();
    return image;
  }

  key(wish: KeyWish = {}): Key {
    const { store } = this.#world.ports;
    const text = (length: number): string => crypto.randomUUID().replaceAll('-', '').slice(0, length);
    const id = wish.account ?? `acct_${text(8)}`;
    const before = store.account(id);
    const plan = wish.plan ?? before?.plan ?? 'free';
    const usual =
      before && wish.plan === undefined
        ? before.limits
        : { uploads: PLANS[plan]?.uploads ?? null, storage: PLANS[plan]?.storage ?? null };
    store.putAccount({
      id,
      plan,
      limits: {
        uploads: wish.uploads_limit === undefined ? usual.uploads : wish.uploads_limit,
        storage: wish.storage_limit_bytes === undefined ? usual.storage : wish.storage_limit_bytes,
      },
    });
    const key: Key = {
      key: `${wish.app ? 'img_sk' : 'img_live'}_${text(20)}`,
      account: id,
      abilities: wish.abilities ?? ['read', 'write'],
      ...(wish.app && { app: true }),
    };
    store.putKey(key);
    return key;
  }
}

function standing(state: NonNullable<ImageChange['state']>, reason: string | null): Partial<StoredImage> {
  const clean = { blocked: false, blockReason: null, locked: false, failureReason: null, turn: null };
  switch (state) {
    case 'ready':
    case 'processing':
      return { ...clean, state };
    case 'failed':
      return { ...clean, state, failureReason: reason ?? FAILURE };
    case 'blocked':
      return { ...clean, state: 'ready', blocked: true, blockReason: reason ?? 'content_policy' };
    case 'locked':
      return { ...clean, state: 'ready', locked: true };
  }
}
