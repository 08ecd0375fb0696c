/** React's names for what HTML writes otherwise. */
const NAMES: Record<string, string> = { srcset: 'srcSet', fetchpriority: 'fetchPriority' };

/** Attributes as React takes them. */
export const named = (attributes: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [NAMES[name] ?? name, value as string]),
  );
