import { GatewayError } from '../errors.ts';
import type { Visit } from '../visit.ts';
import { serviceHeaders } from './headers.ts';
import { infrastructureError } from './refusal.ts';
import type { ServiceAnswer } from './service-answer.ts';
import { streamBody } from './streamed-body.ts';
import type { BodyChunks } from './streamed-body.ts';
import { Watchdog } from './watchdog.ts';

export interface ServiceRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Under the API's base, with its query. */
  path: string;
  json?: unknown;
  form?: { contentType: string; chunks: BodyChunks };
  idempotencyKey?: string;
}

/** The end of an exchange with the service. */
export type Outcome =
  | { answer: ServiceAnswer }
  /** No proper answer. `maybeDone`: the request had gone out whole, so that the service may have acted on it. */
  | { error: GatewayError; maybeDone: boolean };

/** Largest answer that is read, in characters: a page of 100 images with all their metadata fits. */
const MAX_ANSWER = 16_000_000;

/**
 * Asks the service. The error is 502 when it can't be reached, 504 when it takes too long to read on or to answer, 400
 * when the browser leaves before all was sent, or whatever the streamed form failed with. Once all is sent the service
 * may finish, whether or not the browser is still there: what it stored has to be known.
 */
export async function exchange(visit: Visit, sub: string, ask: ServiceRequest): Promise<Outcome> {
  const { config, request, requestId } = visit;
  const stop = new AbortController();
  const watchdog = new Watchdog(config.timeouts.upstream, () => stop.abort(tooSlow(visit)));
  const form =
    ask.form &&
    streamBody(ask.form.chunks, {
      making: watchdog.stop,
      given: watchdog.restart,
      failed: (error) => stop.abort(error),
    });
  const isComplete = () => form === undefined || form.isComplete();
  const onLeave = () => {
    if (!isComplete()) stop.abort(new GatewayError(400, 'bad_request', 'The browser has left.'));
  };
  if (request.signal.aborted) onLeave();
  request.signal.addEventListener('abort', onLeave);

  const json = ask.json === undefined ? undefined : JSON.stringify(ask.json);
  const contentType = ask.form?.contentType ?? (json === undefined ? undefined : 'application/json');
  const init: RequestInit & { duplex?: 'half' } = {
    method: ask.method,
    headers: serviceHeaders(config, { sub, requestId }, { contentType, idempotencyKey: ask.idempotencyKey }),
    redirect: form ? unfollowedRedirect() : 'manual',
    signal: stop.signal,
    ...(form ? { body: form.stream, duplex: 'half' } : { body: json }),
  };
  try {
    watchdog.restart();
    const answer = await untilAborted(stop.signal, async () => {
      const response = await config.fetch(`${config.apiUrl}${ask.path}`, init);
      watchdog.restart();
      const text = await readText(response);
      return { ok: response.ok, status: response.status, headers: response.headers, text, json: parse(text) };
    });
    if (isProper(answer, isComplete())) return { answer };
    visit.log({
      level: 'error',
      event: 'upstream_unexpected',
      status: answer.status,
      message: 'The service answered with something else than the API does. Check apiUrl.',
    });
    return { error: infrastructureError(answer), maybeDone: answer.ok && isComplete() };
  } catch (thrown) {
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : thrown;
    return {
      error: reason instanceof GatewayError ? reason : unreachable(visit, reason),
      maybeDone: isComplete(),
    };
  } finally {
    watchdog.stop();
    request.signal.removeEventListener('abort', onLeave);
    // A refusal can come before the form is through: nobody reads the rest of it.
    if (!isComplete()) stop.abort(new GatewayError(502, 'upstream_unreachable', 'The answer came early.'));
  }
}

/** `exchange` for requests that may be repeated: throws its error. */
export async function askService(visit: Visit, sub: string, ask: ServiceRequest): Promise<ServiceAnswer> {
  const outcome = await exchange(visit, sub, ask);
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

/**
 * How a streamed request is to take a redirect, which is never followed. Node's fetch keeps a copy of the whole body in
 * memory, to send it again, unless redirects are errors (Fetch, "HTTP-network-or-cache fetch", step 8). Workers have no
 * such copy, and refuse the value.
 */
function unfollowedRedirect(): RequestRedirect {
  try {
    return new Request('http://localhost', { redirect: 'error' }).redirect;
  } catch {
    return 'manual';
  }
}

/** JSON (or nothing, by 204) where it succeeds, no redirection, and no success before all was sent. */
function isProper({ ok, status, json }: ServiceAnswer, isComplete: boolean): boolean {
  if (status >= 300 && status < 400) return false;
  return !ok || (isComplete && (json !== undefined || status === 204));
}

function tooSlow(visit: Visit): GatewayError {
  const message = `The service did not take more, or answer, within ${visit.config.timeouts.upstream} ms.`;
  visit.log({ level: 'error', event: 'upstream_timeout', message });
  return new GatewayError(
    504,
    'upstream_unreachable',
    'The image service takes too long. Try again in a moment.',
  );
}

function unreachable(visit: Visit, error: unknown): GatewayError {
  const message = 'The service could not be reached.';
  visit.log({ level: 'error', event: 'upstream_unreachable', message, error });
  return new GatewayError(
    502,
    'upstream_unreachable',
    "The image service can't be reached. Try again in a moment.",
    { cause: error },
  );
}

/** Rejects with the signal's reason as soon as it aborts, also where the work does not listen to it. */
async function untilAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  let onAbort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_ANSWER) {
      await reader.cancel();
      throw new Error('The answer is too long.');
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
