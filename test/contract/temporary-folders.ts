// Opens and closes temporary folders in the folder that is named, as many short runs of the mock do.
import { utimes } from 'node:fs/promises';
import { FileBlobs } from '../../demo/mock/blobs/files.ts';
import { openTemporary } from '../../demo/mock/blobs/temporary.ts';

const parent = process.argv[2]!;
for (let run = 0; run < 100; run++) {
  const temporary = await openTemporary(parent);
  const blobs = await FileBlobs.open(temporary.path, { temporary });
  await utimes(temporary.path, 0, 0); // old enough to be swept by the others, once it is given up
  await blobs.close();
}
