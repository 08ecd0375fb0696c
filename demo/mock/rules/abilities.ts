/** Decides what a key may do (demo/mock/README.md, Keys). */
export type KeyAbility = 'read' | 'write';

export function needs(method: string): KeyAbility {
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

export function allows(abilities: readonly string[], ability: KeyAbility): boolean {
  return abilities.includes('*') || abilities.includes(ability);
}

/**
 * Reads an Authorization header: the key, null when there is none, undefined when there is one that can't be a key.
 * Generation 1 writes `{id}|{token}`; the part before the bar names the key and is not needed.
 */
export function bearer(header: string | null | undefined): string | null | undefined {
  if (header === null || header === undefined || header.trim() === '') return null;
  const match = /^Bearer +(\S+) *$/i.exec(header);
  if (!match?.[1]) return undefined;
  const bar = match[1].indexOf('|');
  return bar >= 0 ? match[1].slice(bar + 1) : match[1];
}
