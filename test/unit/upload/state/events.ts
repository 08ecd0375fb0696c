import type { FileEvent, FileState, StateKey } from '../../../../src/upload/state/status.ts';

/** Every event, with each of its details. */
export const EVENTS: readonly FileEvent[] = [
  { type: 'wait', for: 'rules' },
  { type: 'wait', for: 'upload-call' },
  { type: 'wait', for: 'fields' },
  { type: 'release' },
  { type: 'prepare' },
  { type: 'prepared' },
  { type: 'send' },
  { type: 'stored', status: 'processing' },
  { type: 'stored', status: 'ready' },
  { type: 'processed' },
  { type: 'fail' },
  { type: 'hold', by: 'paused' },
  { type: 'hold', by: 'offline' },
  { type: 'hold', by: 'detached' },
  { type: 'resume' },
  { type: 'set-aside' },
  { type: 'continue', hold: null },
  { type: 'continue', hold: 'offline' },
  { type: 'retry' },
  { type: 'ask-again' },
];

/** The state that a key stands for. */
export function stateOf(key: StateKey): FileState {
  const [status, detail] = key.split('/');
  if (status === 'queued') return { status, for: detail } as FileState;
  return (status === 'paused' ? { status, by: detail } : { status }) as FileState;
}
