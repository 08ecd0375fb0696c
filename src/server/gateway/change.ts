import type { Call } from './call.ts';
import { passOn } from './errors.ts';
import { checkFields } from './fields.ts';
import { readPatch } from './json.ts';
import { findOwn, isWithoutObject } from './read.ts';
import { askUpstream } from './upstream.ts';

/** `PATCH /images/:id`: the fields that the token allows, on an image that is the caller's. */
export async function updateImage(call: Call, id: string): Promise<Response> {
  const patch = await readPatch(call);
  checkFields(call, Object.keys(patch));
  if (call.owner) {
    const found = await findOwn(call, id);
    if (!found.ok) return passOn(call.config, found);
  }
  return passOn(
    call.config,
    await askUpstream(call, { method: 'PATCH', path: `/images/${id}`, json: patch }),
  );
}

/** `DELETE /images/:id`, also of one that was blocked or has failed. */
export async function deleteImage(call: Call, id: string): Promise<Response> {
  if (call.owner) {
    const found = await findOwn(call, id);
    if (!found.ok && !isWithoutObject(found)) return passOn(call.config, found);
  }
  const answer = await askUpstream(call, { method: 'DELETE', path: `/images/${id}` });
  return passOn(call.config, answer);
}
