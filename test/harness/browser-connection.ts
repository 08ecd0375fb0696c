import { vi } from 'vitest';

/** A browser's word on its connection, for tests in Node: `navigator.onLine`, and the events `online` and `offline`. */
export function browserConnection(): { set(isOnline: boolean): void } {
  const target = new EventTarget();
  const navigator = { onLine: true };
  vi.stubGlobal('navigator', navigator);
  vi.stubGlobal('addEventListener', target.addEventListener.bind(target));
  vi.stubGlobal('removeEventListener', target.removeEventListener.bind(target));
  return {
    set(isOnline) {
      navigator.onLine = isOnline;
      target.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
    },
  };
}
