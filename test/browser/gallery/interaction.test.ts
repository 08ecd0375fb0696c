import { expect, oneEvent } from '@open-wc/testing';
import { FakeService, galleryOf, makeImages, until } from '../../harness/gallery.ts';
import { press } from '../../harness/press.ts';

describe('the actions', () => {
  const ready = async (service: FakeService, count: number) => {
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await page.tilesAre(count);
    return page;
  };

  it('delete after a question, and tell what was done', async () => {
    const service = new FakeService(await makeImages(5));
    const page = await ready(service, 5);
    page.element.select(['photo1', 'photo3']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    expect(page.dialog!.open).to.equal(true);
    expect(page.text).to.contain('Delete 2 images?');
    await page.still();
    await expect(page.element).to.be.accessible();
    setTimeout(() => page.button('Delete 2 images').click());
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail).to.deep.equal({ ids: ['photo1', 'photo3'], errors: [] });
    await page.tilesAre(3);
    expect(page.ids).to.deep.equal(['photo0', 'photo2', 'photo4']);
    expect(page.text).to.contain('2 images deleted');
    // The button is gone with the selection; what comes next in the gallery takes over.
    await until(() => page.focused === 'photo2');
    expect(page.element.selection).to.deep.equal([]);
  });

  it('do nothing when the person thinks better of it', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await ready(service, 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    await press('Escape');
    await until(() => page.dialog === null);
    expect(service.calls.every(({ method }) => method === 'GET')).to.equal(true);
    expect(page.element.selection).to.deep.equal(['photo1']);
  });

  it('ask nothing when a listener prevents it', async () => {
    const page = await ready(new FakeService(await makeImages(3)), 3);
    page.element.addEventListener('imgpro-before-delete', (event) => event.preventDefault());
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    expect(page.dialog).to.equal(null);
  });

  it('go a hundred at a time, and keep selected what could not be done', async () => {
    const service = new FakeService(await makeImages(150));
    service.locked = new Set(['photo7', 'photo120']);
    const page = await galleryOf(service, { manage: true, 'page-size': 100 });
    await until(() => page.element.loaded.length === 100);
    await page.element.loadMore();
    expect(page.element.loaded).to.have.length(150);
    page.element.selectAll();
    await page.element.updateComplete;
    page.button('Delete').click();
    await page.element.updateComplete;
    setTimeout(() => page.button('Delete 150 images').click());
    const { detail } = await oneEvent(page.element, 'imgpro-delete');
    expect(detail.ids).to.have.length(148);
    expect(detail.errors.map(({ id }: { id: string }) => id)).to.deep.equal(['photo7', 'photo120']);
    expect(
      service.calls
        .filter(({ method }) => method === 'DELETE')
        .map(({ body }) => (body['ids'] as string[]).length),
    ).to.deep.equal([100, 50]);
    await page.tilesAre(2);
    expect(page.element.selection).to.deep.equal(['photo7', 'photo120']);
    expect(page.text).to.contain('2 images could not be deleted').and.to.contain('2 of them are locked.');
    await page.still();
    await expect(page.element).to.be.accessible();
  });

  it('leave the focus in the gallery when their button goes', async () => {
    const page = await ready(new FakeService(await makeImages(3)), 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Clear selection').focus();
    page.button('Clear selection').click();
    await until(() => page.focused === 'photo0');
  });

  it('change a caption', async () => {
    const service = new FakeService(await makeImages(3, { caption: 'Old' }));
    const page = await ready(service, 3);
    page.element.select(['photo1']);
    await page.element.updateComplete;
    page.button('Edit details').click();
    await page.element.updateComplete;
    const field = page.root.querySelector('textarea')!;
    expect(field.value).to.equal('Old');
    expect(page.root.activeElement).to.equal(field);
    await page.still();
    await expect(page.element).to.be.accessible();
    field.value = 'New';
    setTimeout(() => page.button('Save').click());
    const { detail } = await oneEvent(page.element, 'imgpro-update');
    expect(detail.ids).to.deep.equal(['photo1']);
    await until(() => page.tile('photo1').textContent!.includes('New'));
    expect(page.element.selection).to.deep.equal(['photo1']);
  });

  it('make private after saying what that means, and public at once', async () => {
    const service = new FakeService(await makeImages(3));
    const page = await ready(service, 3);
    page.element.select(['photo0']);
    await page.element.updateComplete;
    page.button('Make private').click();
    await page.element.updateComplete;
    expect(page.text).to.contain('address of the file itself');
    setTimeout(() => page.root.querySelector<HTMLButtonElement>('dialog .primary')!.click());
    await oneEvent(page.element, 'imgpro-update');
    await until(() => page.hasButton('Make public'));
    setTimeout(() => page.button('Make public').click());
    await oneEvent(page.element, 'imgpro-update');
    expect(service.images[0]!.public).to.equal(true);
  });

  it('are offered only as far as the token goes', async () => {
    const service = new FakeService(await makeImages(3));
    const real = window.fetch;
    window.fetch = service.fetch;
    try {
      const page = await galleryOf(null, { manage: true, 'api-url': 'https://api.example/v1' });
      page.element.tokenProvider = async () => ({
        token: 't',
        policy: { abilities: ['list', 'read', 'delete'] },
      });
      await page.tilesAre(3);
      page.element.select(['photo0']);
      await until(() => page.hasButton('Delete') && !page.hasButton('Edit details'));
      page.element.tokenProvider = async () => ({
        token: 't2',
        policy: { abilities: ['list', 'read', 'update'], fields: ['alt_text'] },
      });
      await oneEvent(page.element, 'imgpro-load-page');
      page.element.select(['photo0']);
      await until(() => page.hasButton('Edit details') && !page.hasButton('Delete'));
      page.button('Edit details').click();
      await until(() => page.dialog?.open);
      expect([...page.dialog!.querySelectorAll('label')].map((label) => label.textContent)).to.deep.equal([
        'Alt text',
      ]);
    } finally {
      window.fetch = real;
    }
  });
});
