import { expect, waitUntil } from '@open-wc/testing';
import { heicPreview } from '../../../src/upload/prepare/heic/heic.ts';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';

let bytes: Blob;
before(async () => (bytes = await (await fetch('/test/harness/fixtures/photo.heic')).blob()));

const heic = (name = 'lake.heic') => new File([bytes], name, { type: 'image/heic' });
const loaded = (part: string) =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(part));
const showsHeic = () =>
  createImageBitmap(heic()).then(
    () => true,
    () => false,
  );

describe('HEIC previews', () => {
  let server: FakeServer;
  beforeEach(() => (server = new FakeServer()));
  afterEach(() => server.restore());

  it('fetch no decoder for pictures that the browser shows', async () => {
    const page = await uploaderPage({ manual: true });
    page.choose(await picture());
    await waitUntil(() => page.root.querySelector('.thumb img'));
    expect(loaded('heic-worker')).to.equal(false);
  });

  it('are drawn small, upright and in colour', async function () {
    this.timeout(40_000); // the decoder, unminified and with its source map
    const preview = (await heicPreview(heic(), 320))!;
    const bitmap = await createImageBitmap(preview);
    expect([bitmap.width, bitmap.height]).to.deep.equal([320, 240]);
    const context = new OffscreenCanvas(320, 240).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, 320, 240);
    expect(new Set(data.filter((_, at) => at % 4 !== 3)).size).to.be.above(20);
  });

  it('are pictures as well: converted, upright and named anew, also where the browser has no decoder', async function () {
    this.timeout(40_000);
    const page = await uploaderPage({ format: 'jpeg', 'max-dimension': '600' });
    page.choose(heic('lake.HEIC'));
    await waitUntil(() => server.requests.length > 0, 'nothing was sent', { timeout: 38_000 });
    const { file } = server.requests[0]!;
    expect([file!.name, file!.type]).to.deep.equal(['lake.jpg', 'image/jpeg']);
    const { width, height } = await createImageBitmap(file!);
    expect([width, height]).to.deep.equal([600, 450]);
    server.requests[0]!.store();
  });

  it('are null for what is damaged', async () => {
    const whole = heic();
    expect(await heicPreview(whole.slice(0, 600), 320)).to.equal(null);
  });

  it('stand in the row, while the page goes on', async function () {
    if (await showsHeic()) this.skip();
    const page = await uploaderPage({ manual: true });
    // The preview may come sooner than anybody can look.
    const glyphs = new Set<string>();
    const watch = new MutationObserver(() =>
      glyphs.add(page.root.querySelector('.blank')?.textContent ?? ''),
    );
    watch.observe(page.root, { childList: true, subtree: true });
    page.choose(heic());
    await page.shows('queued');
    await waitUntil(
      () => page.root.querySelector<HTMLImageElement>('.thumb img')?.naturalWidth,
      'no preview came',
      { timeout: 8000 },
    );
    const { naturalWidth, naturalHeight } = page.root.querySelector<HTMLImageElement>('.thumb img')!;
    expect([naturalWidth, naturalHeight]).to.deep.equal([320, 240]);
    watch.disconnect();
    expect([...glyphs].join(' ')).to.contain('HEIC');
  });
});
