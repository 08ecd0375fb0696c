import { createImgproHandler } from '../../../src/server/index.ts';
import type { HandlerOptions, ImgproHandler, LogEntry } from '../../../src/server/index.ts';
import type { ErrorBody, Image, TokenResponse } from '../../../src/api/types.ts';
import { apiImage } from '../../harness/api-image.ts';

export const SITE = 'https://site.example';
export const API_KEY = 'img_live_never_in_a_browser';
export const SECRET = 'a secret of the site that is long enough';

/** The first bytes of formats, followed by whatever a test adds. */
export const HEADS = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpg: [0xff, 0xd8, 0xff, 0xe0],
  gif: [...'GIF89a'].map((letter) => letter.charCodeAt(0)),
  svg: [...'<svg xmlns="http://www.w3.org/2000/svg"/>'].map((letter) => letter.charCodeAt(0)),
};

export function picture(format: keyof typeof HEADS = 'png', size = 64): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.max(size, HEADS[format].length));
  for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31) % 256;
  bytes.set(HEADS[format]);
  return bytes;
}

/** Request the service received, its body read by the platform's own parser. */
export interface Received {
  method: string;
  path: string;
  headers: Headers;
  form?: FormData;
  json?: Record<string, unknown>;
}

export type Script = (received: Received) => Response | Promise<Response>;

export const image = (fields: Partial<Image> = {}): Image =>
  apiImage({ filename: 'a.jpg', width: 4, height: 3, bytes: 64, ...fields });

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

export function refusal(status: number, code: string, more: Partial<ErrorBody['error']> = {}, headers = {}) {
  return json(
    status,
    { error: { type: 'x_error', code, message: `The service says ${code}.`, ...more } },
    headers,
  );
}

/** A scripted service, and the journal of what it was asked. */
export function service(script: Script): { fetch: typeof fetch; received: Received[] } {
  const received: Received[] = [];
  return {
    received,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const type = request.headers.get('content-type') ?? '';
      const url = new URL(request.url);
      const entry: Received = {
        method: request.method,
        path: `${url.pathname}${url.search}`,
        headers: request.headers,
      };
      if (type.startsWith('multipart/')) entry.form = await request.formData();
      else if (type.startsWith('application/json')) entry.json = (await request.json()) as Received['json'];
      received.push(entry);
      return script(entry);
    },
  };
}

/** Answers a create with an image that carries the form's own metadata, as the service does. */
export const storing: Script = ({ form, json: body }) =>
  json(
    201,
    image({
      metadata: Object.fromEntries(
        Object.entries(form ? Object.fromEntries(form) : (body ?? {})).filter(([name]) => name !== 'file'),
      ) as Record<string, string>,
    }),
  );

export function mount(options: Partial<HandlerOptions> = {}): ImgproHandler {
  return createImgproHandler({
    ...(options.appSecret === undefined && { apiKey: API_KEY }),
    secret: SECRET,
    apiUrl: 'https://api.example/v1',
    authorize: () => ({ sub: 'user-1', abilities: ['create', 'read', 'list', 'update', 'delete', 'usage'] }),
    log: () => {},
    ...options,
  });
}

/** A log that keeps the errors that it is told. */
export function errorsInto(log: LogEntry[]): (entry: LogEntry) => void {
  return (entry) => {
    if (entry.level === 'error') log.push(entry);
  };
}

export async function mint(
  handler: ImgproHandler,
  ask: unknown = {},
  headers: Record<string, string> = {},
): Promise<TokenResponse> {
  const response = await handler(
    new Request(`${SITE}/imgpro/token`, {
      method: 'POST',
      headers: { origin: SITE, ...headers },
      body: JSON.stringify(ask),
    }),
  );
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as TokenResponse;
}

/** A request through the gateway; the token is minted for it unless given. */
export async function call(
  handler: ImgproHandler,
  method: string,
  path: string,
  {
    token,
    body,
    headers = {},
    signal,
  }: { token?: string; body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  const bearer = token ?? (await mint(handler)).token;
  return handler(
    new Request(`${SITE}/imgpro/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...headers },
      body,
      signal,
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit),
  );
}

export function form(
  fields: [string, string][],
  file: Uint8Array<ArrayBuffer> | null = picture(),
  name = 'a.jpg',
): FormData {
  const data = new FormData();
  for (const [key, value] of fields) data.append(key, value);
  if (file) data.append('file', new File([file], name, { type: 'image/jpeg' }));
  return data;
}

export function upload(
  handler: ImgproHandler,
  data: FormData,
  options: { token?: string; headers?: Record<string, string> } = {},
) {
  return call(handler, 'POST', '/images', { ...options, body: data });
}

export async function errorOf(response: Response): Promise<ErrorBody['error'] & { status: number }> {
  return { ...((await response.json()) as ErrorBody).error, status: response.status };
}

/** A form written by hand, for what FormData never writes. */
export function rawForm(
  text: string | Uint8Array,
  boundary = 'b',
): { body: Uint8Array<ArrayBuffer>; headers: Record<string, string> } {
  return {
    body: new Uint8Array(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
