import { existsSync, readFileSync } from 'node:fs';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];

/** Whether the kernel tells what it holds: Linux does. */
export const KERNEL_TELLS: boolean = TABLES.some((file) => existsSync(file));

/**
 * Bytes that the kernel holds of one direction of a connection on this machine: sent and not yet taken over, and
 * received and not yet read. 0 where it does not tell.
 */
export function heldByKernel(fromPort: number, toPort: number): number {
  let held = 0;
  for (const file of TABLES.filter((each) => existsSync(each)))
    for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
      const [, local, remote, , queues] = line.trim().split(/\s+/);
      if (!queues) continue;
      const [localPort, remotePort] = [portOf(local!), portOf(remote!)];
      const [sending, received] = queues.split(':').map((digits) => parseInt(digits, 16));
      if (localPort === fromPort && remotePort === toPort) held += sending!;
      if (localPort === toPort && remotePort === fromPort) held += received!;
    }
  return held;
}

const portOf = (address: string): number => parseInt(address.split(':')[1]!, 16);

/** Bytes of memory that a process has taken: `VmRSS` now, `VmHWM` at most. Null where there is no /proc. */
export function memoryOf(pid: number | undefined, field: 'VmRSS' | 'VmHWM'): number | null {
  if (pid === undefined) return null;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)![1]) * 1024;
  } catch {
    return null;
  }
}
