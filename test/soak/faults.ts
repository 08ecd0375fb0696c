import type { FaultRule } from '../../demo/mock/rules/faults.ts';

/** Kinds of faults of a request, in both places: between browser and gateway, and between gateway and API. */
export const KINDS = [
  'status 503',
  'status 429',
  'delay',
  'drop before',
  'drop mid',
  'drop after',
  'half an answer',
  'token expired',
] as const;

export type FaultKind = (typeof KINDS)[number];

/** Faults of the API itself: its mock knows of no tokens, and never halves an answer. */
const UPSTREAM: FaultKind[] = ['status 503', 'status 429', 'delay', 'drop before', 'drop mid', 'drop after'];

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)]!;

/**
 * Rules for the mock that strike each creation with probability `rate`, with another fault each time: a rule is used up
 * when it has struck, and the next one is next.
 */
export function upstreamRules(count: number, rate: number, seed: number): FaultRule[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => ({
    match: 'POST /v1/images',
    times: 1,
    rate,
    seed: seed + at + 1,
    ...ruleOf(pick(UPSTREAM, random), random),
  }));
}

function ruleOf(kind: FaultKind, random: () => number): Partial<FaultRule> {
  switch (kind) {
    case 'status 503':
      return { status: 503, ...(random() < 0.5 && { retry_after: 0.2 }) };
    case 'status 429':
      return { status: 429, retry_after: random() < 0.2 ? 1 : 0.2 };
    case 'drop before':
      return { drop: 'before' };
    case 'drop mid':
      return { drop: 'mid' };
    case 'drop after':
      return { drop: 'after' };
    default:
      return { delay_ms: Math.round(50 + random() * 250) };
  }
}
