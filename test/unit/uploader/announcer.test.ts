import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../../../src/elements/uploader/announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the same sentence twice is another text for a screen reader, with the same words', () => {
  const heard: string[] = [];
  const announcer = new Announcer((text) => heard.push(text));
  for (let times = 0; times < 3; times += 1) {
    announcer.announce('added', (count) => `${count} image added`);
    vi.runAllTimers();
  }
  expect(heard.map((text) => text.trim())).toEqual(Array(3).fill('1 image added.'));
  expect(heard[1]).not.toBe(heard[0]);
  expect(heard[2]).not.toBe(heard[1]);
});

test('a sentence keeps the mark it ends with, in any language; one without gets a stop', () => {
  const heard: string[] = [];
  const announcer = new Announcer((text) => heard.push(text));
  const sentences = [
    'Add all?',
    'Stop!',
    'هل تضيفها كلها؟',
    '追加済み。',
    '追加？',
    '停止！',
    'Wait…',
    'done',
    'Sent. ',
  ];
  for (const sentence of sentences) announcer.announce(sentence, () => sentence);
  vi.runAllTimers();
  expect(heard).toEqual(['Add all? Stop! هل تضيفها كلها؟ 追加済み。 追加？ 停止！ Wait… done. Sent.']);
});

test('what comes within a moment is one sentence, counted by kind', () => {
  const heard: string[] = [];
  const announcer = new Announcer((text) => heard.push(text));
  announcer.announce('added', (count) => `${count} added.`, 2);
  announcer.announce('failed', (count) => `${count} failed`);
  announcer.announce('added', (count) => `${count} added.`, 3);
  vi.runAllTimers();
  expect(heard).toEqual(['1 failed. 5 added.']);
});
