/**
 * Whether the last byte of a try may have left. Browsers tell late how far an upload is, Chromium up to a tenth of a
 * second, and a busy page hears it later still: a request that is broken off "at 90 %" may be with the service in full.
 */

/** What one try has told of itself. */
export interface Pace {
  /** Bytes to be sent. */
  readonly total: number;
  /** Bytes sent by the last report; null before the first. */
  readonly sent: number | null;
  /** When it was told, or the try began (ms). */
  readonly at: number;
  /** Bytes a millisecond, the fastest seen. */
  readonly rate: number;
  /** From where the rate is measured next: reports may come in bunches. */
  readonly from: { sent: number; at: number };
}

/** By how much a report is late, and the shortest time a rate is measured over (ms). */
const LAG = 100;

/** Silence that is still taken for a late report (ms): where nothing moves for longer, nothing is told either. */
const SILENCE = 1000;

/** Bytes that leave unnoticed whatever the rate: what the system's own buffers take. */
const UNNOTICED = 256_000;

/** Bytes that may leave before the first report. */
const BURST = 4_000_000;

export function begun(total: number, now: number): Pace {
  return { total, sent: null, at: now, rate: 0, from: { sent: 0, at: now } };
}

export function reported(pace: Pace, sent: number, now: number): Pace {
  const { from, total } = pace;
  const time = now - from.at;
  const rate = Math.max(pace.rate, (sent - from.sent) / Math.max(LAG, time));
  return { total, sent, at: now, rate, from: time < LAG ? from : { sent, at: now } };
}

/** False only when some bytes are surely still here: a rate that has doubled since would not have moved them. */
export function mayBeAllOut({ total, sent, at, rate }: Pace, now: number): boolean {
  if (sent === null) return total <= BURST;
  return total - sent <= UNNOTICED + 2 * rate * (LAG + Math.min(SILENCE, now - at));
}
