import type { Context } from 'hono';
import type { JournalEntry } from './journal.ts';
import type { FaultRule } from './rules/faults.ts';

/** What the server knows of a request beyond the request: who sent it. */
export interface Surroundings {
  /** The peer's address; in-process calls have none. */
  address?: string;
}

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
    caller: Caller;
    entry: JournalEntry;
    fault: FaultRule | null;
    /** Asked for by the admin page: neither written down nor subject to faults. */
    unseen: boolean;
    /** This answer belongs to an anonymous create. */
    creates: boolean;
    /** Where addresses in objects begin. */
    base: string;
  };
}

export type Ctx = Context<Env>;
