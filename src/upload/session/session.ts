import type { UploadPolicy } from '../../api/types.ts';
import { PolicyKeeper } from '../../tokens/policy.ts';
import type { NewFile, Rejection } from '../check/check-files.ts';
import { effectiveRules } from '../check/effective-rules.ts';
import { type UploadRules } from '../check/rules.ts';
import { disproveOffline } from '../connectivity.ts';
import type { HeldKey } from '../send/idempotency-key.ts';
import type { Sender } from '../send/sender.ts';
import { Holds } from '../state/holds.ts';
import { ImageIds } from '../state/image-ids.ts';
import { UploadQueue } from '../state/queue.ts';
import type { SessionCore, SessionOptions } from '../state/session-types.ts';
import type { Hold } from '../state/status.ts';
import type { UploadFile } from '../state/types.ts';
import { UploadDataStore } from '../state/upload-data.ts';
import { FileAdder, type AddOptions } from './add-files.ts';
import { CancelledUploads } from './delete-cancelled.ts';
import { lookForService } from './look-for-service.ts';
import { ManualStart } from './manual-start.ts';
import { assertUnchanged, chosenBytes } from './outgoing-file.ts';
import { Removal } from './remove.ts';
import { Results } from './results.ts';
import { FieldSaver } from './save-fields.ts';
import { Scheduler } from './scheduler.ts';

/**
 * The engine of an uploader: adds files, judges them, has them sent a few at a time, and follows their processing. It
 * does not know how it is shown. The queue holds the state of each file; the parts below change it by events.
 */
export class UploadSession {
  readonly queue = new UploadQueue();
  /** Objects that its parts have in common, for parts that are fetched later. */
  readonly core: SessionCore & {
    readonly scheduler: Scheduler;
    readonly results: Results;
    readonly manualStart: ManualStart;
    readonly removal: Removal;
    readonly cancelled: CancelledUploads;
    readonly policy: PolicyKeeper;
  };
  readonly #options: SessionOptions;
  readonly #data = new UploadDataStore();
  readonly #holds = new Holds();
  readonly #images = new ImageIds(this.queue, this.#data);
  readonly #policy: PolicyKeeper;
  readonly #fields: FieldSaver;
  readonly #cancelled: CancelledUploads;
  readonly #removal: Removal;
  readonly #results: Results;
  readonly #sender: Sender;
  readonly #scheduler: Scheduler;
  readonly #manualStart: ManualStart;
  readonly #adder: FileAdder;
  /**
   * Whether all required fields of a file are filled in. Unset: nobody can say, and no file goes out where some are required.
   */
  isComplete: ((id: string) => boolean) | undefined;
  /** Called back when all is to be sent, by a person or the page. */
  onUpload: (() => void) | undefined;
  /** While the browser says that it is offline, ends the search for the service. */
  #stopLooking = (): void => {};

  constructor(options: SessionOptions) {
    this.#options = options;
    const core: SessionCore = {
      ...{ options, queue: this.queue, data: this.#data, holds: this.#holds },
      rules: () => this.rules,
      emit: options.onEvent,
    };
    const sender = () => this.#sender;
    const policy = (this.#policy = new PolicyKeeper(options.connection));
    const fields = (this.#fields = new FieldSaver({ ...core, policy }));
    const cancelled = (this.#cancelled = new CancelledUploads({ ...core, sender, policy }));
    const removal = (this.#removal = new Removal({ ...core, cancelled }));
    const checking = () => this.checking;
    const results = (this.#results = new Results({ ...core, fields, removal, checking }));
    this.#sender = options.sender({
      connection: options.connection,
      results,
      onKey: this.#keepKey,
      onWait: (id, wait) => {
        results.wait(id, wait);
        if (wait?.error.retryAfter) this.#scheduler.coolUntil(wait.until);
      },
      onRoom: () => {
        cancelled.next();
        this.#scheduler.pump();
      },
      onForeign: (file) => void this.#adder.add([{ ...file, source: 'api' }]),
    });
    const scheduler = (this.#scheduler = new Scheduler({
      ...core,
      sender: this.#sender,
      results,
      isComplete: (id) => !!this.isComplete?.(id),
    }));
    const manualStart = (this.#manualStart = new ManualStart({ ...core, scheduler, policy }));
    this.#adder = new FileAdder({ ...core, policy, removal, manualStart, scheduler, results });
    this.core = { ...core, scheduler, results, manualStart, removal, cancelled, policy };
  }

  /** Reason why nothing is sent now, the person's own first. */
  get hold(): Hold | null {
    return this.#holds.current;
  }

  /** Policy of the token, as far as it is known. */
  get policy(): UploadPolicy | undefined {
    return this.#policy.current;
  }

  /** The rules in force: the page's, narrowed by the token's. */
  get rules(): UploadRules {
    return effectiveRules(this.#options.settings().rules, this.policy, this.isAnonymous);
  }

  /** Whether uploads are sent without a token. */
  get isAnonymous(): boolean {
    const { tokens, client } = this.#options.connection();
    return !tokens && !client;
  }

  /** Number of files that are being read or judged. */
  get checking(): number {
    return this.#adder.checking;
  }

  /** All stored images, in order. */
  get images(): Pick<ImageIds, 'ids' | 'size' | 'version'> {
    return this.#images;
  }

  /** The chosen bytes of a file, as they were edited; null when they are not at hand. */
  fileOf(id: string): Blob | Promise<Blob> | null {
    const file = this.queue.get(id);
    return file ? chosenBytes(file, this.#data, this.#options.settings()) : null;
  }

  /** Fetches the token ahead of time, and its rules with it. Never rejects. */
  loadPolicy(): Promise<void> {
    return this.#policy.load();
  }

  /** Resolves when the rules of the token are known, or after a moment without them. */
  policyReady(): Promise<void> {
    return this.#policy.ready();
  }

  /** The connection to the API has changed: rules that were known are asked for again. */
  async connectionChanged(): Promise<void> {
    if (this.#policy.asked) await this.#policy.load();
    this.#manualStart.review();
  }

  /** Whether files wait has been set anew. */
  waitsChanged(): void {
    this.#manualStart.review();
  }

  // In

  /** Takes files in, one call after the other, in portions. Resolves when all are judged. */
  add(
    files: readonly NewFile[] | Promise<readonly NewFile[]>,
    options?: AddOptions,
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    return this.#adder.add(files, options);
  }

  /** Takes in the address of an image, which the service will fetch. */
  addUrl(url: string, options: { allowDuplicates?: boolean } = {}): UploadFile | null {
    return this.#adder.addUrl(url, options.allowDuplicates);
  }

  /** Puts images on the list that are stored already, as a form's value names them. */
  adopt(imageIds: readonly string[]): void {
    for (const imageId of imageIds) this.#results.watch(this.#adder.adopt(imageId).id);
  }

  /** Keeps a file's key before it is sent under it; the key without `sent` is that of an attempt that was not stored. */
  readonly #keepKey = async (id: string, key: HeldKey): Promise<void> => {
    const data = this.#data.get(id);
    if (!data) return;
    if (key.sent && !data.key?.sent) await assertUnchanged(data);
    this.#data.patch(id, { key, ...(!key.sent && { allSent: false }) });
    if (!key.sent) return;
    try {
      await this.#options.beforeSend?.(id);
    } catch {
      // It could not be kept. That is no reason not to send it.
    }
  };

  /** Files that are still being judged do not come onto the list any more. */
  abandonIntake(): void {
    this.#adder.abandon();
  }

  // Out

  /** Sends all files on the list and those that are being judged, also where they wait for it; resumes if paused. */
  upload(): void {
    this.resume();
    this.#adder.release();
    this.#manualStart.start();
    this.onUpload?.();
  }

  pause(): void {
    this.#scheduler.hold('paused');
  }

  resume(): void {
    this.#scheduler.release('paused');
    this.#cancelled.resume();
  }

  /** The browser says that it has lost, or found, its connection. */
  setOnline(isOnline: boolean): void {
    this.#stopLooking();
    if (!isOnline) {
      this.#stopLooking = lookForService(
        () => this.#options.connection(),
        () => {
          disproveOffline();
          this.setOnline(true);
        },
      );
      return this.#scheduler.hold('offline');
    }
    this.#scheduler.release('offline');
    this.#manualStart.review();
    this.#cancelled.resume();
    this.#fields.saveAll();
  }

  /** The uploader has left the page: nothing runs, nothing is lost. */
  detach(): void {
    this.#scheduler.hold('detached');
    for (const { watch } of this.#data.values()) watch?.abort();
    this.#stopLooking();
    this.#sender.detach();
  }

  attach(): void {
    this.#sender.attach();
    this.#scheduler.release('detached');
    this.#cancelled.resume();
    for (const { id } of this.queue.in('processing')) this.#results.watch(id);
  }

  /** Has failed files sent once more, under the keys they had: one, some, or all. */
  retry(ids?: string | readonly string[]): void {
    this.#results.retry(this.#these(ids) ?? this.queue.in('failed'));
    this.#scheduler.pump();
  }

  // Text

  /** Whether what is written about a file now can still reach the service. */
  canWrite(id: string): boolean {
    return this.#fields.canWrite(id);
  }

  /** Fields that a person is writing about a file. They go out with the file, or wait for `save`. */
  draft(id: string, fields: Record<string, string>): void {
    this.#fields.draft(id, fields);
  }

  /** Saves what was written about a file after it was sent. Never rejects: what was not saved is in `unsaved`. */
  save(id: string): Promise<void> {
    return this.#fields.save(id);
  }

  /** Whether text about stored images would be lost with the page. */
  get isTextAtStake(): boolean {
    return this.#fields.isAtStake;
  }

  // Off

  /**
   * Stops files and takes them off the list: one, some, or all that are not stored, files of an earlier page that wait
   * for the person left out.
   */
  cancel(ids?: string | readonly string[]): void {
    if (ids === undefined) this.abandonIntake(); // or they would be sent all the same, once they are judged
    const earlier = this.queue.ids('paused/reload');
    const isUnstored = ({ id, status }: UploadFile) =>
      status !== 'ready' && status !== 'processing' && !earlier.has(id);
    this.#removal.drop(this.#these(ids) ?? this.queue.files.filter(isUnstored), 'cancelled');
    this.#proceed();
  }

  /**
   * Takes a file off the list, stored or not.
   * @param isDeleted Its image is gone already.
   */
  remove(id: string, isDeleted = false): void {
    this.#removal.remove(id, isDeleted);
    this.#proceed();
  }

  /** Empties the list, of files that are still being judged too. */
  clear(): void {
    this.abandonIntake();
    this.#removal.drop(this.queue.files, 'cleared');
    this.#proceed();
  }

  /** Files have left the list: others may take their places, or nothing is left to be done. */
  #proceed(): void {
    this.#scheduler.pump();
    this.#results.settle();
  }

  #these(ids: string | readonly string[] | undefined): UploadFile[] | undefined {
    if (typeof ids === 'string') return this.#these([ids]);
    return ids?.map((id) => this.queue.get(id)).filter((file) => !!file);
  }
}
