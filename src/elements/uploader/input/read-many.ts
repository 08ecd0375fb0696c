import type { NewFile } from '../../../upload/check/check-files.ts';
import type { Chosen } from './chosen.ts';
import { sortFolders, type SortedFolders } from './folder-files.ts';
import { namePasted } from './name-pasted.ts';
import { filesOfDrop, filesOfFolderInput, type DroppedFile, type Reading } from './read-drop.ts';

/** The chosen files, read. */
export interface ReadFiles extends Omit<SortedFolders, 'wanted'> {
  files: NewFile[];
}

/** Reads what was chosen: folders are opened and sorted, hidden files left out, pasted images named. */
export async function readMany(chosen: Chosen, reading: Reading = {}, now = new Date()): Promise<ReadFiles> {
  const { source, items } = chosen;
  if (source === 'drop') return sorted(await filesOfDrop(items, reading), source);
  if (source === 'folder') return sorted(filesOfFolder(items as readonly File[]), source);
  const files = source === 'paste' ? namePasted(items as readonly File[], now) : items;
  return {
    ...{ images: 0, skipped: 0, folders: [] },
    files: files.map((data) => ({ data, source, name: (data as File).name || 'image' })),
  };
}

function filesOfFolder(chosen: readonly File[]): DroppedFile[] {
  const [folder = ''] = chosen[0]!.webkitRelativePath.split('/');
  const files = filesOfFolderInput(chosen);
  if (files.length === 0)
    return [{ file: new File([], folder), folder, refused: { code: 'empty', of: 'folder' } }];
  return files.map((file) => ({ file, folder }));
}

function sorted(found: readonly DroppedFile[], chosenBy: 'drop' | 'folder'): ReadFiles {
  const { wanted, ...rest } = sortFolders(found);
  const source = wanted.some(({ folder }) => folder !== undefined) ? 'folder' : chosenBy;
  return {
    ...rest,
    files: wanted.map(({ file, refused }) => ({ data: file, source, name: file.name, refused })),
  };
}
