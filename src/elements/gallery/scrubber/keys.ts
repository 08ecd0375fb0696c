import type { Step } from './stops.ts';

/** Commands of the scrubber's keys. */
export type RailCommand = Step | 'first' | 'last';

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

const COMMANDS: Readonly<Record<string, RailCommand>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  PageDown: 'next-year',
  PageUp: 'previous-year',
  Home: 'first',
  End: 'last',
};

/** The command of a key, as on a scroll bar: down and onwards in the direction of writing is further along the list. */
export function commandOf(
  { key, altKey, ctrlKey, metaKey, shiftKey }: Key,
  rtl: boolean,
): RailCommand | null {
  if (altKey || ctrlKey || metaKey || shiftKey) return null;
  if (key === 'ArrowRight') return rtl ? 'previous' : 'next';
  if (key === 'ArrowLeft') return rtl ? 'next' : 'previous';
  return COMMANDS[key] ?? null;
}
