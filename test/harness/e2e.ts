import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test as base, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import type { ImgproUploader } from '../../src/index.ts';
import { startServers } from './start-servers.ts';

/** The mock and the site that all tests of a worker share: each test is a visitor of its own, with images of its own. */
type Servers = Awaited<ReturnType<typeof startServers>>;

export const test = base.extend<{ faults: string[] }, { servers: Servers }>({
  servers: [
    async ({}, use) => {
      const servers = await startServers();
      await use(servers);
      await servers.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ servers }, use) => use(servers.site.url),

  /** Faults no page may have: breaking its policy, throwing, logging an error of its own. Checked after every test. */
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|Trusted ?Types?|\[imgpro\]/i.test(message.text()))
          faults.push(message.text());
      });
      await use(faults);
      base.expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** A file as the browser's file chooser takes it. */
export interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const heic = readFileSync(resolve(import.meta.dirname, 'fixtures/photo.heic'));
let counter = 0;

/** A photograph's worth of pixels, unlike any other of this run. */
export async function jpeg(width = 4000, height = 3000, name = 'photo.jpg'): Promise<TestFile> {
  const hue = (counter++ * 47) % 360;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop stop-color="hsl(${hue} 70% 70%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 60% 35%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/><circle cx="70%" cy="30%" r="12%" fill="#fff8"/></svg>`;
  return {
    name,
    mimeType: 'image/jpeg',
    buffer: await sharp(Buffer.from(picture)).jpeg({ quality: 82 }).toBuffer(),
  };
}

/** A photo of at least so many bytes. */
export async function heavyJpeg(bytes: number, name = 'heavy.jpg'): Promise<TestFile> {
  const { buffer, mimeType } = await jpeg(640, 480);
  return { name, mimeType, buffer: Buffer.concat([buffer, Buffer.alloc(bytes)]) };
}

export function heicPhoto(name = 'photo.heic'): TestFile {
  return { name, mimeType: 'image/heic', buffer: heic };
}

/** Chooses files as a person does: the button, then the system's dialog. A path stands for a large file on the disk. */
export async function choose(page: Page, files: TestFile[] | string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .locator('imgpro-uploader')
    .getByRole('button', { name: /choose|browse|select/i })
    .first()
    .click();
  await (await chooser).setFiles(files);
}

/** Drops or pastes files: a real event with real File objects, since no test driver can move the system's mouse. */
export async function transfer(page: Page, kind: 'drop' | 'paste', files: TestFile[]): Promise<void> {
  const data = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      return transfer;
    },
    files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, base64: buffer.toString('base64') })),
  );
  if (kind === 'drop') {
    const zone = page.locator('imgpro-uploader').locator('[part~=dropzone]');
    await zone.dispatchEvent('dragenter', { dataTransfer: data });
    await zone.dispatchEvent('dragover', { dataTransfer: data });
    await zone.dispatchEvent('drop', { dataTransfer: data });
  } else {
    await page.evaluate(
      (clipboardData) =>
        document.body.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }),
        ),
      data,
    );
  }
}

/** The uploader's own part of the page, once its code has come. */
export async function uploaderReady(page: Page): Promise<Locator> {
  await page.evaluate(async () => void (await customElements.whenDefined('imgpro-uploader')));
  return page.locator('imgpro-uploader');
}

/** The status of the file at this place in the uploader's list; undefined when there is none. */
export async function fileStatus(page: Page, index = 0): Promise<string | undefined> {
  const uploader = await uploaderReady(page);
  return uploader.evaluate((element, at) => (element as unknown as ImgproUploader).files[at]?.status, index);
}

/** How many images the uploader has stored. */
export async function storedCount(page: Page): Promise<number> {
  const uploader = await uploaderReady(page);
  return uploader.evaluate((element) => (element as unknown as ImgproUploader).images.length);
}

/** A JPEG of 30 MB on the disk, for the time of one test: valid, with a long tail. */
export async function hugeJpeg(folder: string): Promise<string> {
  const { buffer } = await jpeg(640, 480);
  const path = resolve(folder, 'huge.jpg');
  await mkdir(folder, { recursive: true });
  await writeFile(path, Buffer.concat([buffer, Buffer.alloc(30_000_000)]));
  return path;
}
