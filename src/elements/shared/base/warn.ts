const warned = new Set<string>();

/**
 * Warns a developer of a mistake, once a page for each kind, and says how to mend it.
 * @param kind Names the mistake, of which only the first is told; default: the message.
 */
export function warnOnce(kind: string, message = kind): void {
  if (warned.has(kind)) return;
  warned.add(kind);
  console.warn(`[imgpro] ${message}`);
}

/** Forgets what was said; for tests. */
export function forgetWarnings(): void {
  warned.clear();
}
