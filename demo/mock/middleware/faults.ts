import type { MiddlewareHandler } from 'hono';
import type { Ctx, Env } from '../context.ts';
import { Dropped } from '../errors.ts';
import { faultOf, type FaultRule } from '../rules/faults.ts';
import { pause } from '../service/pause.ts';
import type { World } from '../world.ts';

const CREATES = /^\/v1\/(?:images|upload|import)$/;

/** Lets the rules of the control plane strike: statuses before anything else, delays before the work, drops where they say. */
export function faults(world: World): MiddlewareHandler<Env> {
  return async (c, next) => {
    const entry = c.get('entry');
    const rule = c.get('unseen') ? null : world.faults.take(c.req.method, entry.path);
    c.set('fault', rule);
    if (!rule) return next();
    entry.fault = describe(rule);
    if (rule.drop === 'before') throw new Dropped();
    if (rule.drop === 'mid') {
      await c.req.raw.body?.getReader().read();
      throw new Dropped();
    }
    if (rule.status !== undefined) {
      if (rule.delay_ms) await pause(rule.delay_ms, world, c);
      throw faultOf(rule, c.req.method);
    }
    // A create waits inside its idempotency reservation instead, see service/create.ts.
    const holdsItself = c.req.method === 'POST' && CREATES.test(entry.path);
    if (!holdsItself) await hold(world, c);
    await next();
    if (rule.drop === 'after') throw new Dropped();
  };
}

/** Waits as long as the rule that struck this request says. */
export async function hold(world: World, c: Ctx): Promise<void> {
  const delay = c.get('fault')?.delay_ms;
  if (delay) await pause(delay, world, c);
}

function describe(rule: FaultRule): string {
  const parts: string[] = [];
  if (rule.status !== undefined) parts.push(`status ${rule.status}`);
  if (rule.delay_ms !== undefined) parts.push(`delay ${rule.delay_ms} ms`);
  if (rule.drop !== undefined) parts.push(`drop ${rule.drop}`);
  return parts.join(', ');
}
