import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** A mock in a process of its own, as `npm run mock` starts it. */
export interface MockProcess {
  url: string;
  pid: number;
  /** Resident memory, in bytes (Linux). */
  memory(): Promise<number>;
  /** Ends it, and resolves with its exit code when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startProcess(args: string[], env: Record<string, string> = {}): Promise<MockProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions=imgpro-source', 'demo/mock/cli.ts', '--port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /(http:\/\/\S+)\/v1/.exec(output);
      if (found?.[1]) resolve(found[1].replace('localhost', '127.0.0.1'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`The mock ended at once: ${output}`)));
  });
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    memory: async () =>
      Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
    stop: (signal = 'SIGINT') => {
      child.kill(signal);
      return ended;
    },
  };
}
