import { ImgproError } from '../../api/index.ts';
import { inspect } from '../check/inspect.ts';
import { judgeFile } from '../check/judge-file.ts';
import { parseAccept, type Refusal, type UploadRules } from '../check/rules.ts';
import { composeFields } from '../send/form-fields.ts';
import type { OutgoingFile } from '../send/sender.ts';
import type { SessionSettings } from '../state/session-types.ts';
import type { UploadFile } from '../state/types.ts';
import type { UploadData, UploadDataStore } from '../state/upload-data.ts';

/**
 * A file as it is to be sent now.
 * @throws whatever the page's function for metadata throws
 */
export function outgoingFile(
  file: UploadFile,
  { prepared, content, key }: UploadData,
  settings: Pick<SessionSettings, 'common'>,
): OutgoingFile {
  return {
    id: file.id,
    name: prepared instanceof File ? prepared.name : file.name,
    type: prepared?.type || file.type,
    source: file.source,
    // Where an attempt may have been stored, its fields go out again whatever is written since.
    fields: { ...(key?.sent?.fields ?? composeFields(settings.common(file), file.fields)) },
    key,
    content: prepared ?? content!,
  };
}

/** The bytes that a person chose, as they were edited, which may have to be drawn again; null when they are not at hand. */
export function chosenBytes(
  { id, name }: Pick<UploadFile, 'id' | 'name'>,
  data: UploadDataStore,
  { redraw }: Pick<SessionSettings, 'redraw'>,
): Blob | Promise<Blob> | null {
  const { content, edit, edited } = data.get(id)!;
  if (!(content instanceof Blob)) return null;
  if (!edit || edited) return edited ?? content;
  return redraw!(content, edit, name).then((drawn) => {
    if (data.get(id)?.edit === edit) data.patch(id, { edited: drawn });
    return drawn;
  });
}

/** Judges a prepared file by the rules: its weight and format are others than those of the chosen file. */
export function judgePrepared({ facts, prepared }: UploadData, rules: UploadRules): Refusal | null {
  if (!facts || !prepared) return null;
  const [format = facts.format] = parseAccept(prepared.type) ?? [];
  return judgeFile(
    { ...facts, size: prepared.size, format },
    { ...rules, formats: rules.sent, converted: undefined },
  );
}

/**
 * Time for which a file may be changed on the disk without the browser's notice, in ms: browsers compare its date,
 * to the second or two that file systems keep.
 */
const DATE_RESOLUTION = 3000;

/** For so long after a file was judged it is sent as it was read then (ms): to read it again would hold up its first byte. */
const JUST_READ = 250;

/**
 * Rejects when the bytes of a file are not those that were judged. Only a file that was written just before it was chosen
 * is read again, and not at once: of any other the browser itself refuses the changed bytes. Bytes that cannot be read are
 * not judged here: sending them shows it.
 */
export async function assertUnchanged({ content, facts, chosenAt = 0 }: UploadData): Promise<void> {
  if (!(content instanceof File) || !facts?.fingerprint) return;
  if (chosenAt - content.lastModified > DATE_RESOLUTION || Date.now() - chosenAt < JUST_READ) return;
  const { fingerprint, readable } = await inspect(content);
  if (readable && fingerprint !== facts.fingerprint)
    throw new ImgproError('The file has changed since it was chosen.', { code: 'file_unreadable' });
}
