import { expect, fixture, html } from '@open-wc/testing';
import type { Image } from '../../../src/api/types.ts';
import type { ImgproGallery } from '../../../src/elements/gallery/imgpro-gallery.ts';
import { Arrangement } from '../../../src/elements/gallery/stage/arrangement.ts';
import { Stage } from '../../../src/elements/gallery/stage/stage.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { renderGallery } from '../../../src/image/gallery-html.ts';
import { FakeService, galleryOf, GalleryPage, makeImages, picture, until } from '../../harness/gallery.ts';

/** Counts the calls of a method while something goes on. */
async function counting(owner: object, name: string, act: () => Promise<void> | void): Promise<number> {
  const target = owner as Record<string, (...args: unknown[]) => unknown>;
  const method = target[name]!;
  let calls = 0;
  target[name] = function (this: unknown, ...args) {
    calls++;
    return method.apply(this, args);
  };
  try {
    await act();
  } finally {
    target[name] = method;
  }
  return calls;
}

async function manyImages(count: number, attributes = {}): Promise<GalleryPage> {
  const page = await galleryOf(null, { layout: 'grid', columns: 5, uploader: 'up', ...attributes });
  page.element.images = await makeImages(count);
  await until(() => page.element.loaded.length === count && page.tiles.length > 0);
  await page.element.updateComplete;
  return page;
}

async function uploader(): Promise<HTMLElement & { images?: Image[] }> {
  return fixture<HTMLElement>(html`<div id="up"></div>`);
}

describe('changes among many images', () => {
  const changed = async (page: GalleryPage, patch: (image: Image, i: number) => Partial<Image>) => {
    const up = await uploader();
    up.images = page.element.loaded.slice(50, 1050).map((image, i) => ({ ...image, ...patch(image, i) }));
    const detail = { ids: up.images.map(({ id }) => id), errors: [] };
    up.dispatchEvent(new CustomEvent('imgpro-update', { detail, bubbles: true }));
    await page.element.updateComplete;
  };

  it('of a thousand captions place nothing anew', async () => {
    const page = await manyImages(100_000);
    const calls = await counting(Stage.prototype, 'arrange', () =>
      changed(page, (_, i) => ({ caption: `Number ${i}` })),
    );
    expect(calls).to.equal(0);
    expect(page.element.loaded[1049]!.caption).to.equal('Number 999');
  });

  it('of a thousand dates place all once', async () => {
    const page = await manyImages(100_000, { 'group-by': 'month' });
    const appends = () =>
      counting(Arrangement.prototype, 'append', () =>
        changed(page, (_, i) => ({ published_at: new Date(2025, i % 12, 3).toISOString() })),
      );
    expect(await appends()).to.equal(1);
  });

  it('of one that an uploader brings place all once', async () => {
    const page = await manyImages(20_000);
    const up = await uploader();
    await page.placed();
    const [image] = await makeImages(1, {}, 'fresh');
    const calls = await counting(Stage.prototype, 'arrange', async () => {
      up.dispatchEvent(
        new CustomEvent('imgpro-upload-success', { detail: { file: {}, image }, bubbles: true }),
      );
      await page.element.updateComplete;
      up.dispatchEvent(new CustomEvent('imgpro-image-ready', { detail: { file: {}, image }, bubbles: true }));
      await page.element.updateComplete;
    });
    expect(calls).to.equal(1);
    expect(page.element.loaded[0]!.id).to.equal('fresh0');
  });

  it('that come at the end place those alone', async () => {
    const service = new FakeService(await makeImages(60));
    const page = await galleryOf(service, { 'page-size': 30, layout: 'grid', columns: 1 });
    await until(() => page.element.loaded.length === 30);
    const anew = await counting(Arrangement.prototype, 'anew', async () => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      await until(() => page.element.loaded.length === 60);
      await page.element.updateComplete;
    });
    expect(anew).to.equal(0);
    window.scrollTo(0, 0);
  });

  it('and the viewer, which looks at those near alone', async () => {
    const page = await manyImages(20_000, { lightbox: true });
    const read = new Set<string>();
    for (const image of page.element.loaded as Image[]) {
      const { url } = image;
      Object.defineProperty(image, 'url', {
        configurable: true,
        get() {
          read.add(image.id);
          return url;
        },
      });
    }
    await page.element.open('photo10000');
    await until(() => page.viewer?.open);
    expect(read.size).to.be.within(1, 300);
    page.element.close();
    await until(() => !page.viewer);
  });

  it('and paper, which asks for those on it alone', async () => {
    const page = await manyImages(20_000);
    window.dispatchEvent(new Event('beforeprint'));
    expect(page.tiles).to.have.length(2000);
    expect(page.root.querySelector('.paper')!.textContent).to.contain('18,000');
    window.dispatchEvent(new Event('afterprint'));
  });
});

describe('the children of a gallery', () => {
  const flagged = async (service: FakeService | null, others: Partial<Image>[] = []) => {
    const images = await makeImages(2);
    images[0] = {
      ...images[0]!,
      ...others[0],
      nsfw: true,
      transformable: true,
      url: 'https://cdn.example/a/photo0.jpg',
    };
    images[1] = { ...images[1]!, public: false, published_at: null, ...others[1] };
    // The blurred file leads nowhere here: a picture stands in for it.
    const src = await picture(600, 400);
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.innerHTML = renderGallery(images, { lightbox: true, manage: true }).replace(
      /src="https:[^"]*"/,
      `src="${src}"`,
    );
    const element = box.querySelector<ImgproGallery>('imgpro-gallery')!;
    if (service) element.client = service.client;
    const page = new GalleryPage(element);
    await page.tilesAre(2);
    return page;
  };

  it('stay flagged and private, and keep their dates', async () => {
    const service = new FakeService([]);
    const page = await flagged(service, [{ published_at: '2026-05-17T12:00:00Z' }]);
    expect(page.tile('photo0').classList.contains('is-nsfw')).to.equal(true);
    expect(page.text).to.contain('Sensitive content');
    expect(page.tile('photo1').querySelector('.badge')!.textContent).to.contain('Private');
    const [first, second] = page.element.loaded;
    expect([first!.nsfw, first!.public, first!.published_at]).to.deep.equal([
      true,
      true,
      '2026-05-17T12:00:00Z',
    ]);
    expect([second!.nsfw, second!.public, second!.published_at]).to.deep.equal([false, false, null]);
  });

  it('that are flagged are asked for when somebody wants to see one', async () => {
    const [sharp] = await makeImages(1, { nsfw: true });
    const service = new FakeService([sharp!]);
    const page = await flagged(service);
    const { calls } = service;
    expect(calls.filter(({ path }) => path === '/images/photo0')).to.have.length(0);
    page.face('photo0').click();
    await until(() => page.picture('photo0')?.src === sharp!.url);
    await until(() => page.picture('photo0')!.matches('.is-loaded'));
    expect((page.face('photo0') as HTMLAnchorElement).href).to.equal(sharp!.page_url);
    // Also after loading anew.
    await page.element.reload();
    await until(() => page.picture('photo0')?.src === sharp!.url);
  });

  it('that cannot be had say so, and are asked for again', async () => {
    const [sharp] = await makeImages(1, { nsfw: true });
    const service = new FakeService([sharp!]);
    const page = await flagged(service);
    service.failures = [{ status: 0 }];
    page.face('photo0').click();
    await until(() => page.tile('photo0').textContent!.includes('Could not be shown'));
    expect(page.tile('photo0').textContent).to.contain('Try again');
    page.face('photo0').click();
    await until(() => page.picture('photo0')?.src === sharp!.url);
  });
});

describe('a failed tile', () => {
  it('is right again with another address, whichever way that comes', async () => {
    const images = await makeImages(4);
    const bad = images.map((image, i) =>
      i < 2 ? { ...image, url: `blob:https://nowhere.example/${i}` } : image,
    );
    const page = await galleryOf(null, { uploader: 'up' });
    page.element.images = bad;
    await until(() => page.root.querySelectorAll('.is-broken').length === 2);
    const up = await uploader();
    up.images = [images[0]!];
    up.dispatchEvent(
      new CustomEvent('imgpro-update', { detail: { ids: ['photo0'], errors: [] }, bubbles: true }),
    );
    await until(() => page.picture('photo0')?.matches('.is-loaded'));
    expect(page.root.querySelectorAll('.is-broken')).to.have.length(1);
    page.element.images = images;
    await until(() => page.picture('photo1')?.matches('.is-loaded'));
  });
});

describe('images that are processing', () => {
  it('are asked for only near the view', async () => {
    const images = await makeImages(400);
    const service = new FakeService(images.map((image) => ({ ...image, status: 'processing' as const })));
    const page = await galleryOf(null, { layout: 'grid', columns: 5 });
    page.element.client = service.client;
    page.element.images = service.images;
    await page.tilesAre(400);
    const asked = () => new Set(service.calls.map(({ path }) => path.split('/').at(-1)));
    await until(() => asked().has('photo0'));
    service.images = images;
    await until(() => page.face('photo0').matches('a'));
    expect(asked().has('photo399')).to.equal(false);
    expect(asked().size).to.be.lessThan(120);
    window.scrollTo(0, document.documentElement.scrollHeight);
    await until(() => page.face('photo399').matches('a'));
    window.scrollTo(0, 0);
  });
});

describe('a failed page that is tried again', () => {
  it('leaves the last row where it was', async () => {
    const service = new FakeService(await makeImages(40));
    const page = await galleryOf(null, { 'page-size': 20, 'row-height': 100 });
    page.element.addEventListener('imgpro-load-page', () => (service.failures = [{ status: 500 }]), {
      once: true,
    });
    page.element.client = service.client;
    await until(() => page.hasButton('Try again'));
    await page.tilesAre(20);
    page.face('photo19').focus();
    const release = service.hold();
    page.button('Try again').click();
    await until(() => page.text.includes('Loading more images'));
    expect(page.tiles).to.have.length(20);
    // Also when the gallery leaves meanwhile.
    const box = page.element.parentElement!;
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    box.append(page.element);
    await page.element.updateComplete;
    await page.placed();
    expect(page.tiles).to.have.length(20);
    release();
    await page.tilesAre(40);
  });
});

describe('the abilities of a token', () => {
  const policy = (abilities: string[]) => ({ abilities });
  /** A provider whose answers come when they are let go. */
  function provider() {
    const answers: ((abilities: string[]) => void)[] = [];
    const provide = () =>
      new Promise((resolve) =>
        answers.push((abilities) =>
          resolve({
            token: `t-${abilities.join('-')}`,
            expires_at: new Date(Date.now() + 600_000).toISOString(),
            endpoint: 'https://api.example/v1/images',
            policy: policy(abilities),
          }),
        ),
      );
    return { answers, provide };
  }

  it('are those of the newest, though the answer for an older one comes later', async () => {
    forgetWarnings();
    const [older, newer] = [provider(), provider()];
    const page = await galleryOf(null, { manage: true });
    page.element.images = await makeImages(3);
    page.element.tokenProvider = older.provide as never;
    await until(() => older.answers.length > 0);
    page.element.tokenProvider = newer.provide as never;
    await until(() => newer.answers.length > 0);
    page.element.select(['photo0']);
    for (const answer of newer.answers) answer(['list', 'update']);
    await until(() => !page.hasButton('Delete'));
    for (const answer of older.answers) answer(['list', 'update', 'delete']);
    await new Promise((resolve) => setTimeout(resolve));
    await page.element.updateComplete;
    expect(page.hasButton('Delete')).to.equal(false);
  });

  it('are asked for again by a gallery that left before the answer', async () => {
    const asked = provider();
    const page = await galleryOf(null, { manage: true });
    page.element.images = await makeImages(3);
    page.element.tokenProvider = asked.provide as never;
    await until(() => asked.answers.length > 0);
    const box = page.element.parentElement!;
    page.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    box.append(page.element);
    page.element.select(['photo0']);
    await until(() => {
      for (const answer of asked.answers) answer(['list', 'update']);
      return !page.hasButton('Delete');
    });
  });
});
