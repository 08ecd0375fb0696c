import type { Ctx } from '../context.ts';
import { ApiFault, badRequest, invalid } from '../errors.ts';
import { BrokenBody, ImportFailed, type FilePart, type Staged } from '../ports.ts';
import { cleanFilename } from '../rules/filename.ts';
import { MAX_BYTES } from '../rules/formats.ts';
import type { Subject } from '../rules/idempotency.ts';
import type { Details } from '../rules/result.ts';
import type { World } from '../world.ts';
import { readJsonObject } from './json.ts';

export type Generation = 1 | 3;

/** A create request whose body is in: its parameters, and the picture or where to fetch it. */
export interface Arrived {
  /** Which field a complaint about the picture names. */
  field: 'file' | 'url';
  fields: [string, unknown][];
  subject: Subject;
  filename: string | null;
  sourceUrl: string | null;
  /** Errors of the picture itself; reported together with the errors of the fields. */
  problems: Details;
  /** The bytes; an import is fetched only now, after the idempotency key was looked at. */
  take: () => Promise<Staged>;
  discard: () => Promise<void>;
}

const MAX_URL = 2_048;
const IMPORT_MS = 30_000;

export function capOf(c: Ctx, generation: Generation): number {
  if (c.get('caller').account === null) return MAX_BYTES.anonymous;
  return generation === 1 ? MAX_BYTES.generation1 : MAX_BYTES.keyed;
}

/** Reads a multipart upload: the file is on its way to the disk while it arrives. */
export async function gatherForm(world: World, c: Ctx, generation: Generation): Promise<Arrived> {
  const cap = capOf(c, generation);
  // A body whose Content-Length is too large need not be read; the margin is for fields and framing.
  if (Number(c.req.header('Content-Length') ?? 0) > cap + 1_000_000) throw oversize('file', cap, generation);
  const form = await world.ports.bodies
    .form(c.req.raw, { fileBytes: cap, signal: c.req.raw.signal })
    .catch(explain);
  c.get('entry').bytes_in = form.bytes || c.get('entry').bytes_in;
  const discard = async (): Promise<void> => {
    await Promise.all(form.files.map((file) => file.staged.discard()));
  };
  const file = form.files.find((part) => part.field === 'file');
  if (file?.oversize) {
    await discard();
    throw oversize('file', cap, generation);
  }
  return {
    field: 'file',
    fields: form.fields,
    subject: { fields: form.fields, file: file ? subjectOf(file) : null },
    filename: cleanFilename(file?.filename),
    sourceUrl: null,
    problems: problemsOf(form.fields, form.files),
    take: async () => {
      if (!file) throw new Error('take() is only called when there are no problems.');
      return file.staged;
    },
    discard,
  };
}

function subjectOf(file: FilePart): NonNullable<Subject['file']> {
  return { name: file.filename ?? '', type: file.type, size: file.staged.size, sha256: file.staged.sha256 };
}

function problemsOf(fields: [string, string][], files: FilePart[]): Details {
  const problems = new Map<string, string[]>();
  const mine = files.filter((part) => part.field === 'file');
  const has = (name: string): boolean => fields.some(([field]) => field === name);
  for (const part of files)
    if (part.field !== 'file') problems.set(part.field || 'file', ['Only "file" may carry a file.']);
  if (mine.length > 1) problems.set('file', ['Send exactly one file.']);
  else if (mine.length === 1 && has('url')) problems.set('url', ['Send either a file or a url, not both.']);
  else if (mine.length === 0)
    problems.set('file', [
      has('file') ? 'The file must be a file part with a filename.' : 'A file is required.',
    ]);
  else if (mine[0]?.staged.size === 0) problems.set('file', ['The file is empty.']);
  return Object.fromEntries(problems);
}

/** Reads a JSON import. */
export async function gatherImport(world: World, c: Ctx, generation: Generation): Promise<Arrived> {
  const body = await readJsonObject(c);
  const fields = Object.entries(body);
  const url = readUrl(body['url']);
  const problems: Details = url instanceof URL ? {} : { url: [url] };
  if (Object.hasOwn(body, 'file'))
    problems['file'] = ['Send a file as multipart/form-data, or a url as JSON, not both.'];
  let staged: Staged | null = null;
  const arrived: Arrived = {
    field: 'url',
    fields,
    subject: { fields },
    filename: null,
    sourceUrl: url instanceof URL ? String(body['url']) : null,
    problems,
    take: async () => {
      if (!(url instanceof URL)) throw new Error('take() is only called when there are no problems.');
      const cap = capOf(c, generation);
      const limits = { fileBytes: cap, milliseconds: IMPORT_MS, signal: c.req.raw.signal };
      const fetched = await world.ports.remote
        .fetch(url, limits)
        .catch((error: unknown) => explainImport(error));
      staged = fetched.staged;
      arrived.filename = fetched.filename;
      if (fetched.oversize) throw oversize('url', cap, generation);
      return staged;
    },
    discard: async () => {
      await staged?.discard();
    },
  };
  return arrived;
}

function readUrl(value: unknown): URL | string {
  if (value === undefined || value === null || value === '') return 'A url is required.';
  if (typeof value !== 'string' || value.length > MAX_URL)
    return `The url must be text of at most ${MAX_URL} characters.`;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    return 'The url must be an http or https address.';
  if (url.username !== '' || url.password !== '') return 'The url must not carry a user name or password.';
  return url;
}

export function oversize(field: 'file' | 'url', cap: number, generation: Generation): ApiFault {
  const message = `The image is larger than ${cap / 1_000_000} MB.`;
  if (generation === 1 && field === 'file') {
    return new ApiFault(413, 'invalid_request_error', 'validation_error', message, {
      details: { file: [message] },
    });
  }
  return invalid({ [field]: [message] });
}

function explain(error: unknown): never {
  if (!(error instanceof BrokenBody)) throw error;
  throw error.details ? invalid(error.details, error.message) : badRequest(error.message);
}

function explainImport(error: unknown): never {
  if (!(error instanceof ImportFailed)) throw error;
  if (error.kind === 'refused') throw invalid({ url: [error.message] });
  throw new ApiFault(error.kind === 'slow' ? 504 : 502, 'processing_error', 'fetch_failed', error.message);
}
