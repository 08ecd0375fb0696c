import type { BatchError, BatchResult, Image, Tombstone } from '../../api/types.ts';
import { invalidField, jsonResponse } from '../errors.ts';
import { isCreator } from '../ownership.ts';
import { ID, mayTouch } from './call.ts';
import type { Call } from './call.ts';
import { passOn } from './errors.ts';
import { checkFields } from './fields.ts';
import { readPatch } from './json.ts';
import { listIn } from './list.ts';
import { askUpstream } from './upstream.ts';
import type { UpstreamAnswer } from './upstream.ts';

const MAX_IDS = 100;
/** The service takes no more ids in one list (API §6). */
const LOOKUP = 50;

/** `PATCH /images/batch`: somebody else's ids are answered like unknown ones. */
export async function updateBatch(call: Call): Promise<Response> {
  const { ids: asked, ...patch } = await readPatch(call);
  const ids = checkIds(asked);
  checkFields(call, Object.keys(patch));
  const own = await ownIds(call, ids);
  if (own instanceof Response) return own;
  return mergeBatch<Image>(
    call,
    ids,
    own,
    () => askUpstream(call, { method: 'PATCH', path: '/images/batch', json: { ...patch, ids: own } }),
    (id) => ({
      id,
      error: { type: 'invalid_request_error', code: 'not_found', message: 'There is no such image.' },
    }),
  );
}

/** `DELETE /images/batch`: as the service does, a tombstone for every id, whether or not there was one (API §7). */
export async function deleteBatch(call: Call): Promise<Response> {
  const ids = checkIds((await readPatch(call))['ids']);
  const own = await ownIds(call, ids);
  if (own instanceof Response) return own;
  return mergeBatch<Tombstone>(
    call,
    ids,
    own,
    () => askUpstream(call, { method: 'DELETE', path: '/images/batch', json: { ids: own } }),
    (id) => ({ id, object: 'image', deleted: true }),
  );
}

function checkIds(ids: unknown): string[] {
  if (!Array.isArray(ids) || ids.length === 0 || !ids.every((id) => typeof id === 'string' && ID.test(id)))
    throw invalidField('ids', 'Give a list of image ids.');
  if (ids.length > MAX_IDS) throw invalidField('ids', `A batch has at most ${MAX_IDS} ids.`);
  return [...new Set(ids as string[])];
}

/** Which of the ids are the caller's, or the answer when the service could not tell. */
async function ownIds(call: Call, ids: string[]): Promise<string[] | Response> {
  if (call.owner === null) return ids;
  const own = new Set<string>();
  for (let at = 0; at < ids.length; at += LOOKUP) {
    const some = ids.slice(at, at + LOOKUP);
    const path = `/images?ids=${some.join(',')}&limit=${LOOKUP}`;
    const answer = await askUpstream(call, { method: 'GET', path });
    if (!answer.ok) return passOn(call.config, answer);
    const listed = listIn(answer).data;
    for (const image of listed) if (mayTouch(call, image)) own.add(image.id);
    // Blocked and failed ones are in no list.
    const seen = new Set(listed.map((image) => image.id));
    for (const id of some)
      if (!seen.has(id) && (await isCreator(call.config.store, id, call.owner))) own.add(id);
  }
  return ids.filter((id) => own.has(id));
}

/** Puts the service's results and the ones for ids it was never asked about into the order of the request. */
async function mergeBatch<Item extends { id: string }>(
  call: Call,
  ids: string[],
  own: string[],
  ask: () => Promise<UpstreamAnswer>,
  foreign: (id: string) => Item | BatchError,
): Promise<Response> {
  const data = new Map<string, Item>();
  const errors = new Map<string, BatchError>();
  if (own.length > 0) {
    const answer = await ask();
    if (!answer.ok) return passOn(call.config, answer);
    const result = answer.body as BatchResult<Item>;
    for (const item of result.data) data.set(item.id, item);
    for (const item of result.errors) errors.set(item.id, item);
  }
  const mine = new Set(own);
  for (const id of ids) {
    if (mine.has(id)) continue;
    const item = foreign(id);
    if ('error' in item) errors.set(id, item);
    else data.set(id, item);
  }
  const pick = <T>(from: Map<string, T>) => ids.flatMap((id) => from.get(id) ?? []);
  return jsonResponse(errors.size > 0 ? 207 : 200, {
    object: 'batch_result',
    data: pick(data),
    errors: pick(errors),
  } satisfies BatchResult<Item>);
}
