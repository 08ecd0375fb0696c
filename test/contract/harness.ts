import sharp from 'sharp';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ServeOptions } from '../../demo/mock/serve.ts';
import { serveMock } from '../../demo/mock/serve.ts';

export const KEY = 'img_live_demo';

/** Headers that a page of another origin must be able to read, on every answer. */
const EXPOSED = [
  'X-Monthly-Uploads-Used', 'X-Monthly-Uploads-Limit', 'X-Monthly-Uploads-Remaining', 'X-Storage-Used', 'X-Storage-Limit',
  'X-Storage-Remaining', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'X-RateLimit-Limit-Daily',
  'X-RateLimit-Remaining-Daily', 'X-RateLimit-Reset-Daily', 'Retry-After', 'Idempotent-Replayed', 'X-Img-Action', 'X-Request-Id',
]; // prettier-ignore

export interface CallOptions {
  key?: string | null;
  json?: unknown;
  form?: Record<string, string | Blob> | FormData;
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  // The shapes are checked against the OpenAPI document; tests read what they need.
  body: any;
  text: string;
}

export type Api = Awaited<ReturnType<typeof startMock>>;

/** A mock on a free port. Every answer to `call` is held against the OpenAPI document and the headers every answer exposes. */
export async function startMock(options: ServeOptions = {}) {
  const served = await serveMock({ port: 0, host: '127.0.0.1', ...options });
  const url = `http://127.0.0.1:${served.port}`;
  const contract = await readContract(url);

  async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const headers = new Headers(options.headers);
    const key = options.key === undefined ? KEY : options.key;
    if (key !== null) headers.set('Authorization', `Bearer ${key}`);
    let { body } = options;
    if (options.json !== undefined) {
      headers.set('Content-Type', 'application/json');
      body = JSON.stringify(options.json);
    }
    if (options.form) body = options.form instanceof FormData ? options.form : form(options.form);
    const response = await fetch(url + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body }),
      ...(options.signal && { signal: options.signal }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, text, body: parse(text) };
    contract(method, path, answer);
    return answer;
  }

  return {
    url,
    mock: served.mock,
    control: served.mock.control,
    close: () => served.close(),
    call,
    get: (path: string, options?: CallOptions) => call('GET', path, options),
    post: (path: string, options?: CallOptions) => call('POST', path, options),
    patch: (path: string, json: unknown, options?: CallOptions) => call('PATCH', path, { json, ...options }),
    delete: (path: string, options?: CallOptions) => call('DELETE', path, options),
    /** Stores a picture and gives the object. */
    async upload(
      fields: Record<string, string> = {},
      options: CallOptions & { name?: string; file?: Blob } = {},
    ) {
      const { name = 'photo.png', file, ...rest } = options;
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      form.append('file', file ?? (await picture()), name);
      const answer = await call('POST', '/v1/images', { form, ...rest });
      expect(answer.status, answer.text).toBe(201);
      return answer.body;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function form(fields: Record<string, string | Blob>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') data.append(name, value);
    else if (value instanceof File) data.append(name, value, value.name);
    else data.append(name, value, 'photo.png');
  }
  return data;
}

const pictures = new Map<string, Promise<Blob>>();

/** A plain picture of a size, made once. */
export function picture(
  width = 8,
  height = 6,
  format: 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' = 'png',
): Promise<Blob> {
  const key = `${width}x${height}.${format}`;
  const made =
    pictures.get(key) ??
    sharp({ create: { width, height, channels: 3, background: { r: 180, g: 90, b: 40 } } })
      .toFormat(format)
      .toBuffer()
      .then((bytes) => new Blob([new Uint8Array(bytes)], { type: `image/${format}` }));
  pictures.set(key, made);
  return made;
}

type Check = (method: string, path: string, answer: Answer) => void;

/** Reads the document the mock serves, and turns it into a check of answers. */
async function readContract(url: string): Promise<Check> {
  const text = await (await fetch(`${url}/openapi.json`)).text();
  const document = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as {
    paths: Record<
      string,
      Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
    >;
    components: { schemas: Record<string, object> };
  };
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (id: string, schema: object): z.ZodType => {
    const made =
      schemas.get(id) ?? z.fromJSONSchema({ ...schema, $defs: document.components.schemas } as never);
    schemas.set(id, made);
    return made;
  };
  return (method, path, answer) => {
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    if (method === 'OPTIONS' || !path.startsWith('/v1/')) return;
    expect(answer.headers.get('access-control-expose-headers')?.split(', ')).toEqual(EXPOSED);
    if (answer.status === 204 || method === 'HEAD') return;
    expect(answer.headers.get('content-type')).toContain('application/json');
    const bare = path.split('?')[0] ?? '';
    const known = document.paths[bare] ?? document.paths[bare.replace(/[^/]+$/, '{id}')];
    const operation = known?.[method.toLowerCase()];
    const legacy = /^\/v1\/(media|upload|import)/.test(path);
    const documented = operation?.responses[answer.status];
    if (operation && answer.status !== 405) {
      expect(
        Object.keys(operation.responses),
        `${method} ${bare} answers ${answer.status}: ${answer.text}`,
      ).toContain(String(answer.status));
    }
    const schema = documented?.content?.['application/json']?.schema ?? {
      $ref: `#/$defs/${legacy ? 'LegacyError' : 'Error'}`,
    };
    const result = schemaOf(
      `${method} ${bare.replace(/[^/]+$/, '')} ${JSON.stringify(schema)}`,
      schema,
    ).safeParse(answer.body);
    if (!result.success) {
      throw new Error(
        `${method} ${path} → ${answer.status} is not as documented: ${result.error.message}\n${answer.text}`,
      );
    }
  };
}
