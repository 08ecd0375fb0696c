import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isImgproError, normaliseImage } from '../../../src/api/index.ts';
import { normaliseBatch, normaliseList, normaliseTombstone } from '../../../src/api/normalise.ts';
import { image, reasonOf } from './scripted.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('an image of', () => {
  test('generation 3 stays as it is', () => {
    expect(normaliseImage(image())).toEqual(image());
  });

  test('generation 3b gets the three fields of 3a', () => {
    const { blocked, block_reason, failure_reason, ...modern } = image();
    expect(normaliseImage(modern)).toEqual({ ...modern, blocked, block_reason, failure_reason });
  });

  test('generation 1 gets the names and forms of today', () => {
    const size = (name: string, width: number) => ({
      src: `https://cdn.img.pro/xyz/abc123.jpg?size=${name}`,
      width,
      height: 180,
      filesize: 12450,
    });
    expect(
      normaliseImage({
        id: 'abc123',
        name: 'photo.jpg',
        url: 'https://img.pro/abc123',
        src: 'https://cdn.img.pro/xyz/abc123.jpg',
        width: 1920,
        height: 1080,
        filesize: 245670,
        description: 'My awesome photo',
        tags: ['vacation', 'beach'],
        expires_at: 1704067200,
        sizes: { s: size('s', 320), xl: size('xl', 1920) },
      }),
    ).toEqual({
      id: 'abc123',
      object: 'image',
      url: 'https://cdn.img.pro/xyz/abc123.jpg',
      page_url: 'https://img.pro/abc123',
      sizes: {
        small: { url: 'https://cdn.img.pro/xyz/abc123.jpg?size=s', width: 320, height: 180 },
        xl: { url: 'https://cdn.img.pro/xyz/abc123.jpg?size=xl', width: 1920, height: 180 },
      },
      filename: 'photo.jpg',
      format: 'jpg',
      width: 1920,
      height: 1080,
      bytes: 245670,
      transformable: true,
      status: 'ready',
      public: true,
      published_at: null,
      expires_at: '2024-01-01T00:00:00Z',
      created_at: '',
      caption: 'My awesome photo',
      metadata: { tags: 'vacation,beach' },
      nsfw: false,
      blocked: false,
      block_reason: null,
      failure_reason: null,
    });
  });

  test('generation 1 in processing has neither file nor page', () => {
    expect(normaliseImage({ id: 'abc123', name: 'photo.heic', status: 'processing' })).toMatchObject({
      url: '',
      page_url: '',
      status: 'processing',
      width: null,
      public: false,
    });
  });

  test('generation 2 has one address for file and page', () => {
    expect(
      normaliseImage({
        id: 'abc123',
        link: 'https://img.pro/abc123',
        extension: 'jpeg',
        width: 1920,
        height: 1080,
      }),
    ).toMatchObject({
      url: 'https://img.pro/abc123',
      page_url: 'https://img.pro/abc123',
      format: 'jpg',
      filename: 'abc123.jpg',
    });
  });

  test('both old generations at once (the mock) prefers the file to the link', () => {
    const both = { id: 'a', url: 'https://img.pro/a', src: 'https://cdn/a.png', link: 'https://img.pro/a' };
    expect(normaliseImage(both)).toMatchObject({
      url: 'https://cdn/a.png',
      page_url: 'https://img.pro/a',
      format: 'png',
    });
  });

  test('PHP has arrays for empty maps, and numbers and booleans as text', () => {
    const raw = {
      ...image(),
      sizes: [],
      metadata: [],
      width: '1920',
      public: '0',
      nsfw: 1,
      expires_at: '1704067200',
    };
    expect(normaliseImage(raw)).toMatchObject({
      sizes: {},
      metadata: {},
      width: 1920,
      public: false,
      nsfw: true,
      expires_at: '2024-01-01T00:00:00Z',
    });
  });
});

describe('an odd image', () => {
  test('has the first second of 1970 as a date like any other', () => {
    const at = (published_at: unknown) => normaliseImage(image({ published_at })).published_at;
    expect(at('1970-01-01T00:00:00Z')).toBe('1970-01-01T00:00:00Z');
    expect(at('1969-07-20T20:17:40Z')).toBe('1969-07-20T20:17:40Z');
  });

  test('has a time without a zone in UTC, wherever it is read, and none for nonsense', () => {
    vi.stubEnv('TZ', 'America/New_York');
    const at = (created_at: unknown) => normaliseImage(image({ created_at, published_at: null })).created_at;
    expect(at('2024-06-01 10:00:00')).toBe('2024-06-01T10:00:00Z');
    expect(at('2024-06-01T10:00:00')).toBe('2024-06-01T10:00:00Z');
    expect(at('2024-06-01T12:00:00.123+02:00')).toBe('2024-06-01T10:00:00Z');
    expect(at('2024-06-01')).toBe('2024-06-01T00:00:00Z');
    for (const nonsense of ['yesterday', '', null, {}, 1e300]) expect(at(nonsense)).toBe('');
  });

  test('never has an address that runs code', () => {
    for (const url of [
      'javascript:alert(1)',
      ' JavaScript:alert(1)',
      'java\nscript:alert(1)',
      'vbscript:x',
      'data:text/html,x',
    ]) {
      expect(normaliseImage(image({ url, page_url: url }))).toMatchObject({ url: '', page_url: '' });
    }
    for (const url of [
      'https://x/a:b.jpg',
      '/photos/a.jpg',
      'a.jpg',
      'blob:https://x/1',
      'data:image/png;base64,AA',
    ]) {
      expect(normaliseImage(image({ url })).url).toBe(url);
    }
  });

  test('keeps a metadata field called __proto__ as an ordinary one', () => {
    const { metadata } = normaliseImage({
      ...image(),
      metadata: JSON.parse('{"__proto__":"x","n":1,"o":{},"z":null}'),
    });
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'x'],
      ['n', '1'],
    ]);
  });

  test('whose status is of a later day is processing as long as it has no width', () => {
    expect(normaliseImage(image({ status: 'queued', width: null })).status).toBe('processing');
    expect(normaliseImage(image({ status: 'archived' })).status).toBe('ready');
  });

  test('is always an Image or an invalid_response', () => {
    const names = Object.keys(image()).concat(
      'src',
      'link',
      'name',
      'tags',
      'extension',
      'description',
      'toString',
      '__proto__',
    );
    const value = fc.oneof(
      fc.constantFrom<unknown>(null, true, -1, 0, 'x', 'image', [], { toString: null, valueOf: null }, [
        { toString: 1 },
      ]),
      fc.jsonValue(),
    );
    const given = fc.tuple(
      fc.constantFrom({}, { id: 'abc' }, image()),
      fc.dictionary(fc.constantFrom(...names), value),
    );
    const shape = Object.fromEntries(
      Object.entries(normaliseImage(image())).map(([name, field]) => [name, typeof field]),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          given.map(([base, over]) => ({ ...base, ...over })),
          fc.jsonValue(),
        ),
        (raw) => {
          let made;
          try {
            made = normaliseImage(raw);
          } catch (error) {
            expect(isImgproError(error) && error.code).toBe('invalid_response');
            return;
          }
          expect(Object.keys(made)).toEqual(Object.keys(shape));
          for (const name of [
            'id',
            'url',
            'page_url',
            'filename',
            'format',
            'created_at',
            'status',
          ] as const) {
            expect(typeof made[name]).toBe('string');
          }
          for (const name of ['transformable', 'public', 'nsfw', 'blocked'] as const)
            expect(typeof made[name]).toBe('boolean');
          for (const name of ['width', 'height', 'bytes'] as const) {
            expect(made[name] === null || (Number.isFinite(made[name]) && made[name]! >= 0)).toBe(true);
          }
          for (const text of Object.values(made.metadata)) expect(typeof text).toBe('string');
          expect(normaliseImage(made)).toEqual(made);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each([
    [null],
    [undefined],
    ['abc'],
    [[]],
    [{}],
    [{ id: '' }],
    [{ id: '../x' }],
    [{ id: {} }],
    [{ object: 'list', data: [] }],
    [{ id: 'a', object: 'image', deleted: true }],
  ])('that is none (%j) is refused', (raw) => {
    expect(() => normaliseImage(raw)).toThrow(expect.objectContaining({ code: 'invalid_response' }));
  });
});

describe('a list', () => {
  test('of generation 1 has its cursor beside the data', () => {
    expect(normaliseList({ data: [image()], has_more: true, next_cursor: '1_2' }).pagination).toEqual({
      has_more: true,
      next_cursor: '1_2',
      next_url: null,
    });
    expect(normaliseList({ data: [], has_more: false }).pagination.has_more).toBe(false);
  });

  test('that is none is refused', async () => {
    const reason = await reasonOf(Promise.resolve().then(() => normaliseList({ object: 'image' })));
    expect(reason.code).toBe('invalid_response');
  });
});

describe('the result of a batch', () => {
  test('of generation 1 becomes one of today', () => {
    const counts = { deleted: 1, not_found: 1, ids: { deleted: ['a'], not_found: ['b'] } };
    expect(normaliseBatch(counts, normaliseTombstone)).toEqual({
      object: 'batch_result',
      data: [
        { id: 'a', object: 'image', deleted: true },
        { id: 'b', object: 'image', deleted: true },
      ],
      errors: [],
    });
    expect(normaliseBatch({ updated: 1, media: [image()] }, normaliseImage).data).toEqual([image()]);
  });
});
