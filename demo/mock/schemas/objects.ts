import { z } from '@hono/zod-openapi';

const Time = z
  .string()
  .regex(/^-?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .openapi({ format: 'date-time', example: '2024-01-01T00:00:00Z' });
const Id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .openapi({ example: 'abc12345' });
const Count = z.int().min(0);

const Size = z.strictObject({ url: z.url(), width: z.int().min(1), height: z.int().min(1) });

export const Sizes = z
  .union([z.strictObject({ small: Size, medium: Size, large: Size }), z.strictObject({})])
  .openapi('Sizes', {
    description:
      'The short side is 320, 640, 1080, never enlarged. {} while processing and for SVG, BMP, ICO.',
  });

export const Image = z
  .strictObject({
    id: Id,
    object: z.literal('image'),
    url: z.url().openapi({ description: 'The file: a direct, embeddable, transformable address.' }),
    page_url: z.url().openapi({ description: 'The viewer page, the address to send to a person.' }),
    sizes: Sizes,
    filename: z.string().min(1),
    format: z.enum(['jpg', 'png', 'gif', 'webp', 'avif', 'svg', 'bmp', 'ico']),
    width: z.int().min(1).nullable().openapi({ description: 'null while processing.' }),
    height: z.int().min(1).nullable().openapi({ description: 'null while processing.' }),
    bytes: Count.nullable().openapi({ description: 'null while processing.' }),
    transformable: z.boolean(),
    status: z.enum(['ready', 'processing', 'failed']),
    public: z.boolean(),
    published_at: Time.nullable(),
    expires_at: Time.nullable(),
    created_at: Time,
    caption: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    nsfw: z.boolean(),
    blocked: z.boolean(),
    block_reason: z.enum(['content_policy', 'dmca', 'spam', 'terms']).nullable(),
    failure_reason: z.string().nullable(),
  })
  .openapi('Image');

export const ImageList = z
  .strictObject({
    object: z.literal('list'),
    data: z.array(Image),
    pagination: z.strictObject({
      has_more: z.boolean(),
      next_cursor: z.string().nullable(),
      next_url: z.url().nullable(),
    }),
  })
  .openapi('ImageList');

export const Tombstone = z
  .strictObject({ id: z.string(), object: z.literal('image'), deleted: z.literal(true) })
  .openapi('Tombstone');

const Fault = z.strictObject({
  type: z.enum([
    'authentication_error', 'permission_error', 'quota_error', 'invalid_request_error', 'idempotency_error', 'rate_limit_error',
    'processing_error', 'api_error',
  ]), // prettier-ignore
  code: z.string().regex(/^[a-z_]+$/),
  message: z.string().min(1),
  action: z
    .strictObject({
      type: z.string(),
      url: z.url().optional(),
      label: z.string().optional(),
      retry_after: z.int().optional(),
    })
    .optional(),
  details: z.record(z.string(), z.array(z.string())).optional(),
  usage: z.record(z.string(), z.unknown()).optional(),
});

export const ErrorBody = z.strictObject({ error: Fault }).openapi('Error');

const batchOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    object: z.literal('batch_result'),
    data: z.array(item),
    errors: z.array(z.strictObject({ id: z.string(), error: Fault })),
  });

export const UpdateResult = batchOf(Image).openapi('BatchUpdateResult');
export const DeleteResult = batchOf(Tombstone).openapi('BatchDeleteResult');

export const Usage = z
  .strictObject({
    object: z.literal('usage'),
    monthly: z.strictObject({
      uploads: Count,
      uploads_limit: Count.nullable(),
      uploads_remaining: Count.nullable(),
      resets_at: Time,
    }),
    totals: z.strictObject({
      images_stored: Count,
      storage_used_bytes: Count,
      storage_limit_bytes: Count.nullable(),
      storage_remaining_bytes: Count.nullable(),
    }),
    plan: z.string(),
  })
  .openapi('Usage');

const LegacySize = z.strictObject({
  src: z.url(),
  width: z.int().min(1),
  height: z.int().min(1),
  filesize: Count,
});

/** Generations 1 and 2 in one object: fields are left out where the documents leave them out. */
export const Media = z
  .strictObject({
    id: Id,
    name: z.string(),
    url: z.url().optional().openapi({ description: 'The viewer page; only on public media.' }),
    link: z
      .url()
      .openapi({ description: 'Generation 2: the viewer page, which takes transform parameters.' }),
    src: z.url().optional(),
    extension: z.string(),
    width: z.int().min(1).optional(),
    height: z.int().min(1).optional(),
    filesize: Count.optional(),
    status: z.enum(['processing', 'failed']).optional().openapi({ description: 'Left out when ready.' }),
    description: z.string().optional(),
    caption: z.string().optional(),
    tags: z.array(z.string()).optional(),
    expires_at: z.int().optional().openapi({ description: 'Unix seconds; only on ephemeral media.' }),
    sizes: z
      .record(z.enum(['s', 'm', 'l', 'xl', 'xxl']), LegacySize)
      .optional()
      .openapi({ description: 'The variants that were asked for before.' }),
    upgrade: z
      .strictObject({ type: z.literal('register'), url: z.url(), message: z.string(), label: z.string() })
      .optional(),
  })
  .openapi('Media');

export const MediaList = z
  .strictObject({ data: z.array(Media), has_more: z.boolean(), next_cursor: z.string().optional() })
  .openapi('MediaList');

export const MediaUpdated = z.strictObject({ updated: Count, media: z.array(Media) }).openapi('MediaUpdated');

export const MediaDeleted = z
  .strictObject({
    deleted: Count,
    not_found: Count,
    ids: z.strictObject({ deleted: z.array(z.string()), not_found: z.array(z.string()) }),
  })
  .openapi('MediaDeleted');

export const LegacyError = z
  .strictObject({
    error: z.string(),
    message: z.string(),
    code: z.string(),
    errors: z.record(z.string(), z.array(z.string())).optional(),
    action: z
      .strictObject({
        type: z.string(),
        url: z.url().optional(),
        label: z.string().optional(),
        seconds: z.int().optional(),
      })
      .optional(),
  })
  .openapi('LegacyError');
