import { invalidResponse } from './errors.ts';
import type { BatchError, BatchResult, Image, ImageList, ImageSizes, Tombstone, Usage } from './types.ts';

type Raw = Record<string, unknown>;

const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record = (value: unknown): Raw => (isRecord(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** All that the client asks of an id (API §4). */
export const IMAGE_ID = /^[A-Za-z0-9_-]{1,64}$/;

const SIZE_NAMES: Record<string, string> = { s: 'small', m: 'medium', l: 'large' };

/** Addresses that can only ever name a file or a page: `javascript:` and its kin become ''. */
const SAFE_URL = /^(?:https?:|blob:|data:image\/|[^:]*$|[^:]*[/?#])/i;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const address = (value: unknown): string => {
  const url = text(value)?.trim() ?? '';
  return SAFE_URL.test(url) ? url : '';
};

const number = (value: unknown): number | null => {
  const parsed = typeof value === 'string' && value.trim() ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0 ? parsed : null;
};

const pixels = (value: unknown): number | null => number(value) || null;

const flag = (value: unknown): boolean | null => {
  if (value === true || value === 1 || value === 'true' || value === '1') return true;
  return value === false || value === 0 || value === 'false' || value === '0' ? false : null;
};

/** Any generation's time (ISO, unix seconds; no zone means UTC) as ISO-8601 UTC with seconds. */
function time(value: unknown): string | null {
  const seconds = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  let date: Date;
  if (typeof seconds === 'number') date = new Date(seconds * 1000);
  else if (typeof seconds === 'string') {
    const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(seconds.trim()) || !/\d:\d/.test(seconds);
    date = new Date(zoned ? seconds : `${seconds.trim().replace(' ', 'T')}Z`);
  } else return null;
  return Number.isFinite(date.getTime()) ? date.toISOString().replace(/\.\d+Z$/, 'Z') : null;
}

function sizes(raw: unknown): ImageSizes {
  const entries = Object.entries(record(raw)).flatMap(([name, value]) => {
    const { url, src, width, height } = record(value);
    const size = { url: address(url ?? src), width: pixels(width), height: pixels(height) };
    return size.url && size.width && size.height ? [[SIZE_NAMES[name] ?? name, size]] : [];
  });
  return Object.fromEntries(entries);
}

/** A flat map of strings. `Object.fromEntries` keeps even a field called `__proto__` an ordinary one. */
function metadata(raw: Raw): Record<string, string> {
  const entries = Object.entries(record(raw.metadata))
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => [name, String(value)]);
  if (list(raw.tags).length)
    entries.push([
      'tags',
      list(raw.tags)
        .filter((tag) => typeof tag === 'string')
        .join(','),
    ]);
  return Object.fromEntries(entries);
}

function status(raw: unknown, width: number | null): Image['status'] {
  if (raw === 'processing' || raw === 'failed' || raw === 'ready') return raw;
  return typeof raw === 'string' && width === null ? 'processing' : 'ready';
}

const extension = (url: string): string | null => /\.(\w{2,5})(?:[?#]|$)/.exec(url)?.[1] ?? null;

/**
 * An Image in the shape of today, whatever generation wrote it (API §0, §12), with every field present. Odd values fall
 * back to `null` or an empty value. What an old generation does not tell becomes '' (an address, `created_at`).
 * @throws ImgproError `invalid_response` when it is no image at all
 */
export function normaliseImage(raw: unknown): Image {
  const id = isRecord(raw) && (typeof raw.id === 'number' ? String(raw.id) : raw.id);
  if (!isRecord(raw) || typeof id !== 'string' || !IMAGE_ID.test(id) || raw.deleted === true) throw noImage();
  if (raw.object !== undefined && raw.object !== 'image') throw noImage();
  // `url` is the file in G3 and the viewer page in G1 (API §12, 9); G2 has one address, `link`, for both.
  const modern = raw.object === 'image' || raw.page_url !== undefined;
  const url = modern ? address(raw.url) : address(raw.src) || address(raw.link);
  const page_url = modern ? address(raw.page_url) : address(raw.link) || address(raw.url);
  const width = pixels(raw.width);
  const format = (
    text(raw.format) ??
    text(raw.extension) ??
    (modern ? null : extension(url)) ??
    ''
  ).toLowerCase();
  const jpg = format === 'jpeg' ? 'jpg' : format;
  const published_at = time(raw.published_at);
  return {
    id,
    object: 'image',
    url,
    page_url,
    sizes: sizes(raw.sizes),
    filename: text(raw.filename) ?? text(raw.name) ?? (jpg ? `${id}.${jpg}` : id),
    format: jpg,
    width,
    height: pixels(raw.height),
    bytes: number(raw.bytes ?? raw.filesize),
    transformable: flag(raw.transformable) ?? !/^(svg|bmp|ico)$/.test(jpg),
    status: status(raw.status, width),
    public: flag(raw.public) ?? (modern || page_url !== ''),
    published_at,
    expires_at: time(raw.expires_at),
    created_at: time(raw.created_at) ?? published_at ?? '',
    caption: text(raw.caption) ?? text(raw.description),
    metadata: metadata(raw),
    nsfw: flag(raw.nsfw) ?? false,
    blocked: flag(raw.blocked) ?? false,
    block_reason: text(raw.block_reason),
    failure_reason: text(raw.failure_reason),
  };
}

const noImage = () =>
  invalidResponse('The answer is not an image: check that baseUrl is the address of the API.');

/** A page of a list; G1 keeps `has_more` and `next_cursor` beside `data`. */
export function normaliseList(raw: unknown): ImageList {
  if (!isRecord(raw) || !Array.isArray(raw.data)) {
    throw invalidResponse('The answer is not a list: check that baseUrl is the address of the API.');
  }
  const { has_more, next_cursor, next_url } = isRecord(raw.pagination) ? raw.pagination : raw;
  return {
    object: 'list',
    data: raw.data.map(normaliseImage),
    pagination: {
      has_more: flag(has_more) ?? text(next_cursor) !== null,
      next_cursor: text(next_cursor),
      next_url: text(next_url),
    },
  };
}

export const tombstone = (id: string): Tombstone => ({ id, object: 'image', deleted: true });

const ids = (value: unknown): string[] => list(value).filter((id) => typeof id === 'string');

/** The result of a batch; G1 answers with counts and lists of ids. */
export function normaliseBatch<Item>(raw: unknown, item: (raw: unknown) => Item): BatchResult<Item> {
  const { data, media, errors, ids: counted } = record(raw);
  const items =
    data ?? media ?? (isRecord(counted) ? [...ids(counted.deleted), ...ids(counted.not_found)] : undefined);
  if (!Array.isArray(items)) throw invalidResponse('The answer is not the result of a batch.');
  return { object: 'batch_result', data: items.map(item), errors: list(errors).map(batchError) };
}

function batchError(raw: unknown): BatchError {
  const { id, error } = record(raw);
  const { type, code, message } = record(error);
  return {
    id: String(id ?? ''),
    error: {
      type: text(type) ?? 'api_error',
      code: text(code) ?? 'unexpected_status',
      message: text(message) ?? text(error) ?? 'The service gave no reason.',
    },
  };
}

/** A deleted item: a tombstone, or in G1 its bare id. */
export function normaliseTombstone(raw: unknown): Tombstone {
  const id = isRecord(raw) ? raw.id : raw;
  if (typeof id !== 'string') throw invalidResponse('The answer does not say what was deleted.');
  return tombstone(id);
}

export function normaliseUsage(raw: unknown): Usage {
  const { monthly, totals, plan } = record(raw);
  if (!isRecord(monthly) || !isRecord(totals)) throw invalidResponse('The answer does not tell the usage.');
  return {
    object: 'usage',
    monthly: {
      uploads: number(monthly.uploads) ?? 0,
      uploads_limit: number(monthly.uploads_limit),
      uploads_remaining: number(monthly.uploads_remaining),
      resets_at: time(monthly.resets_at) ?? '',
    },
    totals: {
      images_stored: number(totals.images_stored) ?? 0,
      storage_used_bytes: number(totals.storage_used_bytes) ?? 0,
      storage_limit_bytes: number(totals.storage_limit_bytes),
      storage_remaining_bytes: number(totals.storage_remaining_bytes),
    },
    plan: text(plan) ?? '',
  };
}
