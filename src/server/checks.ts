/** Checks of options, made when the site starts: a mistake is seen by the person who made it. */

/** An option that can't be meant. The message names the fix. */
export function wrongOption(text: string): TypeError {
  return new TypeError(`createImgproHandler: ${text}`);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Throws at a key that is not among the known ones, and names the one that was probably meant. */
export function checkKeys(where: string, value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const meant = known.find((each) => isNear(each.toLowerCase(), key.toLowerCase().replace(/[_-]/g, '')));
    throw wrongOption(
      `${where}: there is no "${key}".${meant === undefined ? ` There are: ${known.join(', ')}.` : ` Did you mean "${meant}"?`}`,
    );
  }
}

/** Whether two words differ by at most two letters at one place. */
function isNear(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 2;
}

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of a span: a whole number of them, as a number or a text, or one with its unit (`90m`, `12h`, `7d`). */
export function parseSpan(span: unknown): number | null {
  if (typeof span === 'number') return Number.isSafeInteger(span) && span > 0 ? span : null;
  const match = typeof span === 'string' ? /^([1-9]\d{0,9})([mhd]?)$/.exec(span) : null;
  return match ? Number(match[1]) * (UNITS[match[2]!] ?? 1) : null;
}
