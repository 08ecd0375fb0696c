import type { Attribute, ManifestElement } from '../scripts/manifest.ts';
import { PART, SLOT } from '../stories/render.ts';

/** Groups of the attributes, by what a person looks for; an attribute that stands nowhere is among the looks. */
const GROUPS: Record<string, readonly string[]> = {
  'Form control': ['name', 'required', 'disabled', 'readonly', 'value', 'min-files'],
  Rules: [
    ...['multiple', 'accept', 'max-files', 'max-file-size', 'animated'],
    ...['min-width', 'min-height', 'max-width', 'max-height'],
  ],
  'Ways in': [
    ...['sources', 'drop-target', 'image-id', 'src', 'width', 'height', 'ids', 'next-cursor', 'page-size'],
    'uploader',
  ],
  Sending: ['manual', 'concurrency', 'retries', 'recover', 'unguarded', 'delete-on-remove'],
  Preparing: ['max-dimension', 'quality', 'format', 'strip-location'],
  Texts: ['fields', 'ttl', 'published-at', 'caption', 'alt', 'show-caption'],
  Delivery: ['sizes', 'priority', 'formats', 'transform', 'placeholder', 'ratio', 'nsfw'],
  Actions: ['link', 'zoomable', 'actions', 'selectable', 'manage', 'lightbox', 'reorderable'],
  Connection: ['token-endpoint', 'api-url'],
};

const groupOf = (name: string): string =>
  Object.keys(GROUPS).find((group) => GROUPS[group]!.includes(name)) ?? 'Looks';

/** One row of Storybook's table of controls. */
export interface ArgType {
  name: string;
  description: string | undefined;
  control: false | { type: 'boolean' | 'number' | 'text' | 'select' | 'color' | 'object' };
  options?: readonly string[];
  table: { category: string; type?: { summary: string }; defaultValue?: { summary: string } };
}

/**
 * The rows for an element: a control for each attribute, custom property, slot and part, and for each property that data
 * can be written into; states, events, methods and the other properties to be read.
 * @param words The words that a type's name stands for: `GalleryLayout` is `rows columns grid`.
 */
export function argTypesOf(
  element: ManifestElement,
  words: Readonly<Record<string, readonly string[]>>,
): Record<string, ArgType> {
  const {
    attributes = [],
    cssProperties = [],
    slots = [],
    cssParts = [],
    cssStates = [],
    events = [],
    members = [],
  } = element;
  const rows: Record<string, ArgType> = {};
  for (const attribute of attributes)
    rows[attribute.name] = {
      name: attribute.name,
      description: attribute.description,
      ...controlOf(attribute, words),
      table: {
        category: groupOf(attribute.name),
        type: { summary: attribute.type?.text ?? 'string' },
        ...(attribute.default && { defaultValue: { summary: attribute.default } }),
      },
    };
  for (const { name, description } of cssProperties)
    rows[name] = row(
      name,
      description,
      'Custom properties',
      /colou?r|surface/i.test(description ?? '') ? 'color' : 'text',
    );
  for (const { name, description } of slots)
    if (name) rows[`${SLOT}${name}`] = row(name, description, 'Slots', 'text');
  for (const { name, description } of cssParts)
    rows[`${PART}${name}`] = row(name, description, 'Parts', 'text');
  const written = new Set(attributes.map(({ name, fieldName }) => fieldName ?? name));
  for (const { kind, name, description, type, readonly } of members)
    if (kind === 'method') rows[`Methods: ${name}`] = row(name, description, 'Methods', false);
    else if (!written.has(name))
      rows[name] = row(name, description, 'Properties', !readonly && isData(type?.text) && 'object');
  for (const [category, entries] of Object.entries({ States: cssStates, Events: events }))
    for (const { name, description } of entries)
      rows[`${category}: ${name}`] = row(name, description, category, false);
  return rows;
}

/** Whether a person can write a property's value down: images, ids, metadata; no functions, no Uppy. */
const isData = (type = ''): boolean =>
  /^(Image|Image\[\]|UploadMetadata|string \| string\[\])( \| null)?$/.test(type);

function row(
  name: string,
  description: string | undefined,
  category: string,
  type: 'text' | 'color' | 'object' | false,
): ArgType {
  return { name, description, control: type && { type }, table: { category } };
}

/** The control that fits an attribute's type as the manifest writes it. */
export function controlOf(
  { type }: Pick<Attribute, 'type'>,
  words: Readonly<Record<string, readonly string[]>>,
): Pick<ArgType, 'control' | 'options'> {
  const parts = (type?.text ?? 'string')
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== 'null' && part !== 'undefined');
  const named = parts.flatMap((part) => words[part] ?? (/^'.*'$/.test(part) ? [part.slice(1, -1)] : []));
  if (parts.join() === 'boolean') return { control: { type: 'boolean' } };
  if (parts.join() === 'number') return { control: { type: 'number' } };
  // `recover` is there, not there, or a word.
  if (named.length > 0)
    return {
      control: { type: 'select' },
      options: ['', ...(parts.includes('boolean') ? ['on'] : []), ...named],
    };
  return { control: { type: 'text' } };
}
