import { iso } from './published-at.ts';

/** Quota of an account; null = unlimited. Bytes. */
export interface Limits {
  uploads: number | null;
  storage: number | null;
}

/** Usage of an account: uploads this month, images and bytes in store. */
export interface Used {
  uploads: number;
  images: number;
  bytes: number;
}

/** `2024-03`: uploads are counted per calendar month in UTC. Milliseconds in. */
export function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}

/** The first of next month, 00:00 UTC (demo/mock/README.md, Limits). */
export function resetsAt(now: number): string {
  const time = new Date(now);
  return iso(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 1) / 1000);
}

const left = (limit: number | null, used: number): number | null =>
  limit === null ? null : Math.max(0, limit - used);

/** Why another image of `bytes` doesn't fit, or null. `reserved` uploads are under way and count. */
export function overQuota(
  limits: Limits,
  used: Used,
  bytes: number,
  reserved: number,
): 'uploads' | 'storage' | null {
  if (limits.uploads !== null && used.uploads + reserved >= limits.uploads) return 'uploads';
  if (limits.storage !== null && used.bytes + bytes > limits.storage) return 'storage';
  return null;
}

/** The body of GET /v1/usage. */
export function usageObject(plan: string, limits: Limits, used: Used, now: number) {
  return {
    object: 'usage' as const,
    monthly: {
      uploads: used.uploads,
      uploads_limit: limits.uploads,
      uploads_remaining: left(limits.uploads, used.uploads),
      resets_at: resetsAt(now),
    },
    totals: {
      images_stored: used.images,
      storage_used_bytes: used.bytes,
      storage_limit_bytes: limits.storage,
      storage_remaining_bytes: left(limits.storage, used.bytes),
    },
    plan,
  };
}

/** The headers of every keyed answer (demo/mock/README.md, Limits); an unlimited account has no limit and no remainder to tell. */
export function quotaHeaders(limits: Limits, used: Used): Record<string, string> {
  const headers: Record<string, string> = {
    'X-Monthly-Uploads-Used': String(used.uploads),
    'X-Storage-Used': String(used.bytes),
  };
  if (limits.uploads !== null) {
    headers['X-Monthly-Uploads-Limit'] = String(limits.uploads);
    headers['X-Monthly-Uploads-Remaining'] = String(left(limits.uploads, used.uploads));
  }
  if (limits.storage !== null) {
    headers['X-Storage-Limit'] = String(limits.storage);
    headers['X-Storage-Remaining'] = String(left(limits.storage, used.bytes));
  }
  return headers;
}
