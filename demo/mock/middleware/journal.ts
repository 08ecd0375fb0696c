import type { MiddlewareHandler } from 'hono';
import type { Env } from '../context.ts';
import { bearer } from '../rules/abilities.ts';
import type { World } from '../world.ts';

/** Writes down every request of API, delivery and viewer, answered or dropped. */
export function journal(world: World): MiddlewareHandler<Env> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const entry = {
      at: new Date(world.clock.now()).toISOString(),
      method: c.req.method,
      path: url.pathname.slice(world.settings.basePath.length) || '/',
      query: url.search,
      status: null as number | null,
      key: bearer(c.req.header('Authorization')) ?? null,
      user: c.req.header('X-Img-User') ?? null,
      idempotency_key: c.req.header('Idempotency-Key') ?? null,
      bytes_in: Number(c.req.header('Content-Length') ?? 0) || 0,
      origin: c.req.header('Origin') ?? null,
      fault: null,
    };
    c.set('entry', entry);
    c.set('base', world.settings.publicUrl ?? url.origin + world.settings.basePath);
    // The admin page's own thumbnails are nobody's traffic: they would bury the journal and use up rules.
    const looksOn = adminsOwn(c.req.header('Referer'), world);
    c.set('unseen', looksOn);
    if (!looksOn) world.journal.add(entry);
    await next();
    entry.status = c.res.status;
  };
}

function adminsOwn(referer: string | undefined, world: World): boolean {
  return (
    referer !== undefined &&
    URL.canParse(referer) &&
    new URL(referer).pathname === `${world.settings.basePath}/__mock/ui`
  );
}
