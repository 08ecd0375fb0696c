import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../admin/routes.ts';
import type { Ctx, Env } from '../context.ts';
import type { Control } from '../control.ts';
import { ApiFault, invalid } from '../errors.ts';
import { ClockChange, FaultRule, ImageChange, KeyWish, Reset } from '../schemas/control.ts';
import { parseJson, parseJsonObject, readText, requireJson } from '../service/json.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

const RULES = z.array(FaultRule);

/** The longest body of a control call, in bytes. */
const MAX_BODY = 1_000_000;

/** /__mock: drives the mock. Not part of the API, and answered to this machine only. */
export function controlRoutes(app: App, world: World, control: Control): void {
  if (world.settings.control === 'off') return;
  app.use('/__mock', guard(world));
  app.use('/__mock/*', guard(world));
  adminRoutes(app, world);
  resource(app, '/__mock', { GET: [(c) => c.json(control.status(baseOf(world, c)))] });
  resource(app, '/__mock/reset', {
    POST: [
      async (c) => {
        await control.reset(read(Reset, await jsonObject(c, { optional: true })));
        return c.json(control.status(baseOf(world, c)));
      },
    ],
  });
  resource(app, '/__mock/clock', {
    POST: [async (c) => c.json(await control.clock(read(ClockChange, await jsonObject(c))))],
  });
  resource(app, '/__mock/faults', {
    GET: [(c) => c.json(control.faults)],
    PUT: [
      async (c) => {
        control.setFaults(read(RULES, await jsonList(c)));
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
      async (c) => c.json(control.image(c.req.param('id') ?? '', read(ImageChange, await jsonObject(c)))),
    ],
  });
  resource(app, '/__mock/keys', {
    POST: [async (c) => c.json(control.key(read(KeyWish, await jsonObject(c, { optional: true }))), 201)],
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

function bodyOf(c: Ctx): Promise<string> {
  return readText(c.req.raw, MAX_BODY, () => {
    const message = `The body must be at most ${MAX_BODY} bytes.`;
    return new ApiFault(413, 'invalid_request_error', 'body_too_large', message);
  });
}

async function jsonObject(c: Ctx, { optional = false } = {}): Promise<Record<string, unknown>> {
  const text = await bodyOf(c);
  if (optional && text.trim() === '') return {};
  requireJson(c);
  return parseJsonObject(text);
}

/** A list of rules, or one. */
async function jsonList(c: Ctx): Promise<unknown> {
  const value = parseJson(await bodyOf(c), () =>
    invalid({ body: ['The body must be a JSON list of rules.'] }),
  );
  return Array.isArray(value) ? value : [value];
}
