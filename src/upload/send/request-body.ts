import type { Body, Meta, UppyFile } from '@uppy/core';
import { KEY_FIELD, sentFields } from './form-fields.ts';
import { idempotencyKey, type HeldKey } from './idempotency-key.ts';

/** All that one upload is sent with: the same for every try under its key. */
export interface Shipment {
  key: string;
  name: string;
  type: string;
  fields: Readonly<Record<string, string>>;
  data: Blob;
  /** The data is JSON with the address of an image, which the service is to fetch. */
  isImport: boolean;
}

/** The key that a file carries in Uppy's meta. */
export function heldKey<M extends Meta, B extends Body>(file: UppyFile<M, B>): HeldKey | undefined {
  return (file.meta as Record<string, unknown>)[KEY_FIELD] as HeldKey | undefined;
}

/** Name, type and fields of the file, as of now. */
export function formOf<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): { name: string; type: string; fields: Record<string, string> } {
  return {
    name: file.meta.name ?? file.name ?? '',
    type: file.meta.type ?? file.type ?? '',
    fields: sentFields(file.meta, allowed),
  };
}

/** The key for sending a file as it is now; see {@link idempotencyKey}. */
export function keyFor<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): HeldKey {
  const { lastModified } = file.data as File;
  return idempotencyKey(heldKey(file), { ...formOf(file, allowed), size: file.size, lastModified });
}

/** Whether a file's data is JSON with the address of an image. */
export function isImport<M extends Meta, B extends Body>(file: UppyFile<M, B>): boolean {
  return (file as { xhrUpload?: { formData?: boolean } }).xhrUpload?.formData === false;
}

/** Shipment for a file: as it stood when a try went out that may have been stored, else as it is now. */
export function shipmentOf<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): Shipment {
  const held = heldKey(file) ?? keyFor(file, allowed);
  const { name, type, fields } = held.sent ?? formOf(file, allowed);
  const data = file.data as Blob;
  return {
    key: held.key,
    name,
    type,
    fields,
    // Uppy may know the type better than the browser did.
    data: data.type === type ? data : data.slice(0, data.size, type),
    isImport: isImport(file),
  };
}

/** The request's body: a form whose fields come before the file, so that a gateway can judge them first. */
export function bodyOf({ name, fields, data, isImport }: Shipment): FormData | Blob {
  if (isImport) return data;
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', data, name || 'image');
  return form;
}
