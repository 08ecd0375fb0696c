import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { siteSecret } from '../../../demo/site/secret.ts';
import { listenFrom } from '../../../demo/site/site.ts';

describe('listenFrom', () => {
  async function taken(host: string): Promise<{ port: number; close(): Promise<void> }> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
  }

  test('takes the next port when one is taken', async () => {
    const busy = await taken('127.0.0.1');
    const server = createServer();
    expect(await listenFrom(server, busy.port)).toBeGreaterThan(busy.port);
    server.close();
    await busy.close();
  });

  test('leaves a port to whom localhost on IPv6 belongs', async ({ skip }) => {
    const busy = await taken('::1').catch(() => null);
    if (!busy) return skip('this machine has no IPv6');
    const server = createServer();
    expect(await listenFrom(server, busy.port)).toBeGreaterThan(busy.port);
    server.close();
    await busy.close();
  });

  test('fails with what is not about the port', async () => {
    await expect(listenFrom(createServer(), 0, '203.0.113.1')).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });
});

test("the site's secret is made once, for its owner's eyes", async ({ onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-site-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const where = join(folder, 'data');
  const made = await siteSecret(where);
  expect(made.length).toBeGreaterThanOrEqual(43);
  expect(await siteSecret(where)).toBe(made);
  expect((await readFile(join(where, 'site-secret'), 'utf8')).trim()).toBe(made);
  expect((await stat(join(where, 'site-secret'))).mode & 0o077).toBe(0);
});
