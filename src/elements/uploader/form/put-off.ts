type Entry = [name: string, value: FormDataEntryValue];

/** Interval between two updates of a long form value (ms). */
const CALM = 1000;

export interface LongValue {
  /** The element's name, the ids that the form has, and those that it should have. */
  value(): { name: string; before: readonly string[]; now: readonly string[] };
  /** Gives the form all of them. */
  flush(): void;
}

/**
 * Puts off the update of a long form value until a moment later, or the form wants it: it is copied as a whole, which thousands
 * of images cannot have done for each of them. Abort what is returned once it is done.
 */
export function putOff(form: HTMLFormElement | null, { value, flush }: LongValue): AbortController {
  const behind = new AbortController();
  const { signal } = behind;
  const timer = setTimeout(flush, CALM);
  signal.addEventListener('abort', () => clearTimeout(timer));
  // The form state that the browser keeps over a reload is taken now.
  addEventListener('pagehide', flush, { signal });
  /** The form has gathered its entries; ours may lack the latest images. */
  const correct = ({ formData: data }: FormDataEvent): void => {
    const { name, before, now } = value();
    const entries = withIds([...data], name, before, now);
    for (const key of new Set(data.keys())) data.delete(key);
    for (const [key, id] of entries) data.append(key, id as string);
    flush();
  };
  // Before the page's own listeners.
  form?.addEventListener('formdata', correct, { signal, capture: true });
  return behind;
}

/** The entries of a form with these ids in the place of earlier ones; the same entries where the earlier ones are missing. */
export function withIds(
  entries: readonly Entry[],
  name: string,
  before: readonly string[],
  now: readonly string[],
): readonly Entry[] {
  const isRun = (at: number) =>
    before.every((id, index) => entries[at + index]?.[0] === name && entries[at + index]![1] === id);
  const start = entries.findIndex((entry, at) => entry[0] === name && isRun(at));
  if (start < 0) return entries;
  const ours = now.map((id): Entry => [name, id]);
  return [...entries.slice(0, start), ...ours, ...entries.slice(start + before.length)];
}
