import { formatOf } from '../../api/formats.ts';
import { GatewayError, invalidField } from '../errors.ts';
import { cleanFilename } from '../filename.ts';
import { FILE_END, writeEnd, writeField, writeFileHead } from '../multipart/headers.ts';
import { readHead } from '../multipart/reader.ts';
import type { Part } from '../multipart/reader.ts';
import { allowsType, canonicalType } from '../policy.ts';
import type { BodyChunks } from '../service/streamed-body.ts';
import type { Grant } from '../tokens.ts';
import { trustedFields } from './fields.ts';
import type { Call } from './call.ts';

/** Bytes that it takes to tell a format by its content. */
const HEAD_BYTES = 4096;

/** A file of a form whose first bytes have been read and judged. */
export interface OpenFile {
  part: Part;
  head: Uint8Array;
  /** Its MIME type, by content. */
  type: string;
  filename: string;
}

/** The form that goes to the service: made while it is sent. */
export interface ServiceForm {
  contentType: string;
  chunks: BodyChunks;
  /** Bytes of the file so far. */
  size(): number;
}

/** The first bytes of a file. */
export function headOf(part: Part): Promise<Uint8Array> {
  return readHead(part, HEAD_BYTES);
}

/**
 * Judges a file by its first bytes, whatever its name and its part say.
 * @throws GatewayError 422 `validation_error` for an empty file, 422 `unsupported_type` where the token does not allow it
 */
export function openFile(grant: Pick<Grant, 'types'>, part: Part, head: Uint8Array): OpenFile {
  if (head.length === 0) throw invalidField('file', 'The file is empty.');
  const type = canonicalType(formatOf(head)?.mime ?? '');
  if (type === '' || !allowsType(grant.types, type)) {
    const message =
      type === ''
        ? 'The file is not an image that can be stored.'
        : `Files of type ${type} can't be stored here.`;
    throw new GatewayError(422, 'unsupported_type', message, { details: { file: message } });
  }
  return { part, head, type, filename: cleanFilename(part.filename ?? '', type) };
}

/**
 * The form for the service: trusted fields first, then the visitor's, then the file through a byte counter, then the
 * fields that came after it. Fails with 413 `file_too_large` as soon as the file is over the token's limit.
 */
export function serviceForm(
  call: Call,
  { part, head, type, filename }: OpenFile,
  fields: [string, string][] = [],
  fieldsAfter?: () => AsyncGenerator<[string, string], void>,
): ServiceForm {
  const boundary = `imgpro-${crypto.randomUUID()}`;
  let size = 0;
  const count = (bytes: Uint8Array): Uint8Array => {
    size += bytes.length;
    if (size > call.grant.maxBytes) throw fileTooLarge(call.grant);
    return bytes;
  };
  async function* chunks(): BodyChunks {
    for (const [name, value] of [...Object.entries(trustedFields(call)), ...fields])
      yield writeField(boundary, name, value);
    yield writeFileHead(boundary, 'file', filename, type);
    yield count(head);
    for (let bytes; (bytes = await part.read()) !== null;) yield count(bytes);
    yield FILE_END;
    if (fieldsAfter) for await (const [name, value] of fieldsAfter()) yield writeField(boundary, name, value);
    return writeEnd(boundary);
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, chunks: chunks(), size: () => size };
}

export function fileTooLarge({ maxBytes }: Pick<Grant, 'maxBytes'>): GatewayError {
  const message = `The file is larger than ${maxBytes} bytes.`;
  return new GatewayError(413, 'file_too_large', message, { details: { file: message } });
}
