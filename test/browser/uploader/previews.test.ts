import { expect, waitUntil } from '@open-wc/testing';
import { FakeServer, uploaderPage } from '../../harness/uploader.ts';

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
});
