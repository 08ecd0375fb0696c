import type { ImgproError } from '../../api/index.ts';
import type { ImageRequests } from '../../api/late-client.ts';
import type { Image } from '../../api/types.ts';
import type { CommonFields } from '../send/form-fields.ts';
import type { Rejection } from '../check/check-files.ts';
import type { Sender, SenderHost } from '../send/sender.ts';
import type { Holds } from './holds.ts';
import type { Hold } from './status.ts';
import type { UploadDataStore } from './upload-data.ts';
import type { UploadConnection } from '../send/connection.ts';
import type { UploadQueue } from './queue.ts';
import type { UploadRules } from '../check/rules.ts';
import type { FileEdit } from './file-edit.ts';
import type { UploadFile } from './types.ts';
import type { FileValidator } from '../check/validators.ts';

/** The way of a session to the API: for uploads, and for requests about images that are stored. */
export interface SessionConnection extends UploadConnection {
  requests: ImageRequests;
}

/**
 * The step between a file's turn and its sending: returns what is sent instead of `content`, or `content` itself. A
 * `File` names the upload anew. Aborted on pause, offline and removal; it is run again when the file's turn comes.
 */
export type PrepareStep = (
  file: Pick<UploadFile, 'name' | 'type'>,
  content: Blob,
  signal: AbortSignal,
  /** Formats that may be sent; undefined = all. */
  accepted?: UploadRules['sent'],
) => Promise<Blob>;

/** Settings of an uploader; read whenever it matters, so that a change takes effect at once. */
export interface SessionSettings {
  rules: UploadRules;
  multiple: boolean;
  concurrency: number;
  retries: number;
  /** Files wait for `upload()`. */
  manual: boolean;
  /** A person may write about files; see `ManualStart.waits`. */
  editable?: boolean;
  /** A file is sent once required fields are filled in; see `UploadSession.isComplete`. */
  required?: boolean;
  /** Removing a stored image deletes it on the server. */
  deleteOnRemove: boolean;
  /** Fields that the page sends with a file. */
  common(file: UploadFile): CommonFields;
  /** The page's own rules, asked about files that all others let through. */
  validators?: readonly FileValidator[];
  /** Milliseconds they may take for one file; default 10 s. */
  validationTimeout?: number;
  /** Draws an edited picture anew from the chosen file. */
  redraw?(content: Blob, edit: FileEdit, name: string): Promise<Blob>;
  /** Null or missing: files are sent as they are. */
  prepare?: PrepareStep | null;
  /** Whether that writes pictures anew: then their weight is judged afterwards. */
  resizing?: boolean;
  /** Files prepared at a time; default 2. */
  preparing?: number;
}

export type RemovalReason = 'removed' | 'cancelled' | 'cleared' | 'replaced';

export type SessionEvent =
  | { type: 'added'; files: UploadFile[]; restored?: boolean }
  /** The token's rules, for which files waited, are known. */
  | { type: 'rules' }
  /** Another number of files is being judged. */
  | { type: 'checking' }
  | { type: 'rejected'; rejections: Rejection[] }
  | { type: 'start'; file: UploadFile }
  | { type: 'stored'; file: UploadFile; image: Image }
  | { type: 'ready'; file: UploadFile; image: Image }
  | { type: 'error'; files: UploadFile[]; error: ImgproError }
  | { type: 'saved'; file: UploadFile; image: Image }
  | { type: 'unsaved'; file: UploadFile }
  | { type: 'removed'; files: UploadFile[]; reason: RemovalReason }
  | { type: 'complete'; successful: UploadFile[]; failed: UploadFile[] }
  | { type: 'hold'; hold: Hold | null };

export interface SessionOptions {
  readonly connection: () => SessionConnection;
  readonly settings: () => SessionSettings;
  /** Makes the way in which files are sent. */
  readonly sender: (host: SenderHost) => Sender;
  readonly onEvent: (event: SessionEvent) => void;
  /** Awaited before each attempt to send a file, when its key and fields are known. A rejection does not hold it back. */
  readonly beforeSend?: (id: string) => Promise<void> | void;
}

/** Objects and functions that the parts of a session have in common. */
export interface SessionCore {
  readonly queue: UploadQueue;
  readonly data: UploadDataStore;
  readonly holds: Holds;
  readonly options: SessionOptions;
  /** The rules in force now. */
  rules(): UploadRules;
  readonly emit: (event: SessionEvent) => void;
}
