import { describe, expect, test } from 'vitest';
import { expectedSize, loadedSize } from '../../../src/elements/shared/lightbox/lightbox-pixels.ts';
import type { LightboxSlide } from '../../../src/elements/shared/lightbox/lightbox-types.ts';

const view = { width: 1280, height: 800 };
const slide = (patch: Partial<LightboxSlide>): LightboxSlide => ({
  ...{ id: 'a', src: 'a.jpg', alt: '', width: null, height: null },
  ...patch,
});
const size = (width: number, height: number) => ({ width, height });
const srcset = 's.jpg 400w, l.jpg 2400w, m.jpg 800w';

describe('a slide whose file is not there', () => {
  test('has its own pixels, where they are known', () => {
    expect(expectedSize(slide(size(3000, 500)), size(100, 100), view)).toEqual(size(3000, 500));
  });

  test('has the shape of its small picture, as large as the view', () => {
    const guess = slide({ ...size(300, 300), isGuess: true });
    expect(expectedSize(guess, size(300, 50), view)).toEqual(size(1280, 213));
    expect(expectedSize(slide({}), size(100, 400), view)).toEqual(size(200, 800));
  });

  test('has the shape that the page says, without a small picture', () => {
    expect(expectedSize(slide({ ...size(300, 150), isGuess: true }), null, view)).toEqual(size(1280, 640));
    expect(expectedSize(slide({ ...size(300, 150), isGuess: true }), size(0, 0), view)).toEqual(
      size(1280, 640),
    );
  });

  test('has the width of the largest file that is named', () => {
    expect(expectedSize(slide({ srcset, ...size(300, 200), isGuess: true }), size(300, 150), view)).toEqual(
      size(2400, 1200),
    );
  });

  test('fits the view, with nothing known, or with words in place of a picture', () => {
    expect(expectedSize(slide({ src: null, ...size(30, 20) }), null, view)).toEqual(view);
    expect(expectedSize(slide({}), null, view)).toEqual(view);
  });
});

describe('a slide whose file is there', () => {
  test('has the pixels of the file, where the page only guessed', () => {
    expect(loadedSize(slide({ ...size(300, 200), isGuess: true }), size(3000, 2000))).toEqual(
      size(3000, 2000),
    );
    expect(loadedSize(slide({}), size(3000, 500))).toEqual(size(3000, 500));
  });

  test('keeps the size that was declared, when the file has its shape', () => {
    expect(loadedSize(slide(size(3000, 2000)), size(1200, 800))).toEqual(size(3000, 2000));
    expect(loadedSize(slide(size(3000, 2000)), size(33, 22))).toEqual(size(3000, 2000));
  });

  test('has the shape of the file, when another was declared', () => {
    expect(loadedSize(slide(size(1000, 1000)), size(3000, 500))).toEqual(size(3000, 500));
  });

  test('has the width that a srcset names: the natural size is that of the layout there', () => {
    expect(loadedSize(slide({ srcset, isGuess: true }), size(640, 320))).toEqual(size(2400, 1200));
    expect(loadedSize(slide({ srcset: 'a.jpg 1x, b.jpg 3x' }), size(200, 100))).toEqual(size(600, 300));
  });

  test('keeps what is known, when the file has no size of its own', () => {
    expect(loadedSize(slide(size(24, 24)), size(0, 0))).toEqual(size(24, 24));
    expect(loadedSize(slide({}), size(0, 0))).toBeNull();
  });
});
