/** The largest piece that is handed on at once, in bytes. */
const MAX_PIECE = 256 * 1024;

/**
 * Makes the chunks of a body while it is sent. The chunk that makes the body whole is the generator's return value, so
 * that a service that has it may act, and one that lacks it can't.
 */
export type BodyChunks = AsyncGenerator<Uint8Array, Uint8Array>;

export interface StreamEvents {
  /** The next chunk is being made: the browser's turn. */
  making(): void;
  /** A piece was given out: the service's turn, to take it or to answer. */
  given(): void;
  /** Making a chunk failed. */
  failed(error: unknown): void;
}

export interface StreamedBody {
  stream: ReadableStream<Uint8Array>;
  /** Whether the last piece was given out, so that the service may have acted on the body. */
  isComplete(): boolean;
}

/** A body made on demand, one piece at a time, so that no more is ahead of the service than what the sockets hold. */
export function streamBody(chunks: BodyChunks, events: StreamEvents): StreamedBody {
  let rest: Uint8Array = new Uint8Array();
  let ended = false;
  let complete = false;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          while (rest.length === 0 && !ended) {
            events.making();
            const { done, value } = await chunks.next();
            rest = value;
            ended = done === true;
          }
          const piece = rest.subarray(0, MAX_PIECE);
          rest = rest.subarray(MAX_PIECE);
          complete = ended && rest.length === 0;
          events.given();
          controller.enqueue(piece);
          if (complete) controller.close();
        } catch (error) {
          events.failed(error);
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, isComplete: () => complete };
}
