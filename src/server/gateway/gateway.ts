import type { Ability } from '../../api/types.ts';
import { GatewayError } from '../errors.ts';
import { personOf } from '../ownership.ts';
import { IMAGE_ID } from '../service/answers.ts';
import { bearerToken, verifyToken } from '../tokens.ts';
import type { Grant } from '../tokens.ts';
import type { Visit } from '../visit.ts';
import { deleteBatch, updateBatch } from './batch.ts';
import type { Call } from './call.ts';
import { deleteImage, updateImage } from './change.ts';
import { createImage } from './create.ts';
import { listImages } from './list.ts';
import { readImage, readUsage } from './read.ts';

/** One method of one path of the API. */
export interface ApiRoute {
  /** The route's name in logs and metrics. */
  name: string;
  ability: Ability;
  run: (call: Call) => Promise<Response>;
}

/** The methods of a path under `{base}/v1`, or null: there is nothing but what the API has. */
export function routesAt(path: string): Record<string, ApiRoute> | null {
  if (path === '/images')
    return {
      POST: { name: 'images.create', ability: 'create', run: createImage },
      GET: { name: 'images.list', ability: 'list', run: listImages },
    };
  if (path === '/images/batch')
    return {
      PATCH: { name: 'images.batch.update', ability: 'update', run: updateBatch },
      DELETE: { name: 'images.batch.delete', ability: 'delete', run: deleteBatch },
    };
  if (path === '/usage') return { GET: { name: 'usage', ability: 'usage', run: readUsage } };
  const id = /^\/images\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined || !IMAGE_ID.test(id)) return null;
  return {
    GET: { name: 'images.read', ability: 'read', run: (call) => readImage(call, id) },
    PATCH: { name: 'images.update', ability: 'update', run: (call) => updateImage(call, id) },
    DELETE: { name: 'images.delete', ability: 'delete', run: (call) => deleteImage(call, id) },
  };
}

/** Honours a token: verifies it, checks its origin and its ability, and lets the route do the rest. */
export async function runRoute(visit: Visit, route: ApiRoute): Promise<Response> {
  const { config, request } = visit;
  const keyring = await config.keyring();
  const token = bearerToken(request.headers.get('authorization'));
  const grant = await verifyToken(keyring, token, config.audience);
  visit.isKnown = true;
  checkTokenOrigin(request, grant);
  if (!grant.abilities.includes(route.ability))
    throw new GatewayError(403, 'token_scope', `This upload token does not allow to ${route.ability}.`);
  return route.run({ visit, grant, keyring, person: await personOf(keyring, grant.sub, config) });
}

/** A token is for the pages of the origin it was minted for. A same-origin GET has no Origin and passes. */
function checkTokenOrigin(request: Request, grant: Grant): void {
  const origin = request.headers.get('origin');
  if (origin !== null && grant.origin !== undefined && origin !== grant.origin)
    throw new GatewayError(403, 'origin_mismatch', 'This upload token was made for another site.');
}
