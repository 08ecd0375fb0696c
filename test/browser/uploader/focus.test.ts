// A person with a keyboard goes on from another control when the one that had the focus is gone.
import { expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { FakeServer, pictures, uploaderPage } from '../../harness/uploader.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  fixtureCleanup();
  server.restore();
});

describe('the focus of <imgpro-uploader>', () => {
  it('stays with the uploader when all files are cancelled', async () => {
    const page = await uploaderPage({ multiple: true });
    await page.element.addFiles(await pictures('a.png', 'b.png'));
    await server.count(2);
    await waitUntil(() => page.button('clear'));
    page.button('clear')!.focus();
    page.button('clear')!.click();
    await waitUntil(() => page.element.files.length === 0);
    await page.rendered();
    expect(page.root.activeElement?.getAttribute('data-action')).to.equal('browse');
  });

  it('stays with the uploader when the button that sends is not needed any more', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    await page.element.addFiles(await pictures('a.png'));
    await waitUntil(() => page.button('upload'));
    page.button('upload')!.focus();
    page.button('upload')!.click();
    (await server.next()).store();
    await page.shows('ready');
    expect(page.root.activeElement).not.to.equal(null);
    expect(page.root.activeElement!.checkVisibility()).to.equal(true);
  });

  it('goes from the button that chooses to the one that sends, when that comes with what was chosen', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    page.button('browse')!.focus();
    page.choose(...(await pictures('a.png', 'b.png')));
    await waitUntil(() => page.root.activeElement?.getAttribute('data-action') === 'upload');
    page.button('browse')!.focus();
    page.choose(...(await pictures('c.png')));
    await waitUntil(() => page.element.files.length === 3);
    await page.rendered();
    expect(page.root.activeElement?.getAttribute('data-action')).to.equal('browse');
  });

  it('stays where a person has gone meanwhile, and where the page adds files', async () => {
    const page = await uploaderPage({ multiple: true, manual: true });
    const added = pictures('a.png');
    page.button('browse')!.focus();
    await page.element.addFiles(await added);
    await waitUntil(() => page.button('upload'));
    await page.rendered();
    expect(page.root.activeElement?.getAttribute('data-action')).to.equal('browse');
    page.element.clear();
    await waitUntil(() => !page.button('upload'));
    page.choose(...(await pictures('b.png')));
    page.button('browse')!.blur();
    await waitUntil(() => page.button('upload'));
    await page.rendered();
    expect(page.root.activeElement === null).to.equal(true);
  });

  it('stays in the dialog when text is selected beyond its edge; a click on the backdrop closes it', async () => {
    const page = await uploaderPage({ multiple: true, variant: 'dialog' });
    page.element.browse();
    const dialog = page.root.querySelector('dialog')!;
    const press = (from: Element, to: Element) => {
      from.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      to.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    };
    press(dialog.querySelector('h2')!, dialog); // where press and release differ, a click is on what is around both
    expect(dialog.open).to.equal(true);
    press(dialog, dialog);
    expect(dialog.open).to.equal(false);
  });
});
