import { fieldNames } from '../shared/field-names.ts';
import { words } from '../shared/ui/words.ts';

/** The attribute `fields`: which fields a person may write, each once, and which of them have to be filled in. */
export interface FieldSettings {
  names: string[];
  required: string[];
}

/** Reads `caption alt_text*`: the star marks a field that is required. */
export function fieldSettings(list: string | readonly string[] | null): FieldSettings {
  const written = words(list);
  const names = [...new Set(fieldNames(written.map((word) => word.replace(/\*$/, ''))))];
  return { names, required: names.filter((name) => written.includes(`${name}*`)) };
}
