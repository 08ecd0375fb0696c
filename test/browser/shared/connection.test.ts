import { expect, fixture, fixtureCleanup, waitUntil } from '@open-wc/testing';
import type { ImgproGallery } from '../../../src/elements/gallery/imgpro-gallery.ts';
import type { ImgproImage } from '../../../src/elements/image/imgpro-image.ts';
import type { ImgproUploader } from '../../../src/elements/uploader/imgpro-uploader.ts';
import { configure } from '../../../src/elements/shared/base/configuration.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { FakeService, GalleryPage, makeImages } from '../../harness/gallery.ts';
import { FakeServer, picture, UploaderPage } from '../../harness/uploader.ts';
import '../../../src/define/image.ts';

const EVIL = 'https://evil.example';

interface Sent {
  method: string;
  url: URL;
  token: string | null;
  credentials: string | undefined;
}

/** All that was sent by `fetch`: token endpoints are at `…/token`, a service of two images is everywhere else. */
let sent: Sent[];
/** Token endpoints answer with this beside the token. */
let answer: object;
let said: string[];
let server: FakeServer;
let made = 0;

/** An endpoint of its own for each test: elements of a page share what they minted. */
const newEndpoint = () => `/imgpro${(made += 1)}/token`;
const requestsTo = (origin: string) => sent.filter(({ url }) => url.origin === origin);
const tokensAt = (origin: string) => requestsTo(origin).flatMap(({ token }) => token ?? []);
const lists = () => sent.filter(({ url }) => url.pathname.endsWith('/images'));

const { warn } = console;
const browserFetch = window.fetch;

beforeEach(async () => {
  [sent, said, answer] = [[], [], {}];
  const images = await makeImages(2);
  const service = new FakeService(images);
  server = new FakeServer();
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (url.protocol === 'blob:' || url.protocol === 'data:') return browserFetch(input, init);
    const headers = new Headers(init?.headers);
    sent.push({
      method: init?.method ?? 'GET',
      url,
      token: headers.get('authorization'),
      credentials: init?.credentials,
    });
    if (url.pathname.endsWith('/token'))
      return Response.json({ token: `of ${url.host}`.replace(/\W/g, '-'), ...answer });
    if (init?.method === 'DELETE') return Response.json({ id: 'stored', object: 'image', deleted: true });
    if (url.pathname.endsWith('/stored')) return Response.json({ ...images[0], id: 'stored' });
    return service.fetch(url.href.replace(/^.*?\/v1/, 'https://api.example/v1'), init);
  };
  console.warn = (...words: unknown[]) => said.push(words.join(' '));
});

afterEach(async () => {
  fixtureCleanup();
  await Promise.resolve(); // by then the elements have noticed, and follow the page no more
  console.warn = warn;
  server.restore();
  configure({ tokenEndpoint: undefined, apiUrl: undefined, tokenProvider: undefined });
  forgetWarnings();
});

/** Markup that somebody else may have written into the page. */
async function written<Element extends HTMLElement>(markup: string): Promise<Element> {
  const place = await fixture<HTMLElement>('<div></div>');
  place.innerHTML = markup;
  return place.firstElementChild as Element;
}

const gallery = async (attributes: string) =>
  new GalleryPage(await written<ImgproGallery>(`<imgpro-gallery ${attributes}></imgpro-gallery>`));

describe('a token of the page', () => {
  it('does not go where an injected gallery says, which shows what the page’s own gateway has', async () => {
    const endpoint = newEndpoint();
    configure({ tokenEndpoint: endpoint });
    const one = await gallery(`api-url="${EVIL}/v1"`);
    await one.tilesAre(2);
    await (await gallery(`api-url="${EVIL}/other"`)).tilesAre(2);
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(lists().map(({ url }) => url.href.split('?')[0])).to.deep.equal(
      Array(2).fill(new URL(endpoint.replace('token', 'v1/images'), location.href).href),
    );
    expect(said).to.have.length(1);
    expect(said[0])
      .to.contain(`api-url="${EVIL}/v1"`)
      .and.contain('configure({ apiUrl: … })')
      .and.contain('data-api-url');
  });

  it('does not go there with an endpoint of the page on the element either', async () => {
    await (await gallery(`token-endpoint="${newEndpoint()}" api-url="${EVIL}/v1"`)).tilesAre(2);
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(said).to.have.length(1);
  });

  it('goes to the address that came with it, and where else that origin is named', async () => {
    answer = { api_url: 'https://gate.example/v1' };
    configure({ tokenEndpoint: newEndpoint() });
    await (await gallery('')).tilesAre(2);
    await (await gallery('api-url="https://gate.example/second/v1"')).tilesAre(2);
    expect(lists().map(({ url }) => url.pathname)).to.deep.equal(['/v1/images', '/second/v1/images']);
    expect(tokensAt('https://gate.example')).to.have.length(2);
    expect(said).to.deep.equal([]);
  });

  it('goes where an element says once the page has named that origin, and no longer when it takes it back', async () => {
    configure({ tokenEndpoint: newEndpoint() });
    const page = await gallery('api-url="https://gate.example/v1"');
    await page.tilesAre(2);
    expect(requestsTo('https://gate.example')).to.deep.equal([]);
    configure({ apiUrl: 'https://gate.example/v1' });
    await waitUntil(() => tokensAt('https://gate.example').length === 1);
    configure({ apiUrl: undefined });
    await waitUntil(() => lists().length === 3);
    expect(requestsTo('https://gate.example')).to.have.length(1);
  });

  it('does not follow an image there', async () => {
    configure({ tokenEndpoint: newEndpoint() });
    const image = await written<ImgproImage>(
      `<imgpro-image image-id="stored" api-url="${EVIL}/v1" alt="" priority></imgpro-image>`,
    );
    await waitUntil(() => image.querySelector('img')?.src, 'no picture', { timeout: 5000 });
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(tokensAt(location.origin)).to.have.length(1);
  });

  it('does not follow an uploader there: not its upload, what it asks of it, nor its deletion', async () => {
    const endpoint = newEndpoint();
    answer = { policy: { abilities: ['create', 'read', 'delete'] } };
    configure({ tokenEndpoint: endpoint });
    const element = await written<ImgproUploader>(
      `<imgpro-uploader multiple delete-on-remove api-url="${EVIL}/v1"></imgpro-uploader>`,
    );
    await element.updateComplete;
    const page = new UploaderPage(element);
    page.choose(await picture('a.png'));
    const upload = await server.next();
    upload.store('stored', { status: 'processing' });
    await page.told('imgpro-image-ready');
    element.remove(element.files[0]!.id);
    await waitUntil(() => sent.some(({ method }) => method === 'DELETE'));
    const base = new URL(endpoint.replace('token', 'v1'), location.href).href;
    expect(upload.url).to.equal(`${base}/images`);
    expect(upload.token).to.be.a('string');
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(sent.slice(-2).map(({ method, url }) => `${method} ${url.href}`)).to.deep.equal([
      `GET ${base}/images/stored`,
      `DELETE ${base}/images/stored`,
    ]);
  });

  it('of its provider does not go where an element says, and goes to the page-wide address', async () => {
    configure({ tokenProvider: () => 'provided', apiUrl: 'https://gate.example/v1' });
    await (await gallery(`api-url="${EVIL}/v1"`)).tilesAre(2);
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(tokensAt('https://gate.example')).to.deep.equal(['Bearer provided']);
  });

  it('goes where the element says that a script gave its provider, unless its answer says where', async () => {
    const page = await gallery('api-url="https://gate.example/v1" ids=""');
    page.element.tokenProvider = () => 'bare';
    page.element.ids = null;
    await page.tilesAre(2);
    expect(tokensAt('https://gate.example')).to.deep.equal(['Bearer bare']);
    page.element.tokenProvider = () => ({ token: 'told', api_url: '/imgpro/v1' });
    await waitUntil(() => tokensAt(location.origin).length === 1);
    expect(tokensAt('https://gate.example')).to.deep.equal(['Bearer bare']);
  });

  it('stays away from an injected token endpoint, which gets no cookies, and whose token stays with it', async () => {
    let asked = 0;
    configure({ tokenProvider: () => `provided-${(asked += 1)}` });
    await (await gallery(`token-endpoint="${EVIL}/token"`)).tilesAre(2);
    expect(asked).to.equal(0);
    const [minting, list] = requestsTo(EVIL);
    expect(minting).to.include({ method: 'POST', token: null, credentials: 'same-origin' });
    expect(list!.token).to.equal('Bearer of-evil-example');
    expect(requestsTo(location.origin)).to.deep.equal([]);
  });

  it('of an element’s own provider does not go to the origin of an endpoint beside it', async () => {
    const element = document.createElement('imgpro-gallery');
    element.tokenProvider = () => ({ token: 'provided', api_url: '/imgpro/v1' });
    element.setAttribute('token-endpoint', `${EVIL}/token`);
    element.setAttribute('api-url', `${EVIL}/v1`);
    (await fixture<HTMLElement>('<div></div>')).append(element);
    await new GalleryPage(element).tilesAre(2);
    expect(requestsTo(EVIL)).to.deep.equal([]);
    expect(tokensAt(location.origin)).to.deep.equal(['Bearer provided']);
  });
});

describe('without a token', () => {
  it('an element may ask any API', async () => {
    await (await gallery('api-url="https://anybody.example/v1" ids="photo0 photo1"')).tilesAre(2);
    expect(
      requestsTo('https://anybody.example').map(({ url, token }) => [url.pathname, token]),
    ).to.have.deep.members([
      ['/v1/images/photo0', null],
      ['/v1/images/photo1', null],
    ]);
    expect(said).to.deep.equal([]);
  });
});
