import { GatewayError } from '../errors.ts';

export interface BodyTimers {
  /** Milliseconds for the next bytes. */
  idle: number;
  /** Milliseconds for all of them. */
  total: number;
  /** The browser went away. */
  signal: AbortSignal;
}

/** The most that is read and thrown away of a body that is refused. */
const MAX_DRAINED = 100_000_000;

/** What the browser sends, read only as fast as somebody asks, and never waited for in vain. */
export class RequestBody {
  /** Whether everything has arrived. */
  ended = false;
  private readonly reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  private readonly timers: BodyTimers;
  private readonly until: number;
  private readonly declared: number;
  private failed = false;

  constructor(request: Request, timers: BodyTimers) {
    this.reader = request.body?.getReader();
    this.ended = this.reader === undefined;
    this.declared = Number(request.headers.get('content-length') ?? 0);
    this.timers = timers;
    this.until = Date.now() + timers.total;
  }

  /** The next bytes, null at the end; throws 408 `request_timeout`, or 400 when the browser has gone. */
  read = async (): Promise<Uint8Array | null> => {
    if (this.ended) return null;
    if (this.failed) throw connectionLost();
    try {
      const bytes = await this.next();
      this.ended = bytes === null;
      return bytes;
    } catch (error) {
      this.failed = true;
      this.reader!.cancel(error).catch(() => {});
      throw error;
    }
  };

  private next(): Promise<Uint8Array | null> {
    const { idle, signal } = this.timers;
    const left = this.until - Date.now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => {
          settle();
          reject(timedOut(left < idle));
        },
        Math.max(0, Math.min(idle, left)),
      );
      const gone = () => {
        settle();
        reject(connectionLost());
      };
      const settle = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
      };
      if (signal.aborted) return gone();
      signal.addEventListener('abort', gone, { once: true });
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
        throw new GatewayError(413, 'validation_error', `A JSON body has at most ${limit} bytes here.`);
      text += decoder.decode(bytes, { stream: true });
    }
    return text + decoder.decode();
  }

  /** All of it as a JSON object; throws 400 `bad_request`. */
  async object(limit: number): Promise<Record<string, unknown>> {
    const text = await this.text(limit);
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

  /**
   * Reads on to the end and throws it away: browsers read the answer to a refused upload only after they have sent
   * all of it, and a connection closed under them is a network error, not an explanation. More than 100 MB is cut.
   */
  async drain(): Promise<void> {
    if (this.ended || this.failed) return;
    try {
      let drained = 0;
      if (this.declared <= MAX_DRAINED)
        for (let bytes; drained <= MAX_DRAINED && (bytes = await this.read()) !== null;)
          drained += bytes.length;
    } catch {
      // Nobody is there to be told.
    }
    if (!this.ended && !this.failed) this.reader!.cancel().catch(() => {});
  }
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
