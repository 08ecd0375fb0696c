const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A fresh image id: 8 lower-case letters and digits. `bytes` supplies at least 8 random bytes. */
export function newId(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(8))): string {
  let id = '';
  for (let at = 0; at < 8; at++) id += ALPHABET[(bytes[at] ?? 0) % ALPHABET.length];
  return id;
}

/** Whether text has the syntax of an id in a path or list; an id of any other syntax can't exist. */
export function isId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text);
}

/** The folder of an id on the delivery host, three characters as in `src.img.pro/4j2/…`. */
export function segmentOf(id: string): string {
  let hash = 2_166_136_261;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619) >>> 0;
  return (hash % 46_656).toString(36).padStart(3, '0');
}

/** The id of a seeded image: the same for the same seed and place, whatever else is stored. */
export function seededId(seed: number, index: number): string {
  const bytes = new Uint8Array(8);
  let state = (Math.imul(seed, 2_654_435_761) ^ Math.imul(index + 1, 1_597_334_677)) >>> 0;
  for (let at = 0; at < 8; at++) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    bytes[at] = (mixed ^ (mixed >>> 14)) & 255;
  }
  return newId(bytes);
}

/** Reads `ids=a,b,c`: trimmed, empty ones left out, doubles collapsed, order kept. */
export function parseIds(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    ),
  ];
}
