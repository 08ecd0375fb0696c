import { expect, waitUntil } from '@open-wc/testing';
import { forgetDismissal } from '../../../src/elements/uploader/panel/service/service-facts.ts';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import {
  errorBody,
  FakeServer,
  imageObject,
  pictures,
  uploaderPage,
  type UploaderPage,
} from '../../harness/uploader.ts';
import { warningsDuring } from '../../harness/warnings.ts';

let server: FakeServer;
beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  server.restore();
  forgetDismissal();
});

const until = (predicate: () => unknown, message?: string) =>
  waitUntil(() => Boolean(predicate()), message, { timeout: 8000 });

const LIFE = { created_at: '2031-01-01T00:00:00Z', expires_at: '2031-01-31T00:00:00Z' };
const OFFER = { type: 'signup', url: 'https://img.test/register', label: 'Create Account <b>' };
const header = (offer: object = OFFER) => ({ 'X-Img-Action': JSON.stringify(offer) });

const fact = (page: UploaderPage, kind: string) => page.root.querySelector<HTMLElement>(`.fact.${kind}`);
const words = (page: UploaderPage, kind: string) =>
  fact(page, kind)?.querySelector('.words')?.textContent?.replace(/\s+/g, ' ').trim();
const link = (page: UploaderPage) => page.root.querySelector<HTMLAnchorElement>('.fact a');

/** An uploader with one image that ends, and the service's offer beside it. */
async function stored(
  attributes: Record<string, string | boolean> = {},
  headers: Record<string, string> = header(),
): Promise<UploaderPage> {
  const page = await uploaderPage({ multiple: true, ...attributes });
  page.choose(...(await pictures('a.png')));
  (await server.next()).respond(201, imageObject('one', LIFE), headers);
  await page.shows('ready');
  return page;
}

describe('the end of anonymous images', () => {
  it('is a quiet fact of the row and once above all, by the service’s clock, and said once', async () => {
    const page = await stored();
    await until(() => words(page, 'life') === 'This image is deleted in 30 days.');
    expect(page.row('a.png').querySelector('.words')!.textContent).to.match(
      /^Uploaded, kept until Jan\s3[01]$/,
    );
    page.choose(...(await pictures('b.png')));
    (await server.next()).respond(201, imageObject('two', LIFE), header());
    await page.shows('ready', 'ready');
    expect(words(page, 'life')).to.equal('These images are deleted in 30 days.');
    expect(page.root.querySelectorAll('.fact')).to.have.length(1);
    await until(() => page.spoken.includes('deleted in 30 days'));
    expect(link(page) === null, 'no offer unless the page wants it').to.equal(true);
    await expect(page.element).to.be.accessible();
  });

  it('is not said of images that stay, nor with a token', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png')));
    (await server.next()).store();
    await page.shows('ready');
    expect(page.row('a.png').querySelector('.words') === null, 'in sight').to.equal(true);
    expect(page.row('a.png').querySelector('.status')!.textContent!.trim()).to.match(/Uploaded$/);
    expect(fact(page, 'life') === null).to.equal(true);
    const keyed = await uploaderPage(
      { multiple: true, 'signup-nudge': true },
      { tokenProvider: () => Promise.resolve('token') },
    );
    server.requests.length = 0;
    keyed.choose(...(await pictures('a.png')));
    (await server.next()).respond(201, imageObject('three', LIFE), header());
    await keyed.shows('ready');
    expect(fact(keyed, 'life') === null && link(keyed) === null).to.equal(true);
  });
});

describe('the service’s offer', () => {
  it('is a link with the service’s words as text, which gives nothing of the page away', async () => {
    const page = await stored({ 'signup-nudge': true });
    await until(() => link(page));
    const { href, rel, target, textContent } = link(page)!;
    expect(href).to.equal('https://img.test/register');
    expect(rel).to.equal('noopener noreferrer');
    expect(target).to.equal('_blank');
    expect(textContent!.trim()).to.equal('Create Account <b>');
    await expect(page.element).to.be.accessible();
  });

  it('stays away once it is dismissed, on the next page of this visit too; the focus goes on', async () => {
    const page = await stored({ 'signup-nudge': true });
    await until(() => link(page));
    page.button('dismiss-offer')!.focus();
    page.button('dismiss-offer')!.click();
    await until(() => !link(page));
    expect(words(page, 'life')).to.equal('This image is deleted in 30 days.');
    await page.rendered();
    expect(page.root.activeElement !== null).to.equal(true);
    server.requests.length = 0;
    const next = await stored({ 'signup-nudge': true });
    await until(() => fact(next, 'life'));
    expect(link(next) === null).to.equal(true);
  });

  it('is none where it leads to another protocol, or offers something else', async () => {
    for (const offer of [
      { ...OFFER, url: 'javascript:alert(1)' },
      { ...OFFER, type: 'upgrade' },
    ]) {
      const page = await stored({ 'signup-nudge': true }, header(offer));
      await until(() => fact(page, 'life'));
      expect(link(page) === null).to.equal(true);
      page.element.remove();
      server.requests.length = 0;
    }
  });
});

describe('a limit of the service', () => {
  it('counts down in sight, is said once, and goes on by itself', async function () {
    this.timeout(15_000);
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png')));
    const spoken: string[] = [];
    const watch = new MutationObserver(() => spoken.push(page.spoken));
    watch.observe(page.root.querySelector('[role="status"]')!, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    (await server.next()).respond(429, errorBody('rate_limited'), { 'Retry-After': '3' });
    await until(() => /^Too many uploads just now\. Going on in 0:0[34]$/.test(words(page, 'limit') ?? ''));
    const first = words(page, 'limit');
    await until(() => fact(page, 'limit') && words(page, 'limit') !== first, 'it did not count');
    (await server.next()).store();
    await page.shows('ready');
    expect(fact(page, 'limit') === null).to.equal(true);
    watch.disconnect();
    expect(spoken.filter((text) => text.includes('Too many uploads'))).to.have.length(1);
  });

  it('shows nothing while a person has paused', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png')));
    (await server.next()).respond(429, errorBody('rate_limited'), { 'Retry-After': '60' });
    await until(() => fact(page, 'limit'));
    page.element.pause();
    await until(() => !fact(page, 'limit'));
  });

  it('of over five minutes fails with a time to try again, and a button', async () => {
    const page = await uploaderPage({ multiple: true });
    page.choose(...(await pictures('a.png', 'b.png')));
    for (const request of await server.count(2))
      if (!request.aborted) request.respond(429, errorBody('rate_limited'), { 'Retry-After': '900' });
    await page.shows('failed', 'failed');
    expect(page.summary).to.equal('Too many uploads for now. Try again in 15 minutes.');
    expect(page.button('retry-all') !== null).to.equal(true);
    expect(fact(page, 'limit') === null).to.equal(true);
    const { now } = Date;
    Date.now = () => now() + 901_000;
    try {
      await until(() => page.summary === '2 images failed', 'it still says so when the wait is over');
      expect(page.row('a.png').textContent).to.contain('Not uploaded');
      expect(page.button('retry-all') !== null).to.equal(true);
    } finally {
      Date.now = now;
    }
  });
});

describe('a full account', () => {
  it('is none of a visitor’s business: the developer alone reads why, once', async () => {
    forgetWarnings();
    const warnings = await warningsDuring(async () => {
      const page = await uploaderPage({ multiple: true });
      page.choose(...(await pictures('a.png')));
      (await server.next()).respond(403, {
        error: {
          ...{ type: 'quota_error', code: 'quota_exceeded', message: 'Monthly uploads of plan Pro used up.' },
          action: { type: 'upgrade', url: 'https://img.test/upgrade?signed=1', label: 'Upgrade' },
          usage: { plan: 'pro', uploads_used: 500, uploads_limit: 500 },
        },
      });
      await page.shows('failed');
      await page.rendered();
      const text = page.root.querySelector('.base')!.textContent!;
      expect(text).to.contain('This site can’t take more images at the moment. Please tell its owner.');
      expect(text).not.to.match(/plan|upgrade|quota|500|account/i);
    });
    expect(warnings.filter((warning) => warning.includes('quota_exceeded'))).to.have.length(1);
  });
});
