import type { Body, Meta, UppyFile } from '@uppy/core';
import { sentFields } from '../send/form-fields.ts';
import { randomKey } from '../send/idempotency-key.ts';
import {
  endOfPortion,
  applyMaxFiles,
  checkFiles,
  type NewFile,
  type Rejection,
} from '../check/check-files.ts';
import type { Job } from '../state/upload-data.ts';
import { revived, type KeptFile } from '../state/snapshot.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';
import { RESIZABLE, type Refusal } from '../check/rules.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';

type Seed = Pick<UploadFile, 'name' | 'size' | 'type' | 'source'> & { fields?: Record<string, string> };

export interface AdmissionOptions extends SessionCore {
  policy: PolicyKeeper;
  /** Another choice takes the place of all there is. */
  replaceAll(): void;
  /** Another address takes the place of one that is not stored. */
  replaceImport(): void;
  /** Another choice takes the place of one file. */
  replace(id: string): void;
  /** Files have come onto the list and are to be sent, as soon as the token's rules are known. */
  onQueued(files: readonly UploadFile[], rulesKnown?: Promise<void>): void;
  /** A file of an earlier page is on the list again. */
  onRestored(file: UploadFile, released: boolean): void;
  /** A portion is on the list, and has been told of. */
  onAdmitted(): void;
  /** All files of one choice are judged, and told of. */
  onJudged(): void;
}

/** How files are taken in. */
export interface AddOptions {
  allowDuplicates?: boolean;
  /** How many files there will be, as far as that is known while they are still being read. Default 1. */
  expected?: number;
  /** The file that what is chosen takes the place of, once any of it is taken. */
  replaces?: string;
}

/** Takes files in: judges them portion by portion, and puts those that will do onto the list. */
export class Admission {
  readonly #options: AdmissionOptions;
  #last: Promise<unknown> = Promise.resolve();
  /** Aborts when the list is given up: files that are being judged then are not wanted any more. */
  #wanted = new AbortController();
  #checking = 0;
  /** Ids are of no other page and no other uploader, for they are kept beside theirs. */
  readonly #prefix = `${randomKey().slice(0, 18)}-`;
  #made = 0;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Takes files in, one call after the other; they count as being judged from now on. Resolves when all are. */
  add(
    files: readonly NewFile[] | Promise<readonly NewFile[]>,
    options: AddOptions = {},
  ): Promise<{ added: UploadFile[]; rejected: Rejection[] }> {
    const { signal } = this.#wanted;
    let left = 0;
    const expect = (more: number) => {
      if (signal.aborted) return;
      left += more;
      this.#check(more);
    };
    expect(files instanceof Promise ? (options.expected ?? 1) : files.length);
    const work = this.#last
      .then(async () => {
        const all = await files;
        expect(all.length - left);
        return this.#add(all, options, signal, (judged) => expect(-judged));
      })
      .finally(() => {
        expect(-left);
        if (!signal.aborted) this.#options.onJudged();
      });
    this.#last = work.catch(() => {});
    return work;
  }

  /** Files that are still being judged do not come onto the list any more. */
  abandon(): void {
    this.#wanted.abort();
    this.#wanted = new AbortController();
    this.#check(-this.#checking);
  }

  /** Files that are being judged. */
  get checking(): number {
    return this.#checking;
  }

  #check(more: number): void {
    if (more === 0) return;
    this.#checking += more;
    this.#options.emit({ type: 'checking' });
  }

  async #add(
    files: readonly NewFile[],
    { allowDuplicates = false, replaces = '' }: AddOptions,
    signal: AbortSignal,
    onJudged: (count: number) => void,
  ) {
    const { queue, jobs, options, emit, rules, policy } = this.#options;
    if (!signal.aborted) await policy.ready();
    const added: UploadFile[] = [];
    const rejected: Rejection[] = [];
    for (let at = 0; at < files.length && !signal.aborted; at = endOfPortion(at)) {
      const { multiple, validators = [], validationTimeout = 10_000, resizing } = options.settings();
      const judged = await checkFiles(files.slice(at, endOfPortion(at)), {
        rules: { ...rules(), resized: resizing ? RESIZABLE : undefined },
        like: (fingerprint) => (multiple ? jobs.like(fingerprint, replaces) : []),
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
        if (!multiple) this.#options.replaceAll();
        else if (queue.get(replaces)) this.#options.replace(replaces);
      }
      const entries = portion.accepted.map(({ data, facts, name, source, fields }) =>
        this.#enqueue({ name, size: data.size, type: facts.mime, source, fields }, { content: data, facts }),
      );
      this.#options.onQueued(entries);
      onJudged(judged.length);
      added.push(...entries);
      rejected.push(...portion.rejected);
      if (entries.length > 0) emit({ type: 'added', files: entries });
      this.#options.onAdmitted();
    }
    if (rejected.length > 0 && !signal.aborted) emit({ type: 'rejected', rejections: rejected });
    return { added, rejected };
  }

  /**
   * Takes in the address of an image, which the service will fetch; null when there is no room for it, or it is on the
   * list already.
   */
  addUrl(url: string, allowDuplicates = false): UploadFile | null {
    const { options, queue, jobs, rules, emit, replaceImport, policy } = this.#options;
    const address = new URL(url);
    const name = decodeName(address.pathname.split('/').pop() ?? '') || address.hostname;
    const { maxFiles } = rules();
    const refuse = (refusal: Refusal) => {
      const file: NewFile = { data: new Blob(), name, source: 'url', address: address.href };
      emit({ type: 'rejected', rejections: [{ file, ...refusal }] });
      return null;
    };
    // A failure must not cost the picture there is: that gives way once this one is stored.
    if (!options.settings().multiple) replaceImport();
    else if (maxFiles !== undefined && queue.size >= maxFiles)
      return refuse({ code: 'too-many', limit: maxFiles });
    else if (!allowDuplicates && jobs.imports(address.href)) return refuse({ code: 'duplicate' });
    const file = this.#enqueue({ name, size: null, type: '', source: 'url' }, { content: address.href });
    this.#options.onQueued([file], policy.ready());
    emit({ type: 'added', files: [file] });
    return file;
  }

  /** Puts an image on the list that is stored already. */
  adopt(imageId: string): UploadFile {
    const seed = { name: imageId, size: null, type: '', source: 'value' } as const;
    return this.#enqueue(seed, { content: null, imageId }, 'processing');
  }

  /** Puts files of an earlier page back, under the ids they had; those that are there already are passed over. */
  restore(files: readonly KeptFile[], go: boolean): UploadFile[] {
    const { queue, jobs, emit, onRestored, onAdmitted } = this.#options;
    const added: UploadFile[] = [];
    for (const kept of files) {
      const { file, job, released } = revived(kept, go);
      if (queue.get(file.id)) continue;
      jobs.set(file.id, job);
      queue.add(file);
      added.push(file);
      onRestored(file, released);
    }
    if (added.length > 0) emit({ type: 'added', files: added, restored: true });
    onAdmitted();
    return added;
  }

  /** Takes in a file that the page or a plugin put into Uppy. */
  adoptForeign(file: UppyFile<Meta, Body>): void {
    const data = file.data as Blob;
    void this.add([{ data, name: file.name ?? '', source: 'api', fields: sentFields(file.meta) }]);
  }

  #enqueue(seed: Seed, job: Job, status: 'queued' | 'processing' = 'queued'): UploadFile {
    const { jobs, queue } = this.#options;
    const file: UploadFile = {
      id: `${this.#prefix}${(this.#made += 1)}`,
      ...seed,
      status,
      progress: status === 'queued' ? 0 : 1,
      bytesUploaded: 0,
      image: null,
      error: null,
      fields: seed.fields ?? {},
      unsaved: [],
      waiting: null,
    };
    jobs.set(file.id, job);
    queue.add(file);
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
