import { GatewayError } from '../errors.ts';
import type { Call } from './call.ts';
import { infrastructureError } from './errors.ts';
import { upstreamHeaders } from './headers.ts';

/** The service's answer, read whole. */
export interface UpstreamAnswer {
  ok: boolean;
  status: number;
  headers: Headers;
  /** Parsed JSON; undefined when it was none. */
  body: unknown;
}

/** A body that is made while it is sent. */
export interface StreamedBody {
  contentType: string;
  /** Makes the chunks; what it throws ends the request and is what the browser is told. */
  chunks: () => AsyncGenerator<Uint8Array, void>;
  /** Whether the chunk that makes it whole was given out. */
  sent: () => boolean;
}

export interface UpstreamRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Under the API's base, with its query. */
  path: string;
  json?: unknown;
  stream?: StreamedBody;
  idempotencyKey?: string;
}

/** Largest answer that is read, in bytes: a page of 100 images with all their metadata fits. */
const MAX_ANSWER = 16_000_000;

/** The largest piece that is handed on at once. */
const MAX_CHUNK = 256 * 1024;

/**
 * Asks the service. Throws a GatewayError when it can't be reached (502), takes too long to read on or to answer
 * (504), when the streamed body fails, or when the browser leaves before all was sent. Once all is sent the service
 * may finish, whether or not the browser is still there: what it stored has to be known.
 */
export async function askUpstream(call: Call, ask: UpstreamRequest): Promise<UpstreamAnswer> {
  const { config, request } = call;
  const stop = new AbortController();
  const watch = new Watchdog(config.timeouts.upstream, () =>
    stop.abort(
      new GatewayError(
        504,
        'upstream_unreachable',
        'The image service takes too long. Try again in a moment.',
      ),
    ),
  );
  const { stream } = ask;
  const left = () => {
    if (!stream || !stream.sent()) stop.abort(new GatewayError(400, 'bad_request', 'The browser has left.'));
  };
  if (request.signal.aborted) left();
  request.signal.addEventListener('abort', left);
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error), { once: true });
    if (stop.signal.aborted) reject(stop.signal.reason as Error);
  });
  stopped.catch(() => {});

  const init: RequestInit & { duplex?: 'half' } = {
    method: ask.method,
    headers: upstreamHeaders(config, call.grant, {
      contentType: stream?.contentType ?? (ask.json === undefined ? undefined : 'application/json'),
      idempotencyKey: ask.idempotencyKey,
    }),
    redirect: 'manual',
    signal: stop.signal,
  };
  if (stream) {
    init.body = toStream(stream, watch, stop);
    init.duplex = 'half';
  } else if (ask.json !== undefined) init.body = JSON.stringify(ask.json);

  try {
    watch.start();
    const response = await Promise.race([config.fetch(`${config.apiUrl}${ask.path}`, init), stopped]);
    watch.start();
    const text = await Promise.race([readAnswer(response), stopped]);
    const answer = {
      ok: response.ok,
      status: response.status,
      headers: response.headers,
      body: parse(text),
    };
    const early = response.ok && stream && !stream.sent();
    if (
      early ||
      (response.ok && answer.body === undefined) ||
      (response.status >= 300 && response.status < 400)
    ) {
      config.log({
        level: 'error',
        event: 'upstream_unexpected',
        status: response.status,
        message: 'The service answered with something else than the API does. Check apiUrl.',
      });
      throw infrastructureError(answer);
    }
    return answer;
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    if (stop.signal.reason instanceof GatewayError) throw stop.signal.reason;
    config.log({
      level: 'error',
      event: 'upstream_unreachable',
      message: 'The service could not be reached.',
      error,
    });
    throw new GatewayError(
      502,
      'upstream_unreachable',
      "The image service can't be reached. Try again in a moment.",
      { cause: error },
    );
  } finally {
    watch.stop();
    request.signal.removeEventListener('abort', left);
    // A refusal can come before the body is through: nobody reads the rest of it.
    if (!stop.signal.aborted && stream && !stream.sent())
      stop.abort(new GatewayError(502, 'upstream_unreachable', 'Done.'));
  }
}

/** Made on demand, one piece at a time, so that what is ahead of the service is what the sockets hold. */
function toStream(body: StreamedBody, watch: Watchdog, stop: AbortController): ReadableStream<Uint8Array> {
  const chunks = body.chunks();
  let rest: Uint8Array | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        watch.stop();
        try {
          if (!rest || rest.length === 0) {
            const { done, value } = await chunks.next();
            if (done) {
              watch.start();
              controller.close();
              return;
            }
            rest = value;
          }
          controller.enqueue(rest.subarray(0, MAX_CHUNK));
          rest = rest.subarray(MAX_CHUNK);
          // From here on it is the service's turn: to take it, or to answer.
          watch.start();
        } catch (error) {
          stop.abort(error);
          controller.error(error);
        }
      },
    },
    { highWaterMark: 0 },
  );
}

async function readAnswer(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MAX_ANSWER) {
      await reader.cancel();
      throw new Error('The answer is too long.');
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A timer for the service's turn only: time that the browser takes does not count. */
class Watchdog {
  private readonly ms: number;
  private readonly bark: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, bark: () => void) {
    this.ms = ms;
    this.bark = bark;
  }

  start(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.bark, this.ms);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
