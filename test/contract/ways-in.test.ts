import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const cli = (...args: string[]) =>
  run(process.execPath, ['--conditions=imgpro-source', 'demo/mock/cli.ts', ...args]).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

test('imgpro-mock verify reports and ends with 1 when something fails', async () => {
  const mock = await startMock({ anonymousLimit: 'off' });
  const passed = await cli('verify', mock.url, '--key', KEY);
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
