import { ImgproError, invalid, isImgproError } from './errors.ts';
import { createFields, patchFields } from './fields.ts';
import {
  IMAGE_ID,
  normaliseBatch,
  normaliseImage,
  normaliseList,
  normaliseTombstone,
  tombstone,
} from './normalise.ts';
import type { CreateFields, ImagePatch, ImageSource, RequestOptions, UploadOptions } from './options.ts';
import { cursorPages, imagePages } from './pages.ts';
import type { ImagePages } from './pages.ts';
import { ApiPromise } from './request.ts';
import type { ApiResponse, Call, Connection } from './request.ts';
import { toFile } from './source.ts';
import type { BatchError, BatchResult, Image, ImageList, Tombstone } from './types.ts';

/** Which images to list. */
export interface ListQuery {
  /** These alone, in this order; unknown and unservable ones are left out. */
  ids?: readonly string[];
  /** Images a page, 1 to 100. Default: the service's 50. */
  limit?: number;
  /** Where an earlier list stopped: its `pagination.next_cursor`. */
  cursor?: string;
}

/** The images of the key's account, or of the token's owner. */
export interface Images {
  /**
   * Stores a file. It may still be `processing` (HEIC and other conversions): see `waitUntilReady`.
   * Retried under one Idempotency-Key, so that a lost answer never stores it twice.
   * @example const image = await client.images.upload(file, { caption: 'Sunset', metadata: { author: 'Jane' } });
   */
  upload(file: ImageSource, options?: UploadOptions & RequestOptions): ApiPromise<Image>;
  /** Stores the image at a public address; the service fetches it. */
  import(url: string | URL, options?: CreateFields & RequestOptions): ApiPromise<Image>;
  /** One image. Public ones need no key. Throws `not_found`, `media_blocked`, `media_failed`. */
  get(id: string, options?: RequestOptions): ApiPromise<Image>;
  /** Newest first, fetched as it is read. */
  list(query?: ListQuery, options?: RequestOptions): ImagePages;
  /** Changes caption, visibility, expiry, date and metadata; the rest of an Image object is left out. */
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

const IDS_A_LIST = 50;
const IDS_A_BATCH = 100;
/** An upload may take as long as this line (bytes per ms: 0.4 Mbit/s) needs, beyond the usual minute. */
const SLOW_LINE = 50;

const checkedId = (id: unknown): string => {
  if (typeof id === 'string' && IMAGE_ID.test(id)) return id;
  throw invalid(`${JSON.stringify(id) ?? 'undefined'} is not the id of an image: pass image.id.`);
};

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map(checkedId))];

/** A random key. `randomUUID` is missing on pages without HTTPS. */
function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function idempotencyKey(given: string | undefined): string {
  if (given === undefined) return newKey();
  if (/^[\x21-\x7e]{1,255}$/.test(given)) return given;
  throw invalid('idempotencyKey must have 1 to 255 visible ASCII characters.', 'invalid_options');
}

/** G3a tells as fields of the object what G3b tells as errors (API §12, 1): here both are errors. */
function servable(raw: unknown): Image {
  const image = normaliseImage(raw);
  const { id, blocked, block_reason, failure_reason } = image;
  if (blocked) {
    throw new ImgproError(
      `Image ${id} was withdrawn by moderation${block_reason ? ` (${block_reason})` : ''}.`,
      {
        code: 'media_blocked',
        status: 403,
        detail: block_reason ?? undefined,
        image,
      },
    );
  }
  if (image.status === 'failed') {
    throw new ImgproError(
      `Image ${id} could not be processed: ${failure_reason ?? 'upload it again, or in another format.'}`,
      {
        code: 'media_failed',
        status: 422,
        detail: failure_reason ?? undefined,
        image,
      },
    );
  }
  return image;
}

export function createImages(connection: Connection): Images {
  const promise = <T>(work: () => Promise<ApiResponse<T>>): ApiPromise<T> =>
    new ApiPromise((async () => work())());

  const patch = (id: string, fields: object, options?: RequestOptions) =>
    connection.send({ method: 'PATCH', path: `/images/${id}`, body: fields, read: normaliseImage }, options);

  /** `public` is no documented parameter of G3 (API §3): when it had no effect it is set afterwards. */
  async function create(
    call: Omit<Call<Image>, 'method' | 'path' | 'read'>,
    options: CreateFields & RequestOptions,
  ) {
    if (options.public === false && connection.anonymous) {
      throw invalid('Anonymous images are always public: public:false needs a key or token.');
    }
    const { idempotencyKey: given, ...request } = options;
    const answer = await connection.send(
      { ...call, method: 'POST', path: '/images', idempotencyKey: idempotencyKey(given), read: servable },
      request,
    );
    if (options.public !== false || !answer.data.public) return answer;
    try {
      const { data } = await patch(answer.data.id, { public: false }, request);
      return { ...answer, data };
    } catch (error) {
      if (!isImgproError(error)) throw error;
      const words = `Image ${answer.data.id} is stored but still public: ${error.message}`;
      throw new ImgproError(words, { ...error, image: answer.data, cause: error });
    }
  }

  const listPage = (query: Record<string, string | number | undefined>, options?: RequestOptions) =>
    promise(() => connection.send({ method: 'GET', path: '/images', query, read: normaliseList }, options));

  /** A list of ids is one row of requests; the order asked for is kept. */
  function listIds(ids: readonly string[], limit: number | undefined, options?: RequestOptions): ImagePages {
    const groups = () => chunks(distinct(ids), Math.min(limit ?? IDS_A_LIST, IDS_A_LIST));
    const get = async (group: string[]) => {
      const answer = await listPage({ ids: group.join(','), limit: group.length }, options).withResponse();
      const found = new Map(answer.data.data.map((image) => [image.id, image]));
      const data = group.flatMap((id) => found.get(id) ?? []);
      return { ...answer, data: idsList(data) };
    };
    return imagePages(
      () =>
        promise(async () => {
          const answers: ApiResponse<ImageList>[] = [];
          for (const group of groups()) answers.push(await get(group));
          const last = answers.at(-1);
          if (!last) throw invalid('list() got an empty row of ids.');
          return { ...last, data: idsList(answers.flatMap(({ data }) => data.data)) };
        }),
      async function* () {
        for (const group of groups()) yield (await get(group)).data;
      },
    );
  }

  /** Chunk after chunk. What was done is never lost: when a later chunk fails, its ids and the rest are told as errors. */
  async function batch<Item>(
    method: 'PATCH' | 'DELETE',
    ids: readonly string[],
    fields: object,
    read: (raw: unknown) => Item,
    options?: RequestOptions,
  ): Promise<BatchResult<Item>> {
    const result: BatchResult<Item> = { object: 'batch_result', data: [], errors: [] };
    let failed: BatchError['error'] | undefined;
    for (const [at, group] of chunks(distinct(ids), IDS_A_BATCH).entries()) {
      if (!failed) {
        try {
          const body = { ...fields, ids: group };
          const call = {
            method,
            path: '/images/batch',
            body,
            read: (raw: unknown) => normaliseBatch(raw, read),
          };
          const { data } = await connection.send(call, options);
          result.data.push(...data.data);
          result.errors.push(...data.errors);
          continue;
        } catch (error) {
          if (at === 0 || !isImgproError(error)) throw error;
          failed = { type: error.type, code: error.code, message: error.message };
        }
      }
      const error = failed;
      result.errors.push(...group.map((id) => ({ id, error })));
    }
    return result;
  }

  return {
    upload: (file, options = {}) =>
      promise(async () => {
        const { blob, name } = await toFile(file, options.filename, options.signal);
        const form = new FormData();
        for (const [field, value] of Object.entries(createFields(options))) form.append(field, String(value));
        // The file comes last: a gateway can then judge the fields before the bytes arrive.
        form.append('file', blob, name);
        return create({ body: form, timeout: 60_000 + blob.size / SLOW_LINE }, options);
      }),
    import: (url, options = {}) =>
      promise(async () => create({ body: { ...createFields(options), url: String(url) } }, options)),
    get: (id, options) =>
      promise(async () =>
        connection.send({ method: 'GET', path: `/images/${checkedId(id)}`, read: servable }, options),
      ),
    list: ({ ids, limit, cursor } = {}, options) =>
      ids
        ? listIds(ids, limit, options)
        : cursorPages((at) => listPage({ limit, cursor: at }, options), cursor),
    update: (id, change, options) => promise(async () => patch(checkedId(id), patchFields(change), options)),
    delete: (id, { ignoreMissing = false, ...options } = {}) =>
      promise(async () => {
        const value = tombstone(checkedId(id));
        return connection.send(
          {
            method: 'DELETE',
            path: `/images/${id}`,
            missing: { value, always: ignoreMissing },
            read: () => value,
          },
          options,
        );
      }),
    updateMany: async (ids, change, options) =>
      batch('PATCH', ids, patchFields(change), normaliseImage, options),
    deleteMany: async (ids, options) => batch('DELETE', ids, {}, normaliseTombstone, options),
  };
}

const idsList = (data: Image[]): ImageList => ({
  object: 'list',
  data,
  pagination: { has_more: false, next_cursor: null, next_url: null },
});
