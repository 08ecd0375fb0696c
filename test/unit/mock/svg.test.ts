import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UnreadableImage } from '../../../demo/mock/ports.ts';
import { looksLikeSvg } from '../../../demo/mock/rules/formats.ts';
import { cleanCss } from '../../../demo/mock/rules/svg-css.ts';
import { sanitiseSvg, svgDimensions } from '../../../demo/mock/rules/svg.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const clean = (text: string) => new TextDecoder().decode(sanitiseSvg(bytes(text)));
const NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const inside = (text: string) =>
  clean(`<svg ${NS}>${text}</svg>`).slice(`<svg ${NS}>`.length, -'</svg>'.length);

describe('an SVG', () => {
  test.each([
    ['shapes', '<g fill="red"><path d="M0 0L1 1"/><text x="1">a &amp; b</text></g>'],
    ['references inside', '<use href="#a"/><rect fill="url(#g)" style="fill: url( &quot;#g&quot; )"/>'],
    ['raster pictures', '<image xlink:href="data:image/png;base64,AAAA"/>'],
    ['a style sheet', '<style>.a{fill:url(#g)} .b&gt;c{stroke:red}</style>'],
    ['filters', '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'],
    ['a language', '<text xml:lang="de">Grüße 🌄</text>'],
  ])('keeps %s', (_, text) => {
    expect(inside(text)).toBe(text);
  });

  test.each([
    ['a script', '<script>x</script>'],
    ['a script of a prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">x</s:script>'],
    ['a page', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'],
    ['HTML', '<h:a xmlns:h="http://www.w3.org/1999/xhtml" href="https://evil.example">x</h:a>'],
    ['an animation', '<set attributeName="href" to="javascript:x"/><animate attributeName="href"/>'],
    ['a comment, an instruction', '<!-- x --><?xml-stylesheet href="https://evil.example"?>'],
    ['what an editor wrote', '<metadata>x</metadata><e:view xmlns:e="http://editor.example">x</e:view>'],
    ['what nobody declared', '<x:g>x</x:g>'],
    ['shapes in what goes', '<unknown><g><g/></g>x</unknown>'],
  ])('loses %s', (_, text) => {
    expect(inside(`${text}<g/>`)).toBe('<g/>');
  });

  test.each([
    ['handlers', '<g onload="x" ONCLICK="x" id="a"/>', '<g id="a"/>'],
    [
      'outside links',
      '<a xlink:href="javascript:x" href="https://x" target="_top"/>',
      '<a xlink:href="" href=""/>',
    ],
    [
      'an outside picture',
      '<image href="https://x"/><feImage href="//x"/>',
      '<image href=""/><feImage href=""/>',
    ],
    ['an SVG in an address', '<image href="data:image/svg+xml,x"/>', '<image href=""/>'],
    ['foreign attributes', '<g e:x="1" xmlns:e="http://e" xml:base="http://x"/>', '<g/>'],
    ['an outside fill', '<g fill="url(https://x)"/>', '<g fill="none"/>'],
    ['a hidden address', '<g style="fill:\\75rl(https://x)"/>', '<g style="fill:75rl(https://x)"/>'],
    ['elements in a style sheet', '<style>a<g/>b</style>', '<style>ab</style>'],
    ['a split address', '<style>u<!-- -->rl(https:<![CDATA[//x)]]></style>', '<style>none</style>'],
    ['an import', '<style>@import "https://x";a{}</style>', '<style>a{}</style>'],
    ['markup in a section', '<text><![CDATA[<script>]]></text>', '<text>&lt;script&gt;</text>'],
    ['a quote', '<g id="&quot; onload=&quot;x&#10;"/>', '<g id="&quot; onload=&quot;x&#10;"/>'],
  ])('is freed of %s', (_, text, expected) => {
    expect(inside(text)).toBe(expected);
  });

  test('may have a thousand attributes in an element, and no more', () => {
    const element = (count: number) =>
      `<g ${Array.from({ length: count }, (_, at) => `a${at}="1"`).join(' ')}/>`;
    expect(inside(element(1_000) + element(1_000))).toContain('a999="1"');
    expect(() => inside(element(1_001))).toThrow('too many attributes');
  });

  test('loses its document type, and may not use its entities', () => {
    expect(clean('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')).toBe('<svg/>');
    expect(() => clean('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>')).toThrow(UnreadableImage);
  });

  test.each(['', 'x', '<svg>', '<svg></g>', '<svg><g></svg>', '<svg a/>', '<svg a="<"/>', '<svg/><svg/>', '<html/>', '<svg xmlns="http://x"/>', '<p:svg/>', '<svg>\0</svg>'])(
    'that reads %j is refused',
    (text) => {
      expect(() => clean(text)).toThrow(UnreadableImage);
    },
  ); // prettier-ignore

  test('is read in the encoding it declares', () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="iso-8859-1"?><svg><title>é</title></svg>',
      'latin1',
    );
    expect(new TextDecoder().decode(sanitiseSvg(latin))).toBe('<svg><title>é</title></svg>');
    const utf16 = Buffer.from('\uFEFF<svg><title>é</title></svg>', 'utf16le');
    expect(new TextDecoder().decode(sanitiseSvg(utf16))).toBe('<svg><title>é</title></svg>');
    expect(() => sanitiseSvg(new Uint8Array([0xff, ...bytes('<svg/>')]))).toThrow(UnreadableImage);
  });

  test('comes out of a second time as out of the first', () => {
    const attribute = fc.tuple(
      fc.constantFrom('id', 'fill', 'style', 'href', 'onload'),
      fc.string({ maxLength: 20 }),
    );
    const node: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.string({ maxLength: 20 }).map((text) => text.replace(/[^ -;=?-~]|&/g, '')),
        fc
          .tuple(
            fc.constantFrom('g', 'style', 'script', 'text', 'a'),
            attribute,
            fc.array(tie('node'), { maxLength: 3 }),
          )
          .map(([name, [key, value], children]) => {
            const safe = value.replace(/[^ -~]|[<&"]/g, '');
            return `<${name} ${key}="${safe}">${children.join('')}</${name}>`;
          }),
      ),
    })).node;
    fc.assert(
      fc.property(node, (text) => {
        fc.pre(!text.includes(']]>'));
        const once = clean(`<svg ${NS}>${text}</svg>`);
        expect(once).not.toMatch(/<script|\sonload=/);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});

test.each([
  ['url(#a)', 'url(#a)'],
  ['url(  "#a"  )', 'url(  "#a"  )'],
  ["url('data:image/webp;base64,A')", "url('data:image/webp;base64,A')"],
  ['URL(https://x', 'none'],
  ['a: image-set("https://x" 1x)', 'a: none("https://x" 1x)'],
  ['@IMPORT url(https://x)', ''],
  ['rotate(45)', 'rotate(45)'],
])('the CSS %j becomes %j', (text, expected) => {
  expect(cleanCss(text)).toBe(expected);
});

describe('the size of an SVG', () => {
  test.each([
    ['width="40" height="30"', 40, 30],
    ["width=' 1in ' height='72pt'", 96, 96],
    ['width="1e2px" height="5e1"', 100, 50],
    ['viewBox="0 0 640 480"', 640, 480],
    ['viewBox=" -1,-1, 10.5  20 "', 11, 20],
    ['width="100" viewBox="0 0 2 1"', 100, 50],
    ['height="100" viewBox="0 0 2 1"', 200, 100],
    ['width="100%" height="100%"', 300, 150],
    ['viewBox="0 0 0 0"', 300, 150],
    ['', 300, 150],
  ])('%s is %i × %i', (attributes, width, height) => {
    expect(
      svgDimensions(bytes(`<?xml version="1.0"?><!-- <svg width="9"> --><svg ${attributes}><g>`)),
    ).toEqual({
      width,
      height,
    });
  });

  test('is found after more than one piece of comment, and refused without a root', () => {
    expect(svgDimensions(bytes(`<!--${'a'.repeat(200_000)}--><svg width="7" height="8"/>`))).toEqual({
      width: 7,
      height: 8,
    });
    expect(() => svgDimensions(bytes('<!-- -->'))).toThrow(UnreadableImage);
  });
});

describe('the work for a hostile SVG grows with its size', () => {
  const hostile: [string, (n: number) => string][] = [
    ['openings that never close', (n) => `<svg>${'<set '.repeat(n)}`],
    ['deep elements', (n) => `<svg>${'<g>'.repeat(n)}${'</g>'.repeat(n)}</svg>`],
    ['deep dropped elements', (n) => `<svg><x>${'<g>'.repeat(n)}${'</g>'.repeat(n)}</x></svg>`],
    ['deep namespaces', (n) => `<svg>${'<a:g xmlns:a="b">'.repeat(n)}${'</a:g>'.repeat(n)}</svg>`],
    ['document types', (n) => '<!DOCTYPE['.repeat(n)],
    ['addresses that never close', (n) => `<svg><style>${'url('.repeat(n)}</style></svg>`],
    ['spaces in addresses', (n) => `<svg><style>${`url(${' '.repeat(99)}`.repeat(n / 20)}</style></svg>`],
    ['imports that never end', (n) => `<svg><style>${'@import '.repeat(n)}</style></svg>`],
    ['attributes', (n) => `<svg>${'<g a="url(" b="c"/>'.repeat(n / 4)}</svg>`],
    ['entities', (n) => `<svg><text>${'&amp;'.repeat(n)}</text></svg>`],
    ['comments', (n) => `<svg><style>${'a<!---->'.repeat(n)}</style></svg>`],
    ['quotes', (n) => `<svg a="${"'".repeat(n)}"/>`],
  ];

  /** Milliseconds; the least of some runs, for the machine's other work only ever adds. Processor time is counted in steps of 4. */
  function work(read: (input: Uint8Array) => unknown, text: string): number {
    const input = bytes(text);
    let least = Infinity;
    for (let run = 0; run < 5; run++) {
      const started = performance.now();
      try {
        read(input);
      } catch (error) {
        if (!(error instanceof UnreadableImage)) throw error;
      }
      least = Math.min(least, performance.now() - started);
    }
    return least;
  }

  test.each(hostile)('%s', (_, make) => {
    for (const read of [sanitiseSvg, svgDimensions]) {
      const n = 20_000;
      const [small, large] = [work(read, make(n)), work(read, make(8 * n))];
      // Quadratic work would be 64 times as much.
      expect(large).toBeLessThan(24 * small + 20);
    }
  });

  test('and deep files are refused before they cost anything', () => {
    expect(inside(`${'<g>'.repeat(1000)}${'</g>'.repeat(1000)}`)).toHaveLength(7000);
    for (const level of ['<g>', '<x>', '<a:g xmlns:a="b">'])
      expect(() => sanitiseSvg(bytes(`<svg>${level.repeat(1e6)}`))).toThrow(
        'too many elements in each other',
      );
  });

  test.each<[string, (n: number) => string]>([
    ['a long document type', (n) => `<!DOCTYPE ${'a'.repeat(n)}`],
    ['a long subset', (n) => `<!DOCTYPE [${'['.repeat(n)}`],
    ['instructions', (n) => '<?'.repeat(n)],
    ['comments', (n) => '<!--'.repeat(n)],
    ['spaces', (n) => ' '.repeat(n)],
  ])('telling it by a head of %s', (_, make) => {
    const [small, large] = [work(looksLikeSvg, make(20_000)), work(looksLikeSvg, make(160_000))];
    expect(large).toBeLessThan(24 * small + 20);
  });
});
