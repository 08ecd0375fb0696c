/** Readers of values that may be anything; what does not fit is `undefined`. */

export type Raw = Record<string, unknown>;

export const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value's fields, none when it has no fields. */
export const record = (value: unknown): Raw => (isRecord(value) ? value : {});

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim() : undefined;

/** A number that is not negative, also when it is written as text. */
export const number = (value: unknown): number | undefined => {
  const parsed = text(value) ? Number(value) : value;
  return typeof parsed === 'number' && parsed >= 0 && parsed < Infinity ? parsed : undefined;
};

/** The fields that have a value. */
export const present = (fields: object): [name: string, value: string][] =>
  Object.entries(fields).filter(([, value]) => (value ?? null) !== null);

/** The value of a JSON text; `undefined` when it is none. */
export function parseJson(json: string | null): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
