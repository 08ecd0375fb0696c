import { takes, type DimensionBounds, type Format, type Refusal, type UploadRules } from './rules.ts';

/** Facts about a file, known before it is sent. */
export interface FileFacts {
  size: number;
  /** By content; null when it is none of the service's. */
  format: Format | null;
  /** False when its bytes could not be read. */
  readable: boolean;
  /** Pixels, upright; null when they could not be told. */
  dimensions?: { width: number; height: number } | null;
  /** Whether it is animated; null when it could not be told. */
  moving?: boolean | null;
}

/** Why one file is refused, or null. Its place among the others is judged by the queue. */
export function judgeFile(facts: FileFacts, rules: UploadRules): Refusal | null {
  if (!facts.readable) return { code: 'unreadable' };
  if (facts.size === 0) return { code: 'empty' };
  if (!facts.format || !takes(rules, facts.format)) return { code: 'unsupported-type' };
  if (facts.moving && rules.formats && !rules.formats.has(facts.format))
    return { code: 'unsupported-type', motion: 'moving' };
  if (rules.animated === 'deny' && facts.moving) return { code: 'unsupported-type', motion: 'moving' };
  if (rules.animated === 'only' && facts.moving === false)
    return { code: 'unsupported-type', motion: 'still' };
  const isFinal = !facts.format || !rules.resized?.has(facts.format);
  if (rules.maxFileSize !== undefined && facts.size > rules.maxFileSize && isFinal)
    return { code: 'too-large', limit: rules.maxFileSize };
  return facts.dimensions && !within(facts.dimensions, rules)
    ? { code: 'dimensions', bounds: boundsOf(rules), dimensions: facts.dimensions }
    : null;
}

export function hasBounds(rules: DimensionBounds): boolean {
  return [rules.minWidth, rules.minHeight, rules.maxWidth, rules.maxHeight].some(
    (bound) => bound !== undefined,
  );
}

function boundsOf({ minWidth, minHeight, maxWidth, maxHeight }: DimensionBounds): DimensionBounds {
  return { minWidth, minHeight, maxWidth, maxHeight };
}

function within({ width, height }: { width: number; height: number }, rules: DimensionBounds): boolean {
  return (
    width >= (rules.minWidth ?? 0) &&
    height >= (rules.minHeight ?? 0) &&
    width <= (rules.maxWidth ?? Infinity) &&
    height <= (rules.maxHeight ?? Infinity)
  );
}
