import { expect } from '@open-wc/testing';
import type { Image } from '../../../src/api/types.ts';
import { mockUrl } from '../../harness/servers.ts';
import { picture, pictures, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

const control = (method: string, path: string, body?: unknown) =>
  fetch(`${mockUrl}/__mock/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

async function sent(): Promise<
  { method: string; path: string; status: number; idempotency_key: string | null }[]
> {
  const { requests } = await (await control('GET', 'requests')).json();
  return requests.filter(
    ({ method, path }: { method: string; path: string }) => method === 'POST' && path === '/v1/images',
  );
}

const page = (attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> =>
  uploaderPage({ multiple: true, 'api-url': `${mockUrl}/v1`, ...attributes });

describe('<imgpro-uploader> and the mock service over HTTP', function () {
  this.timeout(30_000);
  beforeEach(() => control('DELETE', 'requests'));
  afterEach(() => control('DELETE', 'faults'));

  it('stores a photo, byte for byte', async () => {
    const uploader = await page({ caption: 'Over HTTP' });
    const file = await picture('real.png', { width: 400, height: 300 });
    uploader.choose(file);
    await uploader.told('imgpro-complete');
    const { image } = uploader.detail<{ image: Image }>('imgpro-image-ready');
    expect(image).to.include({
      filename: 'real.png',
      format: 'png',
      width: 400,
      height: 300,
      caption: 'Over HTTP',
    });
    const stored = await (await fetch(`${mockUrl}/v1/images/${image.id}`)).json();
    expect(stored.bytes).to.equal(file.size);
  });

  it('shows a HEIC as processing, then as ready, with a picture of its own or of the service', async () => {
    const heic = await (await fetch('/test/harness/fixtures/photo.heic')).blob();
    const uploader = await page();
    uploader.choose(new File([heic], 'IMG_2041.HEIC'));
    await uploader.told('imgpro-upload-success');
    expect(uploader.statuses).to.deep.equal(['processing']);
    await uploader.told('imgpro-image-ready');
    await uploader.rendered();
    const { image } = uploader.detail<{ image: Image }>('imgpro-image-ready');
    expect(image.format).to.equal('jpg');
    // Whichever came first: the preview that is decoded here stays, so that nothing flickers.
    const { src } = uploader.root.querySelector<HTMLImageElement>('.thumb img')!;
    expect(src.startsWith('blob:') || src === image.sizes.small!.url, src).to.equal(true);
  });

  it('stores once what was stored although the answer was lost', async () => {
    await control('PUT', 'faults', [{ match: 'POST /v1/images', times: 1, drop: 'after' }]);
    const before = (await (await control('GET', '')).json()).counts.images;
    const uploader = await page();
    uploader.choose(await picture('lost.png'));
    await uploader.told('imgpro-complete');
    expect(uploader.statuses).to.deep.equal(['ready']);
    const tries = await sent();
    expect(new Set(tries.map(({ idempotency_key }) => idempotency_key)).size).to.equal(1);
    expect(tries.length).to.be.greaterThan(1);
    expect((await (await control('GET', '')).json()).counts.images - before).to.equal(1);
  });

  it('brings all through a service that fails every third time', async () => {
    await control('PUT', 'faults', [
      { match: 'POST /v1/images', rate: 0.2, seed: 7, status: 503 },
      { match: 'POST /v1/images', rate: 0.2, seed: 3, drop: 'after' },
    ]);
    const before = (await (await control('GET', '')).json()).counts.images;
    const uploader = await page();
    const names = Array.from({ length: 12 }, (_, at) => `photo-${at}.png`);
    uploader.choose(...(await pictures(...names)));
    await uploader.told('imgpro-complete');
    expect(uploader.element.images.map(({ filename }) => filename)).to.deep.equal(names);
    expect((await (await control('GET', '')).json()).counts.images - before).to.equal(12);
  });

  it('explains a blocked image', async () => {
    const uploader = await page();
    uploader.choose(await picture('mock-blocked-this.png'));
    await uploader.shows('failed');
    expect(uploader.row('mock-blocked-this.png').querySelector('.status')!.textContent).to.contain(
      'not allowed',
    );
    expect(uploader.button('another')).to.exist;
  });
});
