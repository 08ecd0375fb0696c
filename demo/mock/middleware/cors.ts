import type { MiddlewareHandler } from 'hono';
import type { Env } from '../context.ts';

/** By name, on every answer: a browser can read no other, and logs an error when a page asks for one (demo/mock/README.md, Limits). */
export const EXPOSED = [
  'X-Monthly-Uploads-Used', 'X-Monthly-Uploads-Limit', 'X-Monthly-Uploads-Remaining',
  'X-Storage-Used', 'X-Storage-Limit', 'X-Storage-Remaining',
  'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset',
  'X-RateLimit-Limit-Daily', 'X-RateLimit-Remaining-Daily', 'X-RateLimit-Reset-Daily',
  'Retry-After', 'Idempotent-Replayed', 'X-Img-Action', 'X-Request-Id',
].join(', '); // prettier-ignore

/** Anybody's page may call the API and show its images; credentials are never used. */
export const cors: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.method === 'OPTIONS') {
    return c.body(null, 204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Img-User',
      'Access-Control-Expose-Headers': EXPOSED,
      'Access-Control-Max-Age': '7200',
    });
  }
  await next();
  c.res.headers.set('Access-Control-Allow-Origin', '*');
  c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
  c.res.headers.set('X-Request-Id', `req_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`);
};
