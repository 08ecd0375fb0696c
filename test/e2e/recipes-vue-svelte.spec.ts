// The recipes of Vue and Svelte as they stand in stories/docs/recipes: rendered on a server, adopted and hydrated in the page.
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import type { Image } from '../../src/api/index.ts';
import { svelte, vue } from '../harness/frameworks.ts';
import {
  expect,
  filesAskedFor,
  frames,
  heldScript,
  stateOf,
  storedPicture,
  test,
  watchShifts,
} from '../harness/image-pages.ts';
import { block, bundled } from '../harness/recipes.ts';

/** Functions that Nuxt brings without an import. */
const nuxt = `import { computed, onMounted, ref } from 'vue';
const useRoute = () => ({ params: { id: globalThis.image.id } });
const useFetch = async () => ({ data: ref(globalThis.image) });`;

const frameworks = {
  Vue: {
    page: () => block('vue-nuxt.mdx', '<!-- app/pages/photos/[id].vue -->'),
    file: 'page.vue',
    plugin: (server: boolean) => vue(server, nuxt),
    server: `import { createSSRApp, h, Suspense } from 'vue'; import { renderToString } from 'vue/server-renderer';
      import Page from './page.vue';
      export const render = (image) => { globalThis.image = image;
        return renderToString(createSSRApp({ render: () => h(Suspense, null, { default: () => h(Page) }) })); };`,
    client: `import { createSSRApp, h, Suspense } from 'vue';
      const { default: Page } = await import('./page.vue');
      createSSRApp({ render: () => h(Suspense, null, { default: () => h(Page) }) }).mount('#root');`,
  },
  Svelte: {
    page: () => block('sveltekit.mdx', '<!-- src/routes/photos/[id]/+page.svelte -->'),
    file: 'page.svelte',
    plugin: svelte,
    server: `import { render as svelte } from 'svelte/server'; import Page from './page.svelte';
      export const render = async (image) => (await svelte(Page, { props: { data: { image } } })).body;`,
    client: `import { hydrate } from 'svelte';
      const { default: Page } = await import('./page.svelte');
      hydrate(Page, { target: document.querySelector('#root'), props: { data: { image: globalThis.image } } });`,
  },
};

type Framework = (typeof frameworks)[keyof typeof frameworks];

/** A page of a framework: what its server writes, and the script that hydrates it. */
async function rendered(framework: Framework, source: string, image: Image) {
  const files = { [framework.file]: source };
  const server = await bundled({ ...files, 'server.js': framework.server }, 'server.js', 'node', [
    framework.plugin(true),
  ]);
  const { render } = (await import(`${pathToFileURL(server.output).href}?${Math.random()}`)) as {
    render(image: Image): Promise<string>;
  };
  const markup = await render(image);
  const given = `globalThis.image = JSON.parse(document.querySelector('#data').textContent);`;
  const { text } = await bundled(
    { ...files, 'client.js': `${given} ${framework.client}` },
    'client.js',
    'browser',
    [framework.plugin(false)],
  );
  const data = JSON.stringify(image).replaceAll('<', '\\u003c');
  const html =
    `<!doctype html><html lang="en"><head><title>A page</title><link rel="icon" href="/dist/none.ico">` +
    `<link rel="stylesheet" href="/dist/imgpro.css"></head><body><div id="root">${markup}</div><p>Below.</p>` +
    `<script type="application/json" id="data">${data}</script>`;
  return { markup, text, html };
}

/** Errors and warnings of the page, hydration mismatches too. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('pageerror', ({ message }) => said.push(message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !/favicon|404/.test(message.text()))
      said.push(message.text());
  });
  return said;
}

for (const [name, framework] of Object.entries(frameworks)) {
  test(`${name}: the server’s picture is hydrated and adopted as it is`, async ({ page, pages, servers }) => {
    const image = await storedPicture(servers.mock.url, { caption: 'A ridge at dusk' });
    const { markup, text, html } = await rendered(framework, framework.page(), image);
    expect(markup).toContain('<imgpro-image image-id=');
    expect(markup).toMatch(/<img [^>]*srcset="/);

    const said = complaints(page);
    const asked = filesAskedFor(page, image.id);
    const shifts = await watchShifts(page);
    const script = new URL(pages.add(text, 'text/javascript')).pathname;
    const held = await heldScript(page, `**${script}`);
    const shown = page.waitForResponse((response) => response.url().includes(image.id));
    await page.goto(pages.add(`${html}<script type="module" src="${script}"></script></body></html>`), {
      waitUntil: 'commit',
    });
    await (await shown).finished();
    await held.asked;
    const img = page.locator('imgpro-image img');
    const before = await img.evaluateHandle((node: HTMLImageElement) => node);
    const written = await img.evaluate((node) => node.outerHTML);
    held.release();
    await expect.poll(() => stateOf(page)).toBe('ready');
    await expect(page.getByRole('button', { name: 'View larger: A ridge at dusk' })).toBeAttached();
    await frames(page);
    expect(await img.evaluate((node, first) => node === first, before)).toBe(true);
    expect(await img.evaluate((node) => node.outerHTML)).toBe(written);
    expect(said).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(await shifts()).toBe(0);
  });

  test(`${name}: the picture is there without a script`, async ({ browser, pages, servers }) => {
    const image = await storedPicture(servers.mock.url);
    const { markup, html } = await rendered(framework, framework.page(), image);
    expect(markup).toMatch(/<img [^>]*srcset="/);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const answer = await page.goto(pages.add(`${html}</body></html>`));
    expect(answer?.status()).toBe(200);
    await expect(page.locator('imgpro-image img')).toBeVisible();
    const { width, height } = (await page.locator('imgpro-image img').boundingBox())!;
    expect(width / height).toBeCloseTo(1.5, 1);
    await context.close();
  });
}

const tags = {
  Vue: `<!-- tags.vue --><script setup>
    import { onMounted } from 'vue';
    const image = globalThis.image;
    const loaded = ({ detail }) => (document.title = detail.images[0].id);
    onMounted(() => import('imgpro-elements/define/gallery'));
    </script><template><imgpro-gallery :images.prop="[image]" @imgpro-load-page="loaded" /></template>`,
  Svelte: `<script>
    import { onMount } from 'svelte';
    let { data } = $props();
    const loaded = ({ detail }) => (document.title = detail.images[0].id);
    onMount(() => import('imgpro-elements/define/gallery'));
    </script><imgpro-gallery images={[data.image]} onimgpro-load-page={loaded}></imgpro-gallery>`,
};

for (const [name, source] of Object.entries(tags))
  test(`${name} sets properties and listens for events of tags in the server’s HTML`, async ({
    page,
    pages,
    servers,
  }) => {
    const image = await storedPicture(servers.mock.url);
    const { text, html } = await rendered(frameworks[name as keyof typeof tags], source, image);
    const script = new URL(pages.add(text, 'text/javascript')).pathname;
    const said = complaints(page);
    await page.goto(pages.add(`${html}<script type="module" src="${script}"></script></body></html>`));
    await expect(page).toHaveTitle(image.id);
    expect(said).toEqual([]);
  });
