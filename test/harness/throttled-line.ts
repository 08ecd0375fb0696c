import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface LineOptions {
  /** Bits a second, each way. */
  bitsPerSecond: number;
  /** Milliseconds that every byte is under way. */
  latency: number;
}

export interface Line {
  /** The near end. */
  port: number;
  close(): Promise<void>;
}

/** Milliseconds of the rate that may pass at once: what an idle line lets through, and how far ahead one reads. */
const BURST = 20;

/**
 * A TCP proxy to a port of this machine that is as slow as a line to a distant one: a token bucket each way, and a
 * delay. All connections share the line. Packets, their loss and slow start are not imitated.
 */
export async function throttledLine(target: number, { bitsPerSecond, latency }: LineOptions): Promise<Line> {
  const up = new Bucket(bitsPerSecond / 8000);
  const down = new Bucket(bitsPerSecond / 8000);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', (failed) => {
        sockets.delete(socket);
        if (failed) other.destroy();
      });
    }
    carry(near, far, up, latency);
    carry(far, near, down, latency);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads a socket as fast as its bucket allows, and writes what was read when it has arrived. */
function carry(from: Socket, to: Socket, bucket: Bucket, latency: number): void {
  const underWay: { at: number; bytes: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let full = false;

  const deliver = () => {
    timer = undefined;
    while (underWay.length > 0 && underWay[0]!.at <= performance.now()) {
      const { bytes } = underWay.shift()!;
      if (bytes === null) to.end();
      else if (!to.write(bytes)) {
        full = true;
        to.once('drain', () => {
          full = false;
          if (bucket.isOpen()) from.resume();
        });
      }
    }
    if (!full && bucket.isOpen()) from.resume();
    const [next] = underWay;
    if (next) timer = setTimeout(deliver, Math.max(0, next.at - performance.now()));
  };
  const send = (at: number, bytes: Buffer | null) => {
    underWay.push({ at: at + latency, bytes });
    timer ??= setTimeout(deliver, Math.max(0, at + latency - performance.now()));
  };

  from.on('data', (bytes: Buffer) => {
    send(bucket.take(bytes.length), bytes);
    if (!bucket.isOpen()) from.pause();
  });
  from.on('end', () => send(bucket.take(0), null));
  from.on('close', () => {
    if (from.errored) clearTimeout(timer);
  });
}

/** A token bucket, kept as the time at which the line will be free. */
class Bucket {
  private readonly bytesPerMs: number;
  private free = 0;

  constructor(bytesPerMs: number) {
    this.bytesPerMs = bytesPerMs;
  }

  /** Takes bytes, and tells when the last of them has left. */
  take(bytes: number): number {
    this.free = Math.max(this.free, performance.now() - BURST) + bytes / this.bytesPerMs;
    return this.free;
  }

  /** Whether more may be read: not too much is waiting to leave. */
  isOpen(): boolean {
    return this.free < performance.now() + BURST;
  }
}
