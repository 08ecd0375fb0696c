import { ImgproClient, isImgproError } from '../../src/api/index.ts';
import type * as api from '../../src/api/index.ts';
import type { Image } from '../../src/api/index.ts';

/** Compiles only when both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

declare const client: ImgproClient;
declare const file: File;
declare const source: api.TokenSource;

// Return types of calls.
same<ReturnType<typeof client.images.upload>, api.ApiPromise<Image>>(true);
same<ReturnType<typeof client.images.delete>, api.ApiPromise<api.Tombstone>>(true);
same<ReturnType<typeof client.images.updateMany>, Promise<api.BatchResult<Image>>>(true);
same<ReturnType<typeof client.usage>, api.ApiPromise<api.Usage>>(true);
same<Awaited<ReturnType<typeof client.images.get>>, Image>(true);
same<Awaited<ReturnType<ReturnType<typeof client.images.list>['page']>>, api.ImageList>(true);

export async function reads(): Promise<void> {
  for await (const { width } of client.images.list({ ids: ['a'] as const }))
    void (width satisfies number | null);
  for await (const { data } of client.images.list().pages()) void (data satisfies Image[]);
  const answer = await client.images.get('a').withResponse();
  void (answer satisfies { data: Image; status: number; headers: Headers; replayed: boolean });
  void (answer.quota?.uploads.remaining satisfies number | null | undefined);
  void (answer.data.sizes.small?.width satisfies number | undefined);
}

export async function takes(image: Image): Promise<void> {
  await client.images.upload(file, {
    caption: 'a',
    ttl: 60,
    published_at: new Date(),
    metadata: { n: 1, ok: true },
  });
  await client.images.upload(new Uint8Array(1), { filename: 'a.png', signal: AbortSignal.timeout(1) });
  await client.images.upload(new ReadableStream<Uint8Array>());
  await client.images.import(new URL('https://example.com/a.jpg'), { public: false, idempotencyKey: 'a' });
  // An Image as it was read is a patch.
  await client.images.update('a', { ...image, caption: null, metadata: { ...image.metadata, camera: null } });
  await client.images.delete('a', { ignoreMissing: true });
  // @ts-expect-error an address is imported, not uploaded
  await client.images.upload('https://example.com/a.jpg');
  // @ts-expect-error fields of one's own stand in metadata
  await client.images.upload(file, { author: 'Jane' });
  // @ts-expect-error metadata is flat
  await client.images.update('a', { metadata: { nested: {} } });
  // @ts-expect-error `ignoreMissing` is for deletions
  await client.images.get('a', { ignoreMissing: true });
}

export function constructs(): void {
  void new ImgproClient();
  void new ImgproClient({ apiKey: 'a', baseUrl: 'https://x/v1', maxRetries: 0, timeout: 1, fetch });
  void new ImgproClient({ token: source });
  // @ts-expect-error there is no such option
  void new ImgproClient({ key: 'a' });
}

export function narrows(error: unknown): void {
  if (!isImgproError(error)) return;
  same<typeof error, api.ImgproError>(true);
  same<typeof error.retryAfter, number | undefined>(true);
  if (error.code === 'validation_error')
    same<typeof error.fields, Record<string, string[]> | undefined>(true);
  // @ts-expect-error errors are not changed
  error.status = 1;
}

/** A client made for a test, or one of another copy of the package, is a client. */
export function accepts(other: {
  images: ImgproClient['images'];
  usage: ImgproClient['usage'];
  waitUntilReady: ImgproClient['waitUntilReady'];
}): ImgproClient {
  same<ReturnType<typeof api.pollImage>, Promise<Image>>(true);
  return other;
}
