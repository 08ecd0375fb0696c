import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeFields } from '../../../../src/upload/send/form-fields.ts';
import { metaOf, sentFields } from '../../../../src/uppy/file-meta.ts';

describe('what travels with a file', () => {
  test('is never what Uppy writes for itself', () => {
    const meta = {
      name: 'a.jpg',
      type: 'image/jpeg',
      relativePath: 'x',
      imgproKey: {},
      imgproId: '1',
      caption: 'c',
    };
    expect(sentFields(meta)).toEqual({ caption: 'c' });
  });

  test('is never the word null, undefined or [object Object]', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (meta) => {
        for (const [name, value] of Object.entries(sentFields(meta))) {
          expect(typeof value).toBe('string');
          expect(String(meta[name])).toBe(value);
          expect(['string', 'number', 'boolean']).toContain(typeof meta[name]);
        }
      }),
    );
  });

  test('is every field of a page, whatever it is called, Uppy’s own names and ours included', () => {
    const names = ['name', 'type', 'relativePath', 'absolutePath', 'imgproKey', '__proto__', 'album'];
    const name = fc.oneof(fc.constantFrom(...names), fc.string({ minLength: 1 }));
    const metadata = fc.array(fc.tuple(name, fc.string({ minLength: 1 })));
    fc.assert(
      fc.property(metadata, (entries) => {
        const fields = composeFields({ metadata: Object.fromEntries(entries) }, {});
        const meta = Object.assign({}, metaOf(fields), { name: 'photo.jpg', type: 'image/jpeg' });
        expect(Object.entries(sentFields(meta)).sort()).toEqual(
          Object.entries(Object.fromEntries(entries)).sort(),
        );
      }),
    );
  });

  test('is what Uppy calls so too, when a list says so', () => {
    expect(sentFields({ name: 'a.jpg', type: 'image/jpeg', imgproId: '1' }, ['name', 'imgproId'])).toEqual({
      name: 'a.jpg',
    });
  });

  test('has the caption that is among the metadata, when there is no other', () => {
    const metadata = { caption: 'of the metadata', name: 'Hero' };
    expect(composeFields({ caption: null, metadata }, {})).toEqual(metadata);
    expect(composeFields({ caption: 'own', metadata }, {})).toMatchObject({ caption: 'own' });
  });

  test('is only what is allowed, when a list says so', () => {
    expect(sentFields({ a: 1, b: true, c: 'x' }, ['a', 'c'])).toEqual({ a: '1', c: 'x' });
  });

  test('is the page’s, then the person’s', () => {
    const common = {
      caption: 'page',
      ttl: '7d',
      publishedAt: null,
      metadata: { album: 'summer', alt_text: 'page' },
    };
    expect(composeFields(common, { caption: ' mine ', alt_text: '  ' })).toEqual({
      caption: 'mine',
      ttl: '7d',
      album: 'summer',
      alt_text: 'page',
    });
  });

  test('leaves empty fields out', () => {
    expect(composeFields({ caption: '' }, { alt_text: '' })).toEqual({});
  });
});
