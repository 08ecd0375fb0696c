import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenCalm, whenIdle } from '../../../src/elements/shared/ui/idle.ts';

const connection = { saveData: false };
/** What the page does when it has nothing else to do. */
let rests: (() => void)[];
const rest = () => rests.splice(0).forEach((run) => run());

beforeEach(() => {
  rests = [];
  connection.saveData = false;
  vi.stubGlobal('navigator', { connection });
  vi.stubGlobal('document', { readyState: 'complete' });
  vi.stubGlobal('requestIdleCallback', (run: () => void) => rests.push(run));
});
afterEach(() => vi.unstubAllGlobals());

/** How often each was called back, when the page rests. */
function calledBack(signal: AbortSignal) {
  const [calm, idle] = [vi.fn(), vi.fn()];
  whenCalm(calm, signal);
  whenIdle(idle, signal);
  expect(calm, 'not at once').not.toHaveBeenCalled();
  rest();
  return [calm.mock.calls.length, idle.mock.calls.length];
}

test('a page that has nothing else to do fetches what will be wanted', () => {
  expect(calledBack(new AbortController().signal)).toEqual([1, 1]);
});

test('a person who saves data is spared what may never be wanted', () => {
  connection.saveData = true;
  expect(calledBack(new AbortController().signal)).toEqual([1, 0]);
});

test('an element that has left the page fetches nothing', () => {
  expect(calledBack(AbortSignal.abort())).toEqual([0, 0]);
});
