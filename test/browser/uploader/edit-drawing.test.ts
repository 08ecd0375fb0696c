import { expect } from '@open-wc/testing';
import * as geometry from '../../../src/elements/uploader/edit/crop-geometry.ts';
import { drawEdit } from '../../../src/elements/uploader/edit/draw-edit.ts';
import { openPicture } from '../../../src/elements/uploader/edit/open-picture.ts';
import type { PictureEdit } from '../../../src/upload/state/file-edit.ts';
import { quarters, seen } from '../../harness/quarters.ts';

const SIZE = { width: 96, height: 64 };
const LIMITS = { size: SIZE, least: { width: 1, height: 1 } };

const draw = (file: File, picture: PictureEdit) =>
  drawEdit(file, { picture, before: { name: file.name, type: file.type, size: file.size } });

/** The lower right quarter of the upright picture. */
const quarter = geometry.placed(
  geometry.unedited(SIZE),
  { left: 48, top: 32, width: 48, height: 32 },
  LIMITS,
);

describe('an edit', () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
    it(`cuts one quarter of a JPEG of orientation ${orientation}, in its colour and size`, async () => {
      const file = await quarters({ ...SIZE, orientation });
      const cut = await draw(file, quarter);
      expect(await seen(cut)).to.deep.equal({ width: 48, height: 32, quarters: [3, 3, 3, 3] });
      expect([cut.name, cut.type, cut.lastModified]).to.deep.equal([
        'quarters.jpg',
        'image/jpeg',
        file.lastModified,
      ]);
    });

  it('turns clockwise and back', async () => {
    const file = await quarters(SIZE);
    const right = await draw(file, geometry.turned(geometry.unedited(SIZE), 1, SIZE));
    expect(await seen(right)).to.deep.equal({ width: 64, height: 96, quarters: [2, 0, 3, 1] });
    const left = await draw(file, geometry.turned(geometry.unedited(SIZE), -1, SIZE));
    expect(await seen(left)).to.deep.equal({ width: 64, height: 96, quarters: [1, 3, 0, 2] });
  });

  it('mirrors from left to right, and from top to bottom, also what is turned', async () => {
    const file = await quarters(SIZE);
    const whole = geometry.unedited(SIZE);
    expect((await seen(await draw(file, geometry.mirrored(whole, 'x')))).quarters).to.deep.equal([
      1, 0, 3, 2,
    ]);
    expect((await seen(await draw(file, geometry.mirrored(whole, 'y')))).quarters).to.deep.equal([
      2, 3, 0, 1,
    ]);
    const turned = geometry.mirrored(geometry.turned(whole, 1, SIZE), 'x');
    expect((await seen(await draw(file, turned))).quarters).to.deep.equal([0, 2, 1, 3]);
    const both = geometry.turned(geometry.mirrored(whole, 'x'), 1, SIZE);
    expect((await seen(await draw(file, both))).quarters).to.deep.equal([3, 1, 2, 0]);
  });

  it('straightens without an empty corner', async () => {
    const file = await quarters({ ...SIZE, type: 'image/png', name: 'quarters.png' });
    const cut = await draw(file, geometry.straightened(geometry.unedited(SIZE), 12, SIZE));
    const bitmap = await createImageBitmap(cut);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    expect(data.every((value, at) => at % 4 !== 3 || value === 255)).to.equal(true);
    expect([bitmap.width < 96, cut.type, cut.name]).to.deep.equal([true, 'image/png', 'quarters.png']);
  });

  it('keeps every pixel of a PNG that is only cut', async () => {
    const file = await quarters({ ...SIZE, type: 'image/png', name: 'quarters.png' });
    const [whole, cut] = await Promise.all([
      createImageBitmap(file),
      createImageBitmap(await draw(file, quarter)),
    ]);
    const pixels = (bitmap: ImageBitmap, x: number, y: number) => {
      const context = new OffscreenCanvas(48, 32).getContext('2d')!;
      context.drawImage(bitmap, -x, -y);
      return context.getImageData(0, 0, 48, 32).data.join();
    };
    expect(pixels(cut, 0, 0) === pixels(whole, 48, 32)).to.equal(true);
  });

  it('writes WebP as WebP, and another format under its own name', async () => {
    const webp = await draw(await quarters({ ...SIZE, type: 'image/webp', name: 'a.webp' }), quarter);
    expect([webp.name, webp.type]).to.deep.equal(['a.webp', 'image/webp']);
  });

  it('is drawn of a HEIC too, which becomes a JPEG', async function () {
    this.timeout(40_000); // the decoder, unminified and with its source map
    const bytes = await (await fetch('/test/harness/fixtures/photo.heic')).blob();
    const file = new File([bytes], 'lake.HEIC', { type: 'image/heic' });
    const picture = await openPicture(file);
    const bitmap = await picture.decode();
    const size = { width: bitmap.width, height: bitmap.height };
    const cut = await draw(file, geometry.turned(geometry.unedited(size, '1:1'), 1, size));
    const side = Math.min(size.width, size.height);
    const { width, height } = await seen(cut);
    expect([width, height, cut.name, cut.type]).to.deep.equal([side, side, 'lake.jpg', 'image/jpeg']);
  });

  it('is refused for what moves, is cut off, or is no picture of pixels', async () => {
    const whole = await quarters(SIZE);
    const problems = await Promise.all(
      [
        new File([whole.slice(0, 400)], 'cut.jpg'),
        new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'a.svg'),
        new File(['GIF89a\x01\0\x01\0'], 'a.gif'),
      ].map((file) =>
        openPicture(file).then(
          () => 'opened',
          (error: { problem: string }) => error.problem,
        ),
      ),
    );
    expect(problems).to.deep.equal(['editorUnreadable', 'editorFormat', 'editorFormat']);
  });
});
