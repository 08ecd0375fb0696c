/** A function of the site's that did not answer in its time. */
export class HookTimeout extends Error {
  constructor(name: string, milliseconds: number) {
    super(`${name} did not answer within ${milliseconds} ms.`);
    this.name = 'HookTimeout';
  }
}

/** Calls a function of the site's, and waits `milliseconds` for it at most; then rejects with a HookTimeout. */
export async function callHook<Value>(
  name: string,
  milliseconds: number,
  hook: () => Value | Promise<Value>,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HookTimeout(name, milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([hook(), late]);
  } finally {
    clearTimeout(timer);
  }
}
