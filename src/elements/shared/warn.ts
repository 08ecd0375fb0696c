const warned = new Set<string>();

/**
 * Tells a developer of a mistake once a page for each kind, and how to mend it (DESIGN §9, Elements).
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
