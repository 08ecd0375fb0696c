import { bad, good, type Result } from './result.ts';

const SENTENCE =
  'The published_at must be a unix timestamp in seconds or an ISO-8601 date such as 2024-06-01.';
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in unix seconds. */
const EARLIEST = -62_135_596_800;
const LATEST = 253_402_300_799;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Reads a publish date (demo/mock/README.md, Creating): unix seconds, or an ISO date or date-time; no zone means UTC. Gives unix seconds. */
export function parsePublishedAt(value: unknown): Result<number> {
  const seconds = toSeconds(value);
  return seconds === null || seconds < EARLIEST || seconds > LATEST ? bad(SENTENCE) : good(seconds);
}

function toSeconds(value: unknown): number | null {
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  if (typeof value !== 'string') return null;
  if (/^-?\d{1,12}$/.test(value)) return Number(value);
  const match = ISO.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const time = new Date(0);
  time.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  time.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0);
  // A day that is not in its month has moved the month.
  const sound =
    time.getUTCMonth() === (month ?? 0) - 1 && (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
  const offset = zoneSeconds(match[7]);
  return sound && offset !== null ? Math.floor(time.getTime() / 1000) - offset : null;
}

function zoneSeconds(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3_600 + minutes * 60);
}

/** ISO-8601 UTC with seconds, the only way the API writes a time. */
export function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
