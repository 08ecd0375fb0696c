import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import type { ImgproGallery } from '../../../src/elements/gallery/imgpro-gallery.ts';
import { FakeService, GalleryPage, galleryOf, makeImages, until, picture } from '../../harness/gallery.ts';

describe('<imgpro-gallery>', () => {
  it('is accessible', async () => {
    const images = await makeImages(8);
    images[1] = { ...images[1]!, caption: 'A hill in spring' };
    const gallery = await galleryOf(new FakeService(images), { lightbox: true, manage: true });
    await gallery.tilesAre(8);
    gallery.element.select(['photo1']);
    await gallery.element.updateComplete;
    await expect(gallery.element).to.be.accessible();
  });

  it('upgrades from plain HTML', async () => {
    const src = await picture(600, 400);
    const element = await fixture<ImgproGallery>(html`
      <imgpro-gallery>
        <a href="https://img.example/aaaa1111"><img src=${src} width="600" height="400" alt="A lake" /></a>
        <a href="https://img.example/bbbb2222.jpg" data-id="named"
          ><img src=${src} width="400" height="600" alt="A tower"
        /></a>
      </imgpro-gallery>
    `);
    const gallery = new GalleryPage(element);
    await gallery.tilesAre(2);
    expect(gallery.ids).to.deep.equal(['aaaa1111', 'named']);
    expect(gallery.picture('named')!.alt).to.equal('A tower');
    expect((gallery.face('aaaa1111') as HTMLAnchorElement).href).to.equal('https://img.example/aaaa1111');
  });
});

describe('the ways in', () => {
  it('shows the list of the account, newest first, page by page', async () => {
    const service = new FakeService(await makeImages(30));
    const gallery = await galleryOf(service, { 'page-size': 30 });
    await gallery.tilesAre(30);
    expect(gallery.ids.slice(0, 3)).to.deep.equal(['photo0', 'photo1', 'photo2']);
    expect(service.calls[0]!.query.get('limit')).to.equal('30');
  });

  it('shows images by id in the order asked for, and leaves out what there is not', async () => {
    const service = new FakeService(await makeImages(5));
    const gallery = await galleryOf(service, { ids: 'photo3, photo1 nowhere photo4' });
    await gallery.tilesAre(3);
    expect(gallery.ids).to.deep.equal(['photo3', 'photo1', 'photo4']);
  });

  it('shows images at hand, and an empty list as empty', async () => {
    const gallery = await galleryOf(null);
    gallery.element.images = await makeImages(3);
    await gallery.tilesAre(3);
    gallery.element.images = [];
    await gallery.tilesAre(0);
    expect(gallery.text).to.contain('No images yet');
    expect(gallery.element.matches(':state(empty)')).to.equal(true);
  });

  it('takes images set before it was part of the page', async () => {
    const element = document.createElement('imgpro-gallery');
    element.images = await makeImages(4);
    const box = await fixture<HTMLElement>(html`<div></div>`);
    box.append(element);
    await new GalleryPage(element).tilesAre(4);
  });

  it('asks for public images one by one when there is no token', async () => {
    const images = await makeImages(2);
    const asked: string[] = [];
    const real = window.fetch;
    window.fetch = (input) => {
      const id = new URL(String(input)).pathname.split('/').at(-1)!;
      asked.push(id);
      const image = images.find((each) => each.id === id);
      return Promise.resolve(
        image
          ? Response.json(image)
          : Response.json({ error: { type: 'x', code: 'not_found', message: 'No.' } }, { status: 404 }),
      );
    };
    try {
      const gallery = await galleryOf(null, {
        ids: 'photo1 gone photo0',
        'api-url': 'https://api.example/v1',
      });
      await gallery.tilesAre(2);
      expect(gallery.ids).to.deep.equal(['photo1', 'photo0']);
      expect(asked).to.have.members(['photo1', 'gone', 'photo0']);
    } finally {
      window.fetch = real;
    }
  });

  it('keeps the selection of an image that another source has as well', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(5)), { selectable: true });
    await gallery.tilesAre(5);
    gallery.element.select(['photo1', 'photo3']);
    gallery.element.ids = ['photo3', 'photo0'];
    await gallery.tilesAre(2);
    expect(gallery.element.selection).to.deep.equal(['photo3']);
    gallery.element.ids = null;
    await gallery.tilesAre(5);
    expect(gallery.element.selection).to.deep.equal(['photo3']);
  });

  it('goes on with the account’s list where the children end', async () => {
    const service = new FakeService(await makeImages(6));
    const src = await picture(600, 400);
    const element = await fixture<ImgproGallery>(html`
      <imgpro-gallery next-cursor="2" .client=${service.client}>
        <a href="https://img.example/photo0"><img src=${src} width="600" height="400" alt="One" /></a>
        <a href="https://img.example/photo1"><img src=${src} width="600" height="400" alt="Two" /></a>
      </imgpro-gallery>
    `);
    const gallery = new GalleryPage(element);
    await gallery.tilesAre(6);
    expect(service.calls.map(({ query }) => query.get('cursor'))).to.deep.equal(['2']);
    expect(gallery.picture('photo1')!.alt).to.equal('Two');
  });

  it('does not load anew for what is put into a slot', async () => {
    const service = new FakeService(await makeImages(3));
    const gallery = await galleryOf(service);
    await gallery.tilesAre(3);
    const end = document.createElement('p');
    end.slot = 'end';
    gallery.element.append(end);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(service.calls).to.have.length(1);
  });

  it('is the same when taken out of the page and put back', async () => {
    const service = new FakeService(await makeImages(10));
    const gallery = await galleryOf(service);
    await gallery.tilesAre(10);
    const parent = gallery.element.parentElement!;
    gallery.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    parent.append(gallery.element);
    await gallery.tilesAre(10);
    expect(service.calls).to.have.length(1);
  });

  it('stops what it was loading when it leaves the page, and takes it up again when it is back', async () => {
    const service = new FakeService(await makeImages(10));
    const release = service.hold();
    const gallery = await galleryOf(service);
    await until(() => service.calls.length === 1);
    const parent = gallery.element.parentElement!;
    gallery.element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    release();
    expect(gallery.element.loaded).to.have.length(0);
    parent.append(gallery.element);
    await gallery.tilesAre(10);
  });
});

describe('what is given', () => {
  it('brings no address into the page that is none of a file or a page', async () => {
    const images = await makeImages(4);
    images[0] = { ...images[0]!, page_url: 'javascript:alert(1)' };
    images[1] = { ...images[1]!, page_url: ' java\nscript:alert(1)', url: 'javascript:alert(1)' };
    images[2] = {
      ...images[2]!,
      url: 'data:text/html,<script>1</script>',
      page_url: 'data:text/html,x',
      sizes: { small: { url: 'javascript:alert(1)', width: 300, height: 200 } },
    };
    const gallery = await galleryOf(null, { lightbox: true });
    const odd = [null, 7, { id: 'x y' }, { id: 'gone', deleted: true }];
    gallery.element.images = [...images, ...(odd as never[])];
    await gallery.tilesAre(4);
    expect((gallery.face('photo0') as HTMLAnchorElement).href).to.equal(images[0].url);
    expect(gallery.face('photo1').textContent).to.contain('Could not be shown');
    const addresses = [...gallery.root.querySelectorAll('[href], [src], [srcset]')].flatMap((element) =>
      ['href', 'src', 'srcset'].map((name) => element.getAttribute(name) ?? ''),
    );
    for (const address of addresses) expect(address).to.match(/^(https:|blob:|$)/);
  });

  it('may be images of an older API', async () => {
    const { url } = (await makeImages(1))[0]!;
    const gallery = await galleryOf(null);
    const old = { id: 'old1', src: url, url: 'https://img.example/old1', width: 3, height: 2 };
    gallery.element.images = [old as never];
    await gallery.tilesAre(1);
    expect((gallery.face('old1') as HTMLAnchorElement).href).to.equal('https://img.example/old1');
    await until(() => gallery.picture('old1')!.classList.contains('is-loaded'));
  });
});

describe('places', () => {
  it('are the same before a picture arrives and after', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(7)));
    await gallery.tilesAre(7);
    const before = gallery.ids.map((id) => gallery.box(id));
    await until(() => gallery.ids.every((id) => gallery.picture(id)!.complete));
    expect(gallery.ids.map((id) => gallery.box(id))).to.deep.equal(before);
  });

  it('fill each row to the pixel', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(24)), { gap: 6 }, 777);
    await gallery.tilesAre(24);
    const boxes = gallery.ids.map((id) => gallery.box(id));
    const ends = new Map(boxes.map(({ top, left, width }) => [top, left + width]));
    expect(ends.size).to.be.greaterThan(3);
    for (const end of [...ends.values()].slice(0, -1)) expect(end).to.equal(777);
  });

  it('do not move when more images come, and what still may is kept back', async () => {
    const service = new FakeService(await makeImages(43));
    const gallery = await galleryOf(null, { 'page-size': 23 });
    let release = () => {};
    gallery.element.addEventListener('imgpro-load-page', () => (release = service.hold()), { once: true });
    gallery.element.client = service.client;
    await until(() => gallery.tiles.length > 0);
    expect(gallery.element.loaded).to.have.length(23);
    expect(gallery.tiles.length).to.be.lessThan(23);
    const seen = new Map(gallery.ids.map((id) => [id, gallery.box(id)]));
    release();
    await gallery.tilesAre(43);
    for (const [id, box] of seen) expect(gallery.box(id), id).to.deep.equal(box);
  });

  it('follow the width', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(12)));
    await gallery.tilesAre(12);
    gallery.element.parentElement!.style.inlineSize = '400px';
    await until(() => gallery.ids.every((id) => gallery.box(id).left + gallery.box(id).width <= 400));
  });

  it('follow the custom properties, in any unit', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(12)), { layout: 'grid' });
    await gallery.tilesAre(12);
    gallery.element.style.setProperty('--imgpro-columns', '4');
    gallery.element.style.setProperty('--imgpro-gap', '1rem');
    await until(() => gallery.box('photo1').left === 204);
    expect(gallery.box('photo3')).to.deep.equal({ left: 612, top: 0, width: 188, height: 188 });
  });

  it('are columns with layout="columns"', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(9)), {
      layout: 'columns',
      columns: 3,
      gap: 10,
    });
    await gallery.tilesAre(9);
    const lefts = new Set(gallery.ids.map((id) => gallery.box(id).left));
    expect([...lefts].sort((a, b) => a - b)).to.deep.equal([0, 270, 540]);
  });

  it('are mirrored where one writes from right to left', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(3)), { dir: 'rtl' });
    await gallery.tilesAre(3);
    expect(gallery.box('photo0').left).to.be.greaterThan(gallery.box('photo1').left);
  });
});

describe('loading', () => {
  it('shows a skeleton first, then the images', async () => {
    const service = new FakeService(await makeImages(3));
    const release = service.hold();
    const gallery = await galleryOf(service);
    expect(gallery.root.querySelector('.skeleton')).to.exist;
    expect(gallery.element.matches(':state(loading)')).to.equal(true);
    release();
    await gallery.tilesAre(3);
    expect(gallery.root.querySelector('.skeleton')).not.to.exist;
  });

  it('loads more when the end comes near, until all are there', async () => {
    const service = new FakeService(await makeImages(90));
    const gallery = await galleryOf(service, { 'page-size': 30 });
    await until(() => gallery.element.loaded.length >= 30);
    for (let i = 0; i < 3; i++) {
      window.scrollTo(0, document.documentElement.scrollHeight);
      await until(() => gallery.element.loaded.length >= Math.min(90, 30 * (i + 1)));
    }
    await gallery.tilesAre(90);
    expect(gallery.element.hasMore).to.equal(false);
    expect(service.calls).to.have.length(3);
    window.scrollTo(0, 0);
  });

  it('tells of each page', async () => {
    const gallery = await galleryOf(null, { 'page-size': 2 });
    setTimeout(async () => (gallery.element.client = new FakeService(await makeImages(3)).client));
    const { detail } = await oneEvent(gallery.element, 'imgpro-load-page');
    expect(detail.images).to.have.length(2);
    expect(detail.hasMore).to.equal(true);
  });

  it('says that the first page failed, and tries again', async () => {
    const service = new FakeService(await makeImages(3));
    service.failures = [{ status: 0 }];
    const gallery = await galleryOf(service);
    await until(() => gallery.hasButton('Try again'));
    expect(gallery.text).to.contain('Check the connection');
    await expect(gallery.element).to.be.accessible();
    gallery.button('Try again').click();
    await gallery.tilesAre(3);
  });

  it('counts nothing as long as nothing has come', async () => {
    const service = new FakeService(await makeImages(3));
    service.failures = [{ status: 500 }];
    const gallery = await galleryOf(service, { selectable: true, manage: true });
    await until(() => gallery.hasButton('Try again'));
    expect(gallery.root.querySelector('.count')!.textContent!.trim()).to.equal('');
    gallery.button('Try again').click();
    await until(() => gallery.text.includes('3 images'));
  });

  for (const code of ['token_scope', 'forbidden'])
    it(`takes ${code} for the mistake of a developer, who is told, not for a sign-in`, async () => {
      const service = new FakeService(await makeImages(3));
      service.failures = [{ status: 403, code }];
      forgetWarnings();
      const said: string[] = [];
      const { warn } = console;
      console.warn = (...words: unknown[]) => said.push(words.join(' '));
      try {
        const gallery = await galleryOf(service);
        await until(() => gallery.text.includes('The images could not be loaded'));
        expect(gallery.text).not.to.contain('sign in');
      } finally {
        console.warn = warn;
      }
      expect(said.join()).to.contain('needs the ability "list"');
    });

  it('keeps what is loaded when a later page fails, and tries that page again', async () => {
    const service = new FakeService(await makeImages(40));
    const gallery = await galleryOf(null, { 'page-size': 20 });
    service.failures = [];
    let told = 0;
    gallery.element.addEventListener('imgpro-error', () => told++);
    gallery.element.addEventListener('imgpro-load-page', () => (service.failures = [{ status: 500 }]), {
      once: true,
    });
    gallery.element.client = service.client;
    await until(() => gallery.hasButton('Try again'));
    expect(gallery.tiles).to.have.length(20);
    expect(gallery.text).to.contain('More images could not be loaded');
    expect(told).to.equal(1);
    gallery.button('Try again').click();
    await gallery.tilesAre(40);
    expect(new Set(gallery.ids).size).to.equal(40);
  });

  it('tries again by itself when the connection is back', async () => {
    const service = new FakeService(await makeImages(3));
    service.failures = [{ status: 0 }];
    const gallery = await galleryOf(service);
    await until(() => gallery.hasButton('Try again'));
    window.dispatchEvent(new Event('online'));
    await gallery.tilesAre(3);
  });

  it('keeps the old images in place while it loads anew', async () => {
    const service = new FakeService(await makeImages(6));
    const gallery = await galleryOf(service);
    await gallery.tilesAre(6);
    service.images = service.images.slice(2);
    const release = service.hold();
    const done = gallery.element.reload();
    await gallery.element.updateComplete;
    expect(gallery.tiles).to.have.length(6);
    release();
    await done;
    await gallery.tilesAre(4);
  });
});

describe('a tile', () => {
  it('is a link to the image’s page with its alt text', async () => {
    const [image] = await makeImages(1, { metadata: { alt_text: 'Two swans' }, caption: 'Swans' });
    const gallery = await galleryOf(null);
    gallery.element.images = [image!];
    await gallery.tilesAre(1);
    expect((gallery.face('photo0') as HTMLAnchorElement).href).to.equal('https://img.example/photo0');
    expect(gallery.picture('photo0')!.alt).to.equal('Two swans');
  });

  it('of an image without words is named after its file', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(1)));
    await gallery.tilesAre(1);
    expect(gallery.picture('photo0')!.alt).to.equal('Image photo-0.jpg');
  });

  it('whose picture does not load says so, and tries again', async () => {
    const images = await makeImages(3);
    const good = images[1]!.url;
    images[1]!.url = 'blob:https://nowhere.example/none';
    const gallery = await galleryOf(null);
    gallery.element.images = images;
    await until(() => gallery.tiles.length === 3 && gallery.face('photo1').matches('button'));
    expect(gallery.face('photo1').textContent).to.contain('Could not be shown');
    await expect(gallery.element).to.be.accessible();
    gallery.element.loaded[1]!.url = good;
    gallery.face('photo1').focus();
    gallery.face('photo1').click();
    await until(() => gallery.picture('photo1')?.classList.contains('is-loaded') ?? false);
    expect(gallery.focused).to.equal('photo1');
  });

  it('without its picture has its words in the middle, however long the file’s name', async () => {
    const images = await makeImages(3);
    images[0]!.url = 'blob:https://nowhere.example/none';
    images[0]!.filename = `${'holiday-in-the-mountains-'.repeat(12)}.jpg`;
    const gallery = await galleryOf(null, { layout: 'grid', columns: 3 });
    gallery.element.images = images;
    await until(() => gallery.tiles.length === 3 && gallery.face('photo0').matches('button'));
    const middle = (element: Element) => {
      const { left, width } = element.getBoundingClientRect();
      return left + width / 2;
    };
    const words = gallery.face('photo0').querySelector('.words')!;
    expect(middle(words)).to.be.closeTo(middle(gallery.tile('photo0')), 1);
  });

  it('of a sensitive image has no sharp address before it is revealed', async () => {
    const images = await makeImages(2);
    images[0] = {
      ...images[0]!,
      nsfw: true,
      transformable: true,
      url: 'https://cdn.example/a/photo0.jpg',
      sizes: { small: { url: 'https://cdn.example/a/photo0.jpg?size=s', width: 480, height: 320 } },
    };
    const gallery = await galleryOf(null);
    gallery.element.images = images;
    // No task may pass: the address leads nowhere, and a picture that does not load is another state.
    while (gallery.tiles.length < 2) await Promise.resolve();
    expect(gallery.picture('photo0')!.src).to.contain('blur=');
    expect(gallery.picture('photo0')!.srcset).to.equal('');
    gallery.face('photo0').click();
    await gallery.element.updateComplete;
    expect(gallery.face('photo0').matches('a')).to.equal(true);
    expect(gallery.picture('photo0')!.src).not.to.contain('blur=');
  });

  it('of an image in processing waits calmly, and becomes the picture in the same place', async () => {
    const images = await makeImages(4);
    const service = new FakeService(images.map((image) => ({ ...image })));
    service.images[1] = { ...images[1]!, status: 'processing', width: null, height: null };
    const gallery = await galleryOf(service);
    await gallery.tilesAre(4);
    expect(gallery.face('photo1').getAttribute('aria-label')).to.equal('photo-1.jpg is being processed');
    await expect(gallery.element).to.be.accessible();
    const boxes = gallery.ids.map((id) => gallery.box(id));
    service.images[1] = images[1]!;
    await until(() => gallery.face('photo1').matches('a'), 'the picture');
    expect(gallery.ids.map((id) => gallery.box(id))).to.deep.equal(boxes);
  });

  it('of a failed or blocked image says why', async () => {
    const images = await makeImages(2);
    images[0] = { ...images[0]!, status: 'failed' };
    images[1] = { ...images[1]!, blocked: true };
    const gallery = await galleryOf(null);
    gallery.element.images = images;
    await gallery.tilesAre(2);
    expect(gallery.text).to.contain('Could not be processed').and.to.contain('Removed by moderation');
    await expect(gallery.element).to.be.accessible();
  });
});

describe('an uploader’s images', () => {
  const announce = async (type: string, image: unknown) => {
    const uploader = document.querySelector('#up') ?? (await fixture(html`<div id="up"></div>`));
    uploader.dispatchEvent(
      new CustomEvent(type, { detail: { file: {}, image }, bubbles: true, composed: true }),
    );
  };

  it('appear at the top, first as they are and then as they will be', async () => {
    const service = new FakeService(await makeImages(6));
    const gallery = await galleryOf(service, { uploader: 'up' });
    await gallery.tilesAre(6);
    const [fresh] = await makeImages(1, {}, 'fresh');
    await announce('imgpro-upload-success', { ...fresh!, status: 'processing', width: null, height: null });
    await gallery.tilesAre(7);
    expect(gallery.ids[0]).to.equal('fresh0');
    expect(gallery.text).to.contain('Processing…');
    const box = gallery.box('fresh0');
    await announce('imgpro-image-ready', fresh);
    await until(() => gallery.face('fresh0').matches('a'));
    expect(gallery.tiles).to.have.length(7);
    expect(gallery.box('fresh0')).to.deep.equal(box);
  });

  it('that failed go when the person takes them off the uploader’s list', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(2)), { uploader: 'up' });
    await gallery.tilesAre(2);
    const [fresh] = await makeImages(1, {}, 'fresh');
    const failed = { ...fresh!, status: 'failed' };
    await announce('imgpro-upload-success', failed);
    await gallery.tilesAre(3);
    document.querySelector('#up')!.dispatchEvent(
      new CustomEvent('imgpro-file-removed', {
        detail: { file: { image: failed } },
        bubbles: true,
        composed: true,
      }),
    );
    await gallery.tilesAre(2);
  });

  it('show the caption that is written in the uploader', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(3, { caption: 'Old' })), {
      uploader: 'up',
    });
    await gallery.tilesAre(3);
    const [fresh] = await makeImages(1, { caption: 'First' }, 'fresh');
    await announce('imgpro-image-ready', fresh);
    await gallery.tilesAre(4);
    const uploader = document.querySelector('#up')! as Element & { images?: unknown };
    uploader.images = [{ ...fresh!, caption: 'Second' }, ...(await makeImages(2, { caption: 'Not told' }))];
    const detail = { ids: ['fresh0', 'photo1'], errors: [] };
    uploader.dispatchEvent(new CustomEvent('imgpro-update', { detail, bubbles: true, composed: true }));
    await until(() => gallery.tile('fresh0').textContent!.includes('Second'));
    expect(gallery.tile('photo1').textContent).to.contain('Not told');
    expect(gallery.tile('photo0').textContent).to.contain('Old');
    expect(gallery.tiles).to.have.length(4);
  });

  it('of another uploader are none of its business', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(2)), { uploader: 'other' });
    await gallery.tilesAre(2);
    await announce('imgpro-upload-success', (await makeImages(1, {}, 'fresh'))[0]);
    await gallery.element.updateComplete;
    expect(gallery.tiles).to.have.length(2);
  });

  it('stay when the page has no list of its own', async () => {
    const gallery = await galleryOf(null, { uploader: 'up' });
    expect(gallery.text).to.contain('The first image you upload appears here.');
    await announce('imgpro-upload-success', (await makeImages(1, {}, 'fresh'))[0]);
    await gallery.tilesAre(1);
  });

  it('do not push away what is being looked at', async () => {
    const gallery = await galleryOf(new FakeService(await makeImages(80)), {
      uploader: 'up',
      'page-size': 80,
    });
    await gallery.tilesAre(80);
    await gallery.element.scrollToImage('photo40');
    const before = gallery.tile('photo40').getBoundingClientRect().top;
    await announce('imgpro-upload-success', (await makeImages(1, {}, 'fresh'))[0]);
    await gallery.tilesAre(81);
    const after = gallery.tile('photo40').getBoundingClientRect().top;
    expect(Math.abs(after - before)).to.be.lessThan(250);
    window.scrollTo(0, 0);
  });
});
