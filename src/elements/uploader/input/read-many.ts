import type { NewFile } from '../../../upload/check/check-files.ts';
import type { Chosen } from './chosen.ts';
import { namePasted } from './name-pasted.ts';
import { filesOfDrop, filesOfFolderInput } from './read-drop.ts';

export { droppedAddress } from './dropped-link.ts';

/** Reads what was chosen: folders are opened, hidden files left out, pasted images named. */
export async function readMany(chosen: Chosen, now = new Date()): Promise<NewFile[]> {
  if (chosen.source === 'drop') {
    const found = await filesOfDrop(chosen.items);
    const source = found.some(({ inFolder }) => inFolder) ? 'folder' : 'drop';
    return found.map(({ file, refused }) => ({ data: file, source, name: file.name, refused }));
  }
  const { source } = chosen;
  let files = chosen.items;
  if (source === 'folder') {
    files = filesOfFolderInput(files as readonly File[]);
    const [name = ''] = (chosen.items[0] as File).webkitRelativePath.split('/');
    if (files.length === 0)
      return [{ data: new File([], name), source, name, refused: { code: 'empty', of: 'folder' } }];
  }
  if (source === 'paste') files = namePasted(files as readonly File[], now);
  return files.map((data) => ({ data, source, name: (data as File).name || 'image' }));
}
