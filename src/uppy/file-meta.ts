import type { Body, Meta, UppyFile } from '@uppy/core';
import { textOf } from '../upload/send/form-fields.ts';
import { idempotencyKey, type HeldKey } from '../upload/send/idempotency-key.ts';
import type { Upload } from '../upload/send/request-body.ts';

/** Field of Uppy's meta with the Idempotency-Key of a file, so that it outlasts retries and a restored queue. */
export const KEY_FIELD = 'imgproKey';

/** Field of Uppy's meta with the id of a file in the uploader's queue. */
export const ID_FIELD = 'imgproId';

/** Field of Uppy's meta with the address of an image that the service is to fetch, in place of the file's data. */
export const ADDRESS_FIELD = 'imgproAddress';

/** Field of Uppy's meta with the form fields that have the name of one of Uppy's own. */
const NAMESAKES_FIELD = 'imgproFields';

const OURS = new Set([KEY_FIELD, ID_FIELD, ADDRESS_FIELD, NAMESAKES_FIELD]);

/** Fields of meta that Uppy writes for itself, and one that its copies of meta would lose. */
const OF_UPPY = new Set(['name', 'type', 'relativePath', 'absolutePath', '__proto__', ...OURS]);

/** The form fields of a file in an Uppy; `allowed` names them, Uppy's own too, as Uppy has it. */
export function sentFields(meta: object, allowed?: readonly string[]): Record<string, string> {
  const namesakes = (meta as Record<string, object | undefined>)[NAMESAKES_FIELD] ?? {};
  return Object.fromEntries([
    ...textOf(meta).filter(([name]) =>
      allowed ? allowed.includes(name) && !OURS.has(name) : !OF_UPPY.has(name),
    ),
    ...textOf(namesakes),
  ]);
}

/** Uppy's meta for form fields of any name. */
export function metaOf(fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const isNamesake = ([name]: [string, string]) => OF_UPPY.has(name);
  const all = Object.entries(fields);
  return {
    ...Object.fromEntries(all.filter((field) => !isNamesake(field))),
    ...(all.some(isNamesake) && { [NAMESAKES_FIELD]: Object.fromEntries(all.filter(isNamesake)) }),
  };
}

const field = <M extends Meta, B extends Body>(file: UppyFile<M, B>, name: string): unknown =>
  (file.meta as Record<string, unknown>)[name];

/** Whether a file is from an uploader's queue, which counts its files by itself. */
export function isOfQueue<M extends Meta, B extends Body>(file: UppyFile<M, B>): boolean {
  return field(file, ID_FIELD) !== undefined;
}

/** The key that a file carries. */
export function heldKey<M extends Meta, B extends Body>(file: UppyFile<M, B>): HeldKey | undefined {
  return field(file, KEY_FIELD) as HeldKey | undefined;
}

/** The address that the service is to fetch an image from; undefined for a file. */
export function addressOf<M extends Meta, B extends Body>(file: UppyFile<M, B>): string | undefined {
  return field(file, ADDRESS_FIELD) as string | undefined;
}

/** The upload of a file as it is now. */
export function uploadOf<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): Upload {
  return {
    name: file.meta.name ?? file.name ?? '',
    type: file.meta.type ?? file.type ?? '',
    fields: sentFields(file.meta, allowed),
    content: addressOf(file) ?? (file.data as Blob),
  };
}

/** The key for sending a file as it is now; see {@link idempotencyKey}. */
export function keyFor<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): HeldKey {
  const { content, fields, ...upload } = uploadOf(file, allowed);
  const isAddress = typeof content === 'string';
  return idempotencyKey(heldKey(file), {
    ...upload,
    fields: isAddress ? { ...fields, url: content } : fields,
    size: isAddress ? content.length : file.size,
    lastModified: isAddress ? undefined : (content as File).lastModified,
  });
}
