import type { UploadFile } from '../state/types.ts';

/** The required fields that are empty, of a file. White space alone is no text. */
export function missingFields(
  { fields }: Pick<UploadFile, 'fields'>,
  required: readonly string[],
): readonly string[] {
  return required.filter((field) => !fields[field]?.trim());
}
