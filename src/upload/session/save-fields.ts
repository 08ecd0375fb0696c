import { isVerdict } from '../send/errors.ts';
import { updateImage } from '../send/update-image.ts';
import type { SessionCore } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { UploadData } from '../state/upload-data.ts';
import type { PolicyKeeper } from '../../tokens/policy.ts';

export interface FieldSaverOptions extends SessionCore {
  policy: PolicyKeeper;
}

/**
 * Keeps the text that a person writes about files. Until an attempt may have been stored, it is sent with the file; from
 * then on the fields are frozen, so that every attempt is the same request under the same key, and later text is saved
 * as a change of the stored image.
 */
export class FieldSaver {
  readonly #options: FieldSaverOptions;
  /** Files with text that the service does not have yet. */
  readonly #unsaved = new Set<string>();

  constructor(options: FieldSaverOptions) {
    this.#options = options;
  }

  /**
   * Whether text about stored images would be lost with the page: it could not be saved, or cannot now. Text that is being
   * written or saved is saved as the page is left.
   */
  get isAtStake(): boolean {
    const { queue, holds } = this.#options;
    return [...this.#unsaved].some((id) => {
      const file = queue.get(id);
      if (!file?.image || file.status === 'failed') return false;
      return file.unsaved.length > 0 || holds.current === 'offline';
    });
  }

  /** Whether stored images can be changed. */
  get canUpdate(): boolean {
    return this.#options.policy.allows('update');
  }

  /** Whether text about a file can still reach the service. */
  canWrite(id: string): boolean {
    const { queue, data } = this.#options;
    const file = queue.get(id);
    const upload = data.get(id);
    return !!file && !!upload && (this.canUpdate || !isFrozen(file, upload));
  }

  /** Text as it is being written. Nothing is sent yet. */
  draft(id: string, fields: Record<string, string>): void {
    const { queue, data } = this.#options;
    const file = queue.get(id);
    const upload = data.get(id);
    if (!file || !upload) return;
    queue.update(id, { fields: { ...file.fields, ...fields } });
    if (!isFrozen(file, upload)) return;
    this.#unsaved.add(id);
    data.patch(id, { drafts: { ...upload.drafts, ...fields } });
  }

  /** Saves drafts, for they are meant, as soon as there is an image. Never rejects. */
  async save(id: string): Promise<void> {
    const { queue, data, options, emit } = this.#options;
    const upload = data.get(id);
    if (!upload) return;
    if (upload.drafts)
      data.patch(id, { unsaved: { ...upload.unsaved, ...upload.drafts }, drafts: undefined });
    if (upload.saving) return; // the save under way includes it: two at once could arrive in the wrong order
    while (
      upload.unsaved &&
      upload.imageId !== undefined &&
      this.canUpdate &&
      !isVerdict(queue.get(id)?.error ?? null)
    ) {
      const sent = upload.unsaved;
      data.patch(id, { unsaved: undefined, saving: sent });
      try {
        const image = await updateImage(options.connection().requests, upload.imageId, sent);
        data.patch(id, { saving: undefined });
        if (!upload.unsaved && !upload.drafts) this.#unsaved.delete(id);
        const file = queue.update(id, { image, unsaved: [] });
        if (file) emit({ type: 'saved', file, image });
      } catch {
        const unsaved = { ...sent, ...(upload.unsaved as UploadData['unsaved']) };
        data.patch(id, { unsaved, saving: undefined });
        const file = queue.update(id, { unsaved: Object.keys(unsaved) });
        if (file) emit({ type: 'unsaved', file });
        break;
      }
    }
  }

  /** Saves once more what could not be saved. */
  saveAll(): void {
    for (const { id, unsaved } of this.#options.queue.files) if (unsaved.length > 0) void this.save(id);
  }
}

function isFrozen({ status, error }: UploadFile, { imageId, key }: UploadData): boolean {
  if (status === 'uploading' || status === 'preparing') return true;
  if (status === 'failed' && isVerdict(error)) return false; // it will be another image, under another key
  return imageId !== undefined || !!key?.sent;
}
