import { access, limitsOf, usedBy } from '../middleware/caller.ts';
import { usageObject } from '../rules/quota.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

/** GET /v1/usage. */
export function usageRoutes(app: App, world: World): void {
  resource(app, '/v1/usage', {
    GET: [
      access(),
      (c) => {
        const account = c.get('caller').account ?? '';
        const plan = world.ports.store.account(account)?.plan ?? 'free';
        return c.json(usageObject(plan, limitsOf(world, account), usedBy(world, account), world.clock.now()));
      },
    ],
  });
}
