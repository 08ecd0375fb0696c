import { GatewayError } from '../errors.ts';
import type { Call } from './call.ts';
import { errorIn } from './errors.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** Whether all of a request has gone to the service, so that it may have been acted on. */
export interface Sent {
  all: boolean;
}

/** Seconds that a counter outlives its token: an upload may still be running then. */
const GRACE = 900;

/**
 * Counts what a token stores against its `max_files` (DESIGN §9): a place is taken before anything is sent, used up
 * when the image is stored, and given back when it certainly is not. A retry under the same key has the same place.
 * Throws 429 `token_exhausted`.
 */
export async function counted(
  call: Call,
  idempotencyKey: string | undefined,
  work: (sent: Sent) => Promise<{ answer: UpstreamAnswer; response: Response; removed?: boolean }>,
): Promise<Response> {
  const { grant, config } = call;
  const sent: Sent = { all: false };
  if (grant.maxFiles === undefined) return (await work(sent)).response;

  const counter = `files:${grant.jti}`;
  const place = idempotencyKey ?? crypto.randomUUID();
  const seconds = Math.max(0, grant.expiresAt - Math.floor(Date.now() / 1000)) + GRACE;
  if (!(await config.store.reserve(counter, place, grant.maxFiles, seconds)))
    throw new GatewayError(
      429,
      'token_exhausted',
      grant.maxFiles === 1
        ? 'This upload token was already used.'
        : `This upload token is used up: it stores ${grant.maxFiles} images.`,
    );
  try {
    const { answer, response, removed } = await work(sent);
    if (removed) await config.store.release(counter, place);
    else if (answer.ok) await config.store.confirm(counter, place, seconds);
    else if (isDefinite(answer)) await config.store.release(counter, place);
    return response;
  } catch (error) {
    // Sent whole and no answer: it may be stored. The place stays taken, a retry under the same key shares it.
    if (!sent.all) await config.store.release(counter, place);
    throw error;
  }
}

/** A refusal by the service itself. A conflict of keys says that another try may well have stored it. */
function isDefinite(answer: UpstreamAnswer): boolean {
  return errorIn(answer.body) !== null && answer.status !== 409;
}
