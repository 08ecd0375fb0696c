import { describe, expect, test } from 'vitest';
import {
  keyOf,
  next,
  STATE_KEYS,
  type FileEvent,
  type FileState,
} from '../../../../src/upload/state/status.ts';
import { EVENTS, stateOf } from './events.ts';

/** By event, the states it can happen in, and the state after it. All others refuse it. */
const TABLE: Record<string, Partial<Record<string, string>>> = {
  'wait rules': {
    'queued/turn': 'queued/rules',
    'queued/rules': 'queued/rules',
    'queued/upload-call': 'queued/rules',
    'queued/fields': 'queued/rules',
  },
  'wait upload-call': {
    'queued/turn': 'queued/upload-call',
    'queued/rules': 'queued/upload-call',
    'queued/upload-call': 'queued/upload-call',
    'queued/fields': 'queued/upload-call',
  },
  'wait fields': {
    'queued/turn': 'queued/fields',
    'queued/rules': 'queued/fields',
    'queued/upload-call': 'queued/fields',
    'queued/fields': 'queued/fields',
  },
  release: {
    'queued/turn': 'queued/turn',
    'queued/place': 'queued/turn',
    'queued/rules': 'queued/turn',
    'queued/upload-call': 'queued/turn',
    'queued/fields': 'queued/turn',
  },
  prepare: { 'queued/turn': 'preparing' },
  prepared: { preparing: 'queued/place' },
  send: { 'queued/turn': 'uploading', 'queued/place': 'uploading' },
  'stored processing': { uploading: 'processing' },
  'stored ready': { uploading: 'ready' },
  processed: { processing: 'ready' },
  fail: Object.fromEntries(STATE_KEYS.filter((key) => key !== 'failed').map((key) => [key, 'failed'])),
  'hold paused': held('paused/paused'),
  'hold offline': held('paused/offline'),
  'hold detached': held('paused/detached'),
  resume: {
    'paused/paused': 'queued/turn',
    'paused/offline': 'queued/turn',
    'paused/detached': 'queued/turn',
    'paused/reload': 'paused/reload',
  },
  'set-aside': {
    'queued/turn': 'paused/reload',
    'queued/place': 'paused/reload',
    'queued/rules': 'paused/reload',
    'queued/upload-call': 'paused/reload',
    'queued/fields': 'paused/reload',
  },
  'continue null': { 'paused/reload': 'queued/turn' },
  'continue offline': { 'paused/reload': 'paused/offline' },
  retry: { failed: 'queued/turn' },
  'ask-again': { failed: 'processing' },
};

/** A hold takes hold of what is under way and of what is held already, never of files of an earlier page. */
function held(to: string): Record<string, string> {
  return {
    ...{ preparing: to, uploading: to },
    ...{ 'paused/paused': to, 'paused/offline': to, 'paused/detached': to, 'paused/reload': 'paused/reload' },
  };
}

const nameOf = ({ type, ...detail }: FileEvent): string =>
  [type, ...Object.values(detail).map(String)].join(' ');

describe('each state and each event', () => {
  test('stand in the table', () => expect(EVENTS.map(nameOf).sort()).toEqual(Object.keys(TABLE).sort()));

  const cases = EVENTS.flatMap((event) => STATE_KEYS.map((key) => [key, nameOf(event), event] as const));
  test.each(cases)('%s, %s', (key, name, event) => {
    const after = next(stateOf(key), event);
    expect(after && keyOf(after)).toBe(TABLE[name]![key] ?? null);
  });
});

test('every state has a way to an end', () => {
  for (const start of STATE_KEYS) {
    const reached = new Map<string, FileState>([[start, stateOf(start)]]);
    for (const state of reached.values())
      for (const event of EVENTS) {
        const after = event.type === 'fail' ? null : next(state, event);
        if (after) reached.set(keyOf(after), after);
      }
    expect([...reached.keys()]).toContain('ready');
  }
});
