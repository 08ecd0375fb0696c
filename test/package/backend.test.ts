// The token backend as a newcomer meets it: an empty project, the packed package, and the README's own lines.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveMock } from '../../demo/mock/serve.ts';
import type { ServedMock } from '../../demo/mock/serve.ts';
import type { Image, ImageList, TokenResponse } from '../../src/api/types.ts';
import { env, installedProject, readmeBlock, root } from './project.ts';
import type { Project } from './project.ts';

const KEY = 'img_live_demo';

const SESSION = `
export async function signedInUser(request) {
  const id = /user=(\\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return id ? { id } : null;
}`;

let project: Project;
let mock: ServedMock;

beforeAll(async () => {
  [project, mock] = await Promise.all([
    installedProject(['express', 'typescript', '@types/node', '@types/express']),
    serveMock({ port: 0, host: '127.0.0.1', anonymousLimit: 'off' }),
  ]);
  await project.write('session.mjs', SESSION);
}, 120_000);

afterAll(async () => {
  await mock?.close();
  await project?.remove();
});

test('nothing of the sources is what runs', () => {
  const script = 'console.log(import.meta.resolve("imgpro-elements/server"))';
  const where = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project.folder,
    env,
    encoding: 'utf8',
  });
  expect(where).toContain(`${project.folder.split('/').pop()}/node_modules/imgpro-elements/dist/server.js`);
});

test.each(['With Node', 'With Express'])('the README’s lines store a photo: %s', async (heading) => {
  await project.write('server.mjs', readmeBlock(heading));
  const port = await freePort();
  const site = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ['server.mjs'], {
    cwd: project.folder,
    stdio: 'inherit',
    env: {
      ...env,
      PORT: String(port),
      IMGPRO_KEY: KEY,
      IMGPRO_TOKEN_SECRET: 'a secret of the site that is long enough',
      IMGPRO_URL: `${mock.url}/v1`,
    },
  });
  try {
    await answering(server, `${site}/imgpro/health`);
    const nobody = await fetch(`${site}/imgpro/token`, { method: 'POST', headers: { origin: site } });
    expect(nobody.status).toBe(401);

    const headers = { origin: site, cookie: `user=${heading.replaceAll(' ', '')}` };
    const asked = await fetch(`${site}/imgpro/token`, { method: 'POST', headers });
    const { token, api_url: api } = (await asked.json()) as TokenResponse;
    const authorization = `Bearer ${token}`;
    const form = new FormData();
    const picture = sharp({ create: { width: 8, height: 6, channels: 3, background: '#345' } });
    form.append('file', new Blob([new Uint8Array(await picture.png().toBuffer())]), 'photo.png');
    const upload = { method: 'POST', headers: { authorization }, body: form };
    const stored = await fetch(`${site}${api}/images`, upload);
    expect(stored.status).toBe(201);
    const { id } = (await stored.json()) as Image;

    const known = await fetch(`${mock.url}/v1/images/${id}`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(await known.json()).toMatchObject({ id, width: 8, metadata: { owner: expect.any(String) } });
    const list = await fetch(`${site}${api}/images`, { headers: { authorization } });
    expect(((await list.json()) as ImageList).data.map((image) => image.id)).toEqual([id]);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
});

test('the types hold under strict, without a DOM', { timeout: 60_000 }, async () => {
  await project.write(
    'types.mts',
    readFileSync(join(root, 'test/package/fixtures/server-types.mts'), 'utf8'),
  );
  await project.write(
    'tsconfig.json',
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2023'],
        types: ['node'],
        noEmit: true,
      },
      files: ['types.mts'],
    }),
  );
  const checked = () =>
    execFileSync('npx', ['tsc', '--noEmit'], { cwd: project.folder, env, encoding: 'utf8', stdio: 'pipe' });
  expect(failureOf(checked)).toBe('');
});

function failureOf(work: () => string): string {
  try {
    return work();
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Resolves when a server answers; rejects when it ended before. */
async function answering(server: ChildProcess, url: string): Promise<void> {
  while (server.exitCode === null) {
    try {
      await (await fetch(url)).text();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`The server ended with ${server.exitCode}.`);
}
