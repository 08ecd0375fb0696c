import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const children: ChildProcess[] = [];
const folders: string[] = [];
const blockers: Server[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of blockers.splice(0)) server.close();
});

interface Started {
  child: ChildProcess;
  output: string;
  site: string;
  mock: string;
}

/** Runs the start command and waits until it prints its addresses. */
function start(...args: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['--conditions=imgpro-source', 'demo/start.ts', ...args], {
    cwd: root,
  });
  children.push(child);
  return new Promise((done, fail) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const site = /Demo site\s+(\S+)/.exec(output)?.[1];
      const mock = /Mock API\s+(\S+)\/v1/.exec(output)?.[1];
      if (site && mock && output.includes('Ctrl-C')) done({ child, output, site, mock });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => fail(new Error(`ended with ${code}:\n${output}`)));
  });
}

function stop({ child }: Started): Promise<number | null> {
  return new Promise((done) => {
    child.removeAllListeners('exit');
    child.once('exit', (code) => done(code));
    child.kill('SIGINT');
  });
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'imgpro-'));
  folders.push(made);
  return made;
}

async function upload(mock: string): Promise<string> {
  const form = new FormData();
  const pixels = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  form.append('file', new Blob([new Uint8Array(pixels)]), 'dot.png');
  const answer = await fetch(`${mock}/v1/images`, {
    method: 'POST',
    headers: { authorization: 'Bearer img_live_demo' },
    body: form,
  });
  return ((await answer.json()) as { id: string }).id;
}

test(
  'both servers answer, Ctrl-C stops both, and what was uploaded survives a restart',
  { timeout: 120_000 },
  async () => {
    const data = folder();
    const first = await start('--port', '0', '--mock-port', '0', '--data', data);
    expect((await fetch(first.site)).status).toBe(200);
    expect(await (await fetch(first.site)).text()).toContain('<imgpro-uploader');
    const id = await upload(first.mock);
    expect(await stop(first)).toBe(0);
    await expect(fetch(first.site)).rejects.toThrow();
    await expect(fetch(first.mock)).rejects.toThrow();

    const second = await start('--port', '0', '--mock-port', '0', '--data', data);
    const image = (await (await fetch(`${second.mock}/v1/images/${id}`)).json()) as {
      url: string;
      width: number;
    };
    expect(image.width).toBe(40);
    expect((await fetch(image.url.replace(/^https?:\/\/[^/]+/, second.mock))).status).toBe(200);
    await stop(second);
  },
);

test('taken ports: the next free ones, said plainly', { timeout: 120_000 }, async () => {
  const taken = await Promise.all(
    [0, 0].map(
      () =>
        new Promise<number>((done) => {
          const server = createServer().listen(0, '127.0.0.1', () =>
            done((server.address() as AddressInfo).port),
          );
          blockers.push(server);
        }),
    ),
  );
  const started = await start('--port', String(taken[0]), '--mock-port', String(taken[1]), '--memory');
  expect(started.output).toContain(`port ${taken[0]} is taken`);
  expect(started.output).toContain(`port ${taken[1]} is taken`);
  expect((await fetch(started.site)).status).toBe(200);
  await stop(started);
});
