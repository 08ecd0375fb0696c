import { formatOf } from '../../api/formats.ts';
import { GatewayError, invalidField } from '../errors.ts';
import { MultipartReader, boundaryOf, readHead, readText } from '../multipart.ts';
import type { Part } from '../multipart.ts';
import { FILE_END, writeEnd, writeField, writeFileHead } from '../multipart-headers.ts';
import { idempotencyKeyOf } from '../ownership.ts';
import { allowsType, canonicalType } from '../policy.ts';
import type { Call } from './call.ts';
import { counted } from './counting.ts';
import type { Sent } from './counting.ts';
import { checkFields, trustedFields } from './fields.ts';
import { finishCreate } from './finish.ts';
import { importImage } from './import.ts';
import { askUpstream } from './upstream.ts';
import type { StreamedBody } from './upstream.ts';

export const MAX_FIELDS = 60;
const MAX_FIELD_BYTES = 16 * 1024;
/** Everything of a form that is not the file. */
const MAX_FORM_BYTES = MAX_FIELDS * (MAX_FIELD_BYTES + 1024);
/** What it takes to tell a format by its content. */
const HEAD_BYTES = 4096;

/** `POST /images`: a form with a file, or JSON with an address (API §3). */
export async function createImage(call: Call): Promise<Response> {
  const contentType = call.request.headers.get('content-type');
  const idempotencyKey = await forwardedKey(call);
  const boundary = boundaryOf(contentType);
  if (boundary !== null) return uploadImage(call, boundary, idempotencyKey);
  if (/^application\/json\s*(;|$)/i.test(contentType ?? '')) return importImage(call, idempotencyKey);
  throw new GatewayError(
    415,
    'unsupported_media_type',
    'Send multipart/form-data with a file, or application/json with a url.',
  );
}

async function forwardedKey(call: Call): Promise<string | undefined> {
  const key = call.request.headers.get('idempotency-key');
  if (key === null) return undefined;
  if (!/^[!-~]{1,255}$/.test(key))
    throw invalidField('Idempotency-Key', 'An Idempotency-Key has 1 to 255 visible characters.');
  return idempotencyKeyOf(call.keyring, call.grant.sub, key);
}

async function uploadImage(
  call: Call,
  boundary: string,
  idempotencyKey: string | undefined,
): Promise<Response> {
  const declared = Number(call.request.headers.get('content-length') ?? 0);
  if (declared > call.grant.maxBytes + MAX_FORM_BYTES) throw tooLarge(call);
  return counted(call, idempotencyKey, async (sent) => {
    const stream = await openForm(call, new MultipartReader(call.body.read, boundary), sent);
    const answer = await askUpstream(call, {
      method: 'POST',
      path: '/images',
      stream,
      idempotencyKey,
    });
    return { answer, response: await finishCreate(call, answer) };
  });
}

/** Reads up to the file and checks it by its first bytes; the rest is read while it is sent. */
async function openForm(call: Call, form: MultipartReader, sent: Sent): Promise<StreamedBody> {
  const fields: [string, string][] = [];
  let count = 0;
  const nextPart = async (): Promise<Part | null> => {
    const part = await form.next();
    if (part && part.filename === undefined && ++count > MAX_FIELDS)
      throw invalidField('file', `A form has at most ${MAX_FIELDS} fields.`);
    return part;
  };
  const readField = async (part: Part): Promise<[string, string]> => {
    if (part.name === 'file') throw invalidField('file', 'The field "file" has to be a file.');
    checkFields(call, [part.name]);
    return [part.name, await readText(part, MAX_FIELD_BYTES)];
  };

  let file = await nextPart();
  for (; file && file.filename === undefined; file = await nextPart()) fields.push(await readField(file));
  if (!file) throw invalidField('file', 'The form has no file.');
  if (file.name !== 'file')
    throw invalidField(file.name.slice(0, 64), 'The file goes into the field "file".');
  const head = await readHead(file, HEAD_BYTES);
  const type = checkType(call, head);

  const boundary = `imgpro-${crypto.randomUUID()}`;
  async function* chunks(part: Part): AsyncGenerator<Uint8Array, void> {
    for (const [name, value] of [...Object.entries(trustedFields(call)), ...fields])
      yield writeField(boundary, name, value);
    yield writeFileHead(boundary, 'file', part.filename!, type);
    let size = head.length;
    if (size > call.grant.maxBytes) throw tooLarge(call);
    yield head;
    for (let bytes; (bytes = await part.read()) !== null;) {
      size += bytes.length;
      if (size > call.grant.maxBytes) throw tooLarge(call);
      yield bytes;
    }
    yield FILE_END;
    for (let after; (after = await nextPart()) !== null;) {
      if (after.filename !== undefined) throw invalidField('file', 'A form has exactly one file.');
      yield writeField(boundary, ...(await readField(after)));
    }
    sent.all = true;
    yield writeEnd(boundary);
  }
  const opened = file;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    chunks: () => chunks(opened),
    sent: () => sent.all,
  };
}

/** The type by content, whatever the name and the part say; throws 422 when the token does not allow it. */
function checkType(call: Call, head: Uint8Array): string {
  if (head.length === 0) throw invalidField('file', 'The file is empty.');
  const type = canonicalType(formatOf(head)?.mime ?? '');
  if (type === '' || !allowsType(call.grant.types, type)) {
    const message =
      type === ''
        ? 'The file is not an image that can be stored.'
        : `Files of type ${type} can't be stored here.`;
    throw new GatewayError(422, 'unsupported_type', message, { details: { file: message } });
  }
  return type;
}

function tooLarge(call: Call): GatewayError {
  const message = `The file is larger than ${call.grant.maxBytes} bytes.`;
  return new GatewayError(413, 'file_too_large', message, { details: { file: message } });
}
