import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createMock, Dropped } from '../../demo/mock/index.ts';
import { serveMock } from '../../demo/mock/serve.ts';
import { form, KEY, picture, startMock } from './harness.ts';
import { startProcess } from './process.ts';

const run = promisify(execFile);

test('in a process without a port: fetch answers, control drives', async () => {
  const mock = await createMock({ anonymousLimit: 'off' });
  const send = async () =>
    mock.fetch(
      new Request('https://api.example/v1/images', { method: 'POST', body: form({ file: await picture() }) }),
    );
  const image = (await (await send()).json()) as { url: string; page_url: string };
  expect(image.page_url).toMatch(/^https:\/\/api\.example\/\w{8}$/);
  expect((await mock.fetch(new Request(image.url))).status).toBe(200);
  mock.control.setFaults([{ match: 'POST /v1/images', drop: 'before' }]);
  await expect(send()).rejects.toThrow(Dropped);
  await mock.close();
});

test('mounted under a path, and told its public address', async () => {
  const mounted = await createMock({ basePath: '/mock', images: 1 });
  const list = await mounted.fetch(
    new Request('https://x.example/mock/v1/images', { headers: { Authorization: `Bearer ${KEY}` } }),
  );
  const { data } = (await list.json()) as { data: { url: string }[] };
  expect(data[0]?.url).toMatch(/^https:\/\/x\.example\/mock\/cdn\//);
  expect((await mounted.fetch(new Request(`${data[0]?.url}?size=s`))).status).toBe(200);
  await mounted.close();
  const behind = await startMock({ publicUrl: 'https://mock.example/' });
  expect((await behind.upload()).page_url).toMatch(/^https:\/\/mock\.example\/\w{8}$/);
  await behind.close();
});

test('a port that is taken: the next one, if that is wanted', async () => {
  const first = await serveMock({ port: 0, host: '127.0.0.1' });
  await expect(serveMock({ port: first.port, host: '127.0.0.1' })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  const second = await serveMock({ port: first.port, host: '127.0.0.1', nextFree: true });
  expect(second.port).toBeGreaterThan(first.port);
  await Promise.all([first.close(), second.close()]);
});

test('listens on this machine alone, unless another address is asked for', async () => {
  const { server, connections } = await onIPv6();
  const near = await serveMock({ port: 0 });
  const far = await serveMock({ port: 0, host: '0.0.0.0' });
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  if (outside !== undefined) {
    await expect(fetch(`http://${outside}:${near.port}/`)).rejects.toThrow();
    expect((await fetch(`http://${outside}:${far.port}/`)).status).toBe(200);
  }
  expect([near.url, far.url]).toEqual([`http://localhost:${near.port}`, `http://localhost:${far.port}`]);
  expect((await fetch(near.url)).status).toBe(200);
  // Whoever answers localhost on IPv6 would get what browsers send us.
  if (server) {
    await expect(serveMock({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const moved = await serveMock({ port: server.port, nextFree: true });
    expect(moved.port).toBeGreaterThan(server.port);
    await moved.close();
    await server.close();
  }
  expect(connections()).toBe(0);
  await Promise.all([near.close(), far.close()]);
});

/** A stranger who listens on IPv6 alone; none where the machine has no IPv6. */
async function onIPv6() {
  const stranger = createServer();
  let seen = 0;
  stranger.on('connection', () => seen++);
  const server = await new Promise<{ port: number; close: () => Promise<unknown> } | null>((resolve) => {
    stranger.once('error', () => resolve(null));
    stranger.listen(0, '::1', () =>
      resolve({
        port: (stranger.address() as AddressInfo).port,
        close: () => new Promise((closed) => stranger.close(closed)),
      }),
    );
  });
  return { server, connections: () => seen };
}

test('two mocks may share their data: the second does not sweep what the first is receiving', async () => {
  const data = await mkdtemp(join(tmpdir(), 'imgpro-shared-'));
  const [first, second] = [await startProcess(['--data', data]), await startProcess(['--data', data])];
  expect((await readdir(join(data, 'incoming'))).sort()).toEqual(
    [String(first.pid), String(second.pid)].sort(),
  );
  const headers = { Authorization: `Bearer ${KEY}` };
  const stored = await fetch(`${first.url}/v1/images`, {
    method: 'POST',
    headers,
    body: form({ file: await picture() }),
  });
  const { id } = (await stored.json()) as { id: string };
  expect((await fetch(`${second.url}/v1/images/${id}`, { headers })).status).toBe(200);
  await Promise.all([first.stop(), second.stop()]);
  expect(await readdir(join(data, 'incoming'))).toEqual([]);
  await rm(data, { recursive: true });
});

test('a start throws away what no image knows, and what a process that is gone was receiving', async () => {
  const data = await mkdtemp(join(tmpdir(), 'imgpro-orphans-'));
  const first = await createMock({ data, anonymousLimit: 'off' });
  const stored = await first.fetch(
    new Request('http://x/v1/images', { method: 'POST', body: form({ file: await picture() }) }),
  );
  const { id } = (await stored.json()) as { id: string };
  await first.close();
  await mkdir(join(data, 'incoming', '4194304'), { recursive: true });
  await writeFile(join(data, 'incoming', '4194304', '1'), 'half a picture');
  await writeFile(join(data, 'originals', 'orphaned'), 'a picture without a row');
  const second = await createMock({ data });
  expect(await readdir(join(data, 'originals'))).toEqual([id]);
  expect(await readdir(join(data, 'incoming'))).toEqual([String(process.pid)]);
  await second.close();
  await rm(data, { recursive: true });
});

test('a start removes the temporary folder of a process that was killed, and of none that lives', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-temporary-'));
  const start = () => startProcess(['--memory'], { TMPDIR: folder });
  const folders = async () => (await readdir(folder)).sort();
  const killed = await start();
  const [left = ''] = await folders();
  const living = await start();
  const before = await folders();
  expect(before).toHaveLength(2);
  await killed.stop('SIGKILL');
  expect(await folders()).toEqual(before);
  for (const name of before) await utimes(join(folder, name), 0, 0);
  // Just being made, by another start: not locked yet.
  await mkdir(join(folder, 'imgpro-mock-young'));
  await writeFile(join(folder, 'imgpro-mock-young', 'lock.sqlite'), '');
  // Made by an earlier version, which knew of no locks, and left.
  await mkdir(join(folder, 'imgpro-mock-old', 'incoming', '4194304'), { recursive: true });
  await utimes(join(folder, 'imgpro-mock-old'), 0, 0);
  // The same, and its process lives.
  await mkdir(join(folder, 'imgpro-mock-used', 'incoming', String(process.pid)), { recursive: true });
  await utimes(join(folder, 'imgpro-mock-used'), 0, 0);
  const next = await start();
  const after = await folders();
  expect(after.filter((name) => name === left || name === 'imgpro-mock-old')).toEqual([]);
  expect(after).toEqual(expect.arrayContaining(before.filter((name) => name !== left)));
  expect(after).toEqual(expect.arrayContaining(['imgpro-mock-used', 'imgpro-mock-young']));
  const headers = { Authorization: `Bearer ${KEY}` };
  const body = form({ file: await picture() });
  expect((await fetch(`${living.url}/v1/images`, { method: 'POST', headers, body })).status).toBe(201);
  await Promise.all([living.stop(), next.stop()]);
  expect(await folders()).toEqual(['imgpro-mock-used', 'imgpro-mock-young']);
  await rm(folder, { recursive: true });
});

test('temporary folders that many processes make, remove and sweep at the same time are in nobody’s way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-temporary-'));
  const each = fileURLToPath(new URL('./temporary-folders.ts', import.meta.url));
  await Promise.all(Array.from({ length: 3 }, () => run(process.execPath, [each, folder])));
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

test('what expires or is deleted leaves no bytes on the disk', async () => {
  const data = await mkdtemp(join(tmpdir(), 'imgpro-bytes-'));
  const mock = await createMock({ data, anonymousLimit: 'off' });
  const stored = await mock.fetch(
    new Request('http://x/v1/images', { method: 'POST', body: form({ ttl: '5m', file: await picture() }) }),
  );
  const { url } = (await stored.json()) as { url: string };
  await mock.fetch(new Request(`${url}?w=4`));
  const files = async () =>
    [await readdir(join(data, 'originals')), await readdir(join(data, 'variants'))].flat().length;
  expect(await files()).toBe(2);
  await mock.control.clock({ advance: '5m' });
  expect(await files()).toBe(0);
  await mock.close();
  await rm(data, { recursive: true });
});

test('a caller who goes away before the image is stored leaves nothing', async () => {
  const mock = await createMock();
  const whole = new Uint8Array(await new Response(form({ file: await picture() })).arrayBuffer());
  const type = `multipart/form-data; boundary=${new TextDecoder().decode(whole.subarray(2, whole.indexOf(13)))}`;
  const leaving = new AbortController();
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) {
        controller.close();
        queueMicrotask(() => leaving.abort());
      } else controller.enqueue(whole);
      sent = true;
    },
  });
  const headers = { 'Content-Type': type, Authorization: `Bearer ${KEY}` };
  const request = new Request('http://x/v1/images', {
    method: 'POST',
    headers,
    body,
    signal: leaving.signal,
    ...{ duplex: 'half' },
  });
  await expect(mock.fetch(request)).rejects.toThrow();
  expect(mock.control.status().counts.images).toBe(0);
  await mock.close();
});

const cli = (...args: string[]) =>
  run(process.execPath, ['--conditions=imgpro-source', 'demo/mock/cli.ts', ...args]).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

test('imgpro-mock verify reports and ends with 1 when something fails', async () => {
  const mock = await startMock({ anonymousLimit: 'off' });
  const keys = ['--key', KEY, '--read-key', 'img_live_demo_read', '--write-key', 'img_live_demo_write', '--full-key', 'img_live_full', '--other-key', 'img_live_other', '--app-key', 'img_sk_demo']; // prettier-ignore
  const passed = await cli('verify', mock.url, ...keys);
  expect([passed.code, /\d+ passed, 0 failed, 0 skipped/.test(passed.stdout)]).toEqual([0, true]);
  await mock.close();
  const other = createServer((_request, response) => response.end('<html>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const failed = await cli('verify', `http://127.0.0.1:${(other.address() as AddressInfo).port}`);
  other.close();
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('✗')]);
}, 60_000);

test('says what is wrong with an option, and helps', async () => {
  expect(await cli('--port', 'x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--port is a whole number'),
  });
  expect(await cli('--anonymous-limit', 'few')).toMatchObject({ code: 2 });
  expect((await cli('--help')).stdout).toContain('imgpro-mock verify');
});
