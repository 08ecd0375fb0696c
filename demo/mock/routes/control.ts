import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../admin/routes.ts';
import type { Ctx, Env } from '../context.ts';
import type { Control } from '../control.ts';
import { ApiFault, invalid } from '../errors.ts';
import { readJsonObject } from '../service/json.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

const Reset = z.strictObject({ images: z.int().min(0).max(1_000_000).optional(), seed: z.int().optional() });
const ClockChange = z.strictObject({
  advance: z.string().optional(),
  set: z.string().optional(),
  freeze: z.boolean().optional(),
});
const Rules = z.array(
  z.strictObject({
    match: z.string().regex(/^(?:\*|[A-Za-z]+)\s+\/\S*$/, 'Write METHOD /path, such as POST /v1/images.'),
    times: z.int().min(1).optional(),
    rate: z.number().min(0).max(1).optional(),
    seed: z.int().optional(),
    status: z.int().min(400).max(599).optional(),
    retry_after: z.number().min(0).optional(),
    delay_ms: z.number().min(0).max(600_000).optional(),
    drop: z.enum(['before', 'mid', 'after']).optional(),
  }),
);
const REASONS = ['content_policy', 'dmca', 'spam', 'terms'];
const ImageChange = z
  .strictObject({
    state: z.enum(['ready', 'processing', 'failed', 'blocked', 'locked']).optional(),
    reason: z.string().max(500).optional(),
    nsfw: z.boolean().optional(),
    for: z.string().optional(),
  })
  .refine(
    (change) => change.state !== 'blocked' || change.reason === undefined || REASONS.includes(change.reason),
    {
      path: ['reason'],
      message: `The reason is one of ${REASONS.join(', ')}.`,
    },
  );
const KeyWish = z.strictObject({
  account: z.string().min(1).max(64).optional(),
  abilities: z.array(z.enum(['read', 'write', '*'])).optional(),
  plan: z.string().optional(),
  uploads_limit: z.int().min(0).nullable().optional(),
  storage_limit_bytes: z.int().min(0).nullable().optional(),
});

/** /__mock: drives the mock (DESIGN §6). Not part of the API, and answered to this machine only. */
export function controlRoutes(app: App, world: World, control: Control): void {
  if (world.settings.control === 'off') return;
  app.use('/__mock', guard(world));
  app.use('/__mock/*', guard(world));
  adminRoutes(app, world);
  resource(app, '/__mock', { GET: [(c) => c.json(control.status(baseOf(world, c)))] });
  resource(app, '/__mock/reset', {
    POST: [
      async (c) => {
        await control.reset(read(Reset, await optionalBody(c)));
        return c.json(control.status(baseOf(world, c)));
      },
    ],
  });
  resource(app, '/__mock/clock', {
    POST: [async (c) => c.json(await control.clock(read(ClockChange, await readJsonObject(c))))],
  });
  resource(app, '/__mock/faults', {
    GET: [(c) => c.json(control.faults)],
    PUT: [
      async (c) => {
        control.setFaults(read(Rules, await jsonList(c)));
        return c.json(control.faults);
      },
    ],
    DELETE: [
      (c) => {
        control.clearFaults();
        return c.json(control.faults);
      },
    ],
  });
  resource(app, '/__mock/requests', {
    GET: [(c) => c.json({ requests: control.requests })],
    DELETE: [
      (c) => {
        control.clearRequests();
        return c.json({ requests: control.requests });
      },
    ],
  });
  resource(app, '/__mock/images', { GET: [(c) => c.json({ images: control.images(baseOf(world, c)) })] });
  resource(app, '/__mock/images/:id', {
    PATCH: [
      async (c) => c.json(control.image(c.req.param('id') ?? '', read(ImageChange, await readJsonObject(c)))),
    ],
  });
  resource(app, '/__mock/keys', {
    POST: [async (c) => c.json(control.key(read(KeyWish, await optionalBody(c))), 201)],
  });
}

/** Only this machine, and only under a name of this machine: a foreign page can't reach it by a DNS trick. */
function guard(world: World): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (world.settings.control !== 'any') {
      const address = c.env?.address;
      const host = new URL(c.req.url).hostname;
      const origin = c.req.header('Origin');
      const near =
        (address === undefined || isLoopback(address)) &&
        isLoopback(host) &&
        // "null" is what any page's sandboxed frame calls itself.
        (origin === undefined || (URL.canParse(origin) && isLoopback(new URL(origin).hostname)));
      if (!near) {
        throw new ApiFault(
          403,
          'permission_error',
          'forbidden',
          'The control plane answers this machine only (--control any opens it).',
        );
      }
    }
    await next();
    c.res.headers.set('Cache-Control', 'no-store');
  };
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:/, '');
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127\.\d+\.\d+\.\d+$/.test(bare)
  );
}

function baseOf(world: World, c: Ctx): string {
  return world.settings.publicUrl ?? new URL(c.req.url).origin + world.settings.basePath;
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details: Record<string, string[]> = {};
  for (const issue of result.error.issues)
    (details[issue.path.join('.') || 'body'] ??= []).push(issue.message);
  throw invalid(details);
}

async function optionalBody(c: Ctx): Promise<Record<string, unknown>> {
  const text = await c.req.raw.clone().text();
  return text.trim() === '' ? {} : readJsonObject(c);
}

async function jsonList(c: Ctx): Promise<unknown> {
  const value: unknown = await c.req.json().catch(() => {
    throw invalid({ body: ['The body must be a JSON list of rules.'] });
  });
  return Array.isArray(value) ? value : [value];
}
