import { ImgproError } from '../../api/index.ts';
import { inspect } from '../check/inspect.ts';
import type { Job } from '../state/upload-data.ts';

/**
 * Rejects when the bytes that would be sent are not those that were judged. Browsers notice that a file was changed on
 * the disk by its date, to the second at best: a change right after the choice is seen in its beginning alone.
 * Bytes that cannot be read are not judged here: sending them tells.
 */
export async function assertUnchanged({ content, facts }: Job): Promise<void> {
  if (!(content instanceof Blob) || !facts?.fingerprint) return;
  const { fingerprint, readable } = await inspect(content);
  if (readable && fingerprint !== facts.fingerprint)
    throw new ImgproError('The file has changed since it was chosen.', { code: 'file_unreadable' });
}
