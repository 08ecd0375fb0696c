import { IMAGE_ID, normaliseImage, normaliseList } from '../../api/normalise.ts';
import type { BatchError, Image, ImageList, Tombstone, Usage } from '../../api/types.ts';
import { isRecord, number, record, text } from '../../api/values.ts';
import { GatewayError } from '../errors.ts';
import type { Visit } from '../visit.ts';
import type { ServiceAnswer } from './service-answer.ts';
import { batchRefusal } from './refusal.ts';

/**
 * Successful answers of the service, written anew: known fields of known types, and nothing else. Each throws 502
 * `upstream_unreachable` at what is not of its kind.
 */

export function imageIn(visit: Visit, { json }: ServiceAnswer): Image {
  return read(visit, 'an image', () => normaliseImage(json));
}

export function listIn(visit: Visit, { json }: ServiceAnswer): ImageList {
  return read(visit, 'a list', () => normaliseList(json));
}

export function tombstone(id: string): Tombstone {
  return { id, object: 'image', deleted: true };
}

/** The result of a batch, by id; ids that were not asked for are left out. */
export function batchIn<Item>(
  visit: Visit,
  { json }: ServiceAnswer,
  asked: readonly string[],
  item: (raw: unknown, id: string) => Item,
): { data: Map<string, Item>; errors: Map<string, BatchError> } {
  const { data, errors } = record(json);
  if (!Array.isArray(data)) throw unexpected(visit, 'a batch');
  const known = new Set(asked);
  const byId = <Value>(list: unknown, value: (raw: unknown, id: string) => Value): Map<string, Value> => {
    const found = new Map<string, Value>();
    for (const raw of Array.isArray(list) ? list : []) {
      const { id } = record(raw);
      if (typeof id === 'string' && known.has(id)) found.set(id, value(raw, id));
    }
    return found;
  };
  return {
    data: byId(data, (raw, id) => read(visit, 'an image', () => item(raw, id))),
    errors: byId(errors, (raw, id) => ({ id, error: batchRefusal(record(raw).error) })),
  };
}

export function usageIn(visit: Visit, { json }: ServiceAnswer): Usage {
  const { monthly, totals, plan } = record(json);
  if (!isRecord(monthly) || !isRecord(totals)) throw unexpected(visit, 'a usage');
  const limit = (value: unknown): number | null => number(value) ?? null;
  return {
    object: 'usage',
    monthly: {
      uploads: number(monthly.uploads) ?? 0,
      uploads_limit: limit(monthly.uploads_limit),
      uploads_remaining: limit(monthly.uploads_remaining),
      resets_at: text(monthly.resets_at) ?? '',
    },
    totals: {
      images_stored: number(totals.images_stored) ?? 0,
      storage_used_bytes: number(totals.storage_used_bytes) ?? 0,
      storage_limit_bytes: limit(totals.storage_limit_bytes),
      storage_remaining_bytes: limit(totals.storage_remaining_bytes),
    },
    plan: text(plan) ?? '',
  };
}

/** An id as it may stand in a path to the service. */
export { IMAGE_ID };

function read<Value>(visit: Visit, kind: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw unexpected(visit, kind, error);
  }
}

function unexpected(visit: Visit, kind: string, error?: unknown): GatewayError {
  visit.log({
    level: 'error',
    event: 'upstream_unexpected',
    message: `The service did not answer with ${kind}. Check apiUrl.`,
    error,
  });
  return new GatewayError(
    502,
    'upstream_unreachable',
    'The image service did not answer properly. Try again in a moment.',
    { cause: error },
  );
}
