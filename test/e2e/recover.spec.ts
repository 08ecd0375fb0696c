// A reload, a crash, a second tab, a day away: all photos and captions are still there, and nothing is stored twice.
import type { BrowserContext, Page } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';
import { choose, expect, jpeg, test as base, transfer, type TestFile } from '../harness/e2e.ts';
import { keptFiles } from '../harness/kept-files.ts';
import { startServers } from '../harness/start-servers.ts';

interface StoredImage {
  id: string;
  filename: string;
  caption: string | null;
}

/** Each test has servers of its own: it breaks them. */
const test = base.extend<{ world: World }>({
  world: async ({}, use) => {
    const world = new World(await startServers());
    await use(world);
    await world.close();
  },
  baseURL: async ({ world }, use) => use(world.url),
});

class World {
  readonly #servers: Awaited<ReturnType<typeof startServers>>;
  constructor(servers: Awaited<ReturnType<typeof startServers>>) {
    this.#servers = servers;
  }
  get url(): string {
    return this.#servers.site.url;
  }
  get #mock(): string {
    return this.#servers.mock.url;
  }
  close(): Promise<void> {
    return this.#servers.close();
  }
  async faults(...faults: object[]): Promise<void> {
    await fetch(`${this.#mock}/__mock/faults`, {
      method: faults.length > 0 ? 'PUT' : 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: faults.length > 0 ? JSON.stringify(faults) : undefined,
    });
  }
  async images(): Promise<StoredImage[]> {
    const answer = await fetch(`${this.#mock}/v1/images?limit=100`, {
      headers: { authorization: 'Bearer img_live_demo' },
    });
    return ((await answer.json()) as { data: StoredImage[] }).data;
  }
  async posts(): Promise<{ status: number | null; idempotency_key: string | null; fault: unknown }[]> {
    const answer = await fetch(`${this.#mock}/__mock/requests`);
    const { requests } = (await answer.json()) as { requests: Record<string, never>[] };
    return requests.filter(
      ({ method, path }) => method === ('POST' as never) && path === ('/v1/images' as never),
    ) as never;
  }
}

const uploader = (page: Page) => page.locator('imgpro-uploader');
const statuses = (page: Page): Promise<string[]> =>
  uploader(page).evaluate(async (element) => {
    await customElements.whenDefined('imgpro-uploader');
    return (element as unknown as ImgproUploader).files.map(({ status }) => status);
  });
const proceed = (page: Page) => uploader(page).getByRole('button', { name: 'Continue' });
/** Opens the line under a file's name, unless it is open, and writes its caption. */
async function write(page: Page, name: string, text: string): Promise<void> {
  const row = uploader(page)
    .locator('[part~=file]')
    .filter({ has: page.locator(`[title="${name}"]`) });
  const line = row.locator('[data-action=write]');
  const field = uploader(page).getByRole('textbox', { name: `Caption of ${name}` });
  await expect(line.or(field).first()).toBeVisible();
  if (await line.isVisible()) await line.click();
  await field.fill(text);
}

const captionOf = (page: Page, name: string) =>
  uploader(page).evaluate(
    (element, of) => (element as ImgproUploader).files.find((file) => file.name === of)?.fields['caption'],
    name,
  );

/** Photos small enough to make many of, each unlike the others. */
const photos = (...names: string[]): Promise<TestFile[]> =>
  Promise.all(names.map((name) => jpeg(320, 240, name)));

/** Files the browser keeps for this page; waits until all of them have their bytes. */
async function kept(page: Page, count: number): Promise<void> {
  await expect
    .poll(() => keptFiles(page).then((all) => all.filter(({ kind }) => kind === 'bytes').length))
    .toBe(count);
}

test('five photos with captions, a reload in the middle: all are there, Continue stores each once', async ({
  page,
  world,
}) => {
  await page.goto('/recover');
  await world.faults({ match: 'POST /v1/images', status: 503, retry_after: 100 });
  const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];
  await transfer(page, 'drop', await photos(...names));
  for (const name of names) await write(page, name, `Caption ${name}`);
  await kept(page, 5);
  await write(page, 'c.jpg', 'Typed last, and never left');
  await page.reload();

  await expect(uploader(page)).toContainText('5 images from before are not uploaded yet.');
  for (const name of names)
    await expect
      .poll(() => captionOf(page, name))
      .toBe(name === 'c.jpg' ? 'Typed last, and never left' : `Caption ${name}`);
  expect(await world.images()).toEqual([]);
  await world.faults();
  await proceed(page).click();
  await expect.poll(() => statuses(page)).toEqual(Array(5).fill('ready'));
  await expect
    .poll(async () => (await world.images()).map((image) => `${image.filename} ${image.caption}`).sort())
    .toEqual(
      names.map((name) => `${name} ${name === 'c.jpg' ? 'Typed last, and never left' : `Caption ${name}`}`),
    );
  await expect.poll(() => keptFiles(page)).toEqual([]);
});

test('an answer that was lost before the reload stores one image, not two', async ({ page, world }) => {
  await world.faults({ match: 'POST /v1/images', drop: 'after' });
  await page.goto('/recover');
  await choose(page, await photos('once.jpg'));
  await expect.poll(async () => (await world.images()).length).toBe(1);
  await page.reload();
  await world.faults();
  await proceed(page).click();
  await expect.poll(() => statuses(page)).toEqual(['ready']);
  expect((await world.images()).length).toBe(1);
  expect(new Set((await world.posts()).map((post) => post.idempotency_key)).size).toBe(1);
});

test('offline, then the tab is closed: what was chosen is there when the person comes back', async ({
  context,
  page,
}) => {
  await page.goto('/recover');
  await uploader(page).evaluate((element: ImgproUploader) => element.whenUppy().then(() => {}));
  await context.setOffline(true);
  await choose(page, await photos('a.jpg', 'b.jpg'));
  await kept(page, 2);
  await page.close();
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto('/recover');
  await expect(uploader(later)).toContainText('2 images from before are not uploaded yet.');
  await proceed(later).click();
  await expect.poll(() => statuses(later)).toEqual(['ready', 'ready']);
});

test('a tab that crashed: all is there when it is loaded again', async ({ context, page, world }) => {
  await world.faults({ match: 'POST /v1/images', delay_ms: 10_000 });
  await page.goto('/recover');
  await choose(page, await photos('a.jpg', 'b.jpg', 'c.jpg'));
  await write(page, 'b.jpg', 'Before the crash');
  await kept(page, 3);
  await expect.poll(() => keptFiles(page).then((all) => all.every(({ key }) => key !== null))).toBe(true);
  // A crash gives no time to write: what was typed is on the disk before it, as it is a moment after typing.
  await expect
    .poll(() => keptFiles(page).then((all) => all.map((entry) => entry.caption)))
    .toContain('Before the crash');
  await crash(context, page);
  await world.faults();
  const again = await context.newPage();
  await again.goto('/recover');
  await expect(uploader(again)).toContainText('3 images from before are not uploaded yet.');
  await expect.poll(() => captionOf(again, 'b.jpg')).toBe('Before the crash');
  await proceed(again).click();
  await expect.poll(() => statuses(again), { timeout: 40_000 }).toEqual(['ready', 'ready', 'ready']);
  await expect
    .poll(async () => (await world.images()).map(({ filename }) => filename).sort())
    .toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
});

async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {}); // a crashed page gives no answer
  await crashed;
}

test('a second tab leaves the files of the first alone, and finds them when it has gone', async ({
  context,
  page,
  world,
}) => {
  await world.faults({ match: 'POST /v1/images', status: 503, retry_after: 100 });
  await page.goto('/recover');
  await choose(page, await photos('a.jpg', 'b.jpg'));
  await kept(page, 2);
  const second = await context.newPage();
  await second.goto('/recover');
  await choose(second, await photos('own.jpg'));
  await kept(second, 3);
  expect(await statuses(second)).toHaveLength(1);
  await page.close();
  expect(await statuses(second)).toHaveLength(1);
  await second.reload();
  await expect(uploader(second)).toContainText('3 images from before are not uploaded yet.');
  await world.faults();
  await proceed(second).click();
  await expect.poll(() => statuses(second)).toEqual(['ready', 'ready', 'ready']);
  expect((await world.images()).map(({ filename }) => filename).sort()).toEqual([
    'a.jpg',
    'b.jpg',
    'own.jpg',
  ]);
});

test('two tabs opened on the files of a third: one has them, and they are stored once', async ({
  context,
  page,
  world,
}) => {
  await world.faults({ match: 'POST /v1/images', status: 503, retry_after: 100 });
  await page.goto('/recover');
  await choose(page, await photos('a.jpg', 'b.jpg', 'c.jpg'));
  await kept(page, 3);
  await page.close();
  await world.faults();
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all(tabs.map((tab) => tab.goto('/recover')));
  await expect
    .poll(async () => (await Promise.all(tabs.map(statuses))).map(({ length }) => length).sort())
    .toEqual([0, 3]);
  for (const tab of tabs)
    await uploader(tab).evaluate((element) => (element as unknown as ImgproUploader).resume());
  await expect
    .poll(async () => (await Promise.all(tabs.map(statuses))).flat())
    .toEqual(['ready', 'ready', 'ready']);
  expect((await world.images()).length).toBe(3);
});

/** Lets time pass for what is kept, on a page that does not keep it up to date. */
async function later(page: Page, hours: number): Promise<void> {
  await page.goto('/image');
  await page.evaluate(
    (ms) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('imgpro-uploads');
        open.onerror = () => reject(open.error!);
        open.onsuccess = () => {
          const tx = open.result.transaction(['queues', 'entries'], 'readwrite');
          for (const [name, field] of [
            ['queues', 'touchedAt'],
            ['entries', 'keyAt'],
          ] as const) {
            const all = tx.objectStore(name).getAll();
            all.onsuccess = () => {
              for (const record of all.result)
                tx.objectStore(name).put({ ...record, [field]: record[field] - ms });
            };
          }
          tx.oncomplete = () => resolve(open.result.close());
        };
      }),
    hours * 3_600_000,
  );
}

test('a day later: what may have been stored is not sent again unasked', async ({ page, world }) => {
  await world.faults({ match: 'POST /v1/images', drop: 'after' });
  await page.goto('/recover');
  await choose(page, await photos('maybe.jpg'));
  await expect.poll(async () => (await world.images()).length).toBe(1);
  await later(page, 25);
  await world.faults();
  await page.goto('/recover');
  await expect(uploader(page)).toContainText('It may have been uploaded before.');
  expect((await world.images()).length).toBe(1);
  await uploader(page).getByRole('button', { name: 'Upload again: maybe.jpg' }).click();
  await expect.poll(() => statuses(page)).toEqual(['ready']);
  expect(new Set((await world.posts()).map((post) => post.idempotency_key)).size).toBe(2);
});

test('six days later it is still there, and a week later it is forgotten', async ({ page, world }) => {
  await world.faults({ match: 'POST /v1/images', status: 503, retry_after: 100 });
  await page.goto('/recover');
  await choose(page, await photos('old.jpg'));
  await kept(page, 1);
  await later(page, 6 * 24);
  await page.goto('/recover');
  await expect.poll(() => statuses(page)).toHaveLength(1);
  await later(page, 8 * 24);
  await page.goto('/recover');
  await expect.poll(() => keptFiles(page)).toEqual([]);
  await expect.poll(() => statuses(page)).toEqual([]);
});

test('no room on the device: one plain sentence, the upload goes on, and the file is asked for after a reload', async ({
  page,
  world,
}) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (value instanceof Blob || value instanceof ArrayBuffer)
        throw new DOMException('There is no room.', 'QuotaExceededError');
      return put.call(this, value, key);
    };
  });
  await world.faults({ match: 'POST /v1/images', status: 503, retry_after: 100, times: 1 });
  await page.goto('/recover');
  const [photo] = await photos('large.jpg');
  await choose(page, [photo!]);
  await expect(uploader(page)).toContainText(
    'large.jpg is too large to be kept over a reload. Choose it again then.',
  );
  await write(page, 'large.jpg', 'Still my caption');
  await expect.poll(() => keptFiles(page).then((all) => all[0]?.key ?? null)).not.toBeNull();
  await page.reload();
  await expect(uploader(page)).toContainText('Choose the same file again: it is not stored twice.');
  await expect.poll(() => captionOf(page, 'large.jpg')).toBe('Still my caption');
  const chooser = page.waitForEvent('filechooser');
  await uploader(page).getByRole('button', { name: 'Choose again: large.jpg' }).click();
  await (await chooser).setFiles([photo!]);
  await expect.poll(() => statuses(page)).toEqual(['ready']);
  await expect
    .poll(async () => (await world.images()).map((image) => image.caption))
    .toEqual(['Still my caption']);
});

test('a browser that keeps nothing says so once, and uploads all the same', async ({ page, world }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not in this window.', 'SecurityError');
    };
  });
  await world.faults({ match: 'POST /v1/images', delay_ms: 1500, times: 1 });
  await page.goto('/recover');
  await choose(page, await photos('private.jpg'));
  await expect(uploader(page)).toContainText(/keeps nothing over a reload here/);
  await expect.poll(() => statuses(page)).toEqual(['ready']);
  await expect(uploader(page)).not.toContainText(/keeps nothing/);
});
