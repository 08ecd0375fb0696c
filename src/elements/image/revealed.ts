/** Which flagged images a person has asked to see: remembered for the session, so that nobody is asked twice. */

const KEY = 'imgpro-revealed';
/** A session's worth; the oldest are forgotten first. */
const MOST = 500;

// Where storage is refused (privacy settings, sandboxed frames) the choice lasts as long as the page.
let remembered: string[] | null = null;

function read(): string[] {
  if (remembered) return remembered;
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    remembered = Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    remembered = [];
  }
  return remembered;
}

export function wasRevealed(id: string | undefined): boolean {
  return id !== undefined && read().includes(id);
}

export function rememberRevealed(id: string): void {
  remembered = [...read().filter((other) => other !== id), id].slice(-MOST);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(remembered));
  } catch {
    // The page's own memory serves.
  }
}

/** Forgets every choice; for tests, and for pages with a "hide again". */
export function forgetRevealed(): void {
  remembered = [];
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was stored then.
  }
}
