import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { renderImage, renderPreload, type RenderImageOptions } from '../../../src/image/html.ts';
import { apiImage } from '../../harness/api-image.ts';

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

/** Text as an HTML parser reads it: NUL cannot be written, and line ends are one character. */
const asParsed = (text: string) => text.replace(/\0/g, '').replace(/\r\n?/g, '\n');

const base = apiImage({ width: 1500, height: 1000, published_at: null });

/** Texts as people with bad intentions write them. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '`',
        '<',
        '>',
        '&',
        '&quot;',
        '&#34',
        '</span>',
        '</imgpro-image>',
        '<script>alert(1)</script>',
        '<!--',
        '-->',
        ' onload=alert(1) ',
        '\0',
        '\r\n',
        '/',
        '=',
        '\u2028',
        'javascript:alert(1)',
        'java\0script:alert(1)',
        '\u2028javascript:alert(1)',
        '{{',
        '<svg/onload=x>',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

describe('what a server writes, read by a browser', function () {
  this.timeout(60_000);

  it('has the tags and attributes that were meant, and no others, whatever the texts and addresses', () => {
    fc.assert(
      fc.property(
        fc.record({
          caption: text,
          alt: text,
          id: text,
          file: text,
          page: text,
          className: text,
          sizes: text,
        }),
        fc.record({
          formats: fc.constantFrom(undefined, 'webp'),
          link: fc.constantFrom(undefined, 'page', 'file'),
        }),
        fc.boolean(),
        ({ caption, alt, id, file, page, className, sizes }, more, blur) => {
          const image = { ...base, caption, id, url: file, page_url: page };
          const options = {
            alt,
            sizes,
            class: className,
            showCaption: true,
            placeholder: blur ? 'blur' : 'none',
            ...more,
          } as RenderImageOptions;
          const { head, body } = parse(renderImage(image, options));
          const [element] = body.children;
          expect(head.childElementCount + body.childNodes.length).to.equal(1);
          expect(element!.localName).to.equal('imgpro-image');
          expect(element!.className).to.equal(asParsed(className));
          expect(element!.getAttribute('image-id')).to.equal(asParsed(id));
          expect(element!.getAttribute('alt')).to.equal(asParsed(alt));
          const tags = new Set([...body.querySelectorAll('*')].map(({ localName }) => localName));
          for (const tag of tags)
            expect(['imgpro-image', 'img', 'picture', 'source', 'a', 'span']).to.include(tag);
          for (const { name } of [...body.querySelectorAll('*')].flatMap((each) => [...each.attributes]))
            expect(name).to.match(
              /^(class|image-id|alt|sizes|formats|placeholder|show-caption|link|data-imgpro|loading|width|height|decoding|src|srcset|type|href|slot|hidden)$/,
            );
          for (const each of body.querySelectorAll<HTMLElement>('[src], [href]'))
            expect((each as HTMLImageElement).src || (each as HTMLAnchorElement).href).to.match(
              /^(https?|blob):/,
            );
          const shown = body.querySelector('[slot=caption]');
          expect(shown?.textContent ?? '').to.equal(asParsed(caption));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('a preload is one link to a picture, or nothing', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(undefined, 'webp'), (file, sizes, formats) => {
        const { head, body } = parse(renderPreload({ ...base, url: file }, { sizes, formats }));
        expect(body.childNodes.length).to.equal(0);
        expect(head.children.length).to.be.at.most(1);
        for (const link of head.children) {
          expect(link.getAttribute('rel')).to.equal('preload');
          expect(link.getAttribute('as')).to.equal('image');
        }
      }),
      { numRuns: 200 },
    );
  });
});
