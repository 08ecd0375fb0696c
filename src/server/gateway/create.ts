import { declaredLength } from '../body.ts';
import { GatewayError, invalidField, jsonResponse } from '../errors.ts';
import { MultipartReader, boundaryOf, readText } from '../multipart/reader.ts';
import type { Part } from '../multipart/reader.ts';
import { idempotencyKeyOf } from '../ownership.ts';
import type { Call } from './call.ts';
import { checkFields } from './fields.ts';
import { fileTooLarge, headOf, openFile, serviceForm } from './file.ts';
import { importImage } from './import.ts';
import { storeImage } from './store-image.ts';
import type { Stored } from './store-image.ts';

/** Text fields that one form may have. */
export const MAX_FIELDS = 60;
/** Bytes that one text field may have. */
export const MAX_FIELD_BYTES = 16 * 1024;
/** The most that a form can be beyond its file: all its fields with their headers. */
export const MAX_FORM_BYTES: number = MAX_FIELDS * (MAX_FIELD_BYTES + 1024);

/** `POST /images`: a form with a file, or JSON with an address. */
export async function createImage(call: Call): Promise<Response> {
  const contentType = call.visit.request.headers.get('content-type');
  const idempotencyKey = await forwardedKey(call);
  const boundary = boundaryOf(contentType);
  let stored: Stored;
  if (boundary !== null) stored = await uploadImage(call, boundary, idempotencyKey);
  else if (/^application\/json\s*(;|$)/i.test(contentType ?? ''))
    stored = await importImage(call, idempotencyKey);
  else
    throw new GatewayError(
      415,
      'unsupported_media_type',
      'Send multipart/form-data with a file, or application/json with a url.',
    );
  return jsonResponse(201, stored.image, stored.headers);
}

async function forwardedKey({ visit, keyring, grant }: Call): Promise<string | undefined> {
  const key = visit.request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (!/^[!-~]{1,255}$/.test(key))
    throw invalidField('Idempotency-Key', 'An Idempotency-Key has 1 to 255 visible characters.');
  return idempotencyKeyOf(keyring, grant.sub, key);
}

/** Reads a form up to its file, whose first bytes are judged; the rest is read while it is sent. */
async function uploadImage(
  call: Call,
  boundary: string,
  idempotencyKey: string | undefined,
): Promise<Stored> {
  const { visit, grant } = call;
  const declared = declaredLength(visit.request.headers);
  if (declared !== null && declared > grant.maxBytes + MAX_FORM_BYTES) throw fileTooLarge(grant);

  const parts = new MultipartReader(visit.body.read, boundary);
  let count = 0;
  const nextPart = async (): Promise<Part | null> => {
    const part = await parts.next();
    if (part && part.filename === undefined && ++count > MAX_FIELDS)
      throw invalidField('file', `A form has at most ${MAX_FIELDS} fields.`);
    return part;
  };
  const readField = async (part: Part): Promise<[string, string]> => {
    if (part.name === 'file') throw invalidField('file', 'The field "file" has to be a file.');
    checkFields(call, [part.name]);
    return [part.name, await readText(part, MAX_FIELD_BYTES)];
  };

  const fields: [string, string][] = [];
  let filePart = await nextPart();
  for (; filePart && filePart.filename === undefined; filePart = await nextPart())
    fields.push(await readField(filePart));
  if (!filePart) throw invalidField('file', 'The form has no file.');
  if (filePart.name !== 'file') throw invalidField(filePart.name, 'The file goes into the field "file".');

  const file = openFile(grant, filePart, await headOf(filePart));
  const form = serviceForm(call, file, fields, async function* () {
    for (let part; (part = await nextPart()) !== null;) {
      if (part.filename !== undefined) throw invalidField('file', 'A form has exactly one file.');
      yield await readField(part);
    }
  });
  return storeImage(call, {
    request: { form, idempotencyKey },
    maxBytes: Math.min(declared ?? Infinity, grant.maxBytes),
    bytes: form.size,
  });
}
