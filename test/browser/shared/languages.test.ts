import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../../src/define.ts';
import ar from '../../../src/locales/ar.ts';
import { registerLocale } from '../../../src/locales/registry.ts';

const page = document.documentElement;

describe('the language of the words', () => {
  afterEach(() => {
    page.lang = 'en';
    page.removeAttribute('dir');
  });

  for (const tag of ['imgpro-uploader', 'imgpro-gallery'] as const)
    it(`<${tag}> says that it is English in a page of another language, until that is there`, async () => {
      page.lang = 'he';
      page.dir = 'rtl';
      const element = document.createElement(tag);
      (await fixture<HTMLElement>(html`<div></div>`)).append(element);
      await element.updateComplete;
      const base = () => element.shadowRoot!.querySelector<HTMLElement>('[part~="base"]')!;
      const direction = () => getComputedStyle(base()).direction;
      expect([base().lang, direction()]).to.deep.equal(['en', 'ltr']);

      registerLocale(ar);
      page.lang = 'ar';
      await waitUntil(() => !base().hasAttribute('lang'));
      expect(direction()).to.equal('rtl');
      expect(base().matches(':dir(rtl)'), 'as the rules for mirrored icons ask').to.equal(true);

      page.lang = 'he';
      await waitUntil(() => base().lang === 'en', 'it says so again');
      page.lang = 'en-GB';
      await waitUntil(() => !base().hasAttribute('lang'), 'British English is English');
    });

  it('<imgpro-image> says it on its card', async () => {
    page.lang = 'he';
    page.dir = 'rtl';
    const element = document.createElement('imgpro-image');
    Object.assign(element, { alt: 'Har', image: { object: 'image', id: 'x', url: '', blocked: true } });
    (await fixture<HTMLElement>(html`<div></div>`)).append(element);
    // Also waits for the code of the card, however long that takes to come.
    await element.updateComplete;
    const panel = element.shadowRoot!.querySelector<HTMLElement>('[part=panel]')!;
    expect([panel.lang, getComputedStyle(panel).direction]).to.deep.equal(['en', 'ltr']);
  });
});
