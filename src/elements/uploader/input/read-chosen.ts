import type { NewFile } from '../../../upload/check/check-files.ts';
import { rememberHandle } from '../../../upload/recovery/file-handles.ts';
import { readingPart } from '../parts.ts';
import type { Chosen } from './chosen.ts';
import type { DroppedLink } from './take-drop.ts';

/** Whether these files can be taken as they are. */
function isPlain({ source, items }: Chosen): boolean {
  if (source === 'drop') return items.every(({ file, entry }) => file && !entry?.isDirectory);
  return source !== 'folder' && source !== 'paste';
}

/** Reads what was chosen; the code for folders and for what was pasted is fetched with the first of them. Never rejects. */
export async function readChosen(chosen: Chosen): Promise<NewFile[]> {
  if (isPlain(chosen)) return asTheyAre(chosen);
  // Files that an uploader has been given are read even if it leaves the page meanwhile.
  const part = readingPart.present ?? (await readingPart.fetch().catch(() => null));
  return part ? part.readMany(chosen) : asTheyAre(chosen);
}

/** A folder that nothing is there to open counts as one file that could not be read. */
async function asTheyAre(chosen: Chosen): Promise<NewFile[]> {
  const { source } = chosen;
  if (source !== 'drop')
    return chosen.items.map((data) => ({ data, source, name: (data as File).name || 'image' }));
  const found = chosen.items.map(async ({ file, entry, handle }): Promise<NewFile[]> => {
    const { isDirectory = false, name = '' } = entry ?? {};
    if (isDirectory || !file)
      return [{ data: new File([], name), source, name, refused: { code: 'unreadable' } }];
    const kept = await handle;
    if (kept?.kind === 'file') rememberHandle(file, kept as FileSystemFileHandle);
    return [{ data: file, source, name: file.name }];
  });
  return (await Promise.all(found)).flat();
}

/** A dropped link as something that was chosen, and cannot be added. */
export function refusedLink({ addresses }: DroppedLink): NewFile {
  const refused = { code: 'unsupported-type', of: 'link' } as const;
  return { data: new Blob(), name: addresses.trim(), source: 'drop', refused };
}
