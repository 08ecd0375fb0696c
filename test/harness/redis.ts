/** A real Redis for a test: Debian's `redis-server` in a folder of its own, on a free port of this machine. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './install-browsers.ts';

const program = process.env['REDIS_SERVER'] ?? 'redis-server';

const isThere = (): boolean => spawnSync(program, ['--version']).status === 0;

function ensureRedis(): void {
  if (!isThere()) installPackages(['redis-server']);
  if (!isThere())
    throw new Error(
      'No redis-server found. Install it (Debian, Ubuntu: apt-get install redis-server), or set REDIS_SERVER to its path.',
    );
}

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a server; with `cluster`, a cluster of this one node, which refuses what a cluster refuses. */
export async function startRedis({ cluster = false } = {}): Promise<RedisServer> {
  ensureRedis();
  // Another process may take a port between its being found free and being used.
  for (let tries = 1; ; tries++)
    try {
      return await start(cluster);
    } catch (error) {
      if (tries === 5 || !String(error).includes('Address already in use')) throw error;
    }
}

async function start(cluster: boolean): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-redis-'));
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  const clusterSettings = ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())];
  const child = spawn(program, ['--port', String(port), ...settings, ...(cluster ? clusterSettings : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', resolve);
    child.once('error', resolve);
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', kill);
    await rm(folder, { recursive: true, force: true });
  };

  let log = '';
  const ready = new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes('Ready to accept connections')) resolve(true);
      });
    void ended.then(() => resolve(false));
  });
  if (!(await ready)) {
    await stop();
    throw new Error(`redis-server did not start:\n${log}`);
  }
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
