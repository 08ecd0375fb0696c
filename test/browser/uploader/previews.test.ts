import { expect, waitUntil } from '@open-wc/testing';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="9" height="9"/></svg>';

/** A file that no browser can draw, though it begins as a picture. */
const unreadable = () => new File(['GIF89a\x01\0\x01\0'], 'broken.gif', { type: 'image/gif' });

describe('the preview of a file', () => {
  let server: FakeServer;
  beforeEach(() => (server = new FakeServer()));
  afterEach(() => server.restore());

  const preview = ({ root }: { root: ShadowRoot }) => root.querySelector<HTMLImageElement>('.thumb img');
  const glyph = ({ root }: { root: ShadowRoot }) => root.querySelector('.thumb .blank');

  it('is an SVG by its content, whatever type it is said to be', async () => {
    const page = await uploaderPage({ manual: true });
    page.choose(new File([SVG], 'drawing.png', { type: 'image/png' }));
    await waitUntil(() => preview(page)?.naturalWidth, 'there is no preview');
    expect(glyph(page)).to.equal(null);
  });

  it('is a glyph for an SVG that breaks off, or has no width', async () => {
    const page = await uploaderPage({ manual: true, multiple: true });
    const files = [SVG.replace('</svg>', ''), SVG.replace('30', '0'), SVG].map(
      (content, at) => new File([content], `${at}.svg`, { type: 'image/svg+xml' }),
    );
    page.choose(...files);
    await waitUntil(() => preview(page)?.naturalWidth, 'there is no preview of the third');
    expect(page.rows.map((row) => row.querySelector('.thumb img') !== null)).to.deep.equal([
      ...[false, false, true],
    ]);
  });

  it('is a glyph when the stored picture cannot be shown either', async () => {
    const page = await uploaderPage();
    page.choose(unreadable());
    const asked = new Promise((resolve) => page.root.addEventListener('error', resolve, { capture: true }));
    (await server.next()).store('stored', { url: 'data:image/gif;base64,R0lGODlh', sizes: {} });
    await page.shows('ready');
    await asked;
    await page.rendered();
    expect(preview(page)).to.equal(null);
    expect(glyph(page)).to.exist;
  });

  it('is made of rows in sight alone; few are kept, and none of files that have left', async function () {
    this.timeout(60_000);
    const alive = new Set<string>();
    let made = 0;
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (object) => {
      const url = createObjectURL.call(URL, object);
      // A row's preview; workers are begun by an address of the site.
      if (object instanceof Blob && object.type.startsWith('image/')) alive.add(url);
      made = Math.max(made, alive.size);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      alive.delete(url);
      revokeObjectURL.call(URL, url);
    };
    try {
      const page = await uploaderPage({ multiple: true, manual: true, view: 'grid' });
      const head = await picture();
      const files = Array.from({ length: 400 }, (_, at) => new File([head, String(at)], `photo-${at}.png`));
      await page.element.addFiles(files);
      await page.rendered();
      const list = page.root.querySelector('.list')!;
      const isDrawn = () =>
        list.querySelectorAll('.thumb img').length > 0 && inSight().every((row) => row.querySelector('img'));
      const inSight = () => {
        const { top, bottom } = list.getBoundingClientRect();
        return page.rows.filter((row) => {
          const box = row.getBoundingClientRect();
          return box.bottom > top && box.top < bottom;
        });
      };
      await waitUntil(isDrawn, 'no previews came', { timeout: 8000 });
      expect(alive.size, 'at first').to.be.lessThan(100);
      let seen = 0;
      for (list.scrollTop = 0; ;) {
        await waitUntil(isDrawn, 'previews did not come', { timeout: 8000 });
        seen += inSight().length;
        if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) break;
        list.scrollTop += list.clientHeight;
        await page.rendered();
      }
      expect(seen, 'more were seen than are kept').to.be.greaterThan(250);
      expect(made).to.be.within(200, 201);
      page.element.clear();
      await waitUntil(() => alive.size === 0, 'previews of files that have left are kept');
    } finally {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    }
  });
});
