import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { seeded } from '../soak/faults.ts';

export interface LineOptions {
  /** Bits a second, each way. */
  bitsPerSecond: number;
  /** Milliseconds that every byte is under way. */
  latency: number;
}

/** From the near end to the far one, or back. */
export type Way = 'up' | 'down';

export interface Line {
  /** The near end. */
  port: number;
  /** The same, as the address of a web host. */
  url: string;
  /** Bytes that have entered the line so far. */
  readonly passed: Readonly<Record<Way, number>>;
  /** How many connections were cut, of those that were under way. */
  readonly cuts: number;
  /** Changes its speed, one way or both. */
  shape(options: Partial<LineOptions>, way?: Way): void;
  /** Nothing passes and nobody is told; false: it goes on. */
  stall(on: boolean): void;
  /** Cuts all connections and refuses new ones, as a machine that is switched off does; false: no more. */
  refuse(on: boolean): void;
  /** Cuts all connections at the near end alone, as a phone does that goes from one network to another. */
  forget(): void;
  /** Cuts the connection that carries the byte of this number, counted from now over all connections. */
  cutAfter(way: Way, bytes: number): void;
  /** Cuts the connection of the moment again and again, each after `bytes` on the average; null: no more. */
  lose(loss: { seed: number; bytes: number } | null): void;
  close(): Promise<void>;
}

/** Milliseconds of the rate that may pass at once: what an idle line lets through, and how far ahead one reads. */
const BURST = 20;

/**
 * A TCP proxy to a port of this machine that is as slow as a line to a distant one: a token bucket each way, and a
 * delay. All connections share the line. It stalls, and cuts connections, when it is told to. Packets, their loss and
 * slow start are not imitated.
 */
export async function throttledLine(target: number, options: LineOptions): Promise<Line> {
  const buckets = { up: new Bucket(options), down: new Bucket(options) };
  const passed = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  const nears = new Set<Socket>();
  /** The count of passed bytes at which the connection of the moment is cut. */
  let planned: { way: Way; at: number }[] = [];
  let loss: { random: () => number; bytes: number; left: number } | null = null;
  let isRefusing = false;
  let cuts = 0;

  /** Counts bytes that pass; true: their connection is cut there. */
  const count = (way: Way, bytes: number): boolean => {
    passed[way] += bytes;
    const due = planned.filter((cut) => cut.way === way && cut.at <= passed[way]);
    planned = planned.filter((cut) => !due.includes(cut));
    if (loss && (loss.left -= bytes) < 0) {
      loss.left = loss.random() * 2 * loss.bytes;
      return true;
    }
    return due.length > 0;
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    if (isRefusing) return void near.destroy();
    nears.add(near);
    near.once('close', () => nears.delete(near));
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
    const meter = (way: Way) => (bytes: number) => {
      if (!count(way, bytes)) return false;
      cuts += 1;
      near.destroy();
      far.destroy();
      return true;
    };
    carry(near, far, buckets.up, meter('up'));
    carry(far, near, buckets.down, meter('down'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    url: `http://localhost:${port}`,
    passed,
    get cuts() {
      return cuts;
    },
    shape(changed, way) {
      for (const each of way ? [way] : (['up', 'down'] as const)) buckets[each].shape(changed);
    },
    stall(on) {
      for (const bucket of Object.values(buckets)) bucket.isStalled = on;
    },
    refuse(on) {
      isRefusing = on;
      if (on) hangUp();
    },
    forget() {
      for (const near of nears) near.destroy();
    },
    cutAfter: (way, bytes) => void planned.push({ way, at: passed[way] + bytes }),
    lose(wanted) {
      const random = wanted && seeded(wanted.seed);
      loss = random && { random, bytes: wanted.bytes, left: random() * 2 * wanted.bytes };
    },
    close: () => {
      hangUp();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** How often a stalled line is looked at again (ms). */
const STALL_STEP = 50;

/** Reads a socket as fast as its bucket allows, and writes what was read when it has arrived. */
function carry(from: Socket, to: Socket, bucket: Bucket, isCut: (bytes: number) => boolean): void {
  const underWay: { at: number; bytes: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let full = false;

  const deliver = () => {
    timer = undefined;
    while (!full && !bucket.isStalled && underWay.length > 0 && underWay[0]!.at <= performance.now()) {
      const { bytes } = underWay.shift()!;
      if (bytes === null) to.end();
      else if (!to.write(bytes)) {
        full = true;
        to.once('drain', () => {
          full = false;
          timer ??= setTimeout(deliver);
        });
      }
    }
    // Asked once: a line that opens between two looks would leave the socket paused, and no timer to wake it.
    const isOpen = bucket.isOpen();
    if (!full && isOpen) from.resume();
    const [next] = underWay;
    // Others may have taken the line meanwhile: then it is asked for again.
    const wait = full ? null : next ? next.at - performance.now() : isOpen ? null : bucket.wait;
    if (wait !== null) timer = setTimeout(deliver, bucket.isStalled ? STALL_STEP : Math.max(1, wait));
  };
  const send = (at: number, bytes: Buffer | null) => {
    const arrival = at + bucket.latency;
    underWay.push({ at: arrival, bytes });
    timer ??= setTimeout(deliver, Math.max(0, arrival - performance.now()));
  };

  from.on('data', (bytes: Buffer) => {
    if (isCut(bytes.length)) return;
    send(bucket.take(bytes.length), bytes);
    if (!bucket.isOpen()) from.pause();
  });
  from.on('end', () => send(bucket.take(0), null));
  from.on('close', () => {
    if (from.errored || to.destroyed) clearTimeout(timer);
  });
}

/** A token bucket, kept as the time at which the line will be free. */
class Bucket {
  latency: number;
  isStalled = false;
  private bytesPerMs: number;
  private free = 0;

  constructor({ bitsPerSecond, latency }: LineOptions) {
    this.bytesPerMs = bitsPerSecond / 8000;
    this.latency = latency;
  }

  shape({ bitsPerSecond, latency }: Partial<LineOptions>): void {
    if (bitsPerSecond !== undefined) this.bytesPerMs = bitsPerSecond / 8000;
    if (latency !== undefined) this.latency = latency;
    this.free = Math.min(this.free, performance.now() + BURST);
  }

  /** Takes bytes, and tells when the last of them has left. */
  take(bytes: number): number {
    this.free = Math.max(this.free, performance.now() - BURST) + bytes / this.bytesPerMs;
    return this.free;
  }

  /** Milliseconds until more may be read. */
  get wait(): number {
    return this.free - performance.now() - BURST;
  }

  /** Whether more may be read: not too much is waiting to leave. */
  isOpen(): boolean {
    return !this.isStalled && this.free < performance.now() + BURST;
  }
}
