import type { Image } from '../api/types.ts';
import type { Config } from './config.ts';
import { isSameOrigin } from './cors.ts';
import { GatewayError } from './errors.ts';
import { MAX_FIELDS, MAX_FIELD_BYTES, MAX_FORM_BYTES } from './gateway/create.ts';
import type { Call } from './gateway/call.ts';
import { headOf, openFile, serviceForm } from './gateway/file.ts';
import { storeImage } from './gateway/store-image.ts';
import { MultipartReader, boundaryOf, readText } from './multipart/reader.ts';
import type { Part } from './multipart/reader.ts';
import { personOf } from './ownership.ts';
import type { Visit } from './visit.ts';
import { visitorOf } from './visitor.ts';

export interface StoreFormOptions {
  /** The profile that the form asks for, among those of this person. */
  profile?: string;
  /** Files that this form may have; it narrows the policy's `maxFiles`. */
  maxFiles?: number;
}

/** A file of a form that was not stored. */
export interface RefusedFile {
  /** The name of its field. */
  field: string;
  filename: string;
  /** Error code: `file_too_large`, `unsupported_type`, `quota_exceeded` and others. */
  code: string;
  /** A sentence for the person. */
  message: string;
}

/** A form whose files are stored. */
export interface StoredForm {
  /**
   * The form's fields as text. Each stored file stands there as its image's id, under its own field's name: just as
   * `<imgpro-uploader>` submits it where scripts run. Ids that a page submits are the visitor's word, as any text is.
   */
  fields: FormData;
  /** The images that were stored now, in the form's order. */
  images: Image[];
  refused: RefusedFile[];
}

/** Files that one form may have where the policy names no number. */
const MAX_FILES = 100;
/** Files beyond those that are refused one by one; after them the form is. */
const MAX_REFUSED = 20;
/** Characters of a name that are told back. */
const MAX_NAME = 200;

/** Reads a native form post; its files go to the service as they arrive, one after the other. */
export async function storeFormOf(visit: Visit, options: StoreFormOptions): Promise<StoredForm> {
  const { config, request, body } = visit;
  checkSite(config, request);
  const contentType = request.headers.get('content-type');
  const boundary = boundaryOf(contentType);
  const result: StoredForm = { fields: new FormData(), images: [], refused: [] };
  const call = await callOf(visit, options);
  if (boundary === null) {
    if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? ''))
      throw new GatewayError(
        415,
        'unsupported_media_type',
        'This is no form with files: it needs enctype="multipart/form-data".',
      );
    const text = await body.text(MAX_FORM_BYTES);
    if (text.split('&').length > MAX_FIELDS) throw tooManyFields();
    for (const [name, value] of new URLSearchParams(text)) result.fields.append(name, value);
    return result;
  }

  const most = Math.min(options.maxFiles ?? MAX_FILES, call.grant.maxFiles ?? MAX_FILES);
  const mostBytes = most * call.grant.maxBytes + MAX_FORM_BYTES;
  const read = async (): Promise<Uint8Array | null> => {
    if (body.size > mostBytes) throw new GatewayError(413, 'file_too_large', 'The form is too large.');
    return body.read();
  };
  const parts = new MultipartReader(read, boundary);
  let files = 0;
  let texts = 0;
  for (let part; (part = await parts.next()) !== null;) {
    if (part.filename === undefined) {
      if (++texts > MAX_FIELDS) throw tooManyFields();
      result.fields.append(part.name, await readText(part, MAX_FIELD_BYTES));
      continue;
    }
    const head = await headOf(part);
    // An input without a choice is sent as a file without a name and without bytes.
    if (head.length === 0 && part.filename === '') continue;
    if (++files > most + MAX_REFUSED) throw tooMany(most);
    if (files > most) result.refused.push(refused(part, tooMany(most)));
    else await storePart(call, part, head, result);
  }
  return result;
}

/**
 * A form is taken from the site's own pages alone: a foreign page could else let a visitor's browser post one with
 * their cookies. All browsers name the origin of a post.
 */
function checkSite({ allowedOrigins }: Config, request: Request): void {
  if (request.method !== 'POST')
    throw new GatewayError(405, 'method_not_allowed', 'Forms are posted.', { headers: { allow: 'POST' } });
  const origin = request.headers.get('origin');
  const isOwn =
    origin === null ? request.headers.get('sec-fetch-site') === 'same-origin' : isSameOrigin(request, origin);
  if (!isOwn && !(origin !== null && allowedOrigins.has(origin)))
    throw new GatewayError(403, 'origin_mismatch', 'This form was sent from another site.');
}

/** The visitor in the terms of the gateway: as if they had a token for this one form. */
async function callOf(visit: Visit, { profile }: StoreFormOptions): Promise<Call> {
  const { config, request } = visit;
  // The body is read below, part by part: the site's function gets all the rest.
  const bare = new Request(request.url, { method: request.method, headers: request.headers });
  const { sub, abilities, policy } = await visitorOf(visit, bare, profile === undefined ? {} : { profile });
  if (!abilities.includes('create'))
    throw new GatewayError(403, 'token_scope', 'This visitor may not upload images.');
  visit.isKnown = true;
  const keyring = await config.keyring();
  const now = Math.floor(Date.now() / 1000);
  return {
    visit,
    keyring,
    person: await personOf(keyring, sub, config),
    grant: {
      ...policy,
      sub,
      abilities,
      jti: `form-${crypto.randomUUID()}`,
      expiresAt: now + config.tokenLifetime,
      origin: request.headers.get('origin') ?? undefined,
    },
  };
}

/** Stores a file, or notes why it is not stored. An error that ends the whole form is thrown on. */
async function storePart(call: Call, part: Part, head: Uint8Array, result: StoredForm): Promise<void> {
  try {
    const file = openFile(call.grant, part, head);
    const form = serviceForm(call, file);
    const { image } = await storeImage(call, {
      request: { form },
      maxBytes: call.grant.maxBytes,
      bytes: form.size,
    });
    result.images.push(image);
    result.fields.append(part.name, image.id);
  } catch (error) {
    if (!(error instanceof GatewayError) || endsForm(error)) throw error;
    result.refused.push(refused(part, error));
  }
}

/** Whether nothing more of the form will arrive. */
function endsForm({ status, code }: GatewayError): boolean {
  return status === 408 || (status === 400 && code === 'bad_request');
}

function refused(part: Part, { code, message }: GatewayError): RefusedFile {
  return { field: part.name, filename: (part.filename ?? '').slice(0, MAX_NAME), code, message };
}

function tooManyFields(): GatewayError {
  return new GatewayError(422, 'validation_error', `A form has at most ${MAX_FIELDS} text fields.`);
}

function tooMany(count: number): GatewayError {
  return new GatewayError(
    422,
    'too_many_files',
    count === 1 ? 'This form takes one image.' : `This form takes ${count} images.`,
  );
}
