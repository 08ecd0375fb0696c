import { GatewayError } from '../errors.ts';

const encoder = new TextEncoder();

/** Parsed header of a part. */
export interface PartHeader {
  name: string;
  /** Present, even if empty, when the part is a file. */
  filename: string | undefined;
  /** The part's own Content-Type; a claim, not a fact. */
  type: string | undefined;
}

/** A form that can't be read, and why. */
export function broken(why: string): GatewayError {
  return new GatewayError(422, 'validation_error', `The form can't be read: ${why}.`);
}

/** Reads the header lines of a part; throws 422 `validation_error`. */
export function parseHeader(text: string): PartHeader {
  let disposition: string | undefined;
  let type: string | undefined;
  // RFC 5322 folding: a line that begins with white space goes on with the one before.
  for (const line of text.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trim();
    switch (line.slice(0, Math.max(0, colon)).trim().toLowerCase()) {
      case 'content-disposition':
        disposition = value;
        break;
      case 'content-type':
        type = value;
        break;
      case 'content-transfer-encoding':
        if (!/^(7bit|8bit|binary)$/i.test(value)) throw broken(`a part is encoded as ${value.slice(0, 20)}`);
    }
  }
  if (disposition === undefined || !/^form-data\s*(;|$)/i.test(disposition))
    throw broken('a part has no Content-Disposition: form-data');
  const parameters = parseParameters(disposition);
  const name = parameters.get('name');
  if (name === undefined) throw broken('a part has no name');
  // A name in an encoding that nobody reads still says that the part is a file.
  const unread = parameters.has('filename*') ? '' : undefined;
  return { name, filename: extendedFilename(parameters) ?? parameters.get('filename') ?? unread, type };
}

/** A quoted value may escape by backslash (curl), or not know of that and end in one (browsers). */
const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"(?=\s*(?:;|$))|"([^"]*)"|([^\s;"]*))/g;

/** `name="…"; filename="…"`, with the browsers' percent signs and curl's backslashes taken back. */
function parseParameters(disposition: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, key, escaped, quoted, plain] of disposition.matchAll(PARAMETER)) {
    const text = escaped?.replace(/\\(["\\])/g, '$1') ?? quoted;
    const value =
      text === undefined
        ? plain!
        : text.replace(/%22|%0D|%0A/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
    if (!found.has(key!.toLowerCase())) found.set(key!.toLowerCase(), value);
  }
  return found;
}

/** RFC 5987 `filename*=UTF-8''…`, which older HTTP libraries send. */
function extendedFilename(parameters: Map<string, string>): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(parameters.get('filename*') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function escapeName(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** One field on the wire, as browsers write it. */
export function writeField(boundary: string, name: string, value: string): Uint8Array {
  return encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  );
}

/** Boundary and headers before a file's bytes. */
export function writeFileHead(boundary: string, name: string, filename: string, type: string): Uint8Array {
  return encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"; filename="${escapeName(filename)}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
}

/** Line end after a file's bytes. */
export const FILE_END: Uint8Array = encoder.encode('\r\n');

/** Closing delimiter of a form. */
export function writeEnd(boundary: string): Uint8Array {
  return encoder.encode(`--${boundary}--\r\n`);
}
