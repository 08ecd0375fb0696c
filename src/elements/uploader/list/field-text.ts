import type { UploadFile } from '../../../upload/state/types.ts';
import type { TextKey, Texts } from '../view-model.ts';

/** How long a text may be (characters): limits of the service. */
export const limitOf = (field: string): number => (field === 'caption' ? 2048 : 1024);

/** How many characters are left when the rest is first told. */
const NEAR = 100;

/** Characters that a text may still grow by, where it is near its limit; else null. */
export function roomLeft(field: string, text: string): number | null {
  const left = limitOf(field) - text.length;
  return left <= NEAR ? Math.max(0, left) : null;
}

/** The text a person wrote, as far as it went; else the stored one. */
export function written({ fields, image }: Pick<UploadFile, 'fields' | 'image'>, field: string): string {
  return fields[field] ?? (field === 'caption' ? image?.caption : image?.metadata?.[field]) ?? '';
}

/** The fields of a file that are empty. */
export function emptyFields(file: Pick<UploadFile, 'fields' | 'image'>, fields: readonly string[]): string[] {
  return fields.filter((field) => written(file, field).trim() === '');
}

/** The fields, those that are required and empty first: the order in which something is to be done about them. */
export function neededFirst(
  file: Pick<UploadFile, 'fields' | 'image'>,
  { fields, required }: { fields: readonly string[]; required: readonly string[] },
): string[] {
  const needed = emptyFields(file, fields).filter((field) => required.includes(field));
  return [...needed, ...fields.filter((field) => !needed.includes(field))];
}

/** Name of a field. */
export function labelOf(field: string, { t }: Pick<Texts, 't'>): string {
  if (field === 'caption') return t('fieldCaption');
  if (field === 'alt_text') return t('fieldAltText');
  const spaced = field.replace(/_/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** The one line of a file while its fields are closed. */
export interface ClosedLine {
  /** The texts that are written, the first field first; '' for none. */
  text: string;
  /** The sentence that asks for the next text; '' where none is asked for. */
  prompt: string;
  /** The prompt is about a field that is required. */
  isNeeded: boolean;
}

/** A required field that is empty is named first; then the line asks for one thing at most. */
export function closedLine(
  file: Pick<UploadFile, 'fields' | 'image'>,
  { fields, required }: { fields: readonly string[]; required: readonly string[] },
  texts: Pick<Texts, 't'>,
): ClosedLine {
  const { t } = texts;
  const empty = emptyFields(file, fields);
  const text = fields
    .filter((field) => !empty.includes(field))
    .map((field) => written(file, field).trim().replace(/\s+/g, ' '))
    .join(' · ');
  const needed = empty.find((field) => required.includes(field));
  if (needed !== undefined) {
    const key = named(needed, 'fieldNeedsAltText', 'fieldNeedsCaption', 'fieldNeeds');
    return { text, prompt: t(key, { field: labelOf(needed, texts) }), isNeeded: true };
  }
  // One suggestion is enough: what describes a photo is asked for again after its caption, anything else is not.
  const wanted =
    text === ''
      ? (empty.find((field) => field === 'caption') ?? empty[0])
      : empty.find((field) => field === 'alt_text');
  if (wanted === undefined) return { text, prompt: '', isNeeded: false };
  const key = named(wanted, 'fieldAddAltText', 'fieldAddCaption', 'fieldAdd');
  return { text, prompt: t(key, { field: labelOf(wanted, texts) }), isNeeded: false };
}

function named(field: string, altText: TextKey, caption: TextKey, other: TextKey): TextKey {
  return field === 'alt_text' ? altText : field === 'caption' ? caption : other;
}
