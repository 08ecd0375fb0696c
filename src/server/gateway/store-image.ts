import type { Image } from '../../api/types.ts';
import { isRecord } from '../../api/values.ts';
import { counted } from '../counting.ts';
import type { Attempt } from '../counting.ts';
import { GatewayError } from '../errors.ts';
import { callHook } from '../hooks.ts';
import { rememberCreator } from '../ownership.ts';
import { imageIn } from '../service/answers.ts';
import type { ServiceRequest } from '../service/exchange.ts';
import { returnedHeaders } from '../service/headers.ts';
import { refusalOf } from '../service/refusal.ts';
import type { ServiceAnswer } from '../service/service-answer.ts';
import { checksOwner, send } from './call.ts';
import type { Call } from './call.ts';

/** An image that the service has stored. */
export interface Stored {
  image: Image;
  /** Whether this is the answer to an earlier request with the same Idempotency-Key. */
  replayed: boolean;
  /** Headers that the browser may see. */
  headers: Headers;
}

/** An image on its way to the service. */
export interface Storing {
  request: Pick<ServiceRequest, 'form' | 'json' | 'idempotencyKey'>;
  /** The most bytes that it can turn out to have. */
  maxBytes: number;
  /** The bytes that it turned out to have, where known. */
  bytes(image: Image): number | undefined;
  /** Looks at an image that is stored: null, or why it may not stay, and whether it is gone again. */
  judge?(image: Image): Promise<{ error: GatewayError; removed: boolean } | null>;
}

/**
 * Stores one image: counted against the limits of token and person, then sent, then noted and told to the site.
 * @throws GatewayError why it is not stored, or may not be
 */
export async function storeImage(call: Call, storing: Storing): Promise<Stored> {
  const { visit, grant, person } = call;
  const place = storing.request.idempotencyKey ?? crypto.randomUUID();
  const { maxFiles } = grant;
  const token = maxFiles === undefined ? undefined : { id: grant.jti, maxFiles, expiresAt: grant.expiresAt };
  const stored = await counted(visit, { token, person: person.value, place, bytes: storing.maxBytes }, () =>
    attempt(call, storing),
  );
  await afterStoring(call, stored);
  return stored;
}

async function attempt(call: Call, { request, bytes, judge }: Storing): Promise<Attempt<Stored>> {
  const { visit } = call;
  const outcome = await send(call, { method: 'POST', path: '/images', ...request });
  if ('error' in outcome) return { end: outcome.maybeDone ? 'unknown' : 'refused', error: outcome.error };
  const { answer } = outcome;
  if (!answer.ok) return { end: isDefinite(answer) ? 'refused' : 'unknown', error: refusalOf(visit, answer) };
  try {
    const image = imageIn(visit, answer);
    const fault = (await judge?.(image)) ?? null;
    if (fault !== null) return { end: fault.removed ? 'refused' : 'unknown', error: fault.error };
    const headers = returnedHeaders(answer.headers);
    const replayed = headers.has('idempotent-replayed');
    return { end: 'stored', stored: { image, replayed, headers }, bytes: bytes(image) };
  } catch (error) {
    if (error instanceof GatewayError) return { end: 'unknown', error };
    throw error;
  }
}

/** A refusal by the service itself. A conflict of keys says that another try may well have stored it. */
function isDefinite({ status, json }: ServiceAnswer): boolean {
  return isRecord(json) && status !== 409;
}

/** Notes who made an image, and tells the site. The image is stored: what fails here is logged, and nothing more. */
async function afterStoring(call: Call, { image, replayed }: Stored): Promise<void> {
  const { visit, grant, person } = call;
  const { config, requestId } = visit;
  if (checksOwner(call)) await rememberCreator(visit.store, image.id, person).catch(() => {});
  const { onUploaded } = config;
  if (!onUploaded) return;
  try {
    await callHook('onUploaded', config.timeouts.hooks, () =>
      onUploaded(image, {
        sub: grant.sub,
        abilities: grant.abilities,
        metadata: grant.fixed,
        ...(grant.origin !== undefined && { origin: grant.origin }),
        replayed,
        requestId,
      }),
    );
  } catch (error) {
    visit.log({ level: 'error', event: 'on_uploaded_failed', message: 'onUploaded failed.', error });
  }
}
