/**
 * The browser's own question to a person who leaves the page. It asks only while it is on, and is to be off whenever
 * nothing is at stake: some browsers do not keep such a page for the way back.
 */
export function leaveQuestion(): (on: boolean) => void {
  // One function each: the page's listeners are told apart by it.
  const ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
    event.returnValue = true; // what older browsers go by
  };
  return (on) => globalThis[on ? 'addEventListener' : 'removeEventListener']?.('beforeunload', ask);
}
