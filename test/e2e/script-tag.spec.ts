// The built script, as a plain page uses it.
import { filesOf } from '../../scripts/fetched.ts';
import { expect, test } from '../harness/e2e.ts';
import type { Page } from '@playwright/test';

const blank = '<!doctype html><html lang="en"><title>Plain page</title><body></body></html>';

test('an element’s code is fetched when its tag first appears, and no sooner', async ({ page, servers }) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.route('**/plain', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: blank.replace('</title>', '</title><script type="module" src="/dist/imgpro.js"></script>'),
    }),
  );
  await page.goto(`${servers.site.url}/plain`);
  await page.waitForLoadState('networkidle');
  expect(scripts[0]).toBe('/dist/imgpro.js');
  expect(scripts.filter((path) => /uploader|gallery|image|icons|lit/.test(path))).toEqual([]);

  await page.evaluate(() => document.body.append(document.createElement('imgpro-image')));
  await page.evaluate(() => customElements.whenDefined('imgpro-image').then(() => true));
  expect(await page.evaluate(() => customElements.get('imgpro-uploader') === undefined)).toBe(true);
  expect(scripts.some((path) => /uppy|uploader/.test(path))).toBe(false);
});

for (const name of ['uploader', 'image', 'gallery'])
  test(`all files of the ${name} are asked for at the same time`, async ({ page, servers }) => {
    const asked: string[] = [];
    // None is answered, so that none can lead to another.
    await page.route('**/dist/parts/*.js', (route) => {
      asked.push(new URL(route.request().url()).pathname.slice(1));
    });
    await page.route('**/plain', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: blank
          .replace('</title>', '</title><script type="module" src="/dist/imgpro.js"></script>')
          .replace('<body>', `<body><imgpro-${name}></imgpro-${name}>`),
      }),
    );
    await page.goto(`${servers.site.url}/plain`, { waitUntil: 'commit' });
    const wanted = filesOf([`src/elements/${name}/imgpro-${name}.ts`]);
    // The bundler's own helpers, for the CommonJS that Uppy stands on.
    const parts = wanted.filter((path) => !path.includes('rolldown-runtime'));
    await expect.poll(() => asked.toSorted()).toEqual(parts.toSorted());
  });

test('data-load names tags that live only in shadow roots', async ({ page, servers }) => {
  await page.route('**/plain', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: blank.replace(
        '</title>',
        '</title><script type="module" src="/dist/imgpro.js" data-load="imgpro-gallery"></script>',
      ),
    }),
  );
  await page.goto(`${servers.site.url}/plain`);
  await page.evaluate(() => customElements.whenDefined('imgpro-gallery').then(() => true));
});

test('imgpro.all.js is one self-contained file', async ({ page, servers }) => {
  await page.goto('/'); // signs the visitor in
  await page.goto('about:blank'); // what that page fetches when it is idle is none of this one's
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await page.route('**/plain', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: blank
        .replace(
          '</title>',
          '</title><script type="module" src="/dist/imgpro.all.js" data-token-endpoint="/imgpro/token"></script>',
        )
        .replace(
          '<body>',
          '<body><imgpro-uploader></imgpro-uploader><imgpro-gallery></imgpro-gallery><imgpro-image></imgpro-image>',
        ),
    }),
  );
  await page.goto(`${servers.site.url}/plain`);
  for (const tag of ['imgpro-uploader', 'imgpro-gallery', 'imgpro-image']) {
    await page.evaluate((name) => customElements.whenDefined(name).then(() => true), tag);
  }
  expect(scripts).toEqual(['/dist/imgpro.all.js']);
});

test('the settings on the script tag hold for every element', async ({ page }) => {
  const tokens: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/imgpro/token')) tokens.push(request.method());
  });
  await page.goto('/script-tag');
  await expect.poll(() => tokens).toEqual(['POST']);
});

/** A page in a language, with an uploader whose words are noted as they change. */
async function openIn(page: Page, url: string, lang: string, script = 'imgpro.js'): Promise<void> {
  await page.route('**/plain', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="${lang}"><title>Plain page</title>
        <script type="module" src="/dist/${script}"></script><body><imgpro-uploader></imgpro-uploader></body></html>`,
    }),
  );
  await page.addInitScript(() => {
    const said: string[] = Object.assign(window, { said: [] }).said;
    const look = () => {
      const root = document.querySelector('imgpro-uploader')?.shadowRoot;
      const words = root?.querySelector('[part~=browse]')?.textContent?.trim();
      if (words && said.at(-1) !== words) said.push(words);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}/plain`);
}

const said = (page: Page) => page.evaluate(() => (window as unknown as { said: string[] }).said);

for (const script of ['imgpro.js', 'imgpro.all.js'])
  test(`${script}: a page has its own language from the first word on, and the one it changes to`, async ({
    page,
    servers,
  }) => {
    await openIn(page, servers.site.url, 'de-AT', script);
    await expect.poll(() => said(page)).toEqual(['Bild auswählen']);
    await page.evaluate(() => (document.documentElement.lang = 'ar'));
    await expect.poll(async () => (await said(page)).at(-1)).toBe('اختر صورة');
    await page.evaluate(() => (document.documentElement.lang = 'en-GB'));
    await expect.poll(async () => (await said(page)).at(-1)).toBe('Choose image');
  });

test('a language whose file cannot be had is reported, and the element speaks English', async ({
  page,
  servers,
  faults,
}) => {
  await page.route('**/dist/locales/de.js', (route) => route.abort());
  await openIn(page, servers.site.url, 'de');
  await expect.poll(() => said(page)).toEqual(['Choose image']);
  expect(faults.splice(0).join()).toMatch(/locales\/de\.js/);
  expect(await page.locator('imgpro-uploader [part~=base]').getAttribute('lang')).toBe('en');
});

test('a page in a language that there is no file for asks for none', async ({ page, servers }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/locales/')) asked.push(request.url());
  });
  await openIn(page, servers.site.url, 'tlh');
  await expect.poll(() => said(page)).toEqual(['Choose image']);
  expect(asked).toEqual([]);
});
