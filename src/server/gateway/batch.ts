import { normaliseImage } from '../../api/normalise.ts';
import type { BatchError, BatchResult } from '../../api/types.ts';
import { invalidField, jsonResponse } from '../errors.ts';
import { isCreator } from '../ownership.ts';
import { IMAGE_ID, batchIn, listIn, tombstone } from '../service/answers.ts';
import type { ServiceRequest } from '../service/exchange.ts';
import { batchRefusal, refusalOf } from '../service/refusal.ts';
import { ask, checksOwner, mayTouch } from './call.ts';
import type { Call } from './call.ts';
import { checkedFields, readPatch } from './fields.ts';

const MAX_IDS = 100;
/** The service takes no more ids in one list. */
const LOOKUP = 50;

/** `PATCH /images/batch`: somebody else's ids are answered like unknown ones. */
export async function updateBatch(call: Call): Promise<Response> {
  const { ids: asked, ...fields } = await readPatch(call.visit);
  const ids = checkIds(asked);
  const patch = checkedFields(call, fields);
  const own = await ownIds(call, ids);
  return runBatch(
    call,
    ids,
    own,
    { method: 'PATCH', path: '/images/batch', json: { ...patch, ids: own } },
    normaliseImage,
    (id) => ({ id, error: batchRefusal({ code: 'not_found' }) }),
  );
}

/** `DELETE /images/batch`: as the service does, a tombstone for every id, whether or not there was one. */
export async function deleteBatch(call: Call): Promise<Response> {
  const ids = checkIds((await readPatch(call.visit))['ids']);
  const own = await ownIds(call, ids);
  return runBatch(
    call,
    ids,
    own,
    { method: 'DELETE', path: '/images/batch', json: { ids: own } },
    (_raw, id) => tombstone(id),
    tombstone,
  );
}

function checkIds(ids: unknown): string[] {
  if (
    !Array.isArray(ids) ||
    ids.length === 0 ||
    !ids.every((id) => typeof id === 'string' && IMAGE_ID.test(id))
  )
    throw invalidField('ids', 'Give a list of image ids.');
  if (ids.length > MAX_IDS) throw invalidField('ids', `A batch has at most ${MAX_IDS} ids.`);
  return [...new Set(ids as string[])];
}

/** The ids that are the caller's. */
async function ownIds(call: Call, ids: string[]): Promise<string[]> {
  if (!checksOwner(call)) return ids;
  const { visit, person } = call;
  const own = new Set<string>();
  for (let at = 0; at < ids.length; at += LOOKUP) {
    const some = ids.slice(at, at + LOOKUP);
    const path = `/images?ids=${some.join(',')}&limit=${LOOKUP}`;
    const answer = await ask(call, { method: 'GET', path });
    if (!answer.ok) throw refusalOf(visit, answer);
    const listed = listIn(visit, answer).data;
    for (const image of listed) if (mayTouch(call, image)) own.add(image.id);
    // Blocked and failed ones are in no list.
    const seen = new Set(listed.map((image) => image.id));
    await Promise.all(
      some
        .filter((id) => !seen.has(id))
        .map(async (id) => {
          if (await isCreator(visit.store, id, person)) own.add(id);
        }),
    );
  }
  return ids.filter((id) => own.has(id));
}

/** Asks for the caller's own ids, and puts the results and those of the other ids into the order of the request. */
async function runBatch<Item extends object>(
  call: Call,
  ids: string[],
  own: string[],
  request: ServiceRequest,
  item: (raw: unknown, id: string) => Item,
  foreign: (id: string) => Item | BatchError,
): Promise<Response> {
  const data = new Map<string, Item>();
  const errors = new Map<string, BatchError>();
  if (own.length > 0) {
    const answer = await ask(call, request);
    if (!answer.ok) throw refusalOf(call.visit, answer);
    const result = batchIn(call.visit, answer, own, item);
    for (const [id, each] of result.data) data.set(id, each);
    for (const [id, each] of result.errors) errors.set(id, each);
  }
  const mine = new Set(own);
  for (const id of ids) {
    if (mine.has(id)) continue;
    const each = foreign(id);
    if ('error' in each) errors.set(id, each as BatchError);
    else data.set(id, each);
  }
  const inOrder = <Value>(from: Map<string, Value>): Value[] => ids.flatMap((id) => from.get(id) ?? []);
  return jsonResponse(errors.size > 0 ? 207 : 200, {
    object: 'batch_result',
    data: inOrder(data),
    errors: inOrder(errors),
  } satisfies BatchResult<Item>);
}
