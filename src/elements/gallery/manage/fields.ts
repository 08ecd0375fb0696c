import { warnOnce } from '../../shared/base/warn.ts';
import { fieldNames } from '../../shared/field-names.ts';
import type { Texts } from '../context.ts';

/** Fields of a request that change something else than metadata. */
const NO_METADATA = new Set(['ttl', 'public', 'published_at', 'nsfw', 'tool', 'defaults', 'ids']);

/** The names in the attribute `fields`, each once; one that is no text field of an image warns. */
export function editableFields(list: string | readonly string[] | null): string[] {
  return [...new Set(fieldNames(list))].filter((name) => {
    if (!NO_METADATA.has(name)) return true;
    warnOnce(
      `gallery-fields:${name}`,
      `<imgpro-gallery fields> holds ${name}, which is no text of an image; it is left out.`,
    );
    return false;
  });
}

/** The most characters that the service stores in a field. */
export const lengthOf = (name: string): number => (name === 'caption' ? 2048 : 1024);

export function labelOf(name: string, text: Texts): string {
  if (name === 'caption') return text.t('fieldCaption');
  if (name === 'alt_text') return text.t('fieldAltText');
  const spaced = name.replace(/_/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
