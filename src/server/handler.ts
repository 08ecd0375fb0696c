import { checkedOrigin, preflight, withCors } from './cors.ts';
import { GatewayError, errorResponse, methodNotAllowed, notFound } from './errors.ts';
import { handleGateway, routesAt } from './gateway.ts';
import { RequestBody } from './gateway/body.ts';
import { resolveOptions } from './options.ts';
import type { Config, HandlerOptions } from './options.ts';
import { handleToken } from './token-route.ts';

/** A request handler in web standards: for Node (by `toNodeListener`), Hono, Next, Workers, Deno and Bun. */
export type ImgproHandler = (request: Request) => Promise<Response>;

/**
 * The token backend of a site: `POST {basePath}/token` mints short-lived tokens for people whom `authorize` knows,
 * `{basePath}/v1/*` is the gateway that honours them and streams on to the service with the secret key, which no
 * browser ever sees. Every other path is 404. Throws a TypeError at options that can't be meant.
 *
 * @example
 * const handler = createImgproHandler({
 *   apiKey: process.env.IMGPRO_API_KEY,
 *   secret: process.env.IMGPRO_TOKEN_SECRET,
 *   authorize: async (request) => {
 *     const user = await signedInUser(request);
 *     return user && { sub: user.id, abilities: ['create', 'read', 'list', 'delete'] };
 *   },
 * });
 * app.all('/imgpro/*', (c) => handler(c.req.raw));
 */
export function createImgproHandler(options: HandlerOptions): ImgproHandler {
  const config = resolveOptions(options);
  return async (request) => {
    const { idle, total } = config.timeouts;
    // authorize gets the request as the framework made it, and may read its body too.
    const asks = isTokenPath(config, request);
    const source = asks && request.body ? request.clone() : request;
    const body = new RequestBody(source, { idle, total, signal: request.signal });
    let response: Response;
    try {
      response = await route(config, request, body);
    } catch (error) {
      response = errorResponse(error instanceof GatewayError ? error : unexpected(config, error));
    }
    if (!asks) await body.drain();
    return withCors(response, request, config.allowedOrigins);
  };
}

async function route(config: Config, request: Request, body: RequestBody): Promise<Response> {
  const { pathname } = new URL(request.url);
  const methods = methodsAt(config, pathname);
  if (!methods) throw notFound();
  const origin = checkedOrigin(request, config.allowedOrigins);
  if (request.method === 'OPTIONS') return preflight(methods);
  if (!methods.includes(request.method)) throw methodNotAllowed(methods);
  if (isTokenPath(config, request)) return handleToken(config, request, body, origin);
  return handleGateway(config, request, gatewayPath(config, pathname)!, body);
}

function isTokenPath(config: Config, request: Request): boolean {
  return new URL(request.url).pathname === `${config.basePath}/token`;
}

function gatewayPath(config: Config, pathname: string): string | null {
  const base = `${config.basePath}/v1`;
  return pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : null;
}

function methodsAt(config: Config, pathname: string): string[] | null {
  if (pathname === `${config.basePath}/token`) return ['POST'];
  const path = gatewayPath(config, pathname);
  const routes = path === null ? null : routesAt(path);
  return routes && Object.keys(routes);
}

/** What nobody foresaw is for the site's log; the page learns only that it happened. */
function unexpected(config: Config, error: unknown): GatewayError {
  config.log({ level: 'error', event: 'unexpected', message: 'The request could not be handled.', error });
  return new GatewayError(500, 'internal_error', 'Something went wrong on this site. Try again in a moment.');
}
