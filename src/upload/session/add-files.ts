import { randomKey } from '../send/idempotency-key.ts';
import {
  endOfPortion,
  applyMaxFiles,
  checkFiles,
  type NewFile,
  type Rejection,
} from '../check/check-files.ts';
import type { UploadData } from '../state/upload-data.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';
import { RESIZABLE } from '../check/effective-rules.ts';
import { type Refusal } from '../check/rules.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { FileState } from '../state/status.ts';
import type { UploadFile } from '../state/types.ts';
import type { ManualStart } from './manual-start.ts';
import type { Removal } from './remove.ts';
import type { Results } from './results.ts';
import type { Scheduler } from './scheduler.ts';

type Seed = Pick<UploadFile, 'name' | 'size' | 'type' | 'source'> & { fields?: Record<string, string> };

export interface FileAdderOptions extends SessionCore {
  policy: PolicyKeeper;
  removal: Removal;
  manualStart: ManualStart;
  scheduler: Scheduler;
  results: Results;
}

/** Options for adding files. */
export interface AddOptions {
  allowDuplicates?: boolean;
  /** Number of files to come, as far as that is known while they are still being read. Default 1. */
  expected?: number;
  /** The file that what is chosen takes the place of, once any of it is taken. */
  replaces?: string;
}

/** Files that are being judged. */
interface Intake {
  /** Aborts when they are not wanted any more. */
  signal: AbortSignal;
  /** How often `upload()` had been called when they were chosen. */
  releases: number;
  /** How many of them are still to be judged. */
  left: number;
}

/** Adds files: judges them portion by portion, and puts the accepted ones onto the list. */
export class FileAdder {
  readonly #options: FileAdderOptions;
  #last: Promise<unknown> = Promise.resolve();
  /** Aborts when the list is given up: files that are being judged then are not wanted any more. */
  #wanted = new AbortController();
  #checking = 0;
  /** Ids are of no other page and no other uploader, for they are kept beside theirs. */
  readonly #prefix = `${randomKey().slice(0, 18)}-`;
  #made = 0;
  /** How often `upload()` was called: files that were chosen before a call do not wait for another. */
  #releases = 0;

  constructor(options: FileAdderOptions) {
    this.#options = options;
  }

  /** Adds files, one call after the other; they count as being judged from now on. Resolves when all are judged. */
  add(
    files: readonly NewFile[] | Promise<readonly NewFile[]>,
    options: AddOptions = {},
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    const intake: Intake = { signal: this.#wanted.signal, releases: this.#releases, left: 0 };
    this.#expect(intake, files instanceof Promise ? (options.expected ?? 1) : files.length);
    const work = this.#last
      .then(async () => {
        const all = await files;
        this.#expect(intake, all.length);
        return this.#add(all, options, intake);
      })
      .finally(() => {
        this.#expect(intake, 0);
        if (!intake.signal.aborted) this.#options.results.settle();
      });
    this.#last = work.catch(() => {});
    return work;
  }

  /** Files that are still being judged do not come onto the list any more. */
  abandon(): void {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    if (this.#checking === 0) return;
    this.#checking = 0;
    this.#options.emit({ type: 'checking' });
  }

  /** Files that are being judged now will not wait for `upload()`. */
  release(): void {
    this.#releases += 1;
  }

  /** Files that are being judged. */
  get checking(): number {
    return this.#checking;
  }

  /** So many of these files are still to be judged. */
  #expect(intake: Intake, left: number): void {
    if (intake.signal.aborted || left === intake.left) return;
    this.#checking += left - intake.left;
    intake.left = left;
    this.#options.emit({ type: 'checking' });
  }

  async #add(
    files: readonly NewFile[],
    { allowDuplicates = false, replaces = '' }: AddOptions,
    intake: Intake,
  ) {
    const { queue, data: store, options, emit, rules, policy, removal, scheduler } = this.#options;
    const { signal, releases } = intake;
    if (!signal.aborted) await policy.ready();
    const added: UploadFile[] = [];
    const rejected: Rejection[] = [];
    for (let at = 0; at < files.length && !signal.aborted; at = endOfPortion(at)) {
      const { multiple, validators = [], validationTimeout = 10_000, resizing } = options.settings();
      const judged = await checkFiles(files.slice(at, endOfPortion(at)), {
        rules: { ...rules(), resized: resizing ? RESIZABLE : undefined },
        like: (fingerprint) => (multiple ? store.like(fingerprint, replaces) : []),
        allowDuplicates,
        validation: { validators, timeout: validationTimeout, signal },
      });
      if (signal.aborted) break;
      // Others may have come onto the list while these were judged.
      const present = queue.size - (queue.get(replaces) ? 1 : 0);
      const portion = applyMaxFiles(
        judged,
        multiple ? { maxFiles: rules().maxFiles, present } : { maxFiles: 1, present: added.length },
      );
      if (portion.accepted.length > 0) {
        // As with a native input, another choice replaces the first.
        if (!multiple) removal.drop(queue.files, 'replaced');
        else removal.remove(replaces);
      }
      const { initial } = this.#options.manualStart;
      const state: FileState = releases < this.#releases ? { status: 'queued', for: 'turn' } : initial;
      const chosenAt = Date.now();
      const entries = portion.accepted.map(({ data, facts, name, source, fields }) => {
        const seed = { name, size: data.size, type: facts.mime, source, fields };
        return this.#enqueue(seed, { content: data, facts, chosenAt }, state);
      });
      this.#options.manualStart.learn();
      this.#expect(intake, intake.left - judged.length);
      added.push(...entries);
      rejected.push(...portion.rejected);
      if (entries.length > 0) emit({ type: 'added', files: entries });
      scheduler.pump();
    }
    if (rejected.length > 0 && !signal.aborted) emit({ type: 'rejected', rejections: rejected });
    return { added, rejected };
  }

  /**
   * Takes in the address of an image, which the service will fetch; null when there is no room for it, or it is on the
   * list already.
   */
  addUrl(url: string, allowDuplicates = false): UploadFile | null {
    const { options, queue, data, rules, emit, removal, policy, manualStart } = this.#options;
    const address = new URL(url);
    const name = decodeName(address.pathname.split('/').pop() ?? '') || address.hostname;
    const { maxFiles } = rules();
    const refuse = (refusal: Refusal) => {
      const file: NewFile = { data: new Blob(), name, source: 'url', address: address.href };
      emit({ type: 'rejected', rejections: [{ file, ...refusal }] });
      return null;
    };
    // A failure must not cost the picture there is: that gives way once this one is stored.
    if (!options.settings().multiple)
      removal.drop(
        queue.files.filter(({ source, image }) => source === 'url' && !image),
        'replaced',
      );
    else if (maxFiles !== undefined && queue.size >= maxFiles)
      return refuse({ code: 'too-many', limit: maxFiles });
    else if (!allowDuplicates && data.imports(address.href)) return refuse({ code: 'duplicate' });
    const seed = { name, size: null, type: '', source: 'url' } as const;
    const file = this.#enqueue(seed, { content: address.href }, { status: 'queued', for: 'rules' });
    void policy.ready().then(() => manualStart.review());
    emit({ type: 'added', files: [file] });
    return file;
  }

  /** Puts an image on the list that is stored already. */
  adopt(imageId: string): UploadFile {
    const seed = { name: imageId, size: null, type: '', source: 'value' } as const;
    return this.#enqueue(seed, { content: null, imageId }, { status: 'processing' });
  }

  #enqueue(seed: Seed, upload: UploadData, state: FileState): UploadFile {
    const { data, queue, results } = this.#options;
    const file: UploadFile = {
      id: `${this.#prefix}${(this.#made += 1)}`,
      ...seed,
      status: state.status,
      progress: upload.imageId === undefined ? 0 : 1,
      bytesUploaded: 0,
      image: null,
      error: null,
      fields: seed.fields ?? {},
      unsaved: [],
      waiting: null,
    };
    data.set(file.id, upload);
    queue.add(file, state);
    if (state.status === 'queued') results.expect(file.id);
    return file;
  }
}

function decodeName(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
