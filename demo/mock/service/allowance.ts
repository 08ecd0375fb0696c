import type { Ctx } from '../context.ts';
import { ApiFault, rateLimited } from '../errors.ts';
import { limitsOf, usedBy } from '../middleware/caller.ts';
import { monthOf, overQuota } from '../rules/quota.ts';
import { allowance, current, DAY, HOUR } from '../rules/rate.ts';
import type { World } from '../world.ts';

/** Refuses who has nothing left, before a byte of the body is read; holds a place for who has. */
export function admit(world: World, c: Ctx): () => void {
  const { account, address } = c.get('caller');
  if (account !== null) {
    const name = `account ${account}`;
    const over = overQuota(limitsOf(world, account), usedBy(world, account), 0, world.reservations(name));
    if (over) throw quotaExceeded(world, c, account, over);
    return world.reserve(name);
  }
  const limit = world.settings.anonymousLimit;
  if (limit === null) return () => {};
  const now = world.clock.now();
  const name = `address ${address}`;
  const hour = current(world.ports.store.window(`hour ${address}`), HOUR, now);
  const day = current(world.ports.store.window(`day ${address}`), DAY, now);
  const { allowed, retryAfter } = allowance(limit, hour, day, world.reservations(name), now);
  if (!allowed) throw rateLimited(retryAfter);
  return world.reserve(name);
}

export function quotaExceeded(world: World, c: Ctx, account: string, over: 'uploads' | 'storage'): ApiFault {
  const limits = limitsOf(world, account);
  const used = usedBy(world, account);
  const message =
    over === 'uploads' ? 'The monthly upload limit is reached.' : 'The storage limit is reached.';
  return new ApiFault(403, 'quota_error', 'quota_exceeded', message, {
    action: {
      type: 'upgrade',
      url: `${c.get('base')}/billing/upgrade?signature=demo`,
      label: 'Upgrade plan',
    },
    usage: {
      plan: world.ports.store.account(account)?.plan ?? 'free',
      month: monthOf(world.clock.now()),
      uploads_used: used.uploads,
      uploads_limit: limits.uploads,
      storage_used_bytes: used.bytes,
      storage_limit_bytes: limits.storage,
    },
  });
}
