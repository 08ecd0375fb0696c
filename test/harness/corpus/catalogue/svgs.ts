import { gzipSync } from 'node:zlib';
import { PACKET } from '../../../unit/upload/formats/photos.ts';
import { CORNERS } from '../pixels.ts';
import type { Facts, Specimen } from '../../corpus.ts';
import { specimen } from '../specimen.ts';

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const fill = (at: number) => `rgb(${CORNERS[at]!.join(' ')})`;
const SHAPES = [0, 1, 2, 3]
  .map(
    (at) => `<rect x="${(at % 2) * 48}" y="${at > 1 ? 32 : 0}" width="48" height="32" fill="${fill(at)}"/>`,
  )
  .join('');
const SIZED = `<svg ${NS} width="96" height="64" viewBox="0 0 96 64">${SHAPES}</svg>`;
const root = (attributes: string) => `<svg ${NS} ${attributes}>${SHAPES}</svg>`;

const utf16 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  [0xfeff, ...Array.from(text, (letter) => letter.charCodeAt(0))].forEach((code, at) =>
    view.setUint16(at * 2, code, little),
  );
  return bytes;
};

const svg = (name: string, content: string | Uint8Array, facts: Partial<Facts> = {}) =>
  specimen(`${name}.svg`, () => (typeof content === 'string' ? new TextEncoder().encode(content) : content), {
    format: 'svg',
    ...facts,
  });

const sized = (width: number, height: number): Partial<Facts> => ({ size: { width, height }, look: null });

const EMPTY = 'It loads without an error, and without a pixel.';
const NO_PIXELS: Facts['differs'] = { chromium: EMPTY, firefox: EMPTY };
const WHY =
  'Without sizes it has a ratio alone; each browser chooses a width, the service takes that of the view box.';
const RATIO_ONLY: Facts['differs'] = { chromium: WHY, firefox: WHY, webkit: WHY };

export function svgs(): Specimen[] {
  return [
    svg('svg-plain', SIZED),
    svg('svg-declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${SIZED}`),
    svg('svg-byte-order-mark', `\ufeff${SIZED}`),
    svg('svg-white-space', `\n\n  \t${SIZED}`),
    svg('svg-comments', `<!-- one --><!-- <b> two -->\n${SIZED}`),
    svg('svg-doctype', `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg.dtd">${SIZED}`),
    svg('svg-doctype-subset', `<!DOCTYPE svg [<!ENTITY a "b">]>${SIZED}`),
    svg('svg-prefix', SIZED.replace('xmlns=', 'xmlns:s=').replaceAll(/<(\/?)(svg|rect)/g, '<$1s:$2'), {
      differs: { 'image-size': 'It knows no namespaces.', sharp: 'It looks for <svg alone.' },
    }),
    // Browsers show them. The service does not take them, so that they are refused before they are sent.
    specimen('svg-utf-16-little.svg', () => utf16(`<?xml version="1.0" encoding="UTF-16"?>${SIZED}`, true), {
      format: null,
    }),
    specimen('svg-utf-16-big.svg', () => utf16(SIZED, false), { format: null }),
    svg(
      'svg-latin-1',
      Uint8Array.from(
        `<?xml version="1.0" encoding="ISO-8859-1"?><svg ${NS} width="96" height="64"><title>\xe4</title>${SHAPES}</svg>`,
        (letter) => letter.charCodeAt(0),
      ),
    ),
    svg('svg-view-box-only', root('viewBox="0 0 300 200"'), { ...sized(300, 200), differs: RATIO_ONLY }),
    svg('svg-width-and-view-box', root('width="150" viewBox="0 0 300 200"'), {
      ...sized(150, 100),
      differs: { webkit: 'It takes the width of the view box, where CSS takes that of the picture.' },
    }),
    svg('svg-units', root('width="1in" height="48pt"'), {
      ...sized(96, 64),
      differs: { sharp: 'It takes an inch for 72 pixels; in CSS it is 96.' },
    }),
    svg('svg-per-cent', root('width="100%" height="100%" viewBox="0 0 96 64"'), {
      ...sized(96, 64),
      differs: RATIO_ONLY,
    }),
    svg('svg-no-size', root(''), {
      ...sized(300, 150),
      differs: {
        'image-size': 'It knows no default.',
        sharp: 'It measures the shapes; CSS has a default size.',
      },
    }),
    svg('svg-zero', root('width="0" height="0"'), {
      ...sized(300, 150),
      sound: false,
      differs: NO_PIXELS,
    }),
    svg('svg-negative', root('width="-5" height="10"'), {
      ...sized(300, 150),
      sound: false,
      differs: NO_PIXELS,
    }),
    svg('svg-huge', root('width="90000" height="90000"'), {
      ...sized(90000, 90000),
      sound: false,
      differs: { mock: 'It takes no more than 100 megapixels.' },
    }),
    svg('svg-script', SIZED.replace('>', '><script>alert(1)</script>')),
    svg(
      'svg-place',
      SIZED.replace('>', `><metadata>${PACKET.replaceAll(/<\?xpacket[^>]*>/g, '')}</metadata>`),
      {
        place: true,
        tolerance: 20,
      },
    ),
    svg('svg-not-closed', SIZED.replace('</svg>', ''), { sound: false, look: null }),
    svg('svg-not-well-formed', SIZED.replace('/>', '>'), { sound: false, look: null }),
    svg('svg-no-namespace', SIZED.replace(NS, ''), { sound: false, look: null }),
    specimen('svg-packed.svgz', () => new Uint8Array(gzipSync(SIZED)), { format: null }),
    specimen('svg-in-html.html', () => new TextEncoder().encode(`<!doctype html><body>${SIZED}`), {
      format: null,
    }),
    svg('svg-upper-case', SIZED.replaceAll('svg ', 'SVG ').replace('</svg>', '</SVG>'), {
      sound: false,
      look: null,
    }),
    specimen(
      'svg-behind-long-comment.svg',
      () => new TextEncoder().encode(`<!--${'word '.repeat(2000)}-->${SIZED}`),
      { format: null },
    ),
  ];
}

/** An SVG for files of another name. */
export const plainSvg = (): Uint8Array => new TextEncoder().encode(SIZED);
