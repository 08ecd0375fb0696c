interface Call<Act, Answer> {
  act: Act;
  outcome?: { answer: Answer } | { error: unknown };
}

interface Line<Act, Answer> {
  /** Calls without an outcome, in the order they came. */
  open: Set<Call<Act, Answer>>;
  /** Settled when the call that works for all is through; undefined while none does. */
  leader: Promise<void> | undefined;
}

/** The milliseconds after which a leader is taken for dead: more than a write with all its tries again lasts. */
const PATIENCE = 15_000;

/** The most lines that are kept. More are left only by requests that were cut off. */
const MOST_LINES = 10_000;

/** Answers calls together; `take` tells what they want, those included that came until then. */
type Work<Act, Answer> = (key: string, take: () => Act[]) => Promise<Answer[]>;

/**
 * Calls on a key, one batch at a time: one of the waiting calls leads, and works for all that wait.
 *
 * A runtime may end a request in the middle (on Workers, when the client is gone), and its code just stops. So nobody waits
 * for a leader for ever: after a while another call leads, and does again what has no outcome. Acts must bear that.
 */
export class Batches<Act, Answer> {
  readonly #lines = new Map<string, Line<Act, Answer>>();
  readonly #work: Work<Act, Answer>;

  constructor(work: Work<Act, Answer>) {
    this.#work = work;
  }

  async do(key: string, act: Act): Promise<Answer> {
    const line = this.#lineOf(key);
    const call: Call<Act, Answer> = { act };
    line.open.add(call);
    while (!call.outcome) {
      const { leader } = line;
      if (!leader) await this.#lead(key, line);
      else if (!(await settlesInTime(leader)) && line.leader === leader) line.leader = undefined;
    }
    if ('error' in call.outcome) throw call.outcome.error;
    return call.outcome.answer;
  }

  #lineOf(key: string): Line<Act, Answer> {
    const known = this.#lines.get(key);
    if (known) return known;
    const [oldest] = this.#lines.keys();
    if (this.#lines.size >= MOST_LINES) this.#lines.delete(oldest!);
    const line: Line<Act, Answer> = { open: new Set(), leader: undefined };
    this.#lines.set(key, line);
    return line;
  }

  async #lead(key: string, line: Line<Act, Answer>): Promise<void> {
    let calls = [...line.open];
    const take = () => (calls = [...line.open]).map(({ act }) => act);
    let settle = () => {};
    const leader = new Promise<void>((resolve) => (settle = resolve));
    line.leader = leader;
    try {
      const answers = await this.#work(key, take);
      calls.forEach((call, index) => (call.outcome ??= { answer: answers[index]! }));
    } catch (error) {
      for (const call of calls) call.outcome ??= { error };
    } finally {
      for (const call of calls) line.open.delete(call);
      if (line.leader === leader) line.leader = undefined;
      if (line.open.size === 0 && !line.leader && this.#lines.get(key) === line) this.#lines.delete(key);
      settle();
    }
  }
}

async function settlesInTime(leader: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE);
  });
  try {
    return await Promise.race([leader.then(() => true), late]);
  } finally {
    clearTimeout(timer!);
  }
}
