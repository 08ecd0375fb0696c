import { expect, fixture, html } from '@open-wc/testing';
import type { Image } from '../../../src/api/types.ts';
import type { ImgproGallery } from '../../../src/elements/gallery/imgpro-gallery.ts';
import { servicePart } from '../../../src/elements/gallery/parts.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import de from '../../../src/locales/de.ts';
import { configure } from '../../../src/elements/shared/base/configuration.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { FakeService, galleryOf, GalleryPage, makeImages, picture, until } from '../../harness/gallery.ts';

async function* later<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  for (const item of items) yield item;
}

describe('images at hand', () => {
  it('may be of all generations in one array, in their order', async () => {
    const images = await makeImages(5);
    const { url } = images[0]!;
    const given = [
      images[0],
      { id: 'abcd1234', image_url: url, width: 600, height: 400 },
      images[2],
      { id: 'old', url, page_url: 'https://img.example/old', width: 3, height: 2 },
      images[4],
    ];
    const page = await galleryOf(null);
    page.element.images = given as never;
    await page.tilesAre(5);
    expect(page.ids).to.deep.equal(['photo0', 'abcd1234', 'photo2', 'old', 'photo4']);
  });

  it('may be one image', async () => {
    const page = await galleryOf(null);
    page.element.images = (await makeImages(1))[0] as never;
    await page.tilesAre(1);
  });

  const iterables: Record<string, (images: Image[]) => unknown> = {
    'a Set': (images) => new Set(images),
    'the values of a Map': (images) => new Map(images.map((image) => [image.id, image])).values(),
    'a generator': function* (images) {
      yield* images;
    },
    'an async generator': (images) => later(images),
    'a client’s list': (images) => new FakeService(images).client.images.list({ limit: 20 }),
  };
  for (const [name, make] of Object.entries(iterables))
    it(`may come as ${name}, page by page`, async () => {
      const images = await makeImages(70);
      const page = await galleryOf(null, { 'page-size': 30, 'row-height': 60 });
      page.element.images = make(images) as never;
      await until(() => page.element.loaded.length === 70);
      expect(page.element.loaded.map(({ id }) => id)).to.deep.equal(images.map(({ id }) => id));
      expect(page.element.hasMore).to.equal(false);
    });

  it('may have no end: no more are taken than are near', async () => {
    const [image] = await makeImages(1);
    let taken = 0;
    function* endless() {
      for (;;) yield { ...image!, id: `n${taken++}` };
    }
    const page = await galleryOf(null, { 'page-size': 20, layout: 'grid', columns: 2 });
    page.element.images = endless();
    await until(() => page.element.loaded.length >= 20);
    await page.placed();
    expect(taken).to.equal(page.element.loaded.length).and.to.be.lessThan(100);
    expect(page.element.hasMore).to.equal(true);
    const before = taken;
    window.scrollTo(0, document.documentElement.scrollHeight);
    await until(() => page.element.loaded.length > before);
    window.scrollTo(0, 0);
  });

  it('that fail in the middle say so, lose nothing, and go on', async () => {
    const images = await makeImages(50);
    let fails = true;
    const given = {
      async *[Symbol.asyncIterator]() {
        yield* images.slice(0, 33);
        if (fails) throw new Error('The line is dead.');
        yield* images.slice(33);
      },
    };
    const page = await galleryOf(null, { 'page-size': 20, 'row-height': 60 });
    const codes: string[] = [];
    page.element.addEventListener('imgpro-error', ({ detail }) => codes.push(detail.message));
    page.element.images = given;
    await until(() => page.hasButton('Try again'));
    expect(page.text).to.contain('More images could not be loaded');
    expect(page.element.loaded).to.have.length(20);
    page.button('Try again').click();
    await until(() => codes.length === 2);
    await until(() => page.hasButton('Try again'));
    fails = false;
    page.button('Try again').click();
    await until(() => page.element.loaded.length === 50);
    expect(page.element.loaded.map(({ id }) => id)).to.deep.equal(images.map(({ id }) => id));
    expect(codes).to.deep.equal(['The line is dead.', 'The line is dead.']);
  });

  it('that are a dead generator do not pretend to be all', async () => {
    const images = await makeImages(30);
    function* given() {
      yield* images;
      throw new Error('The line is dead.');
    }
    const page = await galleryOf(null, { 'page-size': 20, 'row-height': 60 });
    page.element.images = given();
    await until(() => page.hasButton('Try again'));
    page.button('Try again').click();
    await until(() => page.element.matches(':state(error)'));
    expect(page.element.hasMore).to.equal(true);
    expect(page.text).not.to.contain('That’s all');
  });

  it('may change while the first are still being read', async () => {
    const slow = later(
      (function* () {
        for (;;) yield null;
      })(),
    );
    const page = await galleryOf(null, { selectable: true });
    page.element.images = slow as never;
    await page.element.updateComplete;
    page.element.images = await makeImages(3);
    await page.tilesAre(3);
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const [late] = await makeImages(1, {}, 'late');
    page.element.images = (async function* () {
      await gate;
      yield late!;
    })();
    await page.element.updateComplete;
    page.element.images = await makeImages(4);
    await page.tilesAre(4);
    release();
    await new Promise((resolve) => setTimeout(resolve));
    await page.element.updateComplete;
    expect(page.ids).to.deep.equal(['photo0', 'photo1', 'photo2', 'photo3']);
  });

  it('give way to the other ways in when they are taken back', async () => {
    const service = new FakeService(await makeImages(6));
    const page = await galleryOf(service);
    await page.tilesAre(6);
    page.element.images = await makeImages(2, {}, 'given');
    await page.tilesAre(2);
    page.element.images = null;
    await page.tilesAre(6);
    page.element.ids = ['photo4'];
    await page.tilesAre(1);
    page.element.images = later(await makeImages(3, {}, 'given'));
    await page.tilesAre(3);
    page.element.images = null;
    await page.tilesAre(1);
    page.element.ids = null;
    await page.tilesAre(6);
  });
});

describe('reload()', () => {
  it('reads what is given anew', async () => {
    const images = await makeImages(4);
    const page = await galleryOf(null);
    page.element.images = images;
    await page.tilesAre(4);
    images.pop();
    await page.element.reload();
    await page.tilesAre(3);
  });

  it('shows an iterable again, which can be read but once', async () => {
    const images = await makeImages(50);
    const page = await galleryOf(null, { 'page-size': 20, 'row-height': 60 });
    page.element.images = later(images);
    await until(() => page.element.loaded.length === 50);
    await page.element.reload();
    await until(() => page.element.loaded.length === 50);
  });

  it('asks for the list and for ids again', async () => {
    const service = new FakeService(await makeImages(5));
    const page = await galleryOf(service);
    await page.tilesAre(5);
    service.images = service.images.slice(1);
    await page.element.reload();
    await page.tilesAre(4);
    page.element.ids = ['photo1', 'photo2', 'photo0'];
    await page.tilesAre(2);
    service.images = service.images.slice(1);
    await page.element.reload();
    await page.tilesAre(1);
  });

  it('reads the children again', async () => {
    const src = await picture(600, 400);
    const element = await fixture<ImgproGallery>(html`
      <imgpro-gallery
        ><img src=${src} data-id="one" width="6" height="4" alt="" /><img
          src=${src}
          data-id="two"
          width="6"
          height="4"
          alt=""
      /></imgpro-gallery>
    `);
    const page = new GalleryPage(element);
    await page.tilesAre(2);
    element.querySelector('img')!.alt = 'A lake';
    await element.reload();
    await until(() => page.picture('one')!.alt === 'A lake');
  });
});

describe('the page’s configuration', () => {
  it('may change, in what is none of the way to the images, and empties nothing', async () => {
    const service = new FakeService(await makeImages(120));
    const page = await galleryOf(service, { 'page-size': 60, selectable: true });
    await until(() => page.element.loaded.length >= 60);
    window.scrollTo(0, document.documentElement.scrollHeight);
    await until(() => page.element.loaded.length === 120);
    await page.element.scrollToImage('photo70');
    page.face('photo70').focus();
    page.element.select(['photo70', 'photo3']);
    await page.element.updateComplete;
    const { calls } = service;
    const asked = calls.length;
    const at = window.scrollY;
    const kept = page.tile('photo70');
    registerLocale(de);
    try {
      configure({ locale: 'de' });
      await until(() => page.root.querySelector('.list')!.getAttribute('aria-label') === 'Bilder');
      configure({ apiUrl: 'https://elsewhere.example/v1' });
      await new Promise((resolve) => setTimeout(resolve));
      await page.element.updateComplete;
    } finally {
      configure({ locale: undefined, apiUrl: undefined });
    }
    await page.element.updateComplete;
    expect(calls).to.have.length(asked);
    expect(page.tile('photo70') === kept).to.equal(true);
    expect([page.focused, page.element.selection.length, page.element.loaded.length]).to.deep.equal([
      'photo70',
      2,
      120,
    ]);
    expect(window.scrollY).to.be.closeTo(at, 1);
    window.scrollTo(0, 0);
  });

  it('that leads elsewhere does load anew', async () => {
    const real = window.fetch;
    const asked: string[] = [];
    const images = await makeImages(3);
    window.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input));
      asked.push(url.host);
      if (url.pathname.endsWith('/token'))
        return Response.json({
          token: `t-${url.host}`,
          expires_at: new Date(Date.now() + 600_000).toISOString(),
          endpoint: `https://api.${url.host}/v1/images`,
        });
      void init;
      return Response.json({
        object: 'list',
        data: images,
        pagination: { has_more: false, next_cursor: null, next_url: null },
      });
    };
    try {
      configure({ tokenEndpoint: 'https://one.example/token', apiUrl: 'https://api.example/v1' });
      const page = await galleryOf(null);
      await page.tilesAre(3);
      asked.length = 0;
      configure({ locale: 'de' });
      configure({ tokenEndpoint: 'https://two.example/token' });
      await until(() => asked.includes('two.example') && asked.length >= 2);
      await page.tilesAre(3);
    } finally {
      window.fetch = real;
      configure({ tokenEndpoint: undefined, apiUrl: undefined, locale: undefined });
    }
  });
});

describe('the code that lists', () => {
  it('may be missing: the gallery says so, and tries again', async () => {
    forgetWarnings();
    const service = new FakeService(await makeImages(4));
    const page = await galleryOf(null, { ids: 'photo1 photo2' });
    const module = servicePart.present!;
    const { load } = servicePart;
    servicePart.provide(null);
    servicePart.load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    try {
      page.element.client = service.client;
      page.element.ids = ['photo1', 'photo2', 'photo3'];
      await until(() => page.hasButton('Try again'));
      expect(page.text).to.contain('could not be loaded');
      servicePart.load = () => Promise.resolve(module);
      page.button('Try again').click();
      await page.tilesAre(3);
    } finally {
      servicePart.load = load;
      servicePart.provide(module);
    }
  });
});
