import type { Hono, MiddlewareHandler } from 'hono';
import type { Ctx, Env } from '../context.ts';
import { methodNotAllowed } from '../errors.ts';

export type App = Hono<Env>;
export type Handler = (c: Ctx) => Response | Promise<Response>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Puts handlers on one path; every other method there answers 405 and says which ones there are. */
export function resource(
  app: App,
  path: string,
  handlers: Partial<Record<Method, [...MiddlewareHandler<Env>[], Handler]>>,
): void {
  const allowed = Object.keys(handlers) as Method[];
  for (const method of allowed) app.on(method, path, ...((handlers[method] ?? []) as [Handler]));
  const told = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.all(path, () => {
    throw methodNotAllowed(told);
  });
}
