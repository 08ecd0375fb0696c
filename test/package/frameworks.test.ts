// Projects of people in `fixtures`, from the packed tarball: types checked, built, opened in Chromium, a photo uploaded there.
// `npm test` runs the quick ones, in a short form; IMGPRO_FIXTURE=Next takes one of them, whole.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveMock } from '../../demo/mock/serve.ts';
import type { ServedMock } from '../../demo/mock/serve.ts';
import type { Image } from '../../src/api/types.ts';
import { browserPath, chromiumFlags } from '../harness/browsers.ts';
import { WHOLE } from './bundlers.ts';
import { filesOfDocs } from './docs.ts';
import { FIXTURES } from './fixtures.ts';
import type { Fixture } from './fixtures.ts';
import { serveHost, start } from './host.ts';
import type { Host } from './host.ts';
import { env, installedProject, root } from './project.ts';
import type { Project } from './project.ts';
import { canInstall } from './registry.ts';
import { open, picture, STORED, upload } from './visit.ts';

const run = promisify(execFile);
const wanted = process.env['IMGPRO_FIXTURE'];
const isWhole = WHOLE || wanted !== undefined;

let mock: ServedMock;
let browser: Browser;
let stored: Image;

beforeAll(async () => {
  [mock, browser] = await Promise.all([
    serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' }),
    chromium.launch({ executablePath: browserPath('chromium'), args: chromiumFlags }),
  ]);
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(await picture())]), 'ridge.png');
  const headers = { authorization: `Bearer ${KEY}` };
  const answer = await fetch(`${mock.url}/v1/images`, { method: 'POST', headers, body });
  stored = (await answer.json()) as Image;
});

afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

const KEY = 'img_live_demo';

/** What the server of a project is told by its surroundings. */
const variables = () => ({
  IMGPRO_KEY: KEY,
  IMGPRO_URL: `${mock.url}/v1`,
  IMGPRO_TOKEN_SECRET: 'a-secret-of-thirty-two-characters',
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
});

/** The project of a fixture, with its packages. */
async function made({ folder, docs, versions = {}, files = {} }: Fixture): Promise<Project> {
  const here = join(import.meta.dirname, 'fixtures', folder);
  const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const packages = Object.entries({ ...dependencies, ...versions });
  const project = await installedProject(
    packages.map(([name, version]) => `${name}@${version}`),
    here,
  );
  for (const page of docs)
    for (const [path, code] of Object.entries(filesOfDocs(page)))
      // The mock stands for the service.
      await project.write(
        path,
        code.replace(/(new ImgproClient\(\{ apiKey: [^ }]+)/g, `$1, baseUrl: '${mock.url}/v1'`),
      );
  for (const [path, from] of Object.entries(files)) {
    mkdirSync(dirname(join(project.folder, path)), { recursive: true });
    copyFileSync(join(root, from), join(project.folder, path));
  }
  return project;
}

/** Remembers the uploader that came with the HTML; runs in the page before all else. */
function keepFirst(): void {
  const watch = new MutationObserver(() => {
    const first = document.querySelector('imgpro-uploader');
    if (!first) return;
    watch.disconnect();
    Object.assign(window, { first });
  });
  watch.observe(document, { childList: true, subtree: true });
}

const isStillFirst = (): boolean =>
  document.querySelector('imgpro-uploader') === (window as unknown as { first: Element }).first &&
  document.querySelectorAll('imgpro-uploader').length === 1;

const fixtures = FIXTURES.filter(({ name, isSlow }) => (wanted ? name === wanted : isWhole || !isSlow));

describe.skipIf(!canInstall).each(fixtures)('$name', (fixture) => {
  let project: Project;
  let app: Host | undefined;
  let host: Host;

  const script = (name: string) =>
    run('npm', ['run', name, '--silent'], { cwd: project.folder, env: { ...env, ...variables() } }).catch(
      ({ stdout, stderr }: { stdout: string; stderr: string }) => {
        throw new Error(`npm run ${name}: ${stdout}\n${stderr}`);
      },
    );

  beforeAll(async () => {
    project = await made(fixture);
    await script('build');
    if (!fixture.built) app = await start(project.folder, variables());
    host = fixture.hasBackend
      ? app!
      : await serveHost(
          project.installed,
          `${mock.url}/v1`,
          fixture.built ? { folder: join(project.folder, fixture.built) } : app!,
        );
  }, 600_000);

  afterAll(async () => {
    await host?.close();
    await app?.close();
    await project?.remove();
  });

  test('its types hold', { timeout: 300_000 }, async () => {
    await script('check');
  });

  const asAnna = (page: Page) => page.context().addCookies([{ name: 'user', value: 'anna', url: host.url }]);

  test('a photo is uploaded, and the event is heard', { timeout: 60_000 }, async () => {
    const html = await (await fetch(host.url)).text();
    expect(html).toContain('<imgpro-uploader');
    const opened = await open(browser, host.url, async (page) => {
      await asAnna(page);
      await page.addInitScript(keepFirst);
    });
    const heard: string[] = [];
    opened.page.on('console', (message) => {
      if (message.type() === 'log') heard.push(message.text());
    });
    await opened.page.evaluate(() => customElements.whenDefined('imgpro-uploader').then(() => {}));
    await opened.page
      .locator('imgpro-uploader input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await picture() });
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual([expect.stringContaining(mock.url)]);
    await opened.page.locator('imgpro-gallery a:visible, imgpro-gallery img:visible').first().waitFor();
    expect(await opened.page.evaluate(isStillFirst), 'the server’s element is taken over').toBe(true);
    expect(opened.told).toEqual([]);
    await opened.close();
  });

  test.runIf(isWhole)('photos are prepared by workers, HEIC too', { timeout: 60_000 }, async () => {
    const opened = await open(browser, host.url, asAnna);
    const workers: string[] = [];
    opened.page.on('worker', (worker) => workers.push(worker.url()));
    await opened.page.evaluate(async () => {
      await customElements.whenDefined('imgpro-uploader');
      Object.assign(document.querySelector('imgpro-uploader')!, { maxDimension: 64, format: 'webp' });
    });
    expect(await upload(opened)).toEqual(STORED);
    expect(workers).toHaveLength(1);
    const bytes = readFileSync(join(root, 'test/harness/fixtures/photo.heic'));
    const both = { ...STORED, images: [...STORED.images, ...STORED.images] };
    expect(await upload(opened, { bytes, format: 'heic' })).toEqual(both);
    expect(opened.told).toEqual([]);
    await opened.close();
  });

  test.runIf(fixture.hasPlain)(
    'a server component gives plain values to the components',
    { timeout: 60_000 },
    async () => {
      const address = `${host.url}/plain`;
      expect(await (await fetch(address)).text()).toMatch(/<imgpro-gallery[^>]*>.*<img /);
      const opened = await open(browser, address, asAnna);
      const uploader = opened.page.locator('imgpro-uploader');
      await expect
        .poll(
          () =>
            uploader.evaluate((element) => {
              const { metadata, maxFiles } = element as HTMLElementTagNameMap['imgpro-uploader'];
              return { metadata, maxFiles };
            }),
          { timeout: 20_000 },
        )
        .toEqual({ metadata: { album: 'holiday' }, maxFiles: 2 });
      await opened.page.locator('imgpro-gallery.wide img:visible').first().waitFor();
      expect(opened.told).toEqual([]);
      await opened.close();
    },
  );

  test.runIf(fixture.hasPhoto)(
    'a photo stands in the server’s HTML, and is taken over',
    { timeout: 60_000 },
    async () => {
      const address = `${host.url}/photos/${stored.id}${fixture.built ? '/' : ''}`;
      const html = await (await fetch(address)).text();
      expect(html).toMatch(/<imgpro-image [^>]*>\s*(?:<!--.*?-->\s*)*<(img|picture)[ >]/);
      // The mock stands for the service here, too.
      const opened = await open(browser, address, (page) =>
        page.route('https://api.img.pro/v1/**', (route) =>
          route.fulfill({ json: stored, headers: { 'access-control-allow-origin': '*' } }),
        ),
      );
      await opened.page.locator('imgpro-image:state(ready)').waitFor();
      expect(await opened.page.locator('imgpro-image img').count()).toBe(1);
      expect(opened.told).toEqual([]);
      await opened.close();
    },
  );
});
