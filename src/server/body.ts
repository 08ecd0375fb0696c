import { GatewayError } from './errors.ts';

export interface BodyTimers {
  /** Milliseconds for the next bytes. */
  idle: number;
  /** Milliseconds for all of them. */
  total: number;
}

/** The body of a request, read only as fast as somebody asks, and never waited for in vain. */
export class RequestBody {
  /** Whether everything has arrived. */
  ended = false;
  /** Bytes that were read. */
  size = 0;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  private readonly signal: AbortSignal;
  private readonly idle: number;
  private readonly until: number;
  private readonly declared: number | null;
  private failed = false;

  constructor(request: Request, { idle, total }: BodyTimers) {
    this.reader = request.body?.getReader();
    this.ended = this.reader === undefined;
    this.declared = declaredLength(request.headers);
    this.signal = request.signal;
    this.idle = idle;
    this.until = Date.now() + total;
  }

  /** The next bytes, null at the end; throws 408 `request_timeout`, or 400 when the browser has gone. */
  read = async (): Promise<Uint8Array | null> => {
    if (this.ended) return null;
    if (this.failed) throw connectionLost();
    try {
      const bytes = await this.next(this.until);
      this.ended = bytes === null;
      this.size += bytes?.length ?? 0;
      return bytes;
    } catch (error) {
      this.failed = true;
      this.reader!.cancel(error).catch(() => {});
      throw error;
    }
  };

  private next(until: number): Promise<Uint8Array | null> {
    const left = until - Date.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          settle();
          reject(timedOut(left < this.idle));
        },
        Math.max(0, Math.min(this.idle, left)),
      );
      const gone = () => {
        settle();
        reject(connectionLost());
      };
      const settle = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', gone);
      };
      if (this.signal.aborted) return gone();
      this.signal.addEventListener('abort', gone, { once: true });
      this.reader!.read().then(
        ({ done, value }) => {
          settle();
          resolve(done ? null : value);
        },
        (error: unknown) => {
          settle();
          reject(connectionLost(error));
        },
      );
    });
  }

  /** All of it as text; throws 413 over `limit` bytes. */
  async text(limit: number): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    let size = 0;
    for (let bytes; (bytes = await this.read()) !== null;) {
      size += bytes.length;
      if (size > limit)
        throw new GatewayError(413, 'validation_error', `This body has at most ${limit} bytes.`);
      text += decoder.decode(bytes, { stream: true });
    }
    return text + decoder.decode();
  }

  /** All of it as a JSON object; throws 400 `bad_request`. */
  async object(limit: number): Promise<Record<string, unknown>> {
    return jsonObject(await this.text(limit));
  }

  /**
   * Reads on and throws it away: browsers read the answer to a refused upload only after they have sent all of it, and
   * a connection closed under them is a network error, not an explanation. More than `bytes`, or longer than
   * `milliseconds`, nobody gets: then the rest stays unread.
   */
  async drain(bytes: number, milliseconds = Infinity): Promise<void> {
    if (this.ended || this.failed) return;
    const until = Math.min(this.until, Date.now() + milliseconds);
    try {
      if (this.declared === null || this.declared - this.size <= bytes)
        for (let drained = 0, chunk; drained <= bytes && (chunk = await this.next(until)) !== null;)
          drained += chunk.length;
    } catch {
      // Nobody is there to be told.
    }
    this.stop();
  }

  /** Leaves the rest unread. */
  stop(): void {
    if (!this.ended) this.reader!.cancel().catch(() => {});
    this.ended = true;
  }
}

/** A text as a JSON object; throws 400 `bad_request`. */
export function jsonObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new GatewayError(400, 'bad_request', 'The body is not JSON.', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GatewayError(400, 'bad_request', 'The body is not a JSON object.');
  return value as Record<string, unknown>;
}

/** The declared Content-Length in bytes, or null. */
export function declaredLength(headers: Headers): number | null {
  const text = headers.get('content-length') ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function timedOut(total: boolean): GatewayError {
  return new GatewayError(
    408,
    'request_timeout',
    total ? 'The upload took too long.' : 'Nothing arrived for too long. Check the connection and try again.',
  );
}

function connectionLost(cause?: unknown): GatewayError {
  return new GatewayError(400, 'bad_request', 'The connection closed before everything had arrived.', {
    cause,
  });
}
