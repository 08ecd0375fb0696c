/**
 * Data on the tags for editors and frameworks, made from `custom-elements.json`: VS Code's custom data, JetBrains'
 * web-types, and the tags' types for React, Vue, Svelte, Solid and Preact.
 */
import { jsxTypes, type Declarations } from './jsx-types.ts';
import type { Attribute, Described, Manifest, ManifestElement } from './manifest.ts';

export interface EditorDataOptions {
  version: string;
  types: Declarations;
  /** The words that a type's name stands for: `GalleryLayout` is `rows columns grid`. */
  words: ReadonlyMap<string, readonly string[]>;
}

/** The words that types of the sources stand for, by the types' names. */
export function wordsOf(sources: Iterable<string>): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const source of sources)
    for (const [, name, union] of source.matchAll(/export type (\w+) =((?:\s*\|?\s*'[\w-]+')+);/g))
      words.set(name!, literals(union!));
  return words;
}

const literals = (type: string): string[] => [...type.matchAll(/'([\w-]+)'/g)].map(([, word]) => word!);

/** The elements of a manifest, by name. */
export function elementsOf({ modules }: Manifest): ManifestElement[] {
  return modules
    .flatMap(({ declarations = [] }) => declarations)
    .filter((each): each is ManifestElement => each.tagName !== undefined)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
}

/** All files, by their paths in `dist`. */
export function editorData(manifest: Manifest, options: EditorDataOptions): Record<string, string> {
  const elements = elementsOf(manifest);
  const json = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`;
  return {
    'editor/vscode.html-custom-data.json': json(htmlData(elements, options)),
    'editor/vscode.css-custom-data.json': json(cssData(elements)),
    'editor/web-types.json': json(webTypes(elements, options)),
    ...jsxTypes(elements, options.types),
  };
}

function valuesOf({ type }: Attribute, { words }: EditorDataOptions): string[] {
  const text = type?.text ?? '';
  return [...literals(text), ...text.split(/[\s|]+/).flatMap((name) => words.get(name) ?? [])];
}

const isBoolean = ({ type }: Attribute): boolean => type?.text === 'boolean';

/** https://github.com/microsoft/vscode-custom-data: `html.customData` of VS Code's settings. */
function htmlData(elements: ManifestElement[], options: EditorDataOptions): object {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.tagName,
      description: markdown(documentation(element)),
      attributes: element.attributes?.map((attribute) => ({
        name: attribute.name,
        description: markdown(attribute.description),
        ...(isBoolean(attribute)
          ? { valueSet: 'v' }
          : { values: valuesOf(attribute, options).map((name) => ({ name })) }),
      })),
    })),
  };
}

/** `css.customData` of VS Code's settings. */
function cssData(elements: ManifestElement[]): object {
  const properties = elements.flatMap(({ tagName, cssProperties = [] }) =>
    cssProperties.map(({ name, description }) => ({
      name,
      description: markdown(`${description} \`<${tagName}>\``),
    })),
  );
  const parts = elements.flatMap(({ tagName, cssParts = [] }) =>
    cssParts.map(({ name, description }) => ({
      name: `::part(${name})`,
      description: markdown(`${description} \`<${tagName}>\``),
    })),
  );
  const states = elements.flatMap(({ tagName, cssStates = [] }) =>
    cssStates.map(({ name, description }) => ({
      name: `:state(${name})`,
      description: markdown(`${description} \`<${tagName}>\``),
    })),
  );
  return {
    version: 1.1,
    properties: merged(properties),
    pseudoElements: merged(parts),
    pseudoClasses: merged(states),
  };
}

const markdown = (value = '') => ({ kind: 'markdown', value });

/** One entry a name, that tells of all elements which have it. */
function merged(entries: { name: string; description: { value: string } }[]): object[] {
  const all = new Map<string, { name: string; description: { value: string } }>();
  for (const entry of entries) {
    const first = all.get(entry.name);
    if (first) first.description.value += `\n\n${entry.description.value}`;
    else all.set(entry.name, entry);
  }
  return [...all.values()];
}

/** https://json.schemastore.org/web-types: JetBrains' IDEs find it by `web-types` in package.json. */
function webTypes(elements: ManifestElement[], options: EditorDataOptions): object {
  const described = ({ name, description }: Described) => ({ name, description });
  return {
    $schema: 'https://json.schemastore.org/web-types',
    name: 'imgpro-elements',
    version: options.version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.tagName,
          description: documentation(element),
          attributes: element.attributes?.map((attribute) => {
            const values = valuesOf(attribute, options);
            const type =
              values.length > 0 ? values.map((value) => `'${value}'`).join(' | ') : attribute.type?.text;
            return {
              ...described(attribute),
              default: attribute.default,
              value: isBoolean(attribute) ? { type: 'boolean' } : { type, default: attribute.default },
            };
          }),
          slots: element.slots?.map(described),
          js: {
            properties: element.members
              ?.filter(({ kind, static: fixed }) => kind === 'field' && !fixed)
              .map((member) => ({ ...described(member), value: { type: member.type?.text } })),
            events: element.events?.map(described),
          },
          css: {
            properties: element.cssProperties?.map(described),
            parts: element.cssParts?.map(described),
            'pseudo-classes': element.cssStates?.map(({ name, description }) => ({
              name: `state(${name})`,
              description,
            })),
          },
        })),
      },
    },
  };
}

/** Hover text of a tag: its doc, and the parts that the completion of its attributes cannot show. */
function documentation(element: ManifestElement): string {
  const list = (title: string, entries: Described[] = []) =>
    entries.length > 0
      ? [
          `**${title}**`,
          entries.map(({ name, description }) => `- \`${name || '(default)'}\`: ${description}`).join('\n'),
        ]
      : [];
  return [
    element.description ?? element.summary ?? '',
    ...list('Events', element.events),
    ...list('Slots', element.slots),
    ...list('Parts', element.cssParts),
  ].join('\n\n');
}
