import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { KEY, SECRET } from '../backend.ts';
import type { Backend, BackendOptions } from '../backend.ts';

const root = resolve(import.meta.dirname, '../../..');

/** How long a backend may take to end by itself, in milliseconds. */
const PATIENCE = 10_000;

/** Runs a file of the repository, that listens on PORT, as a process of its own. */
export function startNode(file: string) {
  return async (options: BackendOptions): Promise<Backend> => {
    const child = fork(join(root, file), {
      execArgv: ['--conditions=imgpro-source', '--import', new URL('preload.ts', import.meta.url).href],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        PORT: '0',
        IMGPRO_KEY: KEY,
        IMGPRO_TOKEN_SECRET: SECRET,
        IMGPRO_TEST_OPTIONS: JSON.stringify(options),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exit = once(child, 'exit') as Promise<[code: number | null]>;
    const message = once(child, 'message') as Promise<[{ port: number }]>;
    const [first] = await Promise.race([message, exit]);
    if (first === null || typeof first === 'number')
      throw new Error(`${file} ended with ${first}:\n${output}`);
    const end = async (): Promise<number | null> => {
      if (child.exitCode === null) child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      const [code] = await exit;
      clearTimeout(late);
      return code;
    };
    return {
      url: `http://127.0.0.1:${first.port}`,
      pid: child.pid,
      output: () => output,
      end,
      close: async () => void (await end()),
    };
  };
}
