import { sleep } from '../../api/sleep.ts';
import { randomKey } from '../send/idempotency-key.ts';
import type { KeptChange, KeptFile } from '../state/snapshot.ts';
import type { UploadFile } from '../state/types.ts';
import { capOf, comingBack, isDone, isExpired, isUncertain } from './restore-policy.ts';
import { Keeper } from './persister.ts';
import type { QueueRecord } from './records.ts';
import type { RecoveryHost } from './host.ts';
import { Resumption } from './resume.ts';
import { canLock, holdIfFree, ownSlot, whenFree, type Release } from './tab-lock.ts';
import { standstill } from './stalled.ts';
import { isFull, RecoveryStore, type StoredFile } from './store.ts';

/** A page that is loaded anew lets go of its slot for as long as that (ms): its files are not taken from it meanwhile. */
const RELOAD = 5000;

/** Why nothing is kept: the browser cannot tell tabs apart, keeps nothing here, or has no room. */
export type RecoveryTrouble = 'unsupported' | 'blocked' | 'full';

/**
 * Keeps one uploader's queue on this device, so that it outlasts a reload, a crash, a phone that died (the attribute
 * `recover`). Kept are files, text, keys; never a token. Nothing here rejects: where a browser keeps nothing,
 * uploads go on, and `trouble` says why.
 */
export class Recovery {
  readonly #host: RecoveryHost;
  readonly #key: string;
  readonly #tell: () => void;
  /** Resumption of files of an earlier page. */
  readonly resumption: Resumption;
  #store: RecoveryStore | null = null;
  #keeper: Keeper | null = null;
  #release: Release | null = null;
  #unsubscribe: (() => void) | null = null;
  /** Files that were in the store when it was last let go of. */
  #known: ReadonlySet<string> = new Set();
  #empty = true;
  #trouble: RecoveryTrouble | null = null;
  #ready: Promise<void> = Promise.resolve();
  #work: Promise<void> = Promise.resolve();
  #open = false;
  #slot = '';
  /** Slots of other tabs with the same queue, and what ends the wait for them. */
  readonly #others = new Set<string>();
  #closing = new AbortController();

  /**
   * @param key Which uploader of the site it is: page path and the element's id or name.
   * @param changed Called when what people should be told has changed.
   */
  constructor(host: RecoveryHost, key: string, changed: () => void) {
    this.#host = host;
    this.#key = key;
    this.#tell = changed;
    this.resumption = new Resumption(host, (id) => this.#keeper?.keyAt(id));
  }

  /** Why nothing is kept, if so. */
  get trouble(): RecoveryTrouble | null {
    return this.#trouble;
  }

  /** How many files would have to be chosen again after a reload, and the first of them: there is no room for them. */
  get missing(): { count: number; first: UploadFile | undefined } {
    const missing = this.#keeper?.missing;
    const [id] = missing?.keys() ?? [];
    return { count: missing?.size ?? 0, first: id === undefined ? undefined : this.#host.queue.get(id) };
  }

  /** Whether every file on the list would come back, bytes and all. */
  get keepsAll(): boolean {
    return this.#trouble === null && (this.#keeper?.keepsAll ?? false);
  }

  /** Resolves when what was kept is on the list, or nothing will be. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Begins to keep the queue, and brings back what was kept. After `close()` it takes up where it was. */
  open(): Promise<void> {
    if (this.#open) return this.#ready;
    this.#open = true;
    return (this.#ready = this.#queued(() => this.#begin()));
  }

  /** Writes what is left and lets go: the next page, or the next element here, may have it. */
  close(): Promise<void> {
    if (!this.#open) return this.#work;
    this.#open = false;
    this.#keeper?.flush();
    return this.#queued(() => this.#end());
  }

  #queued(step: () => Promise<void>): Promise<void> {
    return (this.#work = this.#work.then(step).catch((cause: unknown) => this.#fail(cause)));
  }

  async #begin(): Promise<void> {
    if (!canLock() || typeof indexedDB === 'undefined') return this.#give('unsupported');
    this.#store = await RecoveryStore.open();
    const { slot, release } = await ownSlot(this.#key, randomKey);
    this.#release = release;
    this.#slot = slot;
    const queue = { slot, key: this.#key };
    await this.#gather(queue);
    const estimate = await navigator.storage?.estimate?.().catch(() => null);
    this.#keeper = new Keeper({
      store: this.#store,
      queue,
      cap: capOf(estimate ?? null),
      kept: (id) => this.#host.kept(id),
      onMissing: () => this.#tell(),
      onBroken: (cause) => this.#fail(cause),
    });
    this.#bringBack(await this.#store.load(slot));
    this.#unsubscribe = this.#host.observe((change) => this.#changed(change));
    this.#keepAll();
    await this.#lookAround();
  }

  /** Waits for tabs with the same queue to go: what they leave behind can be gone on with here. */
  async #lookAround(): Promise<void> {
    for (const { slot, key } of (await this.#store?.queues()) ?? [])
      if (slot !== this.#slot && key === this.#key && !this.#others.has(slot))
        void this.#outlive(slot, this.#closing.signal).catch(() => {});
  }

  async #outlive(slot: string, signal: AbortSignal): Promise<void> {
    this.#others.add(slot);
    let release: Release | null = null;
    while (!release) {
      if (!(await whenFree(slot, signal))) return;
      await sleep(RELOAD, signal);
      release = await holdIfFree(slot);
    }
    const letGo = release;
    await this.#queued(() => this.#takeOver(slot)).finally(letGo);
    this.#others.delete(slot);
  }

  async #takeOver(slot: string): Promise<void> {
    const [store, own] = [this.#store, this.#slot];
    if (!store || !this.#keeper) return;
    await store.adopt(slot, { slot: own, key: this.#key, touchedAt: Date.now() });
    const files = await store.load(own);
    const coming = files.filter(({ entry }) => !this.#host.kept(entry.id));
    if (coming.length > 0) this.#bringBack(coming);
  }

  /** Takes over what tabs that are gone have left of this queue, and forgets what is too old. */
  async #gather(own: Pick<QueueRecord, 'slot' | 'key'>): Promise<void> {
    const store = this.#store!;
    const now = Date.now();
    for (const queue of await store.queues()) {
      const expired = isExpired(queue, now);
      if (queue.slot === own.slot) {
        if (expired) await store.clear(queue.slot);
        continue;
      }
      if (!expired && queue.key !== own.key) continue;
      const release = await holdIfFree(queue.slot);
      if (!release) continue; // its tab is alive
      if (expired) await store.clear(queue.slot);
      else await store.adopt(queue.slot, { ...own, touchedAt: now });
      release();
    }
  }

  #bringBack(files: readonly StoredFile[]): void {
    const { queue } = this.#host;
    const now = Date.now();
    const restored: KeptFile[] = [];
    for (const { entry, content, prepared } of files) {
      this.#keeper!.found(entry);
      if (this.#host.kept(entry.id)) continue; // it never left this list
      if (entry.kept.retracted) {
        this.#takeBack({ ...entry.kept, content, prepared: prepared ?? undefined }, entry.keyAt, now);
        continue;
      }
      const back = comingBack(entry, content, prepared ?? undefined, now);
      this.resumption.note(entry, back);
      restored.push(back);
    }
    const there = new Set(files.map(({ entry }) => entry.id));
    const taken = [...this.#known].filter((id) => !there.has(id) && queue.get(id));
    this.#known = new Set();
    this.#empty = files.length === 0;
    if (taken.length > 0) this.#host.comeback.letGo(taken);
    if (restored.length > 0) this.#host.restore(restored);
  }

  /** Takes back cancelled files that may be stored; too late, or without their bytes, nothing can be asked for. */
  #takeBack(kept: KeptFile, keyAt: number | undefined, now: number): void {
    if (kept.content !== null && !isUncertain(kept, keyAt, now)) this.#host.takeBack(kept);
    else this.#keeper!.left(kept.file.id);
  }

  #changed({ type, id }: KeptChange): void {
    if (type === 'removed') this.resumption.forget(id);
    if (!this.#host.kept(id)) this.#keeper?.left(id);
    else if (this.#empty) this.#keepAll();
    else this.#keeper?.changed(id);
    this.#forgetIfDone();
  }

  /** Also what was finished before: what comes back is the whole list, not the rest of it. */
  #keepAll(): void {
    const ids = this.#ownIds();
    this.#empty = ids.length === 0;
    for (const id of ids) this.#keeper?.changed(id);
    this.#forgetIfDone();
  }

  #ownIds(): string[] {
    const { queue, retracted } = this.#host;
    return [...queue.files.map(({ id }) => id), ...retracted].filter((id) => this.#host.kept(id));
  }

  #forgetIfDone(): void {
    if (this.#empty || !this.#keeper) return;
    const { queue } = this.#host;
    const { total, ready } = queue.counts;
    if (total > ready) return;
    if (this.#ownIds().some((id) => !isDone(this.#host.kept(id)!))) return;
    this.#empty = true;
    void this.#keeper.clear();
  }

  /**
   * Resolves when a file, its text, its key and its bytes are on the disk: only then may it be sent, so that no key is
   * forgotten under which something could have been stored. Slow storage is waited for, storage that hangs is not.
   */
  async secure(id: string): Promise<void> {
    const stop = new AbortController();
    const { steps, underWay } = {
      steps: () => this.#store?.steps ?? 0,
      underWay: () => this.#store?.underWay ?? 0,
    };
    const hangs = standstill(steps, stop.signal, underWay).catch(() => {});
    await Promise.race([this.#ready.then(() => this.#keeper?.secure(id)), hangs]);
    stop.abort();
  }

  /** Writes at once what is known: the page may be gone in a moment. */
  flush(): void {
    this.#keeper?.flush();
    if (this.#keeper && document.visibilityState === 'visible') void this.#queued(() => this.#lookAround());
  }

  async #end(): Promise<void> {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#others.clear();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    if (this.#trouble === null && !this.#empty) this.#known = new Set(this.#ownIds());
    await this.#keeper?.close();
    this.#keeper = null;
    this.#store?.close();
    this.#store = null;
    this.#release?.();
    this.#release = null;
  }

  #fail(cause: unknown): void {
    this.#give(isFull(cause) ? 'full' : 'blocked');
  }

  #give(trouble: RecoveryTrouble): void {
    this.#trouble = trouble;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#tell();
  }
}
