import type { ImgproClient, ImgproError } from '../api/index.ts';
import type { Image } from '../api/types.ts';
import type { CommonFields } from './fields.ts';
import type { Rejection } from './intake.ts';
import type { Jobs } from './jobs.ts';
import type { UploadConnection } from './plugin.ts';
import type { UploadQueue } from './queue.ts';
import type { UploadRules } from './rules.ts';
import type { UploadFile } from './types.ts';

/** How a session reaches the API: for sending, and for asking. */
export interface SessionConnection extends UploadConnection {
  client: ImgproClient;
  anonymous: boolean;
}

/** What an uploader is set to; read whenever it matters, so that a change takes effect at once. */
export interface SessionSettings {
  rules: UploadRules;
  multiple: boolean;
  concurrency: number;
  retries: number;
  /** Files wait for `upload()`. */
  manual: boolean;
  /** Removing a stored image deletes it on the server. */
  deleteOnRemove: boolean;
  /** What the page sends with a file. */
  common(file: UploadFile): CommonFields;
}

export type RemovalReason = 'removed' | 'cancelled' | 'cleared' | 'replaced';

/** Why nothing is sent. `detached`: the uploader is not on the page. */
export type Hold = 'paused' | 'offline' | 'detached';

export type SessionEvent =
  | { type: 'added'; files: UploadFile[] }
  | { type: 'rejected'; rejections: Rejection[] }
  | { type: 'start'; file: UploadFile }
  | { type: 'stored'; file: UploadFile; image: Image }
  | { type: 'ready'; file: UploadFile; image: Image }
  | { type: 'error'; file: UploadFile; error: ImgproError }
  | { type: 'saved'; file: UploadFile; image: Image }
  | { type: 'unsaved'; file: UploadFile }
  | { type: 'removed'; file: UploadFile; reason: RemovalReason }
  | { type: 'complete'; successful: UploadFile[]; failed: UploadFile[] }
  | { type: 'hold'; hold: Hold | null };

export interface SessionOptions {
  connection(): SessionConnection;
  settings(): SessionSettings;
  onEvent(event: SessionEvent): void;
}

/** What the parts of a session share. */
export interface SessionCore {
  readonly queue: UploadQueue;
  readonly jobs: Jobs;
  readonly options: SessionOptions;
  /** The rules in force now. */
  rules(): UploadRules;
  emit(event: SessionEvent): void;
}
