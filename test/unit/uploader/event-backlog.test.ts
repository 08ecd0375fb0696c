import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EventBacklog } from '../../../src/elements/uploader/event-backlog.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('what a page is told', () => {
  test('it is told at once of a few things', () => {
    const told: number[] = [];
    new EventBacklog().add(5, (at) => told.push(at));
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });

  test('of thousands in slices of a few milliseconds, each once and in order', () => {
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
    const told: number[] = [];
    new EventBacklog().add(1000, (at) => told.push(at));
    expect(told.length).toBeLessThan(300);
    vi.advanceTimersToNextTimer();
    expect(told.length).toBeLessThan(320);
    vi.runAllTimers();
    expect(told).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  });

  test('it is told of what comes later after all that', () => {
    const told: string[] = [];
    const backlog = new EventBacklog();
    backlog.add(500, () => told.push('first'));
    backlog.add(1, () => told.push('second'));
    expect(told).not.toContain('second');
    vi.runAllTimers();
    expect(told.length).toBe(501);
    expect(told.at(-1)).toBe('second');
    backlog.add(1, () => told.push('third'));
    expect(told.at(-1)).toBe('third');
  });

  test('what it does meanwhile is told after what it is being told of', () => {
    const told: string[] = [];
    const backlog = new EventBacklog();
    backlog.add(300, (at) => {
      told.push(`a${at}`);
      if (at === 0) backlog.add(1, () => told.push('b'));
    });
    vi.runAllTimers();
    expect(told.indexOf('b')).toBe(300);
  });
});
