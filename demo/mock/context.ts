import type { Context } from 'hono';
import type { JournalEntry } from './journal.ts';
import type { FaultRule } from './rules/faults.ts';
import type { Surroundings } from './surroundings.ts';

/** Who is calling: a key with its account, or an address. */
export interface Caller {
  key: string | null;
  account: string | null;
  /** Whom an app asks for; null with any other key. */
  user: string | null;
  abilities: string[];
  address: string;
}

export interface Env {
  Bindings: Surroundings;
  Variables: {
    /** Set by `caller`; what an address without a key may do is decided from it, too. */
    caller: Caller;
    /** Set by `journal`, with `base` and `unseen`, before anything else looks at the request. */
    entry: JournalEntry;
    /** Where addresses in objects begin. */
    base: string;
    /** Asked for by the admin page: neither written down by `journal` nor struck by `faults`. */
    unseen: boolean;
    /** Set by `faults`; `hold` waits by it, before the work or inside a create's reservation. */
    fault: FaultRule | null;
    /** Set by `create`: `caller` adds the daily limit to anonymous answers of these calls only. */
    creates: boolean;
  };
}

export type Ctx = Context<Env>;
