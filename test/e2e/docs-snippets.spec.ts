// The pieces of pages in the docs and the README, run as a reader would: pasted into a page beside the token backend.
import type { Page } from '@playwright/test';
import { compile } from 'svelte/compiler';
import { compileTemplate, parse } from 'vue/compiler-sfc';
import { ImgproClient, type Image } from '../../src/api/index.ts';
import { contentSecurityPolicy } from '../../demo/site/csp.ts';
import { chromiumFlags, headlessChromium } from '../harness/browsers.ts';
import { expect, jpeg, test as base } from '../harness/e2e.ts';
import { svelte, vue } from '../harness/frameworks.ts';
import { bundled } from '../harness/recipes.ts';
import { snippetsOfKind } from '../unit/docs/snippets.ts';

const test = base.extend<{
  /** Stores two pictures of the visitor who looks at the page. */
  own(): Promise<[Image, Image]>;
  /** Opens markup at the site's own address, and returns what goes wrong there from then on. */
  paste(markup: string, script?: string): Promise<string[]>;
}>({
  // The site knows its visitors from their first page on.
  page: async ({ page }, use) => {
    await page.request.get('/');
    await use(page);
  },
  own: async ({ page, servers }, use) => {
    await use(async () => {
      const answer = await page.request.post('/imgpro/token', { data: {} });
      const { token } = (await answer.json()) as { token: string };
      const client = new ImgproClient({ token, baseUrl: `${servers.site.url}/imgpro/v1` });
      const store = async (name: string) => {
        const { buffer, mimeType } = await jpeg(900, 600, name);
        return client.images.upload(new File([new Uint8Array(buffer)], name, { type: mimeType }));
      };
      return [await store('ridge.jpg'), await store('harbour.jpg')];
    });
  },
  paste: async ({ page, servers }, use) => {
    await use(async (markup, script = '') => {
      const wrong = troubles(page, [servers.site.url, servers.mock.url]);
      const policy = contentSecurityPolicy(new URL(servers.mock.url).origin).replace(
        'trusted-types lit-html',
        'trusted-types vue svelte-trusted-html lit-html',
      );
      await page.route('**/pasted', (route) =>
        route.fulfill({
          contentType: 'text/html; charset=utf-8',
          headers: { 'content-security-policy': policy },
          body: markup,
        }),
      );
      await page.route('**/pasted.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: script }),
      );
      await page.goto('/pasted');
      return wrong;
    });
  },
});

// A page that the test itself answers with has no address in the network: the browser would keep it from the loopback's.
test.use({
  launchOptions: {
    executablePath: headlessChromium(),
    args: [...chromiumFlags, '--disable-features=LocalNetworkAccessChecks'],
  },
});

/** Errors and warnings in the console, exceptions, and requests to our own servers that fail. */
function troubles(page: Page, servers: string[]): string[] {
  const found: string[] = [];
  const isOurs = (url: string) =>
    servers.some((server) => url.startsWith(server)) && !url.endsWith('/favicon.ico');
  page.on('pageerror', ({ message }) => found.push(message));
  page.on('console', (message) => {
    const isAbout404 = message.location().url.endsWith('/favicon.ico');
    if (['error', 'warning'].includes(message.type()) && !isAbout404) found.push(message.text());
  });
  page.on('requestfailed', (request) => {
    if (isOurs(request.url())) found.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && isOurs(response.url()))
      found.push(`${response.url()} ${response.status()}`);
  });
  return found;
}

/** A page around a fragment, with the script that the docs begin with. */
function around(fragment: string): string {
  if (fragment.startsWith('<!doctype')) return fragment;
  const script = '<script type="module" src="/dist/imgpro.js" data-token-endpoint="/imgpro/token"></script>';
  return `<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8"><title>A page</title><link rel="stylesheet" href="/dist/imgpro.css">
        ${fragment.includes('<script') ? '' : script}</head>
      <body>${fragment}</body>
    </html>`;
}

/** Names that stand for what a reader has of their own. */
const PLACEHOLDER = /https:\/\/img\.example|IMAGE_(?:URL|ID)|abc12345|def67890/;

/** The same with pictures of a reader's own. */
function filled(code: string, [first, second]: [Image, Image]): string {
  return code
    .replaceAll(/https:\/\/img\.example\/abc12345\.jpg/g, first.url)
    .replaceAll('IMAGE_URL', first.url)
    .replaceAll(/abc12345|IMAGE_ID/g, first.id)
    .replaceAll('def67890', second.id);
}

/** Each element of ours that is not defined, or has not come to its picture, its images or its files. */
const unsettled = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('*')]
      .filter(({ localName }) => localName.startsWith('imgpro-'))
      .filter((element) => {
        if (!element.matches(':defined')) return true;
        if (element.matches('imgpro-image')) return !element.matches(':state(ready)');
        if (element.matches('imgpro-gallery'))
          return element.matches(':state(loading)') || element.matches(':state(error)');
        const wanted = (element.getAttribute('value') ?? '').split(/[\s,]+/).filter(Boolean).length;
        return wanted !== (element as unknown as { files: unknown[] }).files.length;
      })
      .map(({ outerHTML }) => outerHTML),
  );

for (const { at, code } of snippetsOfKind('page'))
  test(`${at} runs`, async ({ page, own, paste }) => {
    const text = PLACEHOLDER.test(code) ? filled(code, await own()) : code;
    const wrong = await paste(around(text.replaceAll('https://your.site/', '/dist/')));
    expect(await page.locator('imgpro-uploader, imgpro-image, imgpro-gallery').count()).toBeGreaterThan(0);
    await expect.poll(() => unsettled(page)).toEqual([]);
    expect(wrong).toEqual([]);
  });

test.describe('a piece with a fault', () => {
  // This fault is what the test is about.
  test.use({ faults: async ({}, use) => use([]) });

  test('is found', async ({ page, paste }) => {
    const wrong = await paste(
      around(`<script type="module" src="/dist/imgpro.js"></script>
        <script type="module" src="/dist/imgpro.jss"></script>
        <imgpro-gallery ids="" layout="spiral"></imgpro-gallery><imgpro-gallary></imgpro-gallary>`),
    );
    await expect.poll(() => unsettled(page)).toEqual(['<imgpro-gallary></imgpro-gallary>']);
    expect(wrong.join('\n')).toMatch(/imgpro\.jss 404/);
    expect(wrong.join('\n')).toMatch(/\[imgpro\].*spiral/);
  });
});

/** How a framework's component is compiled, and put on a page. */
const frameworks = {
  vue: {
    warnings: (code: string) => {
      const { descriptor, errors } = parse(code);
      const { errors: faults, tips } = compileTemplate({
        ...{ source: descriptor.template!.content, filename: 'page.vue', id: 'page' },
        compilerOptions: { isCustomElement: (tag) => tag.startsWith('imgpro-') },
      });
      return [...errors, ...faults, ...tips].map(String);
    },
    // Functions that Nuxt brings without an import.
    plugin: (code: string) =>
      vue(
        false,
        code.includes('useFetch')
          ? `import { computed, onMounted, ref } from 'vue';
             const useRoute = () => ({ params: { id: '' } });
             const useFetch = async () => ({ data: ref(globalThis.image) });`
          : '',
      ),
    mount: `const { createApp, h, Suspense } = await import('vue');
      createApp({ render: () => h(Suspense, null, { default: () => h(Page) }) }).mount('#root');`,
  },
  svelte: {
    warnings: (code: string) =>
      compile(code, { filename: 'page.svelte' }).warnings.map(({ message }) => message),
    plugin: () => svelte(false),
    mount: `const { mount } = await import('svelte');
      mount(Page, { target: document.querySelector('#root'), props: { images: [image], data: { image, images: [image] } } });`,
  },
};

for (const { at, code, language } of snippetsOfKind('component'))
  test(`${at} is compiled without a warning, and runs`, async ({ page, own, paste }) => {
    const { warnings, plugin, mount } = frameworks[language as keyof typeof frameworks];
    expect(warnings(code)).toEqual([]);
    const client = `import { configure } from 'imgpro-elements';
      configure({ tokenEndpoint: '/imgpro/token' });
      const image = (globalThis.image = ${JSON.stringify((await own())[0])});
      const { default: Page } = await import('./page.${language}');
      ${mount}`;
    const files = { [`page.${language}`]: code, 'client.js': client };
    const { text } = await bundled(files, 'client.js', 'browser', [plugin(code)]);
    const wrong = await paste(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
        <body><div id="root"></div><script type="module" src="/pasted.js"></script></body></html>`,
      text,
    );
    await page.locator('imgpro-uploader, imgpro-image, imgpro-gallery').first().waitFor();
    await expect.poll(() => unsettled(page)).toEqual([]);
    expect(wrong).toEqual([]);
  });

test('a component with a fault is found', () => {
  expect(frameworks.vue.warnings('<template><p v-if></p></template>')).not.toEqual([]);
  expect(frameworks.svelte.warnings('<img src="a.jpg">')).not.toEqual([]);
});
