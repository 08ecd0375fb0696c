import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { escapeHtml, renderImage, renderPreload } from '../../../src/image/html.ts';
import { anImage, anSvg } from './fixtures.ts';

const cdn = 'https://src.img.pro/4j2/abc12345.jpg';

describe('renderImage', () => {
  test('gives the element with the picture in it, src last', () => {
    expect(renderImage(anImage({ sizes: {} }), { alt: 'A rocket' })).toBe(
      '<imgpro-image image-id="abc12345" alt="A rocket">' +
        '<img data-imgpro="abc12345" loading="lazy" width="4000" height="3000" decoding="async" alt="A rocket" ' +
        `src="${cdn}"></imgpro-image>`,
    );
  });

  test('hands the options on as attributes', () => {
    const html = renderImage(anImage(), {
      class: 'hero',
      priority: true,
      showCaption: true,
      zoomable: true,
      nsfw: 'hide',
      ratio: '3/2',
      placeholder: 'none',
      sizes: '50vw',
      transform: { sharp: 2, format: 'webp' },
    });
    expect(html).toContain(
      '<imgpro-image class="hero" image-id="abc12345" sizes="50vw" priority transform="format=webp&amp;sharp=2" ' +
        'placeholder="none" ratio="3/2" nsfw="hide" show-caption zoomable>',
    );
    expect(html).toContain('fetchpriority="high"');
    expect(html).toContain('<span slot="caption">Hero shot from launch day</span></imgpro-image>');
  });

  test('wraps in a picture for further formats, and in a link', () => {
    const html = renderImage(anImage(), { formats: 'avif webp', link: 'page' });
    expect(html).toMatch(
      /<a data-imgpro="" href="https:\/\/img\.pro\/abc12345"><picture><source type="image\/avif" sizes="auto, 100vw" srcset="[^"]+"><source type="image\/webp" [^>]+><img [^>]+><\/picture><\/a>/,
    );
  });

  test('leaves an image without a picture to the element', () => {
    const processing = anImage({ status: 'processing', width: null, height: null, sizes: {} });
    expect(renderImage(processing, { ratio: '3/2' })).toBe(
      '<imgpro-image image-id="abc12345" ratio="3/2"></imgpro-image>',
    );
  });

  test('shows a flagged image blurred, and no way past it', () => {
    const html = renderImage(anImage({ nsfw: true }), { link: 'file', placeholder: 'blur' });
    expect(html).toContain('data-imgpro-veiled');
    expect(html).toContain(`src="${cdn}?blur=60&amp;size=s"`);
    expect(html).not.toContain('<a ');
    expect(html).not.toContain(`"${cdn}"`);
    expect(html).not.toContain('placeholder"');
  });

  test('puts a blurred placeholder behind, hidden where nothing styles it', () => {
    expect(renderImage(anImage(), { placeholder: 'blur' })).toContain(
      `><img slot="placeholder" hidden alt="" src="${cdn}?w=32"><img data-imgpro`,
    );
    expect(renderImage(anSvg(), { placeholder: 'blur' })).not.toContain('slot=');
  });

  test('is safe against any text', () => {
    const nasty = `"><script>alert('1')</script>\0\`&amp;`;
    const html = renderImage(anImage({ caption: nasty, id: nasty, metadata: { alt_text: nasty } }), {
      showCaption: true,
      class: nasty,
      sizes: nasty,
      ratio: nasty,
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\0');
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&#96;&amp;amp;');
  });

  test('is safe against any address', () => {
    for (const url of [
      'javascript:alert(1)',
      ' JaVaScRiPt:x',
      'data:text/html,x',
      'vbscript:x',
      'java\tscript:x',
      // Harmless as they stand, and not as they would be written.
      'java\0script:x',
      '\u2028javascript:x',
      '\ufeffjavascript:x',
    ]) {
      const html = renderImage(
        anImage({ url, page_url: url, sizes: { small: { url, width: 1, height: 1 } } }),
        {
          link: 'page',
          formats: 'avif',
        },
      );
      expect(html).toBe('<imgpro-image image-id="abc12345" formats="avif" link="page"></imgpro-image>');
    }
  });

  test('has no more tags than it writes, whatever the texts', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, text, (caption, alt, id, file) => {
        const image = anImage({ caption, id, url: `https://x.test/${file}`, sizes: {} });
        const html = renderImage(image, { alt, showCaption: true });
        expect(html.match(/</g)).toHaveLength(caption ? 5 : 3);
        expect(html.match(/"/g)!.length % 2).toBe(0);
      }),
    );
  });
});

describe('renderPreload', () => {
  test('names what the img will choose from', () => {
    expect(renderPreload(anImage())).toBe(
      `<link rel="preload" as="image" href="${cdn}" imagesrcset="${cdn}?size=s 426w, ${cdn}?size=m 853w, ` +
        `${cdn}?size=l 1440w, ${cdn} 4000w" imagesizes="100vw" fetchpriority="high">`,
    );
  });

  test('preloads only the best of several formats', () => {
    expect(renderPreload(anImage(), { formats: 'avif webp' })).toMatch(
      /^<link rel="preload" as="image" type="image\/avif" imagesrcset="[^"]*format=avif[^"]*" imagesizes="100vw" fetchpriority="high">$/,
    );
  });

  test('is nothing for nothing', () => {
    expect(renderPreload(anImage({ status: 'processing' }))).toBe('');
  });
});

test('escapeHtml leaves text readable for people and harmless to parsers', () => {
  expect(escapeHtml(`Tom & "Jerry" <3 it's`)).toBe('Tom &amp; &quot;Jerry&quot; &lt;3 it&#39;s');
});
