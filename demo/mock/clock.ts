export interface ClockState {
  offset: number;
  frozenAt: number | null;
}

/** The mock's clock: real time, moved or stopped by the control plane. Milliseconds. */
export class Clock {
  #offset = 0;
  #frozenAt: number | null = null;

  /** How far from real time it is, and where it stands still: enough to go on from in another run. */
  get state(): ClockState {
    return { offset: this.#offset, frozenAt: this.#frozenAt };
  }

  set state({ offset, frozenAt }: ClockState) {
    this.#offset = offset;
    this.#frozenAt = frozenAt;
  }

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  get frozen(): boolean {
    return this.#frozenAt !== null;
  }

  advance(milliseconds: number): void {
    if (this.#frozenAt !== null) this.#frozenAt += milliseconds;
    else this.#offset += milliseconds;
  }

  /** Time runs on from there, unless it is frozen. */
  set(milliseconds: number): void {
    if (this.#frozenAt !== null) this.#frozenAt = milliseconds;
    else this.#offset = milliseconds - Date.now();
  }

  freeze(frozen: boolean): void {
    const now = this.now();
    this.#frozenAt = frozen ? now : null;
    if (!frozen) this.#offset = now - Date.now();
  }

  reset(): void {
    this.#offset = 0;
    this.#frozenAt = null;
  }
}

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `31d`, `24h1m`, `90s` into milliseconds; null when it is none (demo/mock/README.md, Control). */
export function parseSpan(text: unknown): number | null {
  if (typeof text !== 'string' || !/^(?:\d{1,9}[smhd])+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([smhd])/g))
    total += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  return total;
}
