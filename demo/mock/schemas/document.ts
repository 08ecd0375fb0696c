import { OpenAPIHono, z, type RouteConfig } from '@hono/zod-openapi';
import { Caption, CUSTOM, FormPublic, LegacyTtl, Nsfw, Public, PublishedAt, Ttl } from './fields.ts';
import {
  DeleteResult, ErrorBody, Image, ImageList, LegacyError, Media, MediaDeleted, MediaList, MediaUpdated, Tombstone, UpdateResult, Usage,
} from './objects.ts'; // prettier-ignore

const File = z.string().openapi({
  format: 'binary',
  description: 'JPEG PNG GIF WebP AVIF HEIC SVG BMP ICO. 70 MB with a key, 20 MB without, 10 MB SVG.',
});
const Url = z
  .url()
  .openapi({ description: 'Publicly reachable, 30 s.', example: 'https://example.com/photo.jpg' });
const create = {
  caption: Caption.optional(),
  published_at: PublishedAt.optional(),
  ttl: Ttl.optional(),
  nsfw: Nsfw.optional(),
};
const open = { additionalProperties: CUSTOM } as object;

const CreateForm = z
  .looseObject({ file: File, ...create, public: FormPublic.optional() })
  .openapi('CreateForm', open);
const CreateImport = z
  .looseObject({ url: Url, ...create, public: Public.optional() })
  .openapi('CreateImport', open);
const patch = {
  caption: Caption.optional(),
  public: Public.optional(),
  ttl: Ttl.optional(),
  published_at: PublishedAt.optional(),
};
const Patch = z.looseObject(patch).openapi('ImagePatch', open);
const Ids = z.array(z.string()).min(1).max(100);
const BatchPatch = z.looseObject({ ids: Ids, ...patch }).openapi('BatchPatch', open);
const BatchDelete = z.object({ ids: Ids }).openapi('BatchDelete');
const legacyCreate = { description: Caption.optional(), caption: Caption.optional(), tags: z.string().optional(), ttl: LegacyTtl.optional(), public: FormPublic.optional() }; // prettier-ignore
const LegacyForm = z.looseObject({ file: File, ...legacyCreate }).openapi('LegacyUpload');
const LegacyImport = z.looseObject({ url: Url, ...legacyCreate }).openapi('LegacyImport');
const LegacyPatch = z
  .object({ name: z.string().optional(), description: Caption.optional(), caption: Caption.optional(), tags: z.union([z.string(), z.array(z.string())]).optional(), tag_mode: z.enum(['replace', 'add', 'remove']).optional(), public: FormPublic.optional() })
  .openapi('LegacyPatch'); // prettier-ignore

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const Id = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: 'abc12345' }) });
const Page = z.object({
  ids: z.string().optional().openapi({ description: 'Comma-separated ids, at most 100.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50).optional(),
  cursor: z
    .string()
    .optional()
    .openapi({ description: 'From the previous answer; opaque.', example: '1704067200_42' }),
});
const LegacyPage = Page.extend({
  offset: z.coerce.number().int().min(0).optional(),
  tags: z.string().optional(),
  tag_mode: z.enum(['any', 'all']).optional(),
});
const BatchQuery = z.object({
  ids: z.string().openapi({ description: 'Comma-separated ids, at most 100.' }),
});
const User = z.object({
  'X-Img-User': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .openapi({ description: "With an app's secret only, and then always: the user whose images these are." }),
});
const Idempotency = User.extend({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .openapi({ description: 'The same key and request within 24 h give the first answer again.' }),
});

const STATUS: Record<number, string> = {
  400: 'The request can’t be read.', 401: 'Missing or bad key.', 403: 'Not allowed, locked, blocked, or over quota.', 404: 'Not there.',
  405: 'Another method.', 409: 'Idempotency-Key in use.', 413: 'Larger than 100 MB.', 415: 'Neither multipart nor JSON.',
  422: 'Invalid values, or processing failed.', 429: 'Too many anonymous uploads.', 502: 'The url could not be fetched.', 504: 'The url was too slow.',
}; // prettier-ignore

interface Operation {
  method: RouteConfig['method'];
  path: string;
  summary: string;
  tag: string;
  request?: RouteConfig['request'];
  ok: [status: number, about: string, schema: z.ZodType | null][];
  errors: number[];
  /** A key is not needed. */
  anonymous?: boolean;
  legacy?: boolean;
}

const body = (content: Record<string, { schema: z.ZodType }>) => ({ required: true, content });

const OPERATIONS: Operation[] = [
  {
    method: 'post', path: '/v1/images', summary: 'Create an image from a file or a url', tag: 'Images', anonymous: true,
    request: { headers: Idempotency, body: body({ 'multipart/form-data': { schema: CreateForm }, ...json(CreateImport) }) },
    ok: [[201, 'The image; processing when its format is converted first.', Image]], errors: [400, 401, 403, 409, 415, 422, 429, 502, 504],
  },
  { method: 'get', path: '/v1/images', summary: 'List images, newest first', tag: 'Images', request: { query: Page }, ok: [[200, 'A page.', ImageList]], errors: [401, 403, 422] },
  { method: 'get', path: '/v1/images/{id}', summary: 'Get one image', tag: 'Images', anonymous: true, request: { params: Id }, ok: [[200, 'The image.', Image]], errors: [401, 403, 404, 422] },
  { method: 'patch', path: '/v1/images/{id}', summary: 'Update an image; custom fields merge, null removes', tag: 'Images', request: { params: Id, body: body(json(Patch)) }, ok: [[200, 'The image.', Image]], errors: [400, 401, 403, 404, 415, 422] },
  { method: 'delete', path: '/v1/images/{id}', summary: 'Delete an image and all its variants', tag: 'Images', request: { params: Id }, ok: [[200, 'What is left of it.', Tombstone]], errors: [401, 403, 404, 422] },
  { method: 'patch', path: '/v1/images/batch', summary: 'Update up to 100 images alike', tag: 'Batches', request: { body: body(json(BatchPatch)) }, ok: [[200, 'All done.', UpdateResult], [207, 'Some were not; see errors.', UpdateResult]], errors: [400, 401, 403, 415, 422] },
  { method: 'delete', path: '/v1/images/batch', summary: 'Delete up to 100 images', tag: 'Batches', request: { body: body(json(BatchDelete)) }, ok: [[200, 'All gone.', DeleteResult], [207, 'Locked ones are not.', DeleteResult]], errors: [400, 401, 403, 415, 422] },
  { method: 'get', path: '/v1/usage', summary: 'Quota and usage', tag: 'Account', ok: [[200, 'The usage.', Usage]], errors: [401, 403, 422] },
  { method: 'post', path: '/v1/upload', summary: 'Upload a file', tag: 'Generations 1 and 2', anonymous: true, legacy: true, request: { headers: Idempotency, body: body({ 'multipart/form-data': { schema: LegacyForm } }) }, ok: [[201, 'The medium.', Media]], errors: [400, 401, 403, 409, 413, 415, 422, 429] },
  { method: 'post', path: '/v1/import', summary: 'Import from a url', tag: 'Generations 1 and 2', anonymous: true, legacy: true, request: { headers: Idempotency, body: body(json(LegacyImport)) }, ok: [[201, 'The medium.', Media]], errors: [400, 401, 403, 409, 415, 422, 429, 502, 504] },
  { method: 'get', path: '/v1/media', summary: 'List media', tag: 'Generations 1 and 2', legacy: true, request: { query: LegacyPage }, ok: [[200, 'A page.', MediaList]], errors: [400, 401, 403] },
  { method: 'patch', path: '/v1/media', summary: 'Update several', tag: 'Generations 1 and 2', legacy: true, request: { query: BatchQuery, body: body(json(LegacyPatch)) }, ok: [[200, 'What was updated.', MediaUpdated]], errors: [400, 401, 403, 415] },
  { method: 'delete', path: '/v1/media', summary: 'Delete several', tag: 'Generations 1 and 2', legacy: true, request: { query: BatchQuery }, ok: [[200, 'What was deleted.', MediaDeleted]], errors: [400, 401, 403] },
  { method: 'get', path: '/v1/media/{id}', summary: 'Get one medium', tag: 'Generations 1 and 2', anonymous: true, legacy: true, request: { params: Id }, ok: [[200, 'The medium.', Media]], errors: [400, 401, 403, 404, 422] },
  { method: 'patch', path: '/v1/media/{id}', summary: 'Update one', tag: 'Generations 1 and 2', legacy: true, request: { params: Id, body: body(json(LegacyPatch)) }, ok: [[200, 'The medium.', Media]], errors: [400, 401, 403, 404, 415, 422] },
  { method: 'delete', path: '/v1/media/{id}', summary: 'Delete one', tag: 'Generations 1 and 2', legacy: true, request: { params: Id }, ok: [[204, 'Gone.', null]], errors: [400, 401, 403, 404] },
]; // prettier-ignore

/** The OpenAPI 3.1 document, out of the schemas that the rules check with. */
export function openApiDocument(base: string): ReturnType<OpenAPIHono['getOpenAPI31Document']> {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret API key. It never belongs in a browser.',
  });
  for (const { method, path, summary, tag, request, ok, errors, anonymous, legacy } of OPERATIONS) {
    const fault = legacy ? LegacyError : ErrorBody;
    const responses = Object.fromEntries([
      ...ok.map(
        ([status, description, schema]) =>
          [status, { description, ...(schema && { content: json(schema) }) }] as const,
      ),
      ...[...errors, 500, 503].map(
        (status) =>
          [status, { description: STATUS[status] ?? 'The service failed.', content: json(fault) }] as const,
      ),
    ]);
    const security: Record<string, string[]>[] = anonymous ? [{}, { key: [] }] : [{ key: [] }];
    app.openAPIRegistry.registerPath({
      method,
      path,
      summary,
      tags: [tag],
      security,
      request: { headers: User, ...request },
      responses,
    });
  }
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'img.pro API (mock)',
      version: '3',
      description: 'The API as this project speaks it, served by the local mock with real images.',
    },
    servers: [{ url: base }],
  });
}
