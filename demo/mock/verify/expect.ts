import assert from 'node:assert/strict';
import type { z } from 'zod';
import { ErrorBody, Image } from '../schemas/objects.ts';
import type { KeyName, Probe, Reply } from './probe.ts';

export interface Check {
  /** The chapter of demo/mock/README.md it holds an implementation to. */
  section: string;
  name: string;
  /** The keys it can't do without. */
  needs: readonly KeyName[];
  run(probe: Probe): Promise<void>;
}

type Maker = (section: string, name: string, run: Check['run']) => Check;

/** A check that needs these keys. */
export const needing =
  (...needs: KeyName[]): Maker =>
  (section, name, run) => ({ section, name, needs, run });
export const keyed = needing('key');
export const open = needing();

export function ok(reply: Reply, status = 200): Reply['json'] {
  assert.equal(reply.status, status, `expected ${status}, got ${reply.status}: ${reply.text.slice(0, 300)}`);
  return reply.json;
}

/** A create: 201 here, any 2xx of the service (the documents don't say). */
export function created(reply: Reply): Reply['json'] {
  assert.ok(
    reply.status >= 200 && reply.status < 300,
    `expected a 2xx, got ${reply.status}: ${reply.text.slice(0, 300)}`,
  );
  return shaped(Image, reply.json);
}

export function shaped(schema: z.ZodType, value: unknown): Reply['json'] {
  const result = schema.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    assert.fail(`not as documented: ${issues.slice(0, 4).join('; ')}`);
  }
  return value as Reply['json'];
}

export function refused(reply: Reply, status: number, code: string, field?: string): Reply['json'] {
  shaped(ErrorBody, ok(reply, status));
  assert.equal(reply.json['error'].code, code);
  if (field !== undefined)
    assert.ok(Object.hasOwn(reply.json['error'].details ?? {}, field), `details name ${field}`);
  return reply.json['error'];
}
