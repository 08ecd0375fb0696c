import { errorFromResponse, ImgproError, invalid, isImgproError } from './errors.ts';
import { flatFields } from './fields.ts';
import {
  IMAGE_ID,
  normaliseBatch,
  normaliseImage,
  normaliseList,
  normaliseTombstone,
  tombstone,
} from './normalise.ts';
import type { CreateFields, ImagePatch, ImageSource, RequestOptions, UploadOptions } from './options.ts';
import { imagePages } from './pages.ts';
import type { ImagePages } from './pages.ts';
import { ApiPromise } from './promise.ts';
import { headerValue } from './request.ts';
import type { Call, Connection } from './request.ts';
import { toBlob } from './source.ts';
import type { BatchResult, Image, ImageList, Tombstone } from './types.ts';

/** Which images to list. */
export interface ListQuery {
  /** These alone, in this order; unknown ones and those that can't be served are left out. */
  ids?: readonly string[];
  /** Images a page, 1 to 100 (with `ids` at most 50). Default: 50. */
  limit?: number;
  /** Where an earlier list stopped: its `pagination.next_cursor`. */
  cursor?: string;
}

/** The images of the key's account, or of the token's owner. */
export interface Images {
  /**
   * Stores a file. It may still be `processing` (HEIC and other conversions): see `waitUntilReady`.
   * It is retried under one Idempotency-Key, so that a lost answer never stores it twice.
   * Large files in Node: `await fs.openAsBlob(path)` is sent from the disk; a stream is read into memory first.
   * @example const image = await client.images.upload(file, { caption: 'Sunset', metadata: { author: 'Jane' } });
   */
  upload(file: ImageSource, options?: UploadOptions & RequestOptions): ApiPromise<Image>;
  /** Stores the image at a public address; the service fetches it. */
  import(url: string | URL, options?: CreateFields & RequestOptions): ApiPromise<Image>;
  /** One image. Public ones need no key. Throws `not_found`, `media_blocked`, `media_failed`. */
  get(id: string, options?: RequestOptions): ApiPromise<Image>;
  /**
   * Newest first, fetched as it is read.
   * @example for await (const image of client.images.list()) console.log(image.url);
   */
  list(query?: ListQuery, options?: RequestOptions): ImagePages;
  /**
   * Changes caption, visibility, expiry, date and metadata. An Image as it was read, with some of that altered, will do:
   * the rest of it is left out.
   */
  update(id: string, patch: ImagePatch, options?: RequestOptions): ApiPromise<Image>;
  /** Deletes for good. With `ignoreMissing` it does not mind that there is no such image. */
  delete(id: string, options?: RequestOptions & { ignoreMissing?: boolean }): ApiPromise<Tombstone>;
  /** One change for many images, 100 a request; what failed is in `errors`, by id. */
  updateMany(
    ids: readonly string[],
    patch: ImagePatch,
    options?: RequestOptions,
  ): Promise<BatchResult<Image>>;
  /** Deletes many, 100 a request; what could not be deleted is in `errors`, by id. */
  deleteMany(ids: readonly string[], options?: RequestOptions): Promise<BatchResult<Tombstone>>;
}

const IDS_A_PAGE = 50;
const IDS_A_BATCH = 100;

function checkedId(id: string): string {
  if (typeof id === 'string' && IMAGE_ID.test(id)) return id;
  throw invalid(`Not the id of an image: ${id}`);
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map(checkedId))];

/** A random key. `randomUUID` is missing on pages without HTTPS. */
const newKey = (): string => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-');

/** G3a tells as fields of the object what G3b tells as errors (API §12, 1): here both are errors. */
function servable(raw: unknown): Image {
  const image = normaliseImage(raw);
  const { blocked, status, block_reason, failure_reason } = image;
  const error = blocked
    ? { code: 'media_blocked', message: block_reason }
    : { code: 'media_failed', type: 'processing_error', message: failure_reason };
  if (!blocked && status !== 'failed') return image;
  throw errorFromResponse(blocked ? 403 : 422, new Headers(), JSON.stringify({ error }));
}

/** Ids are asked for in portions; the cursor is then the place in their row, and their order is kept. */
function idsPage(ids: string[], from: number, size: number): Call<ImageList> {
  const portion = ids.slice(from, from + size);
  const next = from + size < ids.length ? `${from + size}` : null;
  return {
    path: `/images?${new URLSearchParams({ ids: `${portion}`, limit: `${size}` })}`,
    known: portion.length ? undefined : { data: [] },
    read(raw) {
      const found = new Map(normaliseList(raw).data.map((image) => [image.id, image]));
      return {
        object: 'list',
        data: portion.flatMap((id) => found.get(id) ?? []),
        pagination: { has_more: next !== null, next_cursor: next, next_url: null },
      };
    },
  };
}

export function createImages({ anonymous, send }: Connection): Images {
  // What `make` throws is a rejection too.
  const call = <T>(options: RequestOptions | undefined, make: () => Call<T>) =>
    new ApiPromise(async () => send(make(), options));

  const patch = (id: string, body: object): Call<Image> => ({
    method: 'PATCH',
    path: `/images/${checkedId(id)}`,
    body,
    read: normaliseImage,
  });

  const create = (
    options: CreateFields & RequestOptions,
    bodyOf: (fields: [string, unknown][]) => object | Promise<object>,
  ) =>
    new ApiPromise(async () => {
      const isPrivate = options.public === false;
      if (isPrivate && anonymous)
        throw invalid('Anonymous images are public: public:false needs a key or token.');
      const fields = Object.entries({ ...flatFields(options), nsfw: options.nsfw || null });
      const body = await bodyOf(fields.filter(([, value]) => value !== null));
      const idempotencyKey = headerValue('idempotencyKey', options.idempotencyKey) || newKey();
      const answer = await send(
        { method: 'POST', path: '/images', body, idempotencyKey, read: servable },
        options,
      );
      const { id, public: isPublic } = answer.data;
      if (!isPrivate || !isPublic) return answer;
      // `public` is no documented parameter of a creation (API §3): where it had no effect it is set afterwards.
      try {
        return { ...answer, data: (await send(patch(id, { public: false }), options)).data };
      } catch (cause) {
        if (!isImgproError(cause)) throw cause;
        const message = `Image ${id} is stored, but not private: ${cause.message}`;
        throw new ImgproError(message, { ...cause, image: answer.data, cause });
      }
    });

  /** What was done is never lost: when a later portion fails, its ids and the rest are told as errors. */
  async function batch<Item>(
    method: 'PATCH' | 'DELETE',
    ids: readonly string[],
    fields: object,
    item: (raw: unknown) => Item,
    options?: RequestOptions,
  ): Promise<BatchResult<Item>> {
    const result: BatchResult<Item> = { object: 'batch_result', data: [], errors: [] };
    const rest = distinct(ids);
    while (rest.length) {
      const body = { ...fields, ids: rest.slice(0, IDS_A_BATCH) };
      try {
        const read = (raw: unknown) => normaliseBatch(raw, item);
        const { data, errors } = (await send({ method, path: '/images/batch', body, read }, options)).data;
        rest.splice(0, IDS_A_BATCH);
        result.data.push(...data);
        result.errors.push(...errors);
      } catch (error) {
        if (!(result.data.length + result.errors.length) || !isImgproError(error)) throw error;
        const { type, code, message } = error;
        for (const id of rest.splice(0)) result.errors.push({ id, error: { type, code, message } });
      }
    }
    return result;
  }

  return {
    upload: (file, options = {}) =>
      create(options, async (fields) => {
        const form = new FormData();
        for (const [name, value] of fields) form.append(name, `${value}`);
        const blob = await toBlob(file, options.signal);
        if (!blob.size) throw invalid('The file is empty.');
        // The file comes last: a gateway can then judge the fields before the bytes arrive.
        form.append('file', blob, options.filename ?? (blob as Partial<File>).name ?? 'image');
        return form;
      }),
    import: (url, options = {}) =>
      create(options, (fields) => ({ ...Object.fromEntries(fields), url: `${url}` })),
    get: (id, options) => call(options, () => ({ path: `/images/${checkedId(id)}`, read: servable })),
    list({ ids, limit, cursor } = {}, options) {
      const page = (at?: string): Call<ImageList> => {
        if (ids) return idsPage(distinct(ids), Number(at ?? 0), Math.min(limit ?? IDS_A_PAGE, IDS_A_PAGE));
        const query = new URLSearchParams({ ...(limit && { limit: `${limit}` }), ...(at && { cursor: at }) });
        return { path: `/images?${query}`, read: normaliseList };
      };
      return imagePages((at) => call(options, () => page(at)), cursor);
    },
    update: (id, change, options) => call(options, () => patch(id, flatFields(change))),
    delete: (id, { ignoreMissing, ...options } = {}) =>
      call(options, () => ({
        ...patch(id, {}),
        method: 'DELETE',
        body: undefined,
        ignoreMissing,
        read: () => tombstone(id),
      })),
    updateMany: async (ids, change, options) =>
      batch('PATCH', ids, flatFields(change), normaliseImage, options),
    deleteMany: async (ids, options) => batch('DELETE', ids, {}, normaliseTombstone, options),
  };
}
