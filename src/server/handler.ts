import { resolveOptions } from './config.ts';
import type { Config } from './config.ts';
import { checkedOrigin, preflight, withCors } from './cors.ts';
import { GatewayError, methodNotAllowed, notFound } from './errors.ts';
import { storeFormOf } from './forms.ts';
import type { StoreFormOptions, StoredForm } from './forms.ts';
import { routesAt, runRoute } from './gateway/gateway.ts';
import type { ApiRoute } from './gateway/gateway.ts';
import { healthOf } from './health.ts';
import type { HandlerOptions } from './options.ts';
import { ASK_TIME, mintForVisitor } from './token-route.ts';
import { openVisit } from './visit.ts';
import type { Visit } from './visit.ts';

/** A request handler in web standards: for Node (by `toNodeListener`), Hono, Next, Workers, Deno and Bun. */
export interface ImgproHandler {
  (request: Request): Promise<Response>;
  /**
   * Takes a native form post, as of a page without a script: streams its files to the service under the visitor's
   * policy and limits, and resolves with the text fields and the images.
   *
   * @throws GatewayError with `status`, `code`, `message` and `toResponse()`: 401 for nobody, 403 `origin_mismatch` for
   * a form of another site, 415 and 422 for what is no form, 408 when it stops arriving. A single file that can't be
   * stored throws nothing; it is in `refused`.
   */
  storeForm(request: Request, options?: StoreFormOptions): Promise<StoredForm>;
  /** Milliseconds that one request may take to arrive; `toNodeListener` lifts the server's own limit to it. */
  readonly requestTimeout: number;
}

/** Bytes that are read and thrown away of a refused body, where the caller has a token of ours. */
const MAX_DRAINED = 100_000_000;
/** The same for strangers, and the milliseconds that they get. */
const STRANGER = { bytes: 1_000_000, milliseconds: 5_000 };

/**
 * The token backend of a site: `POST {basePath}/token` mints short-lived tokens for people whom `authorize` knows,
 * `{basePath}/v1/*` is the gateway that honours them and streams on to the service with the secret key, which no
 * browser ever sees. `GET {basePath}/health` tells whether it can serve. Every other path is 404.
 *
 * @throws TypeError at options that can't be meant
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
  const handle = (request: Request): Promise<Response> => answer(config, request);
  const storeForm: ImgproHandler['storeForm'] = async (request, ask = {}) => {
    const visit = openVisit(config, request, new URL(request.url), config.timeouts);
    const started = performance.now();
    try {
      const form = await storeFormOf(visit, ask);
      report(visit, { route: 'form', status: 200, started });
      return form;
    } catch (error) {
      const known = knownError(visit, error);
      Object.assign(known.headers, { 'x-request-id': visit.requestId });
      await drain(visit);
      report(visit, { route: 'form', status: known.status, code: known.code, started });
      throw known;
    }
  };
  return Object.assign(handle, { storeForm, requestTimeout: config.timeouts.total });
}

/** A place of the handler: its methods, and what answers each. */
type Target = Record<
  string,
  { name: string; run: (visit: Visit, origin: string | null) => Promise<Response> }
>;

async function answer(config: Config, request: Request): Promise<Response> {
  const started = performance.now();
  const url = new URL(request.url);
  const path = url.pathname;
  const isToken = path === `${config.basePath}/token`;
  // The token is asked for by strangers. `authorize` gets the request as the framework made it, and may read its body too.
  const time = Math.min(ASK_TIME, config.timeouts.total);
  const timers = isToken ? { idle: time, total: time } : config.timeouts;
  const isRead = request.bodyUsed || request.body?.locked === true;
  const source = isToken && request.body && !isRead ? request.clone() : request;
  const visit = openVisit(config, request, url, timers, isRead ? withoutBody(request) : source);

  const target = targetAt(config, path);
  const endpoint = target && Object.hasOwn(target, request.method) ? target[request.method]! : null;
  let response: Response;
  let code: string | undefined;
  try {
    if (isRead) throw new Error(READ_BEFORE);
    if (!target) {
      warnOfMount(visit);
      throw notFound();
    }
    const origin = checkedOrigin(request, config.allowedOrigins);
    if (request.method === 'OPTIONS') response = preflight(Object.keys(target));
    else if (!endpoint) throw methodNotAllowed(Object.keys(target));
    else response = await endpoint.run(visit, origin);
  } catch (thrown) {
    const error = knownError(visit, thrown);
    code = error.code;
    // The signature was ours: its browser is to hear that the token has expired.
    if (code === 'token_expired') visit.isKnown = true;
    response = error.toResponse();
  }
  if (isRead || source === request) await drain(visit);
  else {
    // Two copies of a body fill the memory with whatever one of them does not read.
    visit.body.stop();
    if (!request.body!.locked) request.body!.cancel().catch(() => {});
  }
  response.headers.set('x-request-id', visit.requestId);
  withCors(response, request, config.allowedOrigins);
  report(visit, { route: endpoint?.name ?? 'unknown', status: response.status, code, started });
  return response;
}

const READ_BEFORE =
  'The body was read before the handler got it. Mount the handler before body parsers such as express.json().';

/** The request for a reader, where its body is gone. */
function withoutBody({ url, method, headers, signal }: Request): Request {
  return new Request(url, { method, headers, signal });
}

const warned = new WeakSet<Config>();

/** Tells the site once of a request that is not under `basePath`: probably the handler is mounted elsewhere. */
function warnOfMount({ config, url, log }: Visit): void {
  if (warned.has(config) || url.pathname.startsWith(`${config.basePath}/`)) return;
  warned.add(config);
  const message = `A request came for another path than basePath ("${config.basePath}"). Is the handler mounted there?`;
  log({ level: 'warn', event: 'wrong_mount', message });
}

function targetAt(config: Config, path: string): Target | null {
  const { basePath } = config;
  if (path === `${basePath}/token`) return { POST: { name: 'token', run: mintForVisitor } };
  if (path === `${basePath}/health`)
    return { GET: { name: 'health', run: healthOf }, HEAD: { name: 'health', run: healthOf } };
  const routes = path.startsWith(`${basePath}/v1/`) ? routesAt(path.slice(`${basePath}/v1`.length)) : null;
  return (
    routes &&
    Object.fromEntries(
      Object.entries(routes).map(([method, route]: [string, ApiRoute]) => [
        method,
        { name: route.name, run: (visit: Visit) => runRoute(visit, route) },
      ]),
    )
  );
}

/** An error that nobody foresaw is for the site's log; the page learns only that it happened. */
function knownError(visit: Visit, error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  visit.log({ level: 'error', event: 'unexpected', message: 'The request could not be handled.', error });
  return new GatewayError(500, 'internal_error', 'Something went wrong on this site. Try again in a moment.');
}

/** Reads what is left of a body, so that the browser hears the answer; of a stranger's only a little. */
async function drain({ body, isKnown }: Visit): Promise<void> {
  if (isKnown) await body.drain(MAX_DRAINED);
  else await body.drain(STRANGER.bytes, STRANGER.milliseconds);
}

function report(
  visit: Visit,
  { started, ...end }: { route: string; status: number; code?: string; started: number },
): void {
  const { method } = visit.request;
  const durationMs = Math.round(performance.now() - started);
  visit.log({
    level: 'info',
    event: 'request',
    message: `${method} ${end.route} ${end.status}`,
    method,
    ...end,
    durationMs,
  });
  visit.config.metrics({ method, ...end, durationMs, bytesIn: visit.body.size });
}
