const warned = new Set<string>();

/**
 * Warns a developer of a mistake, once a page for each kind, and says how to mend it.
 * @param kind Names the mistake; the same kind is said once.
 */
export function warnOnce(kind: string, message: string): void {
  if (warned.has(kind)) return;
  warned.add(kind);
  console.warn(`[imgpro] ${message}`);
}

/** Forgets what was said; for tests. */
export function forgetWarnings(): void {
  warned.clear();
}
