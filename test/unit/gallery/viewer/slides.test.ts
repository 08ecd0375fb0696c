import { describe, expect, test } from 'vitest';
import { normaliseImage } from '../../../../src/api/index.ts';
import type { Image } from '../../../../src/api/types.ts';
import type { OwnPicture } from '../../../../src/elements/gallery/data/children.ts';
import { canOpen, slideOf } from '../../../../src/elements/gallery/viewer/slides.ts';
import type { Texts } from '../../../../src/elements/gallery/context.ts';

const text = { t: (key: string) => key } as unknown as Texts;
const base = 'https://site.example/album/';

function slide(image: Partial<Image>, own?: OwnPicture, isRevealed = false) {
  const full = {
    ...normaliseImage({ id: 'a', object: 'image', width: 300, height: 200, status: 'ready' }),
    ...image,
  };
  return slideOf(full, { text, isRevealed, own, base });
}

describe('a slide of an image that a page brought along', () => {
  const srcset = 'small.jpg 400w, large.jpg 1600w, medium.jpg 800w';

  test('is the file of the link, whose pixels nobody knows yet', () => {
    expect(slide({ url: `${base}big.jpg` }, { src: 'thumb.jpg' })).toMatchObject({
      src: `${base}big.jpg`,
      isGuess: true,
      file: { url: `${base}big.jpg`, name: 'big.jpg' },
    });
  });

  test('is the largest of a srcset, where there is no other', () => {
    const { src, srcset: files, file } = slide({ url: `${base}small.jpg` }, { src: 'small.jpg', srcset });
    expect(src).toBe(`${base}large.jpg`);
    expect(files).toBe(srcset);
    expect(file?.url).toBe(`${base}large.jpg`);
  });

  test('is the largest of a srcset that also names the file of the link', () => {
    expect(slide({ url: `${base}medium.jpg` }, { src: 'small.jpg', srcset }).src).toBe(`${base}large.jpg`);
  });

  test('has the largest of a srcset at hand, should the file of the link be smaller', () => {
    expect(slide({ url: `${base}other.jpg` }, { src: 'small.jpg', srcset })).toMatchObject({
      src: `${base}other.jpg`,
      larger: { src: `${base}large.jpg`, width: 1600, srcset },
    });
  });

  test.each(['javascript:alert(1)', 'data:text/html,<script>1</script>'])(
    'takes no hostile file: %s',
    (hostile) => {
      expect(slide({ url: hostile }, { src: hostile })).toMatchObject({ src: null, file: null });
      expect(slide({ url: `${base}a.jpg` }, { src: 'a.jpg', srcset: `${hostile} 9000w` }).src).toBe(
        `${base}a.jpg`,
      );
    },
  );
});

describe('a slide of an image of the service', () => {
  const url = 'https://cdn.example/abc/a.jpg';

  test('offers the original under the name it was uploaded by', () => {
    expect(slide({ url, filename: 'Sea.heic', format: 'jpg' }).file).toEqual({ url, name: 'Sea.jpg' });
  });

  test('says why there is no picture', () => {
    for (const [state, words] of [
      [{ status: 'processing' }, 'processing'],
      [{ status: 'failed' }, 'failed'],
      [{ blocked: true }, 'blocked'],
      [{ url: 'javascript:alert(1)' }, 'viewerFailed'],
    ] as const) {
      const made = slide({ url, ...state } as Partial<Image>);
      expect(made).toMatchObject({ src: null, notice: words, file: null });
      expect(canOpen(made)).toBe(false);
    }
  });

  test('offers nothing of a flagged one to take along before it is revealed', () => {
    expect(slide({ url, nsfw: true })).toMatchObject({ veiled: true, file: null });
    expect(slide({ url, nsfw: true }, undefined, true)).toMatchObject({
      veiled: false,
      src: url,
      file: { url },
    });
  });

  test('a flagged picture of the page’s own stays unseen, too', () => {
    expect(slide({ url, nsfw: true, transformable: false }, { src: url })).toMatchObject({
      veiled: true,
      src: null,
    });
  });

  test('links to no page of a private image', () => {
    expect(slide({ url, page_url: 'https://img.example/a', public: false }).pageUrl).toBeNull();
  });
});
