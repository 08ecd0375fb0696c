import { z } from 'zod';
import type * as bodies from '../control-bodies.ts';

/** A schema of just this shape: a member that either has, the other has, too. */
type Schema<Body> = z.ZodType<Body> & { shape: { [Name in keyof Required<Body>]: z.ZodType } };

/** Checks of the control plane's request bodies over HTTP. */
export const Reset = z.strictObject({
  images: z.int().min(0).max(1_000_000).optional(),
  seed: z.int().optional(),
}) satisfies Schema<bodies.Reset>;

export const ClockChange = z.strictObject({
  advance: z.string().optional(),
  set: z.string().optional(),
  freeze: z.boolean().optional(),
}) satisfies Schema<bodies.ClockChange>;

export const FaultRule = z.strictObject({
  match: z.string().regex(/^(?:\*|[A-Za-z]+)\s+\/\S*$/, 'Write METHOD /path, such as POST /v1/images.'),
  times: z.int().min(1).optional(),
  rate: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  status: z.int().min(400).max(599).optional(),
  retry_after: z.number().min(0).optional(),
  delay_ms: z.number().min(0).max(600_000).optional(),
  drop: z.enum(['before', 'mid', 'after']).optional(),
}) satisfies Schema<bodies.FaultRule>;

const REASONS = ['content_policy', 'dmca', 'spam', 'terms'];

export const ImageChange = z
  .strictObject({
    state: z.enum(['ready', 'processing', 'failed', 'blocked', 'locked']).optional(),
    reason: z.string().max(500).optional(),
    nsfw: z.boolean().optional(),
    for: z.string().optional(),
  })
  .refine(
    (change) => change.state !== 'blocked' || change.reason === undefined || REASONS.includes(change.reason),
    { path: ['reason'], message: `The reason is one of ${REASONS.join(', ')}.` },
  ) satisfies Schema<bodies.ImageChange>;

export const KeyWish = z.strictObject({
  account: z.string().min(1).max(64).optional(),
  abilities: z.array(z.enum(['read', 'write', '*'])).optional(),
  app: z.boolean().optional(),
  plan: z.string().optional(),
  uploads_limit: z.int().min(0).nullable().optional(),
  storage_limit_bytes: z.int().min(0).nullable().optional(),
}) satisfies Schema<bodies.KeyWish>;
