import { sleep } from '../../api/sleep.ts';
import { randomKey } from '../send/idempotency-key.ts';
import type { KeptChange, KeptFile } from '../state/snapshot.ts';
import type { UploadFile } from '../state/types.ts';
import { isDone, isExpired, isUncertain, restoredFile } from './restore-policy.ts';
import { capOf } from './storage-budget.ts';
import { Persister } from './persister.ts';
import type { QueueRecord } from './records.ts';
import type { RecoveryHost } from './host.ts';
import { Resumption } from './resume.ts';
import { canLock, holdIfFree, ownSlot, whenFree, type Release } from './tab-lock.ts';
import { untilStalled } from './stalled.ts';
import { isFull, RecoveryStore, type StoredFile } from './store.ts';

/** Wait before the files of a closed tab are taken over (ms): during a reload the tab's lock is free for a moment. */
const RELOAD = 5000;

/** Reason why nothing is stored: no locks to distinguish tabs, no storage for this page, or no room. */
export type RecoveryTrouble = 'unsupported' | 'blocked' | 'full';

/**
 * Stores one uploader's queue on this device, for the attribute `recover`: after a reload, a crash or an empty battery it
 * is restored. It stores files, texts and keys, never a token. Nothing here rejects: where a browser stores nothing,
 * uploads run without it, and `trouble` has the reason.
 */
export class Recovery {
  readonly #host: RecoveryHost;
  readonly #key: string;
  readonly #notify: () => void;
  /** Resumption of files of an earlier page. */
  readonly resumption: Resumption;
  #store: RecoveryStore | null = null;
  #persister: Persister | null = null;
  #release: Release | null = null;
  #unsubscribe: (() => void) | null = null;
  /** Ids of the files that were in the store when it was last closed. */
  #known: ReadonlySet<string> = new Set();
  #empty = true;
  #trouble: RecoveryTrouble | null = null;
  #ready: Promise<void> = Promise.resolve();
  #work: Promise<void> = Promise.resolve();
  #open = false;
  #slot = '';
  /** Slots of other open tabs with the same uploader, whose files are taken over when they close. */
  readonly #others = new Set<string>();
  #closing = new AbortController();

  /**
   * @param key Id of the uploader on the site: page path, and the element's id or name.
   * @param changed Called when `trouble`, `missing` or `keepsAll` has changed.
   */
  constructor(host: RecoveryHost, key: string, changed: () => void) {
    this.#host = host;
    this.#key = key;
    this.#notify = changed;
    this.resumption = new Resumption(host, (id) => this.#persister?.keyAt(id));
  }

  /** Reason why nothing is stored; null when the queue is stored. */
  get trouble(): RecoveryTrouble | null {
    return this.#trouble;
  }

  /** Number of files without room in the store, to be chosen again after a reload, and the first of them. */
  get missing(): { count: number; first: UploadFile | undefined } {
    const missing = this.#persister?.missing;
    const [id] = missing?.keys() ?? [];
    return { count: missing?.size ?? 0, first: id === undefined ? undefined : this.#host.queue.get(id) };
  }

  /** Whether every file on the list would be restored after a reload, with its bytes. */
  get keepsAll(): boolean {
    return this.#trouble === null && (this.#persister?.keepsAll ?? false);
  }

  /** Resolves when the stored files are on the list, or it is known that there are none. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Restores the stored files, and begins to store the queue. May be called again after `close()`. */
  open(): Promise<void> {
    if (this.#open) return this.#ready;
    this.#open = true;
    return (this.#ready = this.#queued(() => this.#begin()));
  }

  /** Writes the last changes and releases the slot, for the next page or another element of this one. */
  close(): Promise<void> {
    if (!this.#open) return this.#work;
    this.#open = false;
    this.#persister?.flush();
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
    this.#persister = new Persister({
      store: this.#store,
      queue,
      cap: capOf(estimate ?? null),
      kept: (id) => this.#host.kept(id),
      onMissing: () => this.#notify(),
      onBroken: (cause) => this.#fail(cause),
    });
    this.#bringBack(await this.#store.load(slot));
    this.#unsubscribe = this.#host.observe((change) => this.#changed(change));
    this.#keepAll();
    await this.#lookAround();
  }

  /** Waits for other tabs with the same uploader to close, to take over the files they leave. */
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
    const leave = release;
    await this.#queued(() => this.#takeOver(slot)).finally(leave);
    this.#others.delete(slot);
  }

  async #takeOver(slot: string): Promise<void> {
    const [store, own] = [this.#store, this.#slot];
    if (!store || !this.#persister) return;
    await store.adopt(slot, { slot: own, key: this.#key, touchedAt: Date.now() });
    const files = await store.load(own);
    const coming = files.filter(({ entry }) => !this.#host.kept(entry.id));
    if (coming.length > 0) this.#bringBack(coming);
  }

  /** Takes over the files that closed tabs have left of this uploader, and deletes expired queues. */
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
      if (!release) continue; // its tab is open
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
      this.#persister!.found(entry);
      if (this.#host.kept(entry.id)) continue; // it is still on this list
      if (entry.kept.isCancelled) {
        this.#deleteCancelled({ ...entry.kept, content, prepared: prepared ?? undefined }, entry.keyAt, now);
        continue;
      }
      const back = restoredFile(entry, content, prepared ?? undefined, now);
      this.resumption.note(entry, back);
      restored.push(back);
    }
    const there = new Set(files.map(({ entry }) => entry.id));
    const taken = [...this.#known].filter((id) => !there.has(id) && queue.get(id));
    this.#known = new Set();
    this.#empty = files.length === 0;
    if (taken.length > 0) this.#host.earlierFiles.handOver(taken);
    if (restored.length > 0) this.#host.restore(restored);
  }

  /** Deletes the image of a cancelled upload that may be stored. Not possible without its bytes, or with an expired key. */
  #deleteCancelled(kept: KeptFile, keyAt: number | undefined, now: number): void {
    if (kept.content !== null && !isUncertain(kept, keyAt, now)) this.#host.deleteCancelled(kept);
    else this.#persister!.left(kept.file.id);
  }

  #changed({ type, id }: KeptChange): void {
    if (type === 'moved') {
      const { files } = this.#host.queue;
      return this.#persister?.moved(
        id,
        files.map((file) => file.id),
      );
    }
    if (type === 'removed') this.resumption.forget(id);
    if (!this.#host.kept(id)) this.#persister?.left(id);
    else if (this.#empty) this.#keepAll();
    else this.#persister?.changed(id);
    this.#forgetIfDone();
  }

  /** Stores the whole list, finished files included, as the whole list is to be restored. */
  #keepAll(): void {
    const ids = this.#ownIds();
    this.#empty = ids.length === 0;
    for (const id of ids) this.#persister?.changed(id);
    this.#forgetIfDone();
  }

  #ownIds(): string[] {
    const { queue, cancelledIds } = this.#host;
    return [...queue.files.map(({ id }) => id), ...cancelledIds].filter((id) => this.#host.kept(id));
  }

  #forgetIfDone(): void {
    if (this.#empty || !this.#persister) return;
    const { queue } = this.#host;
    const { total, ready } = queue.counts;
    if (total > ready) return;
    if (this.#ownIds().some((id) => !isDone(this.#host.kept(id)!))) return;
    this.#empty = true;
    void this.#persister.clear();
  }

  /**
   * Resolves when a file with its texts, key and bytes is on the disk. Only then may it be sent: a key that was used must
   * not be lost. It waits for slow storage, but not for storage that hangs.
   */
  async secure(id: string): Promise<void> {
    const stop = new AbortController();
    const steps = () => this.#store?.steps ?? 0;
    const underWay = () => this.#store?.underWay ?? 0;
    const hangs = untilStalled(steps, stop.signal, underWay).catch(() => {});
    await Promise.race([this.#ready.then(() => this.#persister?.secure(id)), hangs]);
    stop.abort();
  }

  /** Makes the requests for all changed entries at once, as the page may be closed in a moment. */
  flush(): void {
    this.#persister?.flush();
    if (this.#persister && document.visibilityState === 'visible')
      void this.#queued(() => this.#lookAround());
  }

  async #end(): Promise<void> {
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#others.clear();
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    if (this.#trouble === null && !this.#empty) this.#known = new Set(this.#ownIds());
    await this.#persister?.close();
    this.#persister = null;
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
    this.#notify();
  }
}
