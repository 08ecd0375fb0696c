import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  TRANSFORM_NAMES,
  parseFormats,
  parseTransform,
  transformUrl,
  type Transform,
} from '../../../src/image/transforms.ts';

const url = 'https://src.img.pro/4j2/abc12345.jpg';

describe('parseTransform', () => {
  test('reads every parameter of the API', () => {
    const text =
      'size=social&format=avif&w=10&h=20&fit=pad&brightness=1.1&contrast=10&gamma=0&saturation=0&blur=250&sharp=3' +
      '&rotate=270&flip=hv&segment=foreground&background=%23ff8800&metadata=none';
    expect(parseTransform(text)).toEqual({
      problems: [],
      transform: {
        size: 'social',
        format: 'avif',
        w: 10,
        h: 20,
        fit: 'pad',
        brightness: 1.1,
        contrast: 10,
        gamma: 0,
        saturation: 0,
        blur: 250,
        sharp: 3,
        rotate: 270,
        flip: 'hv',
        segment: 'foreground',
        background: '#ff8800',
        metadata: 'none',
      },
    });
  });

  test.each([
    ['size=huge', 'size has to be one of s, m, l, xl, xxl, social'],
    ['format=auto', 'format has to be one of jpg, png, webp, avif, gif'],
    ['format=jpeg', 'format has to be one of jpg'],
    ['w=0', 'w has to be a whole number of pixels, 1 or more'],
    ['w=1.5', 'whole number'],
    ['h=0x10', 'whole number'],
    ['w=1e3', 'whole number'],
    ['fit=contain', 'fit has to be one of scale-down, cover, crop, pad'],
    ['brightness=10.1', 'a number from 0 to 10'],
    ['contrast=-1', 'a number from 0 to 10'],
    ['sharp=Infinity', 'a number from 0 to 10'],
    ['blur=0', 'a number from 1 to 250'],
    ['blur=251', 'a number from 1 to 250'],
    ['rotate=45', 'one of 90, 180, 270'],
    ['flip=vh', 'one of h, v, hv'],
    ['segment=background', 'segment has to be foreground'],
    ['background=url(x)', 'a CSS colour'],
    ['background=%23ff', 'a CSS colour'],
    ['metadata=all', 'one of copyright, none, keep'],
  ])('explains what is wrong with %s', (text, sentence) => {
    const { transform, problems } = parseTransform(text);
    expect(transform).toEqual({});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(sentence);
  });

  test('guesses what a misspelt name meant', () => {
    expect(parseTransform('formt=webp').problems).toEqual(['formt is not a transform; did you mean format?']);
    expect(parseTransform('width=100').problems[0]).toContain('did you mean w?');
    expect(parseTransform('quality=80').problems[0]).toContain('Known are background, blur,');
    expect(parseTransform('__proto__=1&constructor=2').problems).toHaveLength(2);
  });

  test('keeps what is right beside what is wrong, and the last of two', () => {
    expect(parseTransform('?format=webp&sharp=99&blur=5&blur=6').transform).toEqual({
      format: 'webp',
      blur: 6,
    });
  });

  test('is indifferent to absence', () => {
    for (const nothing of [null, undefined, '', '  ', {}, { w: undefined }, 'format='])
      expect(parseTransform(nothing)).toEqual({ transform: {}, problems: [] });
  });

  test('never throws, and what it accepts it accepts again', () => {
    const pair = fc.tuple(fc.constantFrom(...TRANSFORM_NAMES, 'x', '__proto__'), fc.string());
    fc.assert(
      fc.property(fc.array(pair), fc.string(), (pairs, rest) => {
        const { transform } = parseTransform(new URLSearchParams(pairs).toString() + '&' + rest);
        expect(parseTransform(transform)).toEqual({ transform, problems: [] });
      }),
    );
  });
});

describe('transformUrl', () => {
  test('sorts, so that one picture has one address', () => {
    expect(transformUrl(url, { sharp: 2, format: 'webp' })).toBe(`${url}?format=webp&sharp=2`);
    expect(transformUrl(url, 'sharp=2&format=webp')).toBe(`${url}?format=webp&sharp=2`);
  });

  test('adds to what is there, and beats it', () => {
    expect(transformUrl(`${url}?size=s`, { format: 'webp' })).toBe(`${url}?format=webp&size=s`);
    expect(transformUrl(`${url}?size=s&blur=3`, { size: 'l' })).toBe(`${url}?blur=3&size=l`);
  });

  test('leaves foreign parameters and the fragment as they are', () => {
    expect(transformUrl(`${url}?sig=a%2Fb+c&size=s&exp#top`, { blur: 2 })).toBe(
      `${url}?sig=a%2Fb+c&exp&blur=2&size=s#top`,
    );
  });

  test('escapes values', () => {
    expect(transformUrl(url, { background: '#fff' })).toBe(`${url}?background=%23fff`);
    expect(transformUrl('/a.jpg', { background: 'rgb(1 2 3)' })).toBe('/a.jpg?background=rgb(1%202%203)');
  });

  test('changes nothing with nothing to do', () => {
    expect(transformUrl(`${url}?b=1&a=2`, {})).toBe(`${url}?b=1&a=2`);
  });

  test('refuses what the service would ignore', () => {
    expect(() => transformUrl(url, { sharp: 11 })).toThrow(
      new RangeError('sharp=11: sharp has to be a number from 0 to 10.'),
    );
  });

  test('does not depend on the order, and doing it twice changes nothing', () => {
    const transform = fc.record<Transform>(
      {
        format: fc.constantFrom('jpg', 'webp'),
        w: fc.integer({ min: 1, max: 9000 }),
        blur: fc.integer({ min: 1, max: 250 }),
        flip: fc.constantFrom('h', 'v', 'hv'),
        background: fc.constantFrom('white', '#123', 'rgb(1, 2, 3)'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.webUrl({ withQueryParameters: true, withFragments: true }),
        transform,
        (address, wanted) => {
          const once = transformUrl(address, wanted);
          expect(transformUrl(address, Object.fromEntries(Object.entries(wanted).reverse()))).toBe(once);
          expect(transformUrl(once, wanted)).toBe(once);
          expect(() => new URL(once)).not.toThrow();
        },
      ),
    );
  });
});

test('parseFormats takes spaces and commas, each format once', () => {
  expect(parseFormats('avif, webp avif')).toEqual({ formats: ['avif', 'webp'], problems: [] });
  expect(parseFormats(['JPEG'])).toEqual({ formats: ['jpg'], problems: [] });
  expect(parseFormats('jxl').problems).toEqual([
    'jxl is not an output format: it has to be one of jpg, png, webp, avif, gif.',
  ]);
});
