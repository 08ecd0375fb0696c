import type { Dimensions } from './sizes.ts';

const ELEMENTS =
  'script|foreignObject|iframe|object|embed|audio|video|handler|set|animate|animateMotion|animateTransform';

/**
 * Takes everything out of an SVG that could run or fetch: scripts, embedded pages, animations (they can set links),
 * event handlers, outside references, entities. Delivery adds a sandboxing policy on top (API §13).
 */
export function sanitiseSvg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let text = new TextDecoder().decode(bytes);
  text = text.replace(/<!DOCTYPE[^>[]*(?:\[[^]*?\]\s*)?>/gi, '').replace(/<\?xml-stylesheet[^]*?\?>/gi, '');
  const paired = new RegExp(`<((?:[\\w-]+:)?(?:${ELEMENTS}))\\b[^]*?(?:/>|</\\1\\s*>)`, 'gi');
  const lone = new RegExp(`</?(?:[\\w-]+:)?(?:${ELEMENTS})\\b[^>]*>?`, 'gi');
  // Until nothing changes: what one pass joins together, the next must see.
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(paired, '').replace(lone, '');
    text = text.replace(/[\s/"']on[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi, ' ');
    text = text.replace(
      /([\s"'](?:[\w-]+:)?(?:href|src|action|formaction))\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi,
      keepReference,
    );
    text = text.replace(
      /@import[^;]*;?|expression\s*\(|url\(\s*(['"]?)(?!#|\1?data:image\/)[^)]*\)/gi,
      'none',
    );
  }
  return new TextEncoder().encode(text);
}

/** Only places in the same document and embedded raster pictures. */
function keepReference(whole: string, name: string, quoted: string): string {
  const value = quoted.replace(/^["']|["']$/g, '').trim();
  return value.startsWith('#') || /^data:image\/(?:png|jpeg|gif|webp|avif);/i.test(value)
    ? whole
    : `${name}=""`;
}

const DEFAULT: Dimensions = { width: 300, height: 150 };

/** The size of an SVG: width and height in pixels, else the view box, else CSS's default for replaced elements. */
export function svgDimensions(bytes: Uint8Array): Dimensions {
  const root =
    /<(?:[\w-]+:)?svg\b[^>]*>/i.exec(new TextDecoder().decode(bytes.subarray(0, 65_536)))?.[0] ?? '';
  const length = (name: string): number | null => {
    const value = new RegExp(
      `\\s${name}\\s*=\\s*["']\\s*([\\d.]+(?:e[+-]?\\d+)?)\\s*(px|pt|in|cm|mm)?\\s*["']`,
      'i',
    ).exec(root);
    return value ? Number(value[1]) * (PER_UNIT[value[2]?.toLowerCase() ?? 'px'] ?? 1) : null;
  };
  const box = /\sviewBox\s*=\s*["']\s*[-\d.e+]+[\s,]+[-\d.e+]+[\s,]+([\d.e+]+)[\s,]+([\d.e+]+)/i.exec(root);
  const ratio = box ? Number(box[1]) / Number(box[2]) : null;
  const width = length('width');
  const height = length('height');
  if (width && height) return rounded(width, height);
  if (width && ratio) return rounded(width, width / ratio);
  if (height && ratio) return rounded(height * ratio, height);
  return box ? rounded(Number(box[1]), Number(box[2])) : DEFAULT;
}

const PER_UNIT: Record<string, number> = { px: 1, pt: 4 / 3, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54 };

function rounded(width: number, height: number): Dimensions {
  const sound = Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0;
  return sound ? { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) } : DEFAULT;
}
