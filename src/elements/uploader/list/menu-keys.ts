/**
 * The entry of a menu that a key leads to (WAI-ARIA Authoring Practices, Menu): the arrows around, Home and End, a letter to
 * the next entry that begins with it. Null when the key means nothing here.
 * @param at The entry that has the focus; -1: none.
 */
export function entryFor(key: string, labels: readonly string[], at: number, lang?: string): number | null {
  const count = labels.length;
  if (count === 0) return null;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  // One character, however many code units it has; a space acts.
  if ([...key].length !== 1 || key.trim() === '') return null;
  const letter = key.toLocaleLowerCase(lang);
  for (let step = 1; step <= count; step += 1) {
    const next = (Math.max(at, -1) + step) % count;
    if (labels[next]!.trim().toLocaleLowerCase(lang).startsWith(letter)) return next;
  }
  return null;
}
