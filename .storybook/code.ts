import { PART, partRules } from '../stories/render.ts';

/** The ways in which a page's author writes an element. */
export const KINDS = ['HTML', 'npm', 'React', 'Vue'] as const;
export type Kind = (typeof KINDS)[number];

const SLOT = 'slot: ';
const BOILERPLATE: Record<Kind, string> = {
  HTML: '<script type="module" src="https://example.com/imgpro-elements/dist/imgpro.js" data-token-endpoint="/imgpro/token"></script>',
  npm: "import 'imgpro-elements/define';\nimport { configure } from 'imgpro-elements';\n\nconfigure({ tokenEndpoint: '/imgpro/token' });",
  React: '',
  Vue: '',
};
const COMPONENTS: Record<string, string> = {
  'imgpro-uploader': 'ImgproUploader',
  'imgpro-image': 'ImgproImage',
  'imgpro-gallery': 'ImgproGallery',
};

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

interface Parts {
  attributes: [name: string, value: string | true][];
  properties: [name: string, value: unknown][];
  style: [name: string, value: string][];
  slots: [name: string, text: string][];
}

function partsOf(args: Readonly<Record<string, unknown>>): Parts {
  const parts: Parts = { attributes: [], properties: [], style: [], slots: [] };
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === null || value === false || (value === '' && name !== 'alt'))
      continue;
    if (name.startsWith(PART)) continue;
    if (name.startsWith('--')) parts.style.push([name, String(value)]);
    else if (name.startsWith(SLOT)) parts.slots.push([name.slice(SLOT.length), String(value)]);
    else if (typeof value === 'object' || typeof value === 'function') parts.properties.push([name, value]);
    else parts.attributes.push([name, value === true ? true : String(value)]);
  }
  return parts;
}

/** The code that one would paste for an element with these args of a story. */
export function codeOf(tag: string, args: Readonly<Record<string, unknown>>, kind: Kind): string {
  const parts = partsOf(args);
  const code = { HTML: html, npm: html, React: react, Vue: vue }[kind](tag, parts);
  return [BOILERPLATE[kind], code, styleOf(partRules(tag, args), kind)].filter(Boolean).join('\n\n');
}

/** The rules for the page's style sheet, as the code of that kind shows them. */
function styleOf(rules: string, kind: Kind): string {
  if (!rules) return '';
  return kind === 'HTML' || kind === 'Vue'
    ? `<style>\n  ${rules.replace(/\n/g, '\n  ')}\n</style>`
    : `/* In the style sheet:\n${rules}\n*/`;
}

function html(tag: string, { attributes, properties, style, slots }: Parts): string {
  const written = attributes.map(([name, value]) => (value === true ? name : `${name}="${escaped(value)}"`));
  if (style.length > 0)
    written.push(`style="${escaped(style.map(([name, value]) => `${name}: ${value}`).join('; '))}"`);
  const inside = slots.map(([name, text]) => `<span slot="${name}">${escaped(text)}</span>`);
  const element = tagged(tag, written, inside);
  if (properties.length === 0) return element;
  const lines = properties.map(([name, value]) => `element.${name} = ${literal(value)};`);
  return `${element}\n<script type="module">\n  const element = document.querySelector('${tag}');\n  ${lines.join('\n  ')}\n</script>`;
}

function react(tag: string, { attributes, properties, style, slots }: Parts): string {
  const name = COMPONENTS[tag]!;
  const written = [
    ...attributes.map(([key, value]) =>
      value === true ? camel(key) : `${camel(key)}=${JSON.stringify(value)}`,
    ),
    ...properties.map(([key, value]) => `${key}={${literal(value)}}`),
  ];
  if (style.length > 0)
    written.push(`style={{ ${style.map(([key, value]) => `'${key}': '${value}'`).join(', ')} }}`);
  const inside = slots.map(([key, text]) => `<span slot="${key}">{${JSON.stringify(text)}}</span>`);
  return `import { ${name} } from 'imgpro-elements/react';\n\nexport const Example = () => (\n  ${tagged(name, written, inside).replace(/\n/g, '\n  ')}\n);`;
}

function vue(tag: string, { attributes, properties, style, slots }: Parts): string {
  const written = [
    ...attributes.map(([key, value]) => (value === true ? key : `${key}="${escaped(value)}"`)),
    ...properties.map(([key, value]) => `:${key}.prop="${escaped(literal(value))}"`),
  ];
  if (style.length > 0)
    written.push(`style="${escaped(style.map(([key, value]) => `${key}: ${value}`).join('; '))}"`);
  const inside = slots.map(([key, text]) => `<span slot="${key}">${escaped(text)}</span>`);
  return `<script setup>\nimport 'imgpro-elements/define';\n</script>\n\n<template>\n  ${tagged(tag, written, inside).replace(/\n/g, '\n  ')}\n</template>`;
}

/** An element over one line, or over several where one would be long. */
function tagged(tag: string, attributes: string[], inside: string[]): string {
  const line = `<${[tag, ...attributes].join(' ')}>`;
  const head = line.length <= 80 ? line : `<${tag}\n  ${attributes.join('\n  ')}\n>`;
  return inside.length === 0 ? `${head}</${tag}>` : `${head}\n  ${inside.join('\n  ')}\n</${tag}>`;
}

const literal = (value: unknown): string =>
  typeof value === 'function' ? String(value) : (JSON.stringify(value, null, 2) ?? 'null');
