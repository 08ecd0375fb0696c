/** An act of a person on the list, kept until the code for it is there. The event forgets its target when it is over. */
export interface EarlyAct {
  event: Event;
  target: EventTarget | null;
}

/** Events that begin and end a press. */
const PRESSES = /^pointer(down|up|cancel)$/;

/** The press that is still held after all these acts, if there is one. */
export function heldPress<Act extends { event: { type: string } }>(acts: readonly Act[]): Act | undefined {
  const last = acts.findLast(({ event }) => PRESSES.test(event.type));
  return last?.event.type === 'pointerdown' ? last : undefined;
}
