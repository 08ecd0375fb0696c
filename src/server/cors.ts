import { GatewayError } from './errors.ts';

/** Headers of an answer that pages on other origins may read. */
const EXPOSED = 'Retry-After, Idempotent-Replayed, X-Request-Id';

/**
 * Whether a request comes from a page of the site's own origin. `Sec-Fetch-Site` is the browser's own word. Without
 * it the host decides, and not the scheme, which a proxy that ends TLS changes. It is the Host that the browser sent:
 * the request's address may be a framework's inner one (Next's is localhost), or what a client wrote as its target.
 */
export function isSameOrigin(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const host = request.headers.get('host') ?? new URL(request.url).host;
  if (!URL.canParse(origin) || /[\s,/\\?#@]/.test(host)) return false;
  // Written anew, as a port that is the scheme's own may be in it.
  const said = `${new URL(origin).protocol}//${host}`;
  return URL.canParse(said) && new URL(said).host === new URL(origin).host;
}

/**
 * The Origin of a request that may go on, or null when there is none; throws 403 `origin_mismatch`. A browser that says
 * that another site asks, and names no origin, is refused where it could change something.
 */
export function checkedOrigin(request: Request, allowed: ReadonlySet<string>): string | null {
  const origin = request.headers.get('origin');
  const isForeign =
    origin === null
      ? request.headers.get('sec-fetch-site') === 'cross-site' && !['GET', 'HEAD'].includes(request.method)
      : !allowed.has(origin) && !isSameOrigin(request, origin);
  if (isForeign) throw new GatewayError(403, 'origin_mismatch', 'Pages of this origin may not upload here.');
  return origin;
}

/** Adds what a page on an allowed origin needs in order to read the answer. Other pages get nothing. */
export function withCors(response: Response, request: Request, allowed: ReadonlySet<string>): Response {
  response.headers.append('vary', 'Origin');
  const origin = request.headers.get('origin');
  if (origin !== null && allowed.has(origin)) {
    response.headers.set('access-control-allow-origin', origin);
    response.headers.set('access-control-allow-credentials', 'true');
    response.headers.set('access-control-expose-headers', EXPOSED);
  }
  return response;
}

/** The answer to a preflight that may go on. */
export function preflight(methods: string[]): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
      'access-control-max-age': '600',
    },
  });
}
