import type { FileEdit } from '../state/file-edit.ts';
import type { UploadFile } from '../state/types.ts';
import type { UploadSession } from './session.ts';

/** The result of an edit: null gives the chosen file back. */
export type Edited = { edit: FileEdit; file: File } | null;

/** Pictures that can be drawn anew; others would lose frames or lines. */
export const DRAWN = /jpeg|png|webp|heic|avif|bmp/;

type Core = UploadSession['core'];

/**
 * Whether a file can be edited: nothing of it has been sent, its bytes are at hand, and it can be drawn. A file that was sent, in
 * whole or in part, may be stored: edited and sent again, the image would be stored twice.
 */
export function canEdit({ queue, data }: Core, id: string): boolean {
  const { status, type } = queue.get(id) ?? {};
  const { content, key } = data.get(id) ?? {};
  return (
    /^(queued|preparing|paused|failed)$/.test(status!) &&
    content instanceof Blob &&
    !key?.sent &&
    DRAWN.test(type!)
  );
}

/** The chosen bytes of a file that is held back, and the edit they have. */
export interface Held {
  content: Blob;
  edit: FileEdit | undefined;
}

/** Holds a file back while it is edited. */
export function beginEdit({ queue, data, holds }: Core, id: string): Held {
  holds.edited.add(id);
  // Taken back from its way: what is prepared of it may not be what is sent.
  if (queue.get(id)!.status === 'preparing') {
    queue.apply(id, { type: 'hold', by: 'paused' });
    queue.apply(id, { type: 'resume' });
  }
  const { content, edit } = data.get(id)!;
  return { content: content as Blob, edit };
}

/** The edit is over: the file goes on, without a result as it was. Null where it is not on the list any more. */
export function endEdit(
  { queue, data, holds, scheduler, results }: Core,
  id: string,
  edited?: Edited,
): UploadFile | null {
  holds.edited.delete(id);
  const before = queue.get(id);
  if (before && edited !== undefined) {
    const { name, type, size } = edited?.file ?? data.get(id)!.edit?.before ?? before;
    // Other bytes: another key, and prepared anew.
    data.patch(id, {
      ...{ edit: edited?.edit, edited: edited?.file },
      ...{ prepared: undefined, key: undefined, allSent: false },
    });
    if (queue.ids('queued/place').has(id)) queue.apply(id, { type: 'release' });
    queue.update(id, { name, type, size });
    results.retry([before]);
  }
  scheduler.pump();
  return queue.get(id) ?? null;
}
