import type { NewFile } from '../../../upload/check/check-files.ts';
import { rememberHandle } from '../../../upload/recovery/file-handles.ts';
import type { Chosen } from './chosen.ts';
import type { LinkData } from './take-drop.ts';

/** Whether these files can be taken as they are; others are read by `intake.ts`. */
export function isPlain({ source, items }: Chosen): boolean {
  if (source === 'drop') return items.every(({ file, entry }) => file && !entry?.isDirectory);
  return source !== 'folder' && source !== 'paste';
}

/** Files as they were chosen. A folder that nothing is there to open counts as one file that could not be read. */
export async function asTheyAre(chosen: Chosen): Promise<NewFile[]> {
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

/** A link as something that was chosen, and cannot be added; by default, for none can be. */
export function refusedLink({ addresses }: LinkData, of: 'link' | 'address' = 'link'): NewFile {
  const refused = { code: 'unsupported-type', of } as const;
  return { data: new Blob(), name: addresses.trim(), source: 'drop', refused };
}
