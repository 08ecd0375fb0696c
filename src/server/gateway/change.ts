import { jsonResponse } from '../errors.ts';
import { imageIn, tombstone } from '../service/answers.ts';
import { refusalOf } from '../service/refusal.ts';
import { ask, checksOwner } from './call.ts';
import type { Call } from './call.ts';
import { checkedFields, readPatch } from './fields.ts';
import { findOwn, isWithoutObject } from './read.ts';

/** `PATCH /images/:id`: the fields that the token allows, on an image that is the caller's. */
export async function updateImage(call: Call, id: string): Promise<Response> {
  const { visit } = call;
  const patch = checkedFields(call, await readPatch(visit));
  if (checksOwner(call)) {
    const found = await findOwn(call, id);
    if ('refusal' in found) throw found.refusal;
  }
  const answer = await ask(call, { method: 'PATCH', path: `/images/${id}`, json: patch });
  if (!answer.ok) throw refusalOf(visit, answer);
  return jsonResponse(200, imageIn(visit, answer));
}

/** `DELETE /images/:id`, also of one that was blocked or has failed. */
export async function deleteImage(call: Call, id: string): Promise<Response> {
  if (checksOwner(call)) {
    const found = await findOwn(call, id);
    if ('refusal' in found && !isWithoutObject(found.refusal)) throw found.refusal;
  }
  const answer = await ask(call, { method: 'DELETE', path: `/images/${id}` });
  if (!answer.ok) throw refusalOf(call.visit, answer);
  return jsonResponse(200, tombstone(id));
}
