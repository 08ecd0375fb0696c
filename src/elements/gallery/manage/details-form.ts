import type { Image } from '../../../api/types.ts';
import { textOf, type Change } from './change.ts';

/** A field of the selected images before anybody wrote in it. */
export interface FieldStart {
  name: string;
  /** The value that all of them have; '' for none. */
  text: string;
  /** Whether they have different ones. */
  differs: boolean;
}

/** The caption, or a field of the metadata; '' for none. */
export function fieldOf(image: Image, name: string): string {
  return (name === 'caption' ? image.caption : textOf(image, name)) ?? '';
}

/** The fields of one image, or of many. */
export function startOf(names: readonly string[], images: readonly Image[]): FieldStart[] {
  return names.map((name) => {
    const text = images[0] ? fieldOf(images[0], name) : '';
    const differs = images.some((image) => fieldOf(image, name) !== text);
    return { name, text: differs ? '' : text, differs };
  });
}

/** The texts that a person has written, by field. A field that is not here is kept as it is. */
export type Written = ReadonlyMap<string, string>;

/** Whether a field is to be changed: where all have one value, writing that again changes nothing. */
export function isChanged({ name, text, differs }: FieldStart, written: Written): boolean {
  const now = written.get(name);
  return now !== undefined && (differs || now.trim() !== text.trim());
}

/** The change that the written texts ask for; null for none. An emptied field is removed. */
export function changeOf(fields: readonly FieldStart[], written: Written): Change | null {
  const change: Change = {};
  const metadata: Record<string, string | null> = {};
  for (const field of fields) {
    if (!isChanged(field, written)) continue;
    const value = written.get(field.name)!.trim() || null;
    if (field.name === 'caption') change.caption = value;
    else metadata[field.name] = value;
  }
  if (Object.keys(metadata).length > 0) change.metadata = metadata;
  return Object.keys(change).length > 0 ? change : null;
}

/** Texts that were written and not saved, for each set of images that they were written for. */
export class Drafts {
  readonly #drafts = new Map<string, Written>();

  /** The texts for these very images. */
  get(ids: readonly string[]): Written | undefined {
    return this.#drafts.get(keyOf(ids));
  }

  keep(ids: readonly string[], written: Written): void {
    this.#drafts.set(keyOf(ids), new Map(written));
  }

  drop(ids: readonly string[]): void {
    this.#drafts.delete(keyOf(ids));
  }
}

const keyOf = (ids: readonly string[]): string => [...ids].sort().join(' ');
