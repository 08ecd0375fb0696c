/** Which flagged images a person has asked to see: remembered for the session, so that nobody is asked twice. */

const KEY = 'imgpro-revealed';
/** A session's worth; the oldest are forgotten first. */
const MOST = 500;

// Where storage is refused (privacy settings, sandboxed frames) the choice lasts as long as the page.
let remembered: Set<string> | null = null;

function read(): Set<string> {
  try {
    remembered ??= new Set(JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as string[]);
  } catch {
    // Nothing, or nothing that can be read.
  }
  return (remembered ??= new Set());
}

export function wasRevealed(id: string | undefined): boolean {
  return id !== undefined && read().has(id);
}

export function rememberRevealed(id: string): void {
  read().delete(id);
  read().add(id);
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...read()].slice(-MOST)));
  } catch {
    // The page's own memory serves.
  }
}

/** Forgets every choice; for tests, and for pages with a "hide again". */
export function forgetRevealed(): void {
  remembered = new Set();
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was stored then.
  }
}
