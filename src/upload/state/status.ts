/** The status of a file in the uploader, as the page sees it. */
export type FileStatus = 'queued' | 'preparing' | 'uploading' | 'processing' | 'ready' | 'failed' | 'paused';

/** Reason why nothing is sent. `detached`: the uploader is not on the page. */
export type Hold = 'paused' | 'offline' | 'detached';

/**
 * Thing that a queued file waits for. `turn`: to be sent after those before it. `place`: it is prepared, and next.
 * `rules`: the token's rules, on which it depends whether it has to wait. `upload-call`: a call of `upload()`, by a person's button or the page.
 * `fields`: its turn has come, and a person has not yet filled in a field that is required.
 */
export type QueuedFor = 'turn' | 'place' | 'rules' | 'upload-call' | 'fields';

/** Reason of a paused file. `reload`: it is from an earlier page, and waits for the person. */
export type PausedBy = Hold | 'reload';

/** State of a file: its status and sub-state. */
export type FileState =
  | { readonly status: 'queued'; readonly for: QueuedFor }
  | { readonly status: 'paused'; readonly by: PausedBy }
  | { readonly status: Exclude<FileStatus, 'queued' | 'paused'> };

/** State in one word, `queued/turn` for example: what files are counted and found by. */
export type StateKey =
  `queued/${QueuedFor}` | `paused/${PausedBy}` | Exclude<FileStatus, 'queued' | 'paused'>;

export const STATE_KEYS: readonly StateKey[] = [
  'queued/turn',
  'queued/place',
  'queued/rules',
  'queued/upload-call',
  'queued/fields',
  'preparing',
  'uploading',
  'processing',
  'ready',
  'failed',
  'paused/paused',
  'paused/offline',
  'paused/detached',
  'paused/reload',
];

export function keyOf(state: FileState): StateKey {
  if (state.status === 'queued') return `queued/${state.for}`;
  return state.status === 'paused' ? `paused/${state.by}` : state.status;
}

/** An event in the life of a file. */
export type FileEvent =
  /** It has to wait for the rules, for the call of `upload()`, or for what a person has to write. */
  | { readonly type: 'wait'; readonly for: 'rules' | 'upload-call' | 'fields' }
  /** It may be sent when its turn comes. */
  | { readonly type: 'release' }
  | { readonly type: 'prepare' }
  | { readonly type: 'prepared' }
  | { readonly type: 'send' }
  /** The service has stored it; `ready`: and processed it. */
  | { readonly type: 'stored'; readonly status: 'processing' | 'ready' }
  /** The service has processed it. */
  | { readonly type: 'processed' }
  | { readonly type: 'fail' }
  /** Nothing may be sent: for another reason, or for one more. */
  | { readonly type: 'hold'; readonly by: Hold }
  /** Nothing holds files back any more. */
  | { readonly type: 'resume' }
  /** It is from an earlier page, and is to wait for the person. */
  | { readonly type: 'set-aside' }
  /** The person wants it to continue, although it is from an earlier page. */
  | { readonly type: 'continue'; readonly hold: Hold | null }
  /** It is to be sent once more. */
  | { readonly type: 'retry' }
  /** It is stored, and the service is to be asked once more whether it is processed. */
  | { readonly type: 'ask-again' };

const TURN: FileState = { status: 'queued', for: 'turn' };

/** The state of a file after an event; null where the event cannot happen to a file in that state. */
export function next(state: FileState, event: FileEvent): FileState | null {
  const { status } = state;
  switch (event.type) {
    case 'wait':
      return state.status === 'queued' && state.for !== 'place' ? { status: 'queued', for: event.for } : null;
    case 'release':
      return status === 'queued' ? TURN : null;
    case 'prepare':
      return isOf(state, TURN) ? { status: 'preparing' } : null;
    case 'prepared':
      return status === 'preparing' ? { status: 'queued', for: 'place' } : null;
    case 'send':
      return isOf(state, TURN) || isOf(state, { status: 'queued', for: 'place' })
        ? { status: 'uploading' }
        : null;
    case 'stored':
      return status === 'uploading' ? { status: event.status } : null;
    case 'processed':
      return status === 'processing' ? { status: 'ready' } : null;
    case 'fail':
      return status === 'failed' ? null : { status: 'failed' };
    case 'hold':
      if (state.status === 'paused')
        return state.by === 'reload' ? state : { status: 'paused', by: event.by };
      return status === 'preparing' || status === 'uploading' ? { status: 'paused', by: event.by } : null;
    case 'resume':
      if (state.status !== 'paused') return null;
      return state.by === 'reload' ? state : TURN;
    case 'set-aside':
      return status === 'queued' ? { status: 'paused', by: 'reload' } : null;
    case 'continue':
      if (!isOf(state, { status: 'paused', by: 'reload' })) return null;
      return event.hold ? { status: 'paused', by: event.hold } : TURN;
    case 'retry':
      return status === 'failed' ? TURN : null;
    case 'ask-again':
      return status === 'failed' ? { status: 'processing' } : null;
  }
}

const isOf = (a: FileState, b: FileState): boolean => keyOf(a) === keyOf(b);

/** Error for an event that cannot happen to a file: a fault of ours, never of the page or the server. */
export class IllegalTransitionError extends Error {
  override readonly name = 'IllegalTransitionError';
  constructor(state: FileState, event: FileEvent) {
    super(`The event "${event.type}" cannot happen to a file that is ${keyOf(state)}.`);
  }
}
