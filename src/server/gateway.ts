import type { Ability } from '../api/types.ts';
import { GatewayError, methodNotAllowed, notFound } from './errors.ts';
import { deleteBatch, updateBatch } from './gateway/batch.ts';
import type { RequestBody } from './gateway/body.ts';
import { ID } from './gateway/call.ts';
import type { Call } from './gateway/call.ts';
import { deleteImage, updateImage } from './gateway/change.ts';
import { createImage } from './gateway/create.ts';
import { listImages } from './gateway/list.ts';
import { readImage, readUsage } from './gateway/read.ts';
import type { Config } from './options.ts';
import { ownerOf } from './ownership.ts';
import { bearerToken, verifyToken } from './tokens.ts';
import type { Grant } from './tokens.ts';

interface Route {
  ability: Ability;
  run: (call: Call) => Promise<Response>;
}

/** The methods of a path under `{base}/v1`, or null: there is nothing but what the API has (DESIGN §4). */
export function routesAt(path: string): Record<string, Route> | null {
  if (path === '/images')
    return { POST: { ability: 'create', run: createImage }, GET: { ability: 'list', run: listImages } };
  if (path === '/images/batch')
    return {
      PATCH: { ability: 'update', run: updateBatch },
      DELETE: { ability: 'delete', run: deleteBatch },
    };
  if (path === '/usage') return { GET: { ability: 'usage', run: readUsage } };
  const id = /^\/images\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined || !ID.test(id)) return null;
  return {
    GET: { ability: 'read', run: (call) => readImage(call, id) },
    PATCH: { ability: 'update', run: (call) => updateImage(call, id) },
    DELETE: { ability: 'delete', run: (call) => deleteImage(call, id) },
  };
}

/** Honours a token: verifies it, checks its origin and its ability, and lets the route do the rest. */
export async function handleGateway(
  config: Config,
  request: Request,
  path: string,
  body: RequestBody,
): Promise<Response> {
  const routes = routesAt(path);
  if (!routes) throw notFound();
  const route = routes[request.method];
  if (!route) throw methodNotAllowed(Object.keys(routes));

  const keyring = await config.keyring();
  const token = bearerToken(request.headers.get('authorization'));
  const grant = await verifyToken(keyring, token, config.audience);
  checkTokenOrigin(request, grant);
  if (!grant.abilities.includes(route.ability))
    throw new GatewayError(403, 'token_scope', `This upload token does not allow to ${route.ability}.`);
  return route.run({
    config,
    request,
    query: new URL(request.url).searchParams,
    grant,
    keyring,
    owner: config.checksOwner ? await ownerOf(keyring, grant.sub, config.ownerField) : null,
    body,
  });
}

/** A token is for the pages of the origin it was minted for. A same-origin GET has no Origin and passes. */
function checkTokenOrigin(request: Request, grant: Grant): void {
  const origin = request.headers.get('origin');
  if (origin !== null && grant.origin !== undefined && origin !== grant.origin)
    throw new GatewayError(403, 'origin_mismatch', 'This upload token was made for another site.');
}
