import type { Ctx } from '../context.ts';
import { ApiFault, invalid, unsupportedMedia } from '../errors.ts';
import { hold } from '../middleware/faults.ts';
import type { StoredImage } from '../ports.ts';
import { fingerprint, isForgotten, judge, KEPT_MS, readKey, type Remembered } from '../rules/idempotency.ts';
import type { World } from '../world.ts';
import { admit } from './allowance.ts';
import { gatherForm, gatherImport, type Arrived, type Generation } from './arrive.ts';
import { contentType, isJson } from './json.ts';
import { store } from './store.ts';

export interface Answer {
  status: 200 | 201;
  body: string;
  replayed: boolean;
}

interface Options {
  generation: Generation;
  /** Body type this address accepts; generation 3 takes both, by Content-Type. */
  takes: 'form' | 'json' | 'either';
  /** The body of the answer. It is remembered as it was first given. */
  write: (image: StoredImage) => unknown;
}

/**
 * One create call, whichever way the picture comes (demo/mock/README.md, Creating and Idempotency): the idempotency key first, then what the caller has left,
 * then the body, then the work. Only a success is remembered.
 */
export async function create(world: World, c: Ctx, options: Options): Promise<Answer> {
  c.set('creates', true);
  const key = readKey(c.req.header('Idempotency-Key'));
  if (!key.ok) throw invalid({ 'Idempotency-Key': [key.problem] });
  const slot = key.value === null ? null : { scope: scopeOf(c), key: key.value };
  const name = slot && `${slot.scope} ${slot.key}`;
  if (name !== null && world.running.has(name)) throw inProgress();
  const remembered = slot && recall(world, slot);
  let arrived: Arrived | null = null;
  let release = (): void => {};
  if (name !== null) world.running.add(name);
  try {
    if (!remembered) release = admit(world, c);
    await hold(world, c);
    arrived = await gather(world, c, options);
    const print = await fingerprint(c.get('entry').path, arrived.subject);
    const verdict = judge(remembered, print, world.clock.now());
    if (verdict === 'conflict') throw conflict();
    if (verdict === 'replay' && remembered) {
      return { status: 201, body: remembered.body, replayed: true };
    }
    const image = await store(world, c, arrived, options.generation, (stored) => {
      if (!slot) return;
      const body = JSON.stringify(options.write(stored));
      world.ports.store.remember(slot.scope, slot.key, {
        fingerprint: print,
        status: 201,
        body,
        at: world.clock.now(),
      });
    });
    return { status: 201, body: JSON.stringify(options.write(image)), replayed: false };
  } finally {
    release();
    if (name !== null) world.running.delete(name);
    await arrived?.discard();
  }
}

function scopeOf(c: Ctx): string {
  const { key, user, address } = c.get('caller');
  if (key === null) return `address ${address}`;
  return user === null ? `key ${key}` : `key ${key} user ${user}`;
}

function recall(world: World, slot: { scope: string; key: string }): Remembered | null {
  world.ports.store.forget(world.clock.now() - KEPT_MS);
  const remembered = world.ports.store.remembered(slot.scope, slot.key);
  return remembered && !isForgotten(remembered, world.clock.now()) ? remembered : null;
}

function gather(world: World, c: Ctx, options: Options): Promise<Arrived> {
  const type = contentType(c);
  if (type === 'multipart/form-data' && options.takes !== 'json')
    return gatherForm(world, c, options.generation);
  if (isJson(type) && options.takes !== 'form') return gatherImport(world, c, options.generation);
  throw unsupportedMedia('Send multipart/form-data with a file, or application/json with a url.');
}

const conflict = (): ApiFault =>
  new ApiFault(
    409,
    'idempotency_error',
    'idempotency_key_conflict',
    'This Idempotency-Key was used for a different request.',
  );

const inProgress = (): ApiFault =>
  new ApiFault(
    409,
    'idempotency_error',
    'idempotency_key_in_progress',
    'A request with this Idempotency-Key is still running.',
    {
      headers: { 'Retry-After': '1' },
    },
  );
