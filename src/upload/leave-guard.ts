/**
 * The browser's own question to a person who leaves the page. It asks only while it is on, and is to be off whenever
 * nothing is at stake: some browsers do not keep such a page for the way back.
 * @param isAtStake Asked when the page is left: the state shown may be a moment behind the state kept.
 */
export function leaveQuestion(isAtStake: () => boolean = () => true): (on: boolean) => void {
  // A function for each question: a listener is removed by its identity.
  const ask = (event: BeforeUnloadEvent): void => {
    if (!isAtStake()) return;
    event.preventDefault();
    event.returnValue = true; // what older browsers go by
  };
  return (on) => globalThis[on ? 'addEventListener' : 'removeEventListener']?.('beforeunload', ask);
}
