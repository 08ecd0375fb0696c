import { expect, fixture, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import { configure } from '../../../src/elements/shared/base/configuration.ts';
import { connect } from '../../../src/elements/shared/connection/connection.ts';
import { TemplateElement } from '../../../src/elements/shared/ui/template-element.ts';
import { Localisation } from '../../../src/elements/shared/ui/localisation.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { warningsDuring } from '../../harness/warnings.ts';

const english = { hello: 'Hello', files: { one: '{count} file', other: '{count} files' } };

class TestElement extends TemplateElement {
  readonly calls: string[] = [];
  readonly text = new Localisation(this, 'image', english);

  get lifetime() {
    return this.signal;
  }
  get reach() {
    return connect(this);
  }
  protected override connected() {
    this.calls.push('connected');
  }
  protected override disconnected() {
    this.calls.push('disconnected');
  }
  protected override connectionChanged() {
    this.calls.push('connection');
  }
  override render() {
    return html`<p>${this.text.t('hello')}, ${this.text.t('files', { count: 2 })}</p>`;
  }
}
customElements.define('test-element', TestElement);

const make = (attributes: Record<string, string> = {}) => {
  const element = new TestElement();
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

describe('what the elements share', () => {
  afterEach(() => {
    configure({ tokenEndpoint: undefined, apiUrl: undefined, locale: undefined });
    document.documentElement.lang = 'en';
    forgetWarnings();
  });

  it('is accessible', async () => {
    const element = await fixture<TestElement>(make());
    await expect(element).to.be.accessible();
  });

  it('says that it loses its styles in another document, once', async () => {
    const frame = await fixture<HTMLIFrameElement>(document.createElement('iframe'));
    const elements = [await fixture<TestElement>(make()), await fixture<TestElement>(make())];
    const said = await warningsDuring(() => frame.contentDocument!.body.append(...elements));
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/<test-element> was moved to another document/);
    const within = await warningsDuring(() => document.body.append(make()));
    expect(within).to.deep.equal([]);
  });

  it('upgrades from plain HTML with what was set before', async () => {
    const host = document.createElement('late-element');
    Object.assign(host, { apiUrl: 'https://api.example/v1' });
    document.body.append(host);
    customElements.define('late-element', class extends TestElement {});
    customElements.upgrade(host);
    await (host as TestElement).updateComplete;
    expect((host as TestElement).reach.apiUrl).to.equal('https://api.example/v1');
    host.remove();
  });

  it('keeps its signal and its work when it is moved within the page', async () => {
    const element = await fixture<TestElement>(make());
    const { lifetime } = element;
    const place = await fixture<HTMLElement>(html`<div></div>`);
    place.append(element);
    await Promise.resolve();
    expect(lifetime.aborted).to.equal(false);
    expect(element.lifetime).to.equal(lifetime);
    expect(element.calls).to.deep.equal(['connected']);
  });

  it('ends its work when it is removed, and begins anew when it is put back', async () => {
    const element = await fixture<TestElement>(make());
    const { lifetime } = element;
    const place = element.parentElement!;
    element.remove();
    await Promise.resolve();
    expect(lifetime.aborted).to.equal(true);
    place.append(element);
    expect(element.lifetime.aborted).to.equal(false);
    expect(element.calls).to.deep.equal(['connected', 'disconnected', 'connected']);
  });

  it('shares one client among elements with the same way to the API', async () => {
    const one = await fixture<TestElement>(make({ 'token-endpoint': '/token' }));
    const two = await fixture<TestElement>(make({ 'token-endpoint': '/token' }));
    const other = await fixture<TestElement>(make({ 'token-endpoint': '/other' }));
    expect(one.reach.client).to.equal(two.reach.client);
    expect(one.reach.client).not.to.equal(other.reach.client);
  });

  it('is anonymous without a token endpoint, and follows the page when it gets one', async () => {
    const element = await fixture<TestElement>(make());
    expect(element.reach.anonymous).to.equal(true);
    configure({ tokenEndpoint: '/imgpro/token' });
    expect(element.reach.anonymous).to.equal(false);
    expect(element.calls).to.deep.equal(['connected', 'connection']);
  });

  it('refuses a secret key in an attribute, loudly and once', async () => {
    const said = await warningsDuring(async () => {
      const element = await fixture<TestElement>(make({ 'token-endpoint': 'img_live_abc123' }));
      expect(element.reach.anonymous).to.equal(true);
      await fixture(make({ 'token-endpoint': 'img_live_abc123' }));
    });
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('secret key').and.not.to.contain('abc123');
  });

  it('warns once of an address that is none, and falls back', async () => {
    const said = await warningsDuring(async () => {
      const element = await fixture<TestElement>(make({ 'api-url': 'javascript:alert(1)' }));
      expect(element.reach.apiUrl).to.equal(undefined);
    });
    expect(said).to.have.length(1);
    expect(said[0]).to.contain('api-url');
  });

  it('speaks the language of its place, and follows a change', async () => {
    registerLocale({
      code: 'de',
      image: { hello: 'Hallo', files: { one: '{count} Datei', other: '{count} Dateien' } },
    });
    const place = await fixture<HTMLElement>(html`<div lang="de-AT"></div>`);
    const german = make();
    place.append(german);
    const page = await fixture<TestElement>(make());
    await german.updateComplete;
    expect(german.shadowRoot!.textContent).to.contain('Hallo, 2 Dateien');
    expect(page.shadowRoot!.textContent).to.contain('Hello, 2 files');
    document.documentElement.lang = 'de';
    await new Promise((resolve) => setTimeout(resolve));
    await page.updateComplete;
    expect(page.shadowRoot!.textContent).to.contain('Hallo, 2 Dateien');
  });

  it('follows a change of its own language, and of any element around it, through shadow trees', async () => {
    registerLocale({ code: 'de', image: { hello: 'Hallo' } });
    const outer = await fixture<HTMLElement>(html`<div><div></div></div>`);
    const inner = document.createElement('div');
    outer.firstElementChild!.attachShadow({ mode: 'open' }).append(inner);
    const element = make();
    inner.append(element);
    await element.updateComplete;
    const words = () => element.shadowRoot!.textContent;
    for (const place of [element, inner, outer]) {
      place.lang = 'de';
      await waitUntil(() => words().includes('Hallo'));
      place.removeAttribute('lang');
      await waitUntil(() => words().includes('Hello'));
    }
  });

  it('falls back to English for a language nobody registered', async () => {
    const place = await fixture<HTMLElement>(html`<div lang="tlh"></div>`);
    const element = make();
    place.append(element);
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.contain('Hello, 2 files');
  });
});
