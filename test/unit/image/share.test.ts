import { expect, test } from 'vitest';
import { fileNameOf } from '../../../src/elements/shared/share.ts';

test.each([
  // A HEIC is delivered as a JPEG: the name says what the file is.
  [{ filename: 'beach.heic', format: 'jpg' }, 'https://cdn.test/a/abc.jpg', 'beach.jpg'],
  [{ filename: 'v1.2 final', format: 'png' }, '/abc.png', 'v1.2 final.png'],
  [{}, 'https://cdn.test/a/Caf%C3%A9.webp?size=s', 'Café.webp'],
  [{}, 'https://cdn.test/a/%E0%A4%A.jpg', '%E0%A4%A.jpg'],
  [{}, 'https://cdn.test/', 'image'],
])('a file is saved as %o %s → %s', (image, url, name) => {
  expect(fileNameOf(image, url)).toBe(name);
});
