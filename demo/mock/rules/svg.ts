import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { UnreadableImage } from '../ports.ts';
import { cleanCss, isInside } from './svg-css.ts';
import { SVG, XLINK, isAllowedAttribute, isAllowedElement } from './svg-names.ts';
import { Namespaces } from './svg-namespaces.ts';
import type { Dimensions } from './sizes.ts';

/**
 * Writes an SVG anew with nothing in it that could run or fetch: known elements and attributes only, places in the
 * same document and embedded raster pictures as references, no comments, processing instructions or document type.
 * Everything else goes with all that is inside of it. Delivery adds a sandboxing policy on top.
 *
 * One pass of a strict parser, so that time grows with the size and nothing else; no recursion, so that depth costs
 * nothing. Throws UnreadableImage.
 */
export function sanitiseSvg(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  const parser = strictParser();
  parser.on('opentag', (tag) => writer.open(tag));
  parser.on('closetag', (tag) => writer.close(tag));
  parser.on('text', (text) => writer.text(text));
  parser.on('cdata', (text) => writer.text(text));
  parser.write(decode(bytes)).close();
  return new TextEncoder().encode(writer.result);
}

/** The size of an SVG: width and height in pixels, else the view box, else CSS's default for replaced elements. */
export function svgDimensions(bytes: Uint8Array): Dimensions {
  const root = rootOf(decode(bytes));
  const length = (name: string): number | null => {
    const value = /^([\d.]+(?:e[+-]?\d+)?)\s*(px|pt|in|cm|mm)?$/i.exec((root[name] ?? '').trim());
    return value ? Number(value[1]) * (PER_UNIT[value[2]?.toLowerCase() ?? 'px'] ?? 1) : null;
  };
  const box = (root['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , wide = Number.NaN, high = Number.NaN] = box.length === 4 ? box : [];
  const ratio = wide > 0 && high > 0 ? wide / high : null;
  const width = length('width');
  const height = length('height');
  if (width && height) return rounded(width, height);
  if (width && ratio) return rounded(width, width / ratio);
  if (height && ratio) return rounded(height * ratio, height);
  return ratio ? rounded(wide, high) : DEFAULT;
}

const DEFAULT: Dimensions = { width: 300, height: 150 };
const PER_UNIT: Record<string, number> = { px: 1, pt: 4 / 3, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54 };

function rounded(width: number, height: number): Dimensions {
  const sound = Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0;
  return sound ? { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) } : DEFAULT;
}

const PIECE = 65_536;

/** Of one element. Drawings have dozens; a million in one costs seconds. */
const MAX_ATTRIBUTES = 1_000;

/** Elements in each other. Drawings have tens; libxml2 and browsers give up at some hundreds or thousands. */
const MAX_DEPTH = 2_000;

/** The attributes of the first element; no more is read than that takes. */
function rootOf(text: string): Record<string, string> {
  const parser = strictParser();
  let root: Record<string, string> | null = null;
  parser.on('opentag', ({ attributes }) => (root ??= attributes));
  for (let at = 0; at < text.length && root === null; at += PIECE) parser.write(text.slice(at, at + PIECE));
  if (root === null) throw new UnreadableImage('The file has no root element.');
  return root;
}

/** Namespaces are resolved here: the parser looks through all open elements for each, which deep files make dear. */
function strictParser() {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', ({ message }) => {
    throw new UnreadableImage(`The SVG is not well-formed: ${message}`);
  });
  let attributes = 0;
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    if (++attributes > MAX_ATTRIBUTES)
      throw new UnreadableImage('An element of the SVG has too many attributes.');
  });
  return parser;
}

/** By the byte order mark or the declared encoding; UTF-8 without. */
function decode(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(head)?.[1];
  const marked = head.startsWith('\xff\xfe') ? 'utf-16le' : head.startsWith('\xfe\xff') ? 'utf-16be' : null;
  try {
    return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableImage('The SVG is not in the encoding that it declares.');
  }
}

/** Writes what may stay, and counts how deep it is inside of what may not. */
class Writer {
  readonly #parts: string[] = [];
  readonly #namespaces = new Namespaces();
  /** Open elements inside of a dropped one, itself included. */
  #dropped = 0;
  /** The text of the open style sheet: what a comment or a section splits is one sheet to the browser. */
  #css: string[] | null = null;
  #depth = 0;

  get result(): string {
    return this.#parts.join('');
  }

  open({ name, attributes, isSelfClosing }: SaxesTagPlain): void {
    this.#namespaces.open(attributes);
    const { local, uri } = this.#namespaces.ofElement(name);
    if (this.#depth++ === 0 && (local !== 'svg' || !isSvg(uri)))
      throw new UnreadableImage('The root element is not svg.');
    if (this.#depth > MAX_DEPTH) throw new UnreadableImage('The SVG has too many elements in each other.');
    if (this.#dropped > 0 || this.#css || !isSvg(uri) || !isAllowedElement(local)) {
      this.#dropped++;
      return;
    }
    let tag = `<${name}`;
    for (const attribute in attributes) tag += this.#attribute(attribute, attributes[attribute]!);
    this.#parts.push(isSelfClosing ? `${tag}/>` : `${tag}>`);
    if (local === 'style' && !isSelfClosing) this.#css = [];
  }

  close({ name, isSelfClosing }: SaxesTagPlain): void {
    this.#namespaces.close();
    this.#depth--;
    if (this.#dropped > 0) {
      this.#dropped--;
      return;
    }
    if (this.#css) {
      this.#parts.push(escapeText(cleanCss(this.#css.join(''))));
      this.#css = null;
    }
    if (!isSelfClosing) this.#parts.push(`</${name}>`);
  }

  text(text: string): void {
    if (this.#dropped > 0 || this.#depth === 0) return;
    if (this.#css) this.#css.push(text);
    else this.#parts.push(escapeText(text));
  }

  #attribute(name: string, value: string): string {
    const { local, uri, declares } = this.#namespaces.ofAttribute(name);
    if (declares ? value !== SVG && value !== XLINK : !isAllowedAttribute(local, uri)) return '';
    const kept = declares ? value : local === 'href' ? reference(value) : cleanCss(value);
    return ` ${name}="${escapeAttribute(kept)}"`;
  }
}

/** An SVG that names no namespace is read as one, too. */
function isSvg(uri: string): boolean {
  return uri === SVG || uri === '';
}

function reference(value: string): string {
  return isInside(value) ? value.trim() : '';
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
}

function escapeAttribute(text: string): string {
  if (!/[&<>"\t\n\r]/.test(text)) return text;
  return text.replace(/[&<>"\t\n\r]/g, (char) => ENTITIES[char] ?? `&#${char.charCodeAt(0)};`);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
