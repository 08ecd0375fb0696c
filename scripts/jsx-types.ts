/** The types of the tags for frameworks whose templates are not HTML, by their paths in `dist`. */
import type { ManifestElement } from './manifest.ts';

/** How a framework calls what it sets and listens for, and where it looks for the types of tags. */
interface Framework {
  file: string;
  /** Written above; gives `Html<Element>`, HTML's own attributes. */
  head: string;
  /** The types of a tag, made of `Element`, `Attributes`, `Properties` and `Events`. */
  tag: string;
  /** Around the list of tags. */
  place: (tags: string) => string;
}

/** `imgpro-load` as `onImgproLoad`. */
const CAMEL = `type Camel<Name extends string> = Name extends \`\${infer Head}-\${infer Tail}\` ? \`\${Capitalize<Head>}\${Camel<Tail>}\` : Capitalize<Name>;`;

const FRAMEWORKS: Framework[] = [
  {
    file: 'vue',
    head: `import type { HTMLAttributes } from 'vue';\n${CAMEL}`,
    tag: `HTMLAttributes & Both<Attributes, Properties> & {
  [Name in keyof Events & string as \`on\${Camel<Name>}\`]?: (event: Events[Name]) => void;
}`,
    place: (tags) =>
      `type Component<Props> = new () => { $props: Props };\n` +
      `declare module 'vue' {\n  interface GlobalComponents {\n${tags.replace(/: (Tag<.*>);/g, ': Component<$1>;')}  }\n}`,
  },
  {
    file: 'svelte',
    head: `import type { HTMLAttributes } from 'svelte/elements';`,
    tag: `HTMLAttributes<Element & HTMLElement> & Both<Attributes, Properties> & {
  [Name in keyof Events & string as \`on\${Name}\` | \`on:\${Name}\`]?: (event: Events[Name]) => void;
}`,
    place: (tags) => `declare module 'svelte/elements' {\n  interface SvelteHTMLElements {\n${tags}  }\n}`,
  },
  {
    file: 'solid',
    head: `import type { JSX as Solid } from 'solid-js';`,
    tag: `Omit<Solid.HTMLAttributes<Element>, keyof Attributes> & Attributes & {
  [Name in keyof Properties & string as \`prop:\${Name}\`]?: Properties[Name];
} & {
  [Name in keyof Events & string as \`on:\${Name}\`]?: (event: Events[Name]) => void;
}`,
    place: (tags) =>
      `declare module 'solid-js' {\n  namespace JSX {\n    interface IntrinsicElements {\n${tags}    }\n  }\n}`,
  },
  {
    file: 'preact',
    // Preact 10 and 11 keep the attributes of HTML in different places: those of a tag are in either.
    head: `import type { JSX as Preact, Ref } from 'preact';
type Html<Element> = Omit<Preact.IntrinsicElements['div'], 'ref' | 'onChange' | 'onInput'> & {
  ref?: Ref<Element>;
} & { [Name in 'onChange' | 'onInput']?: (event: Event & { currentTarget: Element }) => void };`,
    tag: `Omit<Html<Element>, keyof Attributes | keyof Properties> & Both<Attributes, Properties> & {
  [Name in keyof Events & string as \`on\${Name}\`]?: (event: Events[Name]) => void;
}`,
    place: (tags) =>
      `declare module 'preact' {\n  namespace JSX {\n    interface IntrinsicElements {\n${tags}    }\n  }\n}`,
  },
  {
    file: 'astro',
    // A page is a string by the time it is read: there are attributes, and neither properties nor events.
    head: `import 'astro/astro-jsx';`,
    tag: `Omit<astroHTML.JSX.HTMLAttributes, keyof Attributes> & Attributes`,
    place: (tags) =>
      `declare global {\n  namespace astroHTML.JSX {\n    interface IntrinsicElements {\n${tags}    }\n  }\n}`,
  },
];

const NAMES = (element: string) => `${element}, ${element}Attributes, ${element}Properties, ${element}Events`;

/** The address of a source's declarations, seen from `dist/jsx`: of `react/jsx`, for example. */
export type Declarations = (source: string) => string;

export function jsxTypes(elements: readonly ManifestElement[], types: Declarations): Record<string, string> {
  const files: Record<string, string> = {
    'jsx/elements.d.ts': shared(elements, types),
    'jsx/elements.js': 'export {};\n',
  };
  const imported = elements.map(({ name }) => NAMES(name)).join(', ');
  for (const { file, head, tag, place } of FRAMEWORKS) {
    const tags = elements.map(
      (element) => `${comment(element.summary)}'${element.tagName}': Tag<${NAMES(element.name)}>;\n`,
    );
    files[`jsx/${file}.d.ts`] =
      `// Made from custom-elements.json.\nimport type { ${tag.includes('Both<') ? 'Both, ' : ''}${imported} } from './elements.js';\n${head}\n` +
      `type Tag<Element, Attributes, Properties, Events> = ${tag};\n${place(tags.join(''))}\n`;
    // For those who import it as they import everything.
    files[`jsx/${file}.js`] = 'export {};\n';
  }
  // React's are in the sources, beside the components.
  files['jsx/react.d.ts'] = `export type { ImgproTags } from '${types('react/jsx')}';\n`;
  files['jsx/react.js'] = 'export {};\n';
  return files;
}

/** Attributes, properties and events of each element. */
function shared(elements: readonly ManifestElement[], types: Declarations): string {
  const names = elements.flatMap(({ name }) => [name, `${name}EventMap`]);
  return `// Made from custom-elements.json.
import type { ${names.join(', ')} } from '${types('index')}';
import type { Written } from '${types('elements/shared/written')}';
export type { ${elements.map(({ name }) => name).join(', ')} };
/** An attribute that is set as a property takes the values of that, too. */
export type Both<Attributes, Properties> = {
  [Name in keyof Attributes | keyof Properties]?:
    | (Name extends keyof Attributes ? Attributes[Name] : never)
    | (Name extends keyof Properties ? Properties[Name] : never);
};
${elements.map(interfaces).join('')}`;
}

function interfaces({ name, attributes = [], members = [] }: ManifestElement): string {
  const written = attributes.map((attribute) => {
    const type = attribute.fieldName ? `Written<${name}['${attribute.fieldName}']>` : 'string | undefined';
    return `${comment(attribute.description)}'${attribute.name}'?: ${type};\n`;
  });
  const properties = members
    .filter(({ kind, readonly, static: fixed }) => kind === 'field' && !readonly && !fixed)
    .map(
      (member) => `${comment(member.description)}${member.name}?: ${name}['${member.name}'] | undefined;\n`,
    );
  return (
    `export interface ${name}Attributes {\n${written.join('')}}\n` +
    `export interface ${name}Properties {\n${properties.join('')}}\n` +
    `export type ${name}Events = Pick<${name}EventMap, Extract<keyof ${name}EventMap, \`imgpro-\${string}\`>>;\n`
  );
}

const comment = (text = ''): string =>
  text ? `/** ${text.replaceAll('*/', '*\\/').replace(/\s+/g, ' ')} */\n` : '';
