import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Image, ImageList } from '../../../src/api/types.ts';
import { renderGallery } from '../../../src/image/gallery-html.ts';

const image = (patch: Partial<Image> = {}) =>
  ({
    id: 'abcd1234',
    object: 'image',
    url: 'https://cdn.example/a/abcd1234.jpg',
    page_url: 'https://img.example/abcd1234',
    sizes: { small: { url: 'https://cdn.example/a/abcd1234.jpg?size=s', width: 480, height: 320 } },
    filename: 'lake.jpg',
    format: 'jpg',
    width: 1500,
    height: 1000,
    transformable: true,
    status: 'ready',
    public: true,
    caption: null,
    metadata: {},
    nsfw: false,
    blocked: false,
    ...patch,
  }) as Image;

const list = (data: Image[], next_cursor: string | null): ImageList => ({
  object: 'list',
  data,
  pagination: { has_more: next_cursor !== null, next_cursor, next_url: null },
});

describe('renderGallery', () => {
  test('writes links with pictures that need no script', () => {
    expect(renderGallery([image({ caption: 'A lake' })], { lightbox: true, rowHeight: 200 })).toBe(
      '<imgpro-gallery row-height="200" lightbox>' +
        '<a href="https://img.example/abcd1234" data-id="abcd1234" data-caption="A lake">' +
        '<img loading="eager" sizes="(min-width: 640px) 33vw, 50vw" width="1500" height="1000" alt="A lake" ' +
        'srcset="https://cdn.example/a/abcd1234.jpg?size=s 480w, https://cdn.example/a/abcd1234.jpg 1500w" ' +
        'src="https://cdn.example/a/abcd1234.jpg"></a></imgpro-gallery>',
    );
  });

  test('writes the attributes of the element', () => {
    const options = { groupBy: 'month', scrubber: true, manage: true, fields: 'caption place' } as const;
    expect(renderGallery([], options)).toBe(
      '<imgpro-gallery group-by="month" scrubber manage fields="caption place"></imgpro-gallery>',
    );
  });

  test('writes groups and the fields that can be edited', () => {
    const html = renderGallery([], { groupBy: 'month', manage: true, fields: ['caption', 'photo_credit'] });
    expect(html).toBe(
      '<imgpro-gallery group-by="month" manage fields="caption photo_credit"></imgpro-gallery>',
    );
    expect(renderGallery([], { fields: 'alt_text' })).toContain(' fields="alt_text"');
  });

  test('says where the list goes on, if it does', () => {
    expect(renderGallery(list([image()], 'next'))).toContain(' next-cursor="next"');
    expect(renderGallery(list([image()], null))).not.toContain('next-cursor');
  });

  test('loads the first pictures at once and the others when they come near', () => {
    const html = renderGallery(
      [1, 2, 3].map((n) => image({ id: `id${n}` })),
      { eager: 2 },
    );
    expect(html.match(/loading="\w+"/g)).toEqual(['loading="eager"', 'loading="eager"', 'loading="lazy"']);
  });

  test('leaves images without a picture to the script, and never shows a sensitive one sharp', () => {
    expect(renderGallery([image({ status: 'processing' })])).toBe('<imgpro-gallery></imgpro-gallery>');
    expect(renderGallery([image({ nsfw: true })])).toMatch(/src="[^"]*blur=/);
    expect(renderGallery([image({ nsfw: true })])).not.toContain('srcset');
  });

  test('tells of each image what its picture does not: flagged, private, its date', () => {
    const html = (patch: Partial<Image>) => renderGallery([image(patch)]);
    expect(html({ nsfw: true, public: false, published_at: '2026-05-17T12:00:00Z' })).toContain(
      ' data-published-at="2026-05-17T12:00:00Z" data-nsfw data-private>',
    );
    expect(html({})).not.toMatch(/data-(nsfw|private|published-at)/);
  });

  test('escapes whatever a caption, name, address or option holds', () => {
    const nasty = fc.stringMatching(/^[<>"'&=/ a-z`]{0,30}$/);
    fc.assert(
      fc.property(nasty, nasty, nasty, (caption, filename, className) => {
        const html = renderGallery([image({ caption, filename, page_url: `javascript:${caption}` })], {
          class: className,
        });
        expect(html).not.toContain('javascript:');
        // Tags and attributes are ours alone: values hold nothing that could end them.
        const bare = html.replace(/="[^"<>]*"/g, '=""');
        expect(bare).toMatch(
          /^<imgpro-gallery class=""><a data-id=""( data-caption="")?><img( [a-z]+="")+><\/a><\/imgpro-gallery>$/,
        );
      }),
    );
  });
});
