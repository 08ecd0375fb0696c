import { Hono } from 'hono';
import type { Ctx, Env } from './context.ts';
import { Control } from './control.ts';
import { ApiFault, Dropped, legacyBody, notFound } from './errors.ts';
import { caller } from './middleware/caller.ts';
import { cors } from './middleware/cors.ts';
import { faults } from './middleware/faults.ts';
import { journal } from './middleware/journal.ts';
import type { Ports } from './ports.ts';
import { batchRoutes } from './routes/batch.ts';
import { controlRoutes } from './routes/control.ts';
import { deliveryRoutes } from './routes/delivery.ts';
import { imageRoutes } from './routes/image.ts';
import { imagesRoutes } from './routes/images.ts';
import { docsRoutes } from './routes/docs.ts';
import { mediaRoutes } from './routes/media.ts';
import { serviceRoutes } from './routes/service.ts';
import { usageRoutes } from './routes/usage.ts';
import { viewerRoutes } from './routes/viewer.ts';
import type { Settings } from './settings.ts';
import type { Surroundings } from './surroundings.ts';
import { World } from './world.ts';

/** A mock of the img.pro API, in a process. */
export interface Mock {
  /** Answers one request. Rejects with `Dropped` where a fault rule cuts the connection. */
  fetch(request: Request, surroundings?: Surroundings): Promise<Response>;
  /** Operations of /__mock, as calls. */
  control: Control;
  close(): Promise<void>;
}

/** Builds a mock on any surroundings: Node (`index.ts`) or a service worker (`browser/mock.ts`). */
export function buildMock(ports: Ports, settings: Settings): Promise<Mock> {
  return openWorld(new World(ports, settings));
}

/** Opens a world, and the API on it. */
export async function openWorld(world: World): Promise<Mock> {
  await world.open();
  const control = new Control(world);
  const app = routes(world, control);
  return {
    fetch: async (request, surroundings = {}) => app.fetch(request, surroundings),
    control,
    close: () => world.close(),
  };
}

function routes(world: World, control: Control): Hono<Env> {
  const app = new Hono<Env>({ strict: false }).basePath(world.settings.basePath || '/');
  app.use('*', cors);
  controlRoutes(app, world, control);
  app.use('*', journal(world));
  app.use('*', async (_c, next) => {
    await world.settle();
    await next();
  });
  app.use('*', faults(world));
  app.use('/v1/*', caller(world));
  imagesRoutes(app, world);
  batchRoutes(app, world);
  imageRoutes(app, world);
  usageRoutes(app, world);
  mediaRoutes(app, world);
  deliveryRoutes(app, world);
  docsRoutes(app, world);
  serviceRoutes(app, world);
  viewerRoutes(app, world);
  app.notFound((c) => answer(c, notFound('There is nothing at this address.')));
  app.onError((error, c) => {
    const isGone = c.req.raw.signal.aborted || world.closing.signal.aborted;
    if (error instanceof Dropped || isGone) throw new Dropped();
    if (error instanceof ApiFault) return answer(c, error);
    console.error(error);
    return answer(c, crash(c));
  });
  return app;
}

const LEGACY = /\/v1\/(?:media|upload|import)(?:\/|$)/;

function answer(c: Ctx, fault: ApiFault): Response {
  const legacy = LEGACY.test(new URL(c.req.url).pathname) ? legacyBody(fault) : null;
  return new Response(JSON.stringify(legacy?.body ?? fault.body), {
    status: legacy?.status ?? fault.status,
    headers: { 'Content-Type': 'application/json', ...fault.extras.headers },
  });
}

/** A fault of the mock itself, named as the service names its own (demo/mock/README.md, Errors). */
function crash(c: Ctx): ApiFault {
  const json = c.req.header('Content-Type')?.includes('json');
  const codes: Record<string, string> = {
    POST: json ? 'import_failed' : 'upload_failed',
    PATCH: 'update_failed',
    DELETE: 'delete_failed',
  };
  const code = codes[c.req.method] ?? 'internal_error';
  return new ApiFault(500, 'api_error', code, 'Something went wrong on the server.');
}
