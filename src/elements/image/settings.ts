/** The value if it is one of those allowed, else the fallback; `wrong` hears of a value that is neither. */
export function oneOf<Value extends string>(
  value: string | null | undefined,
  allowed: readonly Value[],
  fallback: Value,
  wrong?: (value: string) => void,
): Value {
  if ((allowed as readonly unknown[]).includes(value)) return value as Value;
  if (value) wrong?.(value);
  return fallback;
}
