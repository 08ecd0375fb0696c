import type { TryFate } from '../send/attempt-outcome.ts';
import type { Image, ImgproClient } from '../../api/index.ts';
import { isVerdict } from '../send/errors.ts';
import type { Job, Jobs } from '../state/upload-data.ts';
import type { UploadQueue } from '../state/queue.ts';
import type { UploadFile } from '../state/types.ts';

export interface WriterOptions {
  queue: UploadQueue;
  jobs: Jobs;
  client(): ImgproClient;
  canUpdate(): boolean;
  /** The stored image has what was written. */
  onSaved(file: UploadFile, image: Image): void;
  /** Text could not be saved; the file's `unsaved` names the fields. */
  onUnsaved(file: UploadFile): void;
}

/**
 * Keeps what a person writes about files. Until a try of a file has gone out, its text goes with it; from then on its
 * fields are frozen, so that every retry is the same request under the same key, and later text is saved as a change
 * of the stored image.
 */
export class FieldWriter {
  readonly #options: WriterOptions;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Whether what is written about a file now can still reach the service. */
  canWrite(id: string): boolean {
    const { queue, jobs, canUpdate } = this.#options;
    const file = queue.get(id);
    const job = jobs.get(id);
    return !!file && !!job && (canUpdate() || !isFrozen(file, job));
  }

  /** Text as it is being written. Nothing is sent yet. */
  draft(id: string, fields: Record<string, string>): void {
    const { queue, jobs } = this.#options;
    const file = queue.get(id);
    const job = jobs.get(id);
    if (!file || !job) return;
    queue.update(id, { fields: { ...file.fields, ...fields } });
    jobs.patch(id, isFrozen(file, job) ? { drafts: { ...job.drafts, ...fields } } : { fields: undefined });
  }

  /** Saves drafts, for they are meant, as soon as there is an image. Never rejects. */
  async save(id: string): Promise<void> {
    const { queue, jobs, client, canUpdate } = this.#options;
    const job = jobs.get(id);
    if (!job) return;
    if (job.drafts) jobs.patch(id, { unsaved: { ...job.unsaved, ...job.drafts }, drafts: undefined });
    if (job.saving) return; // the one under way goes on with it: two at once could arrive in the wrong order
    job.saving = true;
    while (
      job.unsaved &&
      job.imageId !== undefined &&
      canUpdate() &&
      !isVerdict(queue.get(id)?.error ?? null)
    ) {
      const sent = job.unsaved;
      const { caption, ...metadata } = sent;
      jobs.patch(id, { unsaved: undefined });
      try {
        const image = await client().images.update(job.imageId, {
          ...(caption !== undefined && { caption }),
          metadata,
        });
        const file = queue.update(id, { image, unsaved: [] });
        if (file) this.#options.onSaved(file, image);
      } catch {
        const unsaved = { ...sent, ...(job.unsaved as Job['unsaved']) };
        jobs.patch(id, { unsaved });
        const file = queue.update(id, { unsaved: Object.keys(unsaved) });
        if (file) this.#options.onUnsaved(file);
        break;
      }
    }
    job.saving = false;
  }

  /** Tries once more to save what could not be saved. */
  saveAll(): void {
    for (const { id, unsaved } of this.#options.queue.files) if (unsaved.length > 0) void this.save(id);
  }

  /** A file is about to be sent anew: what was written since the last try goes with it, unless that is frozen. */
  settle(id: string): void {
    const job = this.#options.jobs.get(id);
    if (!job || (job.tries ?? 0) > 0 || !(job.drafts ?? job.unsaved)) return;
    this.#options.jobs.patch(id, { fields: undefined, drafts: undefined, unsaved: undefined });
  }

  /**
   * Notes the fate of a try: `sent` it may have been stored; `declined` this one surely was not; `refused` neither was
   * any other under its key.
   */
  tried(id: string, fate: TryFate): void {
    const { jobs } = this.#options;
    const before = jobs.get(id)?.tries ?? 0;
    const tries = fate === 'sent' ? before + 1 : fate === 'refused' ? 0 : Math.max(0, before - 1);
    jobs.patch(id, { tries, ...(tries === 0 && { allSent: false }) });
  }
}

function isFrozen({ status, error }: UploadFile, job: Job): boolean {
  if (status === 'uploading' || status === 'preparing') return true;
  if (status === 'failed' && isVerdict(error)) return false; // it will be another image, under another key
  return job.imageId !== undefined || (job.tries ?? 0) > 0;
}
