import { invalidResponse } from './errors.ts';
import { isRecord, number, record, text } from './values.ts';
import type { Raw } from './values.ts';
import type { BatchResult, Image, ImageList, ImageSizes, Tombstone, Usage } from './types.ts';

/** The pattern of an image id; all that the client asks of one (demo/mock/README.md, Images). */
export const IMAGE_ID = /^[\w-]{1,64}$/;

/** Addresses that can only name a file or a page: never `javascript:` and its kin. */
const SAFE_URL = /^(https?:|blob:|data:image\/|[^:]*$|[^:]*[/?#])/i;

const address = (value: unknown): string => SAFE_URL.exec(text(value) ?? '')?.input ?? '';

/** A value as text; '' for objects, which could not be made one without calling their code. */
const plain = (value: unknown): string => (typeof (value ?? {}) === 'object' ? '' : String(value));

const pixels = (value: unknown): number | null => number(value) || null;

const textOrNull = (value: unknown): string | null => text(value) ?? null;

const flag = (value: unknown, otherwise = false): boolean =>
  otherwise ? !/^(false|0)$/.test(plain(value)) : /^(true|1)$/.test(plain(value));

/** Any generation's time (ISO, unix seconds; no zone means UTC) as ISO-8601 UTC with seconds. */
function time(value: unknown): string | null {
  const seconds = number(value);
  const written = `${text(value)}`.replace(/^(\S+)[ T]([\d:.]+)$/, '$1T$2Z');
  const date = new Date(seconds ? seconds * 1000 : written);
  // NaN stays NaN and is no date; 0 is one.
  return +date + 1 ? date.toISOString().replace(/\.\d+/, '') : null;
}

const SIZE_NAMES: Record<string, string> = { s: 'small', m: 'medium', l: 'large' };

function sizes(raw: unknown): ImageSizes {
  const entries = Object.entries(record(raw)).flatMap(([name, value]) => {
    const { url, src, width, height } = record(value);
    const size = { url: address(url ?? src), width: pixels(width), height: pixels(height) };
    return size.url && size.width && size.height ? [[SIZE_NAMES[name] ?? name, size]] : [];
  });
  return Object.fromEntries(entries) as ImageSizes;
}

/** Status of an image. A status that is unknown here counts as `processing` as long as there are no dimensions. */
const status = (value: unknown, width: number | null): Image['status'] =>
  value === 'failed' || value === 'processing'
    ? value
    : !text(value) || value === 'ready' || width
      ? 'ready'
      : 'processing';

/** A flat map of texts. `Object.fromEntries` keeps even a field called `__proto__` an ordinary one. */
function metadata({ metadata, tags }: Raw): Record<string, string> {
  const entries = Object.entries(record(metadata)).filter(([, value]) => typeof (value ?? {}) !== 'object');
  if (Array.isArray(tags)) entries.push(['tags', tags.filter(text).join()]);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/**
 * An Image in the shape of today, whatever generation wrote it (demo/mock/README.md, Images, and Generations 1 and 2),
 * with every field present. Odd values fall back to `null` or an empty value. Fields that an old generation lacks become ''
 * (an address, `created_at`).
 * @throws ImgproError `invalid_response` when it is no image at all
 */
export function normaliseImage(raw: unknown): Image {
  const given = record(raw);
  const id = plain(given.id);
  if (!IMAGE_ID.test(id) || given.deleted || (given.object ?? 'image') !== 'image') {
    throw invalidResponse('an image');
  }
  const { src, link, name, extension, filesize, description } = given;
  // `url` is the file in generation 3, the viewer page in generation 1; generation 2 has one address, `link`, for both.
  const modern = given.object ?? given.page_url;
  const image: Raw = modern ? given : { ...given, url: src ?? link, page_url: link ?? given.url };
  const url = address(image.url);
  const page_url = address(image.page_url);
  const format = (
    text(image.format ?? extension) ??
    (modern ? undefined : /\.(\w+)(\?|$)/.exec(url)?.[1]) ??
    ''
  )
    .toLowerCase()
    .replace('jpeg', 'jpg');
  const width = pixels(image.width);
  const published_at = time(image.published_at);
  return {
    id,
    object: 'image',
    url,
    page_url,
    sizes: sizes(image.sizes),
    filename: text(image.filename ?? name) ?? (format ? `${id}.${format}` : id),
    format,
    width,
    height: pixels(image.height),
    bytes: number(image.bytes ?? filesize) ?? null,
    transformable: flag(image.transformable, !/^(svg|bmp|ico)$/.test(format)),
    status: status(image.status, width),
    public: flag(image.public, !!(modern || page_url)),
    published_at,
    expires_at: time(image.expires_at),
    created_at: time(image.created_at) ?? published_at ?? '',
    caption: textOrNull(image.caption ?? description),
    metadata: metadata(image),
    nsfw: flag(image.nsfw),
    blocked: flag(image.blocked),
    block_reason: textOrNull(image.block_reason),
    failure_reason: textOrNull(image.failure_reason),
  };
}

/** A page of a list; generation 1 keeps `has_more` and `next_cursor` beside `data`. */
export function normaliseList(raw: unknown): ImageList {
  const { data, pagination } = record(raw);
  if (!Array.isArray(data)) throw invalidResponse('a list');
  const { has_more, next_cursor, next_url } = record(pagination ?? raw);
  return {
    object: 'list',
    data: data.map(normaliseImage),
    pagination: {
      has_more: flag(has_more, !!next_cursor),
      next_cursor: textOrNull(next_cursor),
      next_url: textOrNull(next_url),
    },
  };
}

export const tombstone = (id: string): Tombstone => ({ id, object: 'image', deleted: true });

/** A deleted item: a tombstone, or in generation 1 its bare id. */
export const normaliseTombstone = (raw: unknown): Tombstone => tombstone(text(record(raw).id ?? raw) ?? '');

/** The result of a batch; generation 1 answers with `media`, or with lists of ids. */
export function normaliseBatch<Item>(raw: unknown, item: (raw: unknown) => Item): BatchResult<Item> {
  const { data, media, errors, ids } = record(raw);
  const { deleted, not_found } = record(ids);
  const items = data ?? media ?? (ids && [deleted, not_found].flat().filter(Boolean));
  if (!Array.isArray(items)) throw invalidResponse('a batch');
  return {
    object: 'batch_result',
    data: items.map(item),
    errors: [errors].flat().filter(isRecord) as unknown as BatchResult<Item>['errors'],
  };
}

export function normaliseUsage(raw: unknown): Usage {
  const { monthly, totals } = record(raw);
  if (isRecord(monthly) && isRecord(totals)) return raw as Usage;
  throw invalidResponse('a usage');
}
