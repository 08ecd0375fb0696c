/** The outcome of reading something a caller sent: a value, or a sentence that says what is wrong. */
export type Result<Value, Problem = string> = { ok: true; value: Value } | { ok: false; problem: Problem };

export function good<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function bad<Problem>(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

/** `error.details`: the sentences for each field at fault. */
export type Details = Record<string, string[]>;
