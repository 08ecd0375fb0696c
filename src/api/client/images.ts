import { errorFromResponse, ImgproError, invalid, isImgproError } from '../errors.ts';
import { flatFields } from './fields.ts';
import {
  IMAGE_ID,
  normaliseBatch,
  normaliseImage,
  normaliseList,
  normaliseTombstone,
  tombstone,
} from '../normalise.ts';
import type {
  BatchOptions,
  CreateFields,
  ImagePatch,
  ImageSource,
  RequestOptions,
  UploadOptions,
} from './options.ts';
import { imagePages } from './pages.ts';
import type { ImagePages } from './pages.ts';
import { apiPromise } from './promise.ts';
import type { ApiPromise } from './promise.ts';
import { headerValue } from './request.ts';
import type { Call, Connection } from './request.ts';
import { toBlob } from './source.ts';
import { present } from '../values.ts';
import type { BatchResult, Image, ImageList, Tombstone } from '../types.ts';

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
    options?: BatchOptions<Image>,
  ): Promise<BatchResult<Image>>;
  /** Deletes many, 100 a request; what could not be deleted is in `errors`, by id. */
  deleteMany(ids: readonly string[], options?: BatchOptions<Tombstone>): Promise<BatchResult<Tombstone>>;
}

function checkedId(id: string): string {
  if (typeof id === 'string' && IMAGE_ID.test(id)) return id;
  throw invalid(`Not an image id: ${id}`);
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map(checkedId))];

/** A call about one image. */
const one = <T>(id: string, call: Omit<Call<T>, 'path'>): Call<T> => ({
  path: `/images/${checkedId(id)}`,
  ...call,
});

const change = (id: string, body: object): Call<Image> =>
  one(id, { method: 'PATCH', body, read: normaliseImage });

/**
 * The image of an answer; a blocked or failed one throws. The service reports these states in fields of the object or as
 * an error, depending on its version (demo/mock/README.md, Lifecycle): here both are errors.
 */
function servable(raw: unknown): Image {
  const image = normaliseImage(raw);
  if (!image.blocked && image.status !== 'failed') return image;
  const [status, code] = image.blocked ? [403, 'media_blocked'] : [422, 'media_failed'];
  const message = image.block_reason ?? image.failure_reason;
  throw errorFromResponse(status, new Headers(), JSON.stringify({ code, message }));
}

/** A page of a list. */
const listPage = (query: Omit<ListQuery, 'ids'> & { ids?: string }): Call<ImageList> => ({
  path: `/images?${new URLSearchParams(present(query))}`,
  read: normaliseList,
});

/** A page of a list by ids, in their order; its cursor is the index of the first id. */
function idsPage(ids: string[], from: number, limit: number): Call<ImageList> {
  const next = from + limit;
  const portion = ids.slice(from, next);
  const has_more = next < ids.length;
  return {
    ...listPage({ ids: `${portion}`, limit }),
    known: portion[0] ? undefined : { data: [] },
    read(raw) {
      const { data, ...list } = normaliseList(raw);
      return {
        ...list,
        data: portion.flatMap((id) => data.find((image) => image.id === id) ?? []),
        pagination: { has_more, next_cursor: has_more ? `${next}` : null, next_url: null },
      };
    },
  };
}

export function createImages({ anonymous, send }: Connection): Images {
  // An error that `make` throws is a rejection too.
  const call = <T>(options: RequestOptions | undefined, make: () => Call<T>) =>
    apiPromise(() => send(make(), options));

  const create = (
    options: CreateFields & RequestOptions,
    bodyOf: (fields: [name: string, value: string][]) => object | Promise<object>,
  ) =>
    apiPromise(async () => {
      const isPrivate = options.public === false;
      if (isPrivate && anonymous) {
        throw invalid('public:false needs a key or token.');
      }
      const body = await bodyOf(present({ ...flatFields(options), nsfw: options.nsfw || null }));
      // Not randomUUID, which is missing on pages without HTTPS.
      const idempotencyKey =
        headerValue('idempotencyKey', options.idempotencyKey) ||
        crypto.getRandomValues(Uint32Array.of(0, 0, 0, 0)).join('-');
      const call = { method: 'POST', path: '/images', body, idempotencyKey, read: servable } as const;
      const answer = await send(call, options);
      const image = answer.data;
      if (!isPrivate || !image.public) return answer;
      // The newest document has `public` in PATCH only (demo/mock/README.md, Creating): where it had no effect, it is
      // set afterwards.
      try {
        return { ...answer, data: (await send(change(image.id, { public: false }), options)).data };
      } catch (cause) {
        if (!isImgproError(cause)) throw cause;
        const message = `Image ${image.id} is stored, but not private: ${cause.message}`;
        throw new ImgproError(message, { ...cause, image, cause });
      }
    });

  /** Sends ids in portions. If a later portion fails, its ids and the rest are reported as errors, beside the results so far. */
  async function batch<Item>(
    method: 'PATCH' | 'DELETE',
    ids: readonly string[],
    fields: object,
    item: (raw: unknown) => Item,
    options?: BatchOptions<Item>,
  ): Promise<BatchResult<Item>> {
    const result: BatchResult<Item> = { object: 'batch_result', data: [], errors: [] };
    const read = (raw: unknown) => normaliseBatch(raw, item);
    const all = distinct(ids);
    for (let at = 0; all[at]; at += 100) {
      const body = { ...fields, ids: all.slice(at, at + 100) };
      try {
        const { data } = await send({ method, path: '/images/batch', body, read }, options);
        result.data.push(...data.data);
        result.errors.push(...data.errors);
        options?.onUpdate?.(data);
      } catch (error) {
        if (!at || !isImgproError(error)) throw error;
        for (const id of all.splice(at)) result.errors.push({ id, error });
      }
    }
    return result;
  }

  return {
    upload: (file, options = {}) =>
      create(options, async (fields) => {
        const form = new FormData();
        for (const [name, value] of fields) form.append(name, value);
        const blob = await toBlob(file, options.signal);
        if (!blob.size) throw invalid('The file is empty.');
        // The file comes last: a gateway can then judge the fields before the bytes arrive.
        form.append('file', blob, options.filename ?? (blob as Partial<File>).name ?? 'image');
        return form;
      }),
    import: (url, options = {}) =>
      create(options, (fields) => ({ ...Object.fromEntries(fields), url: `${url}` })),
    get: (id, options) => call(options, () => one(id, { read: servable })),
    list: ({ ids, limit, cursor } = {}, options) =>
      imagePages(
        (at) =>
          call(options, () =>
            ids
              ? idsPage(distinct(ids), Number(at ?? 0), Math.min(limit ?? 50, 50))
              : listPage({ limit, cursor: at }),
          ),
        cursor,
      ),
    update: (id, patch, options) => call(options, () => change(id, flatFields(patch))),
    delete: (id, options) =>
      call(options, () =>
        one(id, { ignoreMissing: options?.ignoreMissing, method: 'DELETE', read: () => tombstone(id) }),
      ),
    updateMany: async (ids, patch, options) =>
      batch('PATCH', ids, flatFields(patch), normaliseImage, options),
    deleteMany: (ids, options) => batch('DELETE', ids, {}, normaliseTombstone, options),
  };
}
