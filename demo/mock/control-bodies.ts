/**
 * Bodies of the control plane, as `mock.control` takes them. They are written out: the package's types lead here, and
 * whoever reads those has not installed the library that `schemas/control.ts` checks bodies with.
 */
export interface Reset {
  images?: number | undefined;
  seed?: number | undefined;
}

export interface ClockChange {
  /** A span such as `31d` or `24h1m`. */
  advance?: string | undefined;
  /** An ISO-8601 time. */
  set?: string | undefined;
  freeze?: boolean | undefined;
}

export interface FaultRule {
  /** `METHOD /path`: `*` any method, `:name` one segment, a final `*` the rest; the query is ignored. */
  match: string;
  /** How often it strikes; absent = always. */
  times?: number | undefined;
  /** The share of matching requests it strikes, from 0 to 1. */
  rate?: number | undefined;
  seed?: number | undefined;
  status?: number | undefined;
  /** Seconds. */
  retry_after?: number | undefined;
  delay_ms?: number | undefined;
  /** Cuts the connection: at the head, while the body arrives, or when the work is done. */
  drop?: 'before' | 'mid' | 'after' | undefined;
}

export interface ImageChange {
  state?: 'ready' | 'processing' | 'failed' | 'blocked' | 'locked' | undefined;
  reason?: string | undefined;
  nsfw?: boolean | undefined;
  /** How long it stays `processing`: a span such as `5s`. */
  for?: string | undefined;
}

export interface KeyWish {
  /** Absent = a fresh one. */
  account?: string | undefined;
  abilities?: ('read' | 'write' | '*')[] | undefined;
  /** The secret of an app, whose requests name a user in X-Img-User. */
  app?: boolean | undefined;
  plan?: string | undefined;
  uploads_limit?: number | null | undefined;
  storage_limit_bytes?: number | null | undefined;
}
