/** An attribute's words; the first serves in place of every other word. `transform` and `formats` are read late. */
export const ALLOWED = {
  placeholder: ['color', 'blur', 'none'],
  nsfw: ['blur', 'show', 'hide'],
  link: ['', 'page', 'file'],
  transform: [],
  formats: [],
} as const;

/** The value if it is one of those allowed, else the first of them. */
export function oneOf<Value extends string>(value: unknown, allowed: readonly [Value, ...Value[]]): Value {
  return allowed.includes(value as Value) ? (value as Value) : allowed[0];
}
