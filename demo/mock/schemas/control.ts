import { z } from 'zod';

/** Request bodies of the control plane: checked over HTTP, and the types of `mock.control`. */
export const Reset = z.strictObject({
  images: z.int().min(0).max(1_000_000).optional(),
  seed: z.int().optional(),
});
export type Reset = z.infer<typeof Reset>;

export const ClockChange = z.strictObject({
  /** A span such as `31d` or `24h1m`. */
  advance: z.string().optional(),
  /** An ISO-8601 time. */
  set: z.string().optional(),
  freeze: z.boolean().optional(),
});
export type ClockChange = z.infer<typeof ClockChange>;

export const FaultRule = z.strictObject({
  /** `METHOD /path`: `*` any method, `:name` one segment, a final `*` the rest; the query is ignored. */
  match: z.string().regex(/^(?:\*|[A-Za-z]+)\s+\/\S*$/, 'Write METHOD /path, such as POST /v1/images.'),
  /** How often it strikes; absent = always. */
  times: z.int().min(1).optional(),
  /** The share of matching requests it strikes, from 0 to 1. */
  rate: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  status: z.int().min(400).max(599).optional(),
  /** Seconds. */
  retry_after: z.number().min(0).optional(),
  delay_ms: z.number().min(0).max(600_000).optional(),
  /** Cuts the connection: at the head, while the body arrives, or when the work is done. */
  drop: z.enum(['before', 'mid', 'after']).optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;

const REASONS = ['content_policy', 'dmca', 'spam', 'terms'];

export const ImageChange = z
  .strictObject({
    state: z.enum(['ready', 'processing', 'failed', 'blocked', 'locked']).optional(),
    reason: z.string().max(500).optional(),
    nsfw: z.boolean().optional(),
    /** How long it stays `processing`: a span such as `5s`. */
    for: z.string().optional(),
  })
  .refine(
    (change) => change.state !== 'blocked' || change.reason === undefined || REASONS.includes(change.reason),
    { path: ['reason'], message: `The reason is one of ${REASONS.join(', ')}.` },
  );
export type ImageChange = z.infer<typeof ImageChange>;

export const KeyWish = z.strictObject({
  /** Absent = a fresh one. */
  account: z.string().min(1).max(64).optional(),
  abilities: z.array(z.enum(['read', 'write', '*'])).optional(),
  /** The secret of an app, whose requests name a user in X-Img-User. */
  app: z.boolean().optional(),
  plan: z.string().optional(),
  uploads_limit: z.int().min(0).nullable().optional(),
  storage_limit_bytes: z.int().min(0).nullable().optional(),
});
export type KeyWish = z.infer<typeof KeyWish>;
