import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { normaliseImage } from '../../../src/api/index.ts';
import { altText, imageAttributes, imageDimensions, placeholderUrl } from '../../../src/image/attributes.ts';
import { imageSources } from '../../../src/image/sources.ts';
import { anImage, anSvg } from './fixtures.ts';

const cdn = 'https://src.img.pro/4j2/abc12345.jpg';

describe('srcset', () => {
  test('is the three sizes and the original, by width', () => {
    expect(imageAttributes(anImage()).srcset).toBe(
      `${cdn}?size=s 426w, ${cdn}?size=m 853w, ${cdn}?size=l 1440w, ${cdn} 4000w`,
    );
  });

  test('names each width once, and prefers the original to a size that is as wide', () => {
    const sizes = {
      small: { url: `${cdn}?size=s`, width: 426, height: 320 },
      medium: { url: `${cdn}?size=m`, width: 600, height: 450 },
      large: { url: `${cdn}?size=l`, width: 600, height: 450 },
    };
    expect(imageAttributes(anImage({ width: 600, height: 450, sizes })).srcset).toBe(
      `${cdn}?size=s 426w, ${cdn} 600w`,
    );
  });

  test('is by width whatever order the API lists the sizes in', () => {
    const { small, medium, large } = anImage().sizes;
    const mixed = anImage({ sizes: { large: large!, small: small!, medium: medium! } });
    expect(imageAttributes(mixed).srcset).toBe(imageAttributes(anImage()).srcset);
  });

  test('is left out with nothing to choose from: a plain src, and no sizes', () => {
    const attributes = imageAttributes(anSvg());
    expect(attributes).toMatchObject({ src: 'https://src.img.pro/4j2/logo.svg', width: '120', height: '40' });
    expect(attributes).not.toHaveProperty('srcset');
    expect(attributes).not.toHaveProperty('sizes');
  });

  test('has no original whose width is unknown', () => {
    expect(imageAttributes(anImage({ width: null, height: null })).srcset).toBe(
      `${cdn}?size=s 426w, ${cdn}?size=m 853w, ${cdn}?size=l 1440w`,
    );
  });

  test('takes the sizes of the first generation, xl and xxl too', () => {
    const src = 'https://cdn.img.pro/xyz/abc123.jpg';
    const image = normaliseImage({
      id: 'abc123',
      name: 'photo.jpg',
      url: 'https://img.pro/abc123',
      src,
      width: 3000,
      height: 2000,
      filesize: 245670,
      sizes: {
        s: { src: `${src}?size=s`, width: 320, height: 213, filesize: 1 },
        xl: { src: `${src}?size=xl`, width: 1920, height: 1280, filesize: 3 },
        m: { src: `${src}?size=m`, width: 640, height: 426, filesize: 2 },
      },
    });
    expect(imageAttributes(image)).toMatchObject({
      srcset: `${src}?size=s 320w, ${src}?size=m 640w, ${src}?size=xl 1920w, ${src} 3000w`,
      src,
      width: '3000',
    });
  });

  test('escapes what would end an address in a srcset', () => {
    const sizes = { small: { url: 'https://x.test/a b,', width: 10, height: 10 } };
    expect(imageAttributes(anImage({ sizes, width: 20, height: 20, url: 'https://x.test/c' })).srcset).toBe(
      'https://x.test/a%20b%2C 10w, https://x.test/c 20w',
    );
  });

  test('never holds an address of another scheme', () => {
    const sizes = { small: { url: 'data:text/html,x', width: 10, height: 10 } };
    expect(imageAttributes(anImage({ sizes, width: 20, height: 20 }))).not.toHaveProperty('srcset');
    expect(imageAttributes(anImage({ url: 'java\nscript:alert(1)' }))).not.toHaveProperty('src');
  });

  test('rises strictly, for any sizes', () => {
    const side = fc.integer({ min: 1, max: 5000 });
    const size = fc.record({ url: fc.webUrl(), width: side, height: side });
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), size), side, side, (sizes, width, height) => {
        const { srcset } = imageAttributes(anImage({ sizes, width, height }));
        const widths = (srcset ?? '').split(', ').flatMap((part) => /(\d+)w$/.exec(part)?.[1] ?? []);
        expect(widths.map(Number)).toEqual([...new Set(widths.map(Number))].sort((a, b) => a - b));
        const known = new Set([width, ...Object.values(sizes).map((entry) => entry.width)]);
        expect(widths.length).toBe(known.size > 1 ? known.size : 0);
      }),
    );
  });
});

describe('the other attributes', () => {
  test('are written before srcset and src, loading and sizes first', () => {
    expect(Object.keys(imageAttributes(anImage()))).toEqual([
      'loading',
      'sizes',
      'width',
      'height',
      'decoding',
      'alt',
      'srcset',
      'src',
    ]);
  });

  test('are lazy, with automatic sizes, unless said otherwise', () => {
    expect(imageAttributes(anImage())).toMatchObject({
      loading: 'lazy',
      decoding: 'async',
      sizes: 'auto, 100vw',
    });
    expect(imageAttributes(anImage())).not.toHaveProperty('fetchpriority');
  });

  test('make the main picture eager and urgent', () => {
    const attributes = imageAttributes(anImage(), { priority: true });
    expect(attributes).toMatchObject({ loading: 'eager', fetchpriority: 'high', sizes: '100vw' });
    expect(attributes).not.toHaveProperty('decoding');
  });

  test('eager has no automatic sizes, which browsers only know for lazy images', () => {
    expect(imageAttributes(anImage(), { loading: 'eager' }).sizes).toBe('100vw');
  });

  test('take the sizes that were written', () => {
    expect(imageAttributes(anImage(), { sizes: '(width < 40em) 100vw, 50vw' }).sizes).toBe(
      '(width < 40em) 100vw, 50vw',
    );
  });

  test('hold no picture for an image that has none', () => {
    for (const image of [
      anImage({ status: 'processing', width: null, height: null, bytes: null, sizes: {} }),
      anImage({ status: 'failed' }),
      anImage({ blocked: true }),
    ]) {
      expect(imageAttributes(image)).not.toHaveProperty('src');
      expect(imageAttributes(image)).not.toHaveProperty('srcset');
    }
  });

  test('make do with an address alone', () => {
    expect(imageAttributes({ url: '/photo.jpg' })).toEqual({
      loading: 'lazy',
      decoding: 'async',
      src: '/photo.jpg',
    });
  });
});

describe('alt', () => {
  const described = anImage({ metadata: { alt_text: 'A rocket' } });

  test('is what was written, even when empty', () => {
    expect(altText(described, 'Launch')).toBe('Launch');
    expect(altText(described, '')).toBe('');
  });

  test('is else the alt text, else the caption', () => {
    expect(altText(described)).toBe('A rocket');
    expect(altText(anImage())).toBe('Hero shot from launch day');
    expect(altText(anImage({ metadata: { alt_text: '  ' } }))).toBe('Hero shot from launch day');
  });

  test('is never made up, and never silently empty', () => {
    expect(altText(anImage({ caption: null }))).toBeUndefined();
    expect(imageAttributes(anImage({ caption: null }))).not.toHaveProperty('alt');
  });
});

describe('transforms', () => {
  test('apply to every candidate, with sorted parameters', () => {
    const { srcset, src } = imageAttributes(anImage(), { transform: 'sharp=2&format=webp' });
    expect(srcset).toContain(`${cdn}?format=webp&sharp=2&size=s 426w`);
    expect(src).toBe(`${cdn}?format=webp&sharp=2`);
  });

  test('are not applied to what cannot be transformed', () => {
    expect(imageAttributes(anSvg(), { transform: 'format=webp' }).src).toBe(
      'https://src.img.pro/4j2/logo.svg',
    );
  });

  test('leave out what the service would ignore', () => {
    expect(imageAttributes(anImage(), { transform: 'format=tiff&sharp=2' }).src).toBe(`${cdn}?sharp=2`);
  });

  test('with a size of their own offer it at double density, where the original has the pixels', () => {
    expect(imageAttributes(anImage(), { transform: { w: 600 } })).toMatchObject({
      width: '600',
      height: '450',
      srcset: `${cdn}?w=600 1x, ${cdn}?w=1200 2x`,
      src: `${cdn}?w=600`,
    });
    expect(imageAttributes(anImage(), { transform: { w: 600 } })).not.toHaveProperty('sizes');
    expect(imageAttributes(anImage(), { transform: { w: 2001 } })).not.toHaveProperty('srcset');
  });

  test('that turn the picture turn its dimensions and widths', () => {
    const { width, height, srcset } = imageAttributes(anImage(), { transform: { rotate: 90 } });
    expect([width, height]).toEqual(['3000', '4000']);
    expect(srcset).toMatch(/size=s 320w, .*size=m 640w, .*size=l 1080w, .* 3000w$/);
  });

  test.each([
    [{ size: 's' }, 426, 320],
    [{ size: 'social' }, 1200, 630],
    [{ h: 300 }, 400, 300],
    [{ w: 5000 }, 4000, 3000],
    [{ w: 5000, fit: 'cover' }, 5000, 3750],
    [{ w: 200, h: 200 }, 200, 150],
    [{ w: 200, h: 200, fit: 'cover' }, 200, 200],
    [{ w: 200, h: 200, fit: 'pad' }, 200, 200],
    [{ w: 5000, h: 200, fit: 'crop' }, 4000, 200],
    [{ w: 400, rotate: 270 }, 300, 400],
  ] as const)('%o reserves %i x %i', (transform, width, height) => {
    expect(imageDimensions(anImage(), { transform })).toEqual({ width, height });
  });
});

describe('picture sources', () => {
  test('have the same widths in each format, best first', () => {
    const [avif, webp, ...others] = imageSources(anImage(), { formats: 'avif webp' });
    expect(others).toEqual([]);
    expect(avif).toEqual({
      type: 'image/avif',
      sizes: 'auto, 100vw',
      srcset: `${cdn}?format=avif&size=s 426w, ${cdn}?format=avif&size=m 853w, ${cdn}?format=avif&size=l 1440w, ${cdn}?format=avif 4000w`,
    });
    expect(webp!.type).toBe('image/webp');
  });

  test('leave out a format that the img has anyway, unknown ones, and sources that cannot be transformed', () => {
    expect(imageSources(anImage({ format: 'webp' }), { formats: 'webp' })).toEqual([]);
    expect(imageSources(anImage(), { formats: 'tiff' })).toEqual([]);
    expect(imageSources(anSvg(), { formats: 'avif' })).toEqual([]);
    expect(imageSources(anImage(), { formats: 'webp', transform: 'format=webp' })).toEqual([]);
  });
});

describe('flagged images', () => {
  const flagged = anImage({ nsfw: true });

  test('are blurred by the server, at their own dimensions, and the sharp address is nowhere', () => {
    const attributes = imageAttributes(flagged);
    expect(attributes).toMatchObject({ src: `${cdn}?blur=60&size=s`, width: '4000', height: '3000' });
    expect(attributes).not.toHaveProperty('srcset');
    expect(imageSources(flagged, { formats: 'avif' })).toEqual([]);
  });

  test('are sharp when the author says so, or the person', () => {
    expect(imageAttributes(flagged, { nsfw: 'show' }).src).toBe(cdn);
    expect(imageAttributes(flagged, { revealed: true }).src).toBe(cdn);
  });

  test('are not shown at all when hidden, or when the server cannot blur them', () => {
    expect(imageAttributes(flagged, { nsfw: 'hide' })).not.toHaveProperty('src');
    expect(imageAttributes({ ...anSvg(), nsfw: true })).not.toHaveProperty('src');
  });
});

describe('placeholder', () => {
  test('is a tiny picture behind opaque ones only', () => {
    expect(placeholderUrl(anImage())).toBe(`${cdn}?w=32`);
    expect(placeholderUrl(anImage({ format: 'png' }))).toBeNull();
    expect(placeholderUrl(anImage({ transformable: false }))).toBeNull();
    expect(placeholderUrl(anImage({ status: 'processing' }))).toBeNull();
  });
});
