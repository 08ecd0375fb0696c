import { bad, good, type Result } from './result.ts';

/** Seconds (demo/mock/README.md, Creating). */
export const MIN_TTL = 300;
export const MAX_TTL = 7_776_000;
/** Anonymous uploads live 30 days (demo/mock/README.md, Lifecycle); a ttl may shorten that. */
export const ANONYMOUS_TTL = 2_592_000;

const UNITS: Record<string, number> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/**
 * Reads a time-to-live: whole seconds, or `<n>m`, `<n>h`, `<n>d` (and `<n>w` on the generation-1 routes).
 * The value is in seconds. null and absent mean permanent and are not this function's business.
 */
export function parseTtl(value: unknown, options: { weeks?: boolean } = {}): Result<number> {
  const seconds = toSeconds(value, options.weeks ?? false);
  if (seconds === null) {
    const units = options.weeks ? 'm, h, d or w' : 'm, h or d';
    return bad(`The ttl must be whole seconds, or a number followed by ${units}, such as 7d.`);
  }
  if (seconds < MIN_TTL) return bad('The ttl must be at least 5 minutes (300 seconds).');
  if (seconds > MAX_TTL) return bad('The ttl must be at most 90 days (7776000 seconds).');
  return good(seconds);
}

function toSeconds(value: unknown, weeks: boolean): number | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  if (typeof value !== 'string') return null;
  const match = /^(\d{1,12})([mhdw]?)$/.exec(value);
  if (!match) return null;
  const unit = match[2] ?? '';
  if (unit === 'w' && !weeks) return null;
  return Number(match[1]) * (unit === '' ? 1 : (UNITS[unit] ?? Number.NaN));
}
