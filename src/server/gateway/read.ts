import type { Image } from '../../api/types.ts';
import { notFound } from '../errors.ts';
import { isCreator } from '../ownership.ts';
import { mayTouch } from './call.ts';
import type { Call } from './call.ts';
import { errorIn, passOn } from './errors.ts';
import { askUpstream } from './upstream.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** `GET /images/:id` */
export async function readImage(call: Call, id: string): Promise<Response> {
  return passOn(call.config, await findOwn(call, id));
}

/** `GET /usage` */
export async function readUsage(call: Call): Promise<Response> {
  return passOn(call.config, await askUpstream(call, { method: 'GET', path: '/usage' }));
}

/**
 * What the service says about an id that is the caller's own: an image, or that it is blocked or has failed. Somebody
 * else's is not told from one that never was.
 */
export async function findOwn(call: Call, id: string): Promise<UpstreamAnswer> {
  const answer = await askUpstream(call, { method: 'GET', path: `/images/${id}` });
  if (call.owner === null) return answer;
  if (answer.status === 404) throw notFound();
  if (answer.ok) {
    if (!mayTouch(call, answer.body as Image)) throw notFound();
    return answer;
  }
  if (isWithoutObject(answer) && !(await isCreator(call.config.store, id, call.owner))) throw notFound();
  return answer;
}

/** Blocked and failed images have no object that would say whose they are (API §11). */
export function isWithoutObject(answer: UpstreamAnswer): boolean {
  const code = errorIn(answer.body)?.code;
  return code === 'media_blocked' || code === 'media_failed';
}
