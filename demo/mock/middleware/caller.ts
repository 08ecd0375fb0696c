import type { MiddlewareHandler } from 'hono';
import type { Ctx, Env } from '../context.ts';
import { forbidden, invalid, unauthorized } from '../errors.ts';
import { allows, bearer, needs } from '../rules/abilities.ts';
import { readUser } from '../rules/privacy.ts';
import { monthOf, quotaHeaders, type Limits, type Used } from '../rules/quota.ts';
import { current, DAY, HOUR, rateHeaders } from '../rules/rate.ts';
import type { World } from '../world.ts';

/** Finds out who calls, and puts what they have left onto every answer (demo/mock/README.md, Keys). */
export function caller(world: World): MiddlewareHandler<Env> {
  return async (c, next) => {
    const address = c.env?.address ?? 'in-process';
    c.set('caller', { key: null, account: null, user: null, abilities: [], address });
    const text = bearer(c.req.header('Authorization'));
    if (text !== null) {
      const key = text === undefined ? null : world.ports.store.key(text);
      // A key that is bad is never taken for none: ownership would be lost silently.
      if (!key) throw unauthorized();
      const user = key.app ? readUser(c.req.header('X-Img-User')) : null;
      if (user && !user.ok) throw invalid({ 'X-Img-User': [user.problem] });
      c.set('caller', {
        key: key.key,
        account: key.account,
        user: user?.value ?? null,
        abilities: key.abilities,
        address,
      });
    }
    await next();
    tell(world, c);
  };
}

/** Refuses who may not call this: without a key unless `anonymous`, or with one that lacks the ability. */
export function access(options: { anonymous?: boolean } = {}): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { key, abilities } = c.get('caller');
    if (key === null && !options.anonymous) throw unauthorized();
    const ability = needs(c.req.method);
    if (key !== null && !allows(abilities, ability)) throw forbidden(ability);
    await next();
  };
}

export function usedBy(world: World, account: string): Used {
  const uploads = world.ports.store.uploads(account, monthOf(world.clock.now()));
  return { uploads, ...world.ports.store.totals(account) };
}

export function limitsOf(world: World, account: string): Limits {
  return world.ports.store.account(account)?.limits ?? { uploads: null, storage: null };
}

function tell(world: World, c: Ctx): void {
  const { account, address } = c.get('caller');
  const limit = world.settings.anonymousLimit;
  const set = (headers: Record<string, string>): void => {
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
  if (account !== null) set(quotaHeaders(limitsOf(world, account), usedBy(world, account)));
  else if (limit !== null) {
    const now = world.clock.now();
    const hour = current(world.ports.store.window(`hour ${address}`), HOUR, now);
    const day = current(world.ports.store.window(`day ${address}`), DAY, now);
    set(rateHeaders(limit, hour, c.get('creates') ? day : null));
  }
}
