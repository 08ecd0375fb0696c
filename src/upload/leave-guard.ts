/**
 * The browser's own question to a person who leaves the page. It asks only while it is on, and is to be off whenever
 * nothing is at stake: some browsers do not keep such a page for the way back.
 * @param isAtStake Looked at when the page is left: what is shown may be a moment behind what is kept.
 */
export function leaveQuestion(isAtStake: () => boolean = () => true): (on: boolean) => void {
  // One function each: the page's listeners are told apart by it.
  const ask = (event: BeforeUnloadEvent): void => {
    if (!isAtStake()) return;
    event.preventDefault();
    event.returnValue = true; // what older browsers go by
  };
  return (on) => globalThis[on ? 'addEventListener' : 'removeEventListener']?.('beforeunload', ask);
}
