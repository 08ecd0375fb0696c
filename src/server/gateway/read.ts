import type { Image } from '../../api/types.ts';
import { jsonResponse, notFound } from '../errors.ts';
import type { GatewayError } from '../errors.ts';
import { isCreator } from '../ownership.ts';
import { imageIn, usageIn } from '../service/answers.ts';
import { refusalOf } from '../service/refusal.ts';
import { ask, checksOwner, mayTouch } from './call.ts';
import type { Call } from './call.ts';

/** `GET /images/:id` */
export async function readImage(call: Call, id: string): Promise<Response> {
  const found = await findOwn(call, id);
  if ('refusal' in found) throw found.refusal;
  return jsonResponse(200, found.image);
}

/** `GET /usage` */
export async function readUsage(call: Call): Promise<Response> {
  const answer = await ask(call, { method: 'GET', path: '/usage' });
  if (!answer.ok) throw refusalOf(call.visit, answer);
  return jsonResponse(200, usageIn(call.visit, answer));
}

/**
 * An image that is the caller's own; or what the service says instead, as that it is blocked or has failed. Somebody
 * else's is not told from one that never was: both throw 404.
 */
export async function findOwn(call: Call, id: string): Promise<{ image: Image } | { refusal: GatewayError }> {
  const { visit, person } = call;
  const answer = await ask(call, { method: 'GET', path: `/images/${id}` });
  if (answer.ok) {
    const image = imageIn(visit, answer);
    if (!mayTouch(call, image)) throw notFound();
    return { image };
  }
  if (answer.status === 404) throw notFound();
  const refusal = refusalOf(visit, answer);
  if (isWithoutObject(refusal) && checksOwner(call) && !(await isCreator(visit.store, id, person)))
    throw notFound();
  return { refusal };
}

/** Blocked and failed images have no object that would say whose they are. */
export function isWithoutObject({ code }: GatewayError): boolean {
  return code === 'media_blocked' || code === 'media_failed';
}
