// `npm run dev`, in a copy of the sources: what is changed there is on the page.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect as expectOf, test } from '@playwright/test';
import type { ImgproUploader } from '../../src/index.ts';

/** Servers that start again take a while on a busy machine. */
const expect = expectOf.configure({ timeout: 30_000 });
const root = resolve(import.meta.dirname, '../..');
const STORIES = 'stories/uploader.stories.ts';
let copy: string;
let dev: ChildProcess;
let output = '';

/** Replaces text in a file of the copy. */
function change(file: string, from: string, to: string): void {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  expect(before, `${file} has it`).toContain(from);
  writeFileSync(path, before.replace(from, to));
}

test.setTimeout(180_000);

test.beforeAll(async () => {
  // Below the root: packages are found there.
  mkdirSync(join(root, '.cache'), { recursive: true });
  copy = mkdtempSync(join(root, '.cache/dev-'));
  for (const name of ['src', 'demo', 'scripts', 'package.json', 'tsconfig.json', 'vite.config.ts', STORIES])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  mkdirSync(join(copy, 'test/browser/uploader'), { recursive: true });
});

test.afterAll(() => {
  dev?.kill('SIGKILL');
  rmSync(copy, { recursive: true, force: true });
});

test('a changed source, style, page or server and a new part are on the page, and Ctrl-C ends it all', async ({
  page,
}) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const args = ['demo/dev.ts', '--port', `${port}`, '--mock-port', '0', '--memory', '--images', '0'];
  dev = spawn(process.execPath, ['--conditions=imgpro-source', ...args], { cwd: copy });
  for (const stream of [dev.stdout!, dev.stderr!])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await expect.poll(() => output).toContain('Stop with Ctrl-C');
  taken.close();
  expect(output).toContain(`(port ${port} is taken)`);
  const site = /Demo site\s+(\S+)/.exec(output)![1]!;

  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Types?/i.test(message.text())) faults.push(message.text());
  });
  await page.goto(site);
  const uploader = page.locator('imgpro-uploader');
  const button = uploader.locator('[part~=browse]');
  await expect(button).toHaveText(/Choose images/);

  await test.step('a source', async () => {
    change('src/locales/en/uploader.ts', 'Choose images', 'Pick images');
    await expect(button).toHaveText(/Pick images/);
  });
  await test.step('a style sheet', async () => {
    change('src/imgpro.css', ':where(', 'imgpro-uploader { outline: 3px solid rgb(1, 2, 3); }\n:where(');
    await expect(uploader).toHaveCSS('outline-color', 'rgb(1, 2, 3)');
  });
  await test.step('a page', async () => {
    change('demo/pages/index.html', '<h2>Your photos</h2>', '<h2>Your pictures</h2>');
    await expect(page.getByRole('heading', { name: 'Your pictures' })).toBeVisible();
  });
  await test.step('code of a server that does not start, and that does', async () => {
    const broken = "throw new Error('broken');\n";
    change('demo/site/header.ts', '', broken);
    await expect.poll(() => output).toContain('Error: broken');
    await page.reload();
    await expect(page.getByText('The servers did not start')).toBeVisible();
    change('demo/site/header.ts', broken, '');
    await expect(button).toHaveText(/Pick images/);
  });
  await test.step('a new part, and a photo that goes to the mock by the token backend', async () => {
    execFileSync(process.execPath, ['scripts/new.ts', 'part', 'uploader', 'upload-tips'], { cwd: copy });
    change('demo/pages/index.html', '<imgpro-uploader id', '<imgpro-uploader upload-tips id');
    // A dozen files changed at once, on a page that was loading: here it is the part that counts, not the reload.
    await expect(async () => {
      await page.reload();
      await expect(uploader).toHaveAttribute('upload-tips', '', { timeout: 2000 });
    }).toPass({ timeout: 30_000 });
    // Files that changed together may have the page reload twice.
    await expect(async () => {
      await button.hover();
      await uploader.evaluate(async (element) => {
        const canvas = new OffscreenCanvas(40, 30);
        canvas.getContext('2d')!.fillRect(0, 0, 40, 30);
        const data = new File([await canvas.convertToBlob()], 'dot.png', { type: 'image/png' });
        await (element as ImgproUploader).addFiles([data]);
      });
      const status = () => uploader.evaluate((element) => (element as ImgproUploader).files[0]?.status);
      await expect.poll(status, { timeout: 10_000 }).toBe('ready');
      await expect(uploader.getByText('Upload tips')).toBeVisible({ timeout: 5000 });
    }).toPass({ timeout: 60_000 });
  });
  expect(faults).toEqual([]);

  const ended = once(dev, 'exit');
  dev.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  await expect(fetch(site)).rejects.toThrow();
  await expect(fetch(/Mock API\s+(\S+)\/v1/.exec(output)![1]!)).rejects.toThrow();
});
