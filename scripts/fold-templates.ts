import { transformSync } from 'esbuild';
import { parseAst, type Plugin } from 'vite';

/**
 * Minifies styles and templates, which minifiers of scripts leave alone: 3.7 kB (gzip) of `imgpro.all.js`, 1.6 of the
 * uploader's files.
 */
export function foldTemplates(): Plugin {
  return {
    name: 'fold-templates',
    enforce: 'post',
    transform: (code, id) =>
      /\/src\/elements\//.test(id) && /\b(css|html|svg)`/.test(code)
        ? { code: folded(code), map: null }
        : undefined,
  };
}

interface Node {
  type: string;
  start: number;
  end: number;
  tag?: { type: string; name?: string };
  quasi?: { quasis: { start: number; value: { raw: string; cooked: string } }[] };
}

/**
 * The module with minified `css` and with each run of white space in `html` and `svg` as one space, which no browser
 * draws differently. As many lines as before, so that source maps stay right.
 */
export function folded(code: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, tag, quasi } = node as Node;
    if (type === 'TaggedTemplateExpression' && tag?.type === 'Identifier')
      for (const { start, value } of quasi!.quasis) {
        const text = fold(tag.name!, value, quasi!.quasis.length === 1);
        const at = code.indexOf(value.raw, start);
        if (text !== null) edits.push({ start: at, end: at + value.raw.length, text });
      }
    Object.values(node).forEach(visit);
  };
  visit(parseAst(code));
  let result = code;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    const close = result.slice(end).match(/^(`|\$\{)/)![0];
    const lines = '\n'.repeat(count(code.slice(start, end)) - count(text));
    result = result.slice(0, start) + text + close + lines + result.slice(end + close.length);
  }
  return result;
}

function fold(tag: string, { raw, cooked }: { raw: string; cooked: string }, whole: boolean): string | null {
  if (tag === 'html' || tag === 'svg') return raw.replace(/\s+/g, ' ');
  // A part of a style sheet is none: it stays as it is.
  if (tag !== 'css' || !whole) return null;
  const { code } = transformSync(cooked, { loader: 'css', minify: true });
  return code.trim().replace(/[\\`]|\$\{/g, '\\$&');
}

const count = (text: string): number => text.split('\n').length - 1;
