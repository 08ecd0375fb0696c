import type { Attribute, Described, ManifestElement } from '../../scripts/manifest.ts';

/** A table of the reference; cells are text with code between backticks. */
export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** The words that a type's name stands for: `GalleryLayout` is `rows columns grid`. */
export type TypeWords = Readonly<Record<string, readonly string[]>>;

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
const described = ({ description = '' }: Described): string => description.replaceAll('\n', ' ');

/** Everything that a page may rely on of an element, as `custom-elements.json` has it; a table without rows is left out. */
export function apiTables(element: ManifestElement, words: TypeWords = {}): Table[] {
  const { attributes = [], members = [], events = [], slots = [] } = element;
  const { cssParts = [], cssProperties = [], cssStates = [] } = element;
  const typeOf = ({ type }: Pick<Attribute, 'type'>) => code(typeText(type?.text ?? '', words));
  const own = members.filter((member) => !member.static);
  const attributeOf = new Map(attributes.map(({ name, fieldName = name }) => [fieldName, name]));
  const tables: Table[] = [
    {
      title: 'Attributes',
      head: ['Attribute', 'Property', 'Type', 'Default', 'Description'],
      rows: attributes.map((attribute) => [
        code(attribute.name),
        code(attribute.fieldName ?? attribute.name),
        typeOf(attribute),
        code(attribute.default ?? ''),
        described(attribute),
      ]),
    },
    {
      title: 'Properties without an attribute',
      head: ['Property', 'Type', 'Description'],
      rows: own
        .filter(({ kind, name }) => kind === 'field' && !attributeOf.has(name))
        .map((field) => [
          code(field.name),
          typeOf(field),
          `${field.readonly ? 'Read-only. ' : ''}${described(field)}`,
        ]),
    },
    {
      title: 'Methods',
      head: ['Method', 'Returns', 'Description'],
      rows: own
        .filter(({ kind }) => kind === 'method')
        .map((method) => [
          code(
            `${method.name}(${(method.parameters ?? [])
              .map(
                ({ name, optional, rest, type }) =>
                  `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${type?.text ?? 'unknown'}`,
              )
              .join(', ')})`,
          ),
          code(method.return?.type?.text ?? 'void'),
          described(method),
        ]),
    },
    {
      title: 'Events',
      head: ['Event', 'Detail', 'Description'],
      rows: events.map((event) => [
        code(event.name),
        (event.detail ?? [])
          .map((member) => `${code(`${member.name}: ${typeText(member.type?.text ?? '', words)}`)}`)
          .join(', '),
        [described(event), ...(event.detail ?? []).map(sentenceOn)].filter(Boolean).join(' '),
      ]),
    },
    {
      title: 'Slots',
      head: ['Slot', 'Description'],
      rows: slots.map((slot) => [slot.name ? code(slot.name) : 'without a name', described(slot)]),
    },
    {
      title: 'Parts',
      head: ['Part', 'Description'],
      rows: cssParts.map((part) => [code(`::part(${part.name})`), described(part)]),
    },
    {
      title: 'Custom properties',
      head: ['Custom property', 'Default', 'Description'],
      rows: cssProperties.map((property) => [
        code(property.name),
        code(property.default ?? ''),
        described(property),
      ]),
    },
    {
      title: 'States',
      head: ['State', 'Description'],
      rows: cssStates.map((state) => [code(`:state(${state.name})`), described(state)]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}

const sentenceOn = (member: Attribute): string =>
  member.description ? `${code(member.name)}: ${described(member)}` : '';

/** A type as it is written, with the words of a named one in its place. */
function typeText(type: string, words: TypeWords): string {
  return type.replace(/\b[A-Z]\w+\b/g, (name) => words[name]?.map((word) => `'${word}'`).join(' | ') ?? name);
}
