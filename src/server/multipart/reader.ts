import { invalidField } from '../errors.ts';
import { broken, parseHeader } from './headers.ts';
import type { PartHeader } from './headers.ts';

/** Reads the next bytes of a body; null is its end. */
export type ReadBytes = () => Promise<Uint8Array | null>;

/** One part of a form. */
export interface Part extends PartHeader {
  /** The next bytes of its content; null is its end. */
  read: ReadBytes;
}

/** Longest header block of a part, and longest preamble, in bytes. */
const MAX_HEADER = 8192;
const CR = 13;
const LF = 10;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

const encoder = new TextEncoder();
const EMPTY = new Uint8Array();

/** The boundary in a Content-Type, or null when it is no multipart/form-data with one. */
export function boundaryOf(contentType: string | null): string | null {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]*)"|([^\s;"]*))/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2];
  // RFC 2046 §5.1.1: up to 70 plain characters, the last of them no space.
  return boundary && /^[ -~]{0,69}[!-~]$/.test(boundary) ? boundary : null;
}

/**
 * Reads multipart/form-data part by part, RFC 7578, and never holds more than one chunk of it. A part left before
 * its end is skipped by `next`. Throws 422 `validation_error` at a broken form or one that ends early.
 */
export class MultipartReader {
  private readonly source: ReadBytes;
  private readonly delimiter: Uint8Array;
  private readonly skip: Uint8Array;
  /** Bytes not yet given out. It starts as the line break that a first delimiter may lack. */
  private buffer: Uint8Array = new Uint8Array([CR, LF]);
  private ended = false;
  private closed = false;
  private current: Part | undefined;

  constructor(source: ReadBytes, boundary: string) {
    this.source = source;
    this.delimiter = encoder.encode(`\r\n--${boundary}`);
    this.skip = skipTable(this.delimiter);
  }

  /** The next part, or null after the closing delimiter. */
  async next(): Promise<Part | null> {
    if (this.closed) return null;
    if (this.current) while ((await this.current.read()) !== null);
    else await this.skipPreamble();
    this.current = undefined;

    if (await this.isLastDelimiter()) {
      this.closed = true;
      return null;
    }
    const part = parseHeader(await this.readHeader());
    let done = false;
    this.current = {
      ...part,
      read: async () => {
        if (done) return null;
        const bytes = await this.readContent();
        done = bytes === null;
        return bytes;
      },
    };
    return this.current;
  }

  /** Appends the next chunk to the buffer; false at the end of the body. */
  private async fill(): Promise<boolean> {
    if (this.ended) return false;
    const chunk = await this.source();
    if (chunk === null) {
      this.ended = true;
      return false;
    }
    if (this.buffer.length === 0) this.buffer = chunk;
    else {
      const joined = new Uint8Array(this.buffer.length + chunk.length);
      joined.set(this.buffer);
      joined.set(chunk, this.buffer.length);
      this.buffer = joined;
    }
    return true;
  }

  private async need(count: number): Promise<void> {
    while (this.buffer.length < count) if (!(await this.fill())) throw endedEarly();
  }

  private take(count: number): Uint8Array {
    const taken = this.buffer.subarray(0, count);
    this.buffer = this.buffer.subarray(count);
    return taken;
  }

  private async skipPreamble(): Promise<void> {
    let skipped = 0;
    for (let bytes; (bytes = await this.readContent()) !== null;) {
      skipped += bytes.length;
      if (skipped > MAX_HEADER) throw broken('it does not begin with its boundary');
    }
  }

  /** Content up to the next delimiter, in pieces; null when the delimiter is next, which it then takes away. */
  private async readContent(): Promise<Uint8Array | null> {
    for (;;) {
      const at = indexOf(this.buffer, this.delimiter, this.skip);
      if (at === 0) {
        this.take(this.delimiter.length);
        return null;
      }
      if (at > 0) return this.take(at);
      // Only what may be the beginning of a delimiter waits for the next chunk: nearly always nothing, so that
      // chunks go through as they are, without a copy.
      const safe = partialAt(this.buffer, this.delimiter);
      if (safe > 0) return this.take(safe);
      if (!(await this.fill())) throw endedEarly();
    }
  }

  /** Reads what follows a delimiter: `--` ends the form, a line break begins a part. */
  private async isLastDelimiter(): Promise<boolean> {
    await this.need(2);
    if (this.buffer[0] === DASH && this.buffer[1] === DASH) {
      this.take(2);
      return true;
    }
    for (let padding = 0; this.buffer[0] === SPACE || this.buffer[0] === TAB; padding++) {
      if (padding > 64) throw broken('its boundary is not followed by a line break');
      this.take(1);
      await this.need(2);
    }
    if (this.buffer[0] !== CR || this.buffer[1] !== LF)
      throw broken('its boundary is not followed by a line break');
    // The line break stays: a part without headers has its blank line right here.
    return false;
  }

  /** The header lines of a part, without the line breaks around them. */
  private async readHeader(): Promise<string> {
    for (let from = 0; ;) {
      const end = indexOf(this.buffer, HEADER_END, HEADER_SKIP, from);
      if (end >= 0 && end <= MAX_HEADER) {
        const lines = this.take(end + HEADER_END.length).slice(2, Math.max(2, end));
        return new TextDecoder().decode(lines);
      }
      if (this.buffer.length > MAX_HEADER) throw broken(`the header of a part is over ${MAX_HEADER} bytes`);
      from = Math.max(0, this.buffer.length - HEADER_END.length + 1);
      if (!(await this.fill())) throw endedEarly();
    }
  }
}

const HEADER_END = encoder.encode('\r\n\r\n');
const HEADER_SKIP = skipTable(HEADER_END);

/** For each byte, how far a search may jump when it is found under the needle's end (Horspool). */
function skipTable(needle: Uint8Array): Uint8Array {
  const table = new Uint8Array(256).fill(needle.length);
  for (let i = 0; i < needle.length - 1; i++) table[needle[i]!] = needle.length - 1 - i;
  return table;
}

function indexOf(bytes: Uint8Array, needle: Uint8Array, skip: Uint8Array, from = 0): number {
  const last = needle.length - 1;
  for (let at = from; at + last < bytes.length; at += skip[bytes[at + last]!]!) {
    let i = last;
    while (i >= 0 && bytes[at + i] === needle[i]) i--;
    if (i < 0) return at;
  }
  return -1;
}

/** Where the longest end of `bytes` begins that is a beginning of `needle`; their length when there is none. */
function partialAt(bytes: Uint8Array, needle: Uint8Array): number {
  let at = bytes.indexOf(needle[0]!, Math.max(0, bytes.length - needle.length + 1));
  for (; at >= 0; at = bytes.indexOf(needle[0]!, at + 1)) {
    let i = 1;
    while (at + i < bytes.length && bytes[at + i] === needle[i]) i++;
    if (at + i === bytes.length) return at;
  }
  return bytes.length;
}

/** A field's whole value as text. */
export async function readText(part: Part, limit: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  let size = 0;
  for (let bytes; (bytes = await part.read()) !== null;) {
    size += bytes.length;
    if (size > limit) throw invalidField(part.name.slice(0, 64), `A field has at most ${limit} bytes.`);
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}

/** The first `count` bytes of a part, or all of a shorter one. */
export async function readHead(part: Part, count: number): Promise<Uint8Array> {
  let head: Uint8Array = EMPTY;
  while (head.length < count) {
    const bytes = await part.read();
    if (bytes === null) break;
    const joined = new Uint8Array(head.length + bytes.length);
    joined.set(head);
    joined.set(bytes, head.length);
    head = joined;
  }
  return head;
}

function endedEarly(): Error {
  return broken('it ends before its last boundary');
}
