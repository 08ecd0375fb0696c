import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EventBacklog } from '../../../src/elements/uploader/event-backlog.ts';

/** A backlog, and how many, or which things, are told by it. */
function backlogOf<Item>(tell: (item: Item) => void) {
  const backlog = new EventBacklog<Record<'told', Item>>((_type, detail) => tell(detail));
  return {
    add: (items: readonly Item[]) => backlog.emitEach('told', items, (item) => item),
    one: (item: Item) => backlog.emit('told', item),
  };
}
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('what a page is told', () => {
  test('it is told at once of a few things', () => {
    const told: number[] = [];
    backlogOf<number>((at) => told.push(at)).add(numbers(5));
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });

  test('of thousands in slices of a few milliseconds, each once and in order', () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
    const told: number[] = [];
    backlogOf<number>((at) => told.push(at)).add(numbers(1000));
    expect(told.length).toBeLessThan(300);
    vi.advanceTimersToNextTimer();
    expect(told.length).toBeLessThan(320);
    vi.runAllTimers();
    expect(told).toEqual(numbers(1000));
  });

  test('it is told of what comes later after all that', () => {
    const told: string[] = [];
    const backlog = backlogOf<string>((text) => told.push(text));
    backlog.add(numbers(500).map(() => 'first'));
    backlog.one('second');
    expect(told).not.toContain('second');
    vi.runAllTimers();
    expect(told.length).toBe(501);
    expect(told.at(-1)).toBe('second');
    backlog.one('third');
    expect(told.at(-1)).toBe('third');
  });

  test('what it does meanwhile is told after what it is being told of', () => {
    const told: string[] = [];
    const backlog = backlogOf<string>((text) => {
      told.push(text);
      if (text === 'a0') backlog.one('b');
    });
    backlog.add(numbers(300).map((at) => `a${at}`));
    vi.runAllTimers();
    expect(told.indexOf('b')).toBe(300);
  });
});
