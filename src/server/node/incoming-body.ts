import type { IncomingMessage } from 'node:http';

/**
 * The body of a request as a web stream: the socket is read only as fast as the stream is. A reader that stops
 * leaves the connection alone, since destroying the message would close the socket under the answer.
 *
 * Node's own iterator is not used: a read that still waits would hold back `discard()`.
 */
export class IncomingBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** Whether somebody has read a body to its end, and so taken it, before this listener got the request. */
  readonly readBefore: boolean;
  readonly #incoming: IncomingMessage;
  #received = 0;
  #discarding: ((bytes: number) => void) | null = null;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
    this.readBefore = incoming.readableEnded && mayHaveBody(incoming) && incoming.httpVersionMajor === 1;
    // Before anybody listens for data, or the body would start to flow.
    incoming.pause();
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => this.#listen(controller),
        pull: () => void incoming.resume(),
        cancel: () => void incoming.pause(),
      },
      { highWaterMark: 0 },
    );
  }

  /** Whether every byte has arrived, be it read or not. */
  get complete(): boolean {
    return this.#incoming.complete || this.#incoming.readableEnded || !mayHaveBody(this.#incoming);
  }

  /** How many bytes are still to come, as announced; null when nothing was. */
  get left(): number | null {
    const announced = this.#incoming.headers['content-length'];
    if (announced === undefined) return null;
    return Number(announced) - this.#received - this.#incoming.readableLength;
  }

  /** Lets in what the socket holds already: an answer may be made while half a packet is still unparsed. */
  arrival(): Promise<void> {
    // Marks the message as being read, too. Node throws away by itself what nobody read, uncounted and for ever.
    this.#incoming.read(0);
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** From now on the body is read and thrown away; `told` gets the size of each piece. */
  discard(told: (bytes: number) => void): void {
    this.#discarding = told;
    // Now, not at the next tick, for Node to see that somebody reads. `read(0)` does not do it where the buffer is full.
    this.#incoming.read();
    this.#incoming.resume();
  }

  #listen(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const incoming = this.#incoming;
    let open = true;
    const settle = (act: () => void) => () => {
      if (!open) return;
      open = false;
      try {
        act();
      } catch {
        // The reader has stopped already.
      }
    };
    const close = settle(() => controller.close());
    const fail = settle(() => controller.error(new Error('The client closed the connection.')));
    // A body parser before this listener has read it all.
    if (incoming.readableEnded) return close();
    incoming.on('data', (chunk: Uint8Array) => {
      this.#received += chunk.length;
      if (this.#discarding) return this.#discarding(chunk.length);
      incoming.pause();
      try {
        controller.enqueue(chunk);
      } catch {
        // Chunks that arrive after the reader has stopped are nobody's.
      }
    });
    incoming.on('end', close);
    incoming.on('error', fail);
    incoming.on('close', fail);
  }
}

function mayHaveBody({ headers, httpVersionMajor }: IncomingMessage): boolean {
  return (
    httpVersionMajor > 1 ||
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0
  );
}
