import type { ImgproError, Image } from '../../api/index.ts';
import type { UploadConnection } from './connection.ts';
import type { HeldKey } from './idempotency-key.ts';
import type { Upload } from './request-body.ts';
import type { RetryWait } from './send-file.ts';

/** One file of a queue as it is sent. */
export interface OutgoingFile extends Upload {
  id: string;
  source: string;
  key?: HeldKey;
}

/**
 * Result of an upload whose file was removed from the list while it was being sent: the stored image; `none`, the service
 * refused it; `unknown`, no answer came, it may exist; `aborted`, we ended it.
 */
export type UnseenResult = Image | 'none' | 'unknown' | 'aborted';

/** A file that a page or a plugin put into the sender by itself. */
export interface ForeignFile {
  data: Blob;
  name: string;
  fields: Record<string, string>;
}

/** The receiver of what becomes of each file. A file that is on no list is passed over. */
export interface SendResults {
  progress(id: string, sent: number, total: number): void;
  /** The image is stored; while it is processing, `processed` or `fail` follows. */
  stored(id: string, image: Image): void;
  processed(id: string, image: Image): void;
  fail(id: string, error: ImgproError): void;
}

/** How many files are sent at a time, and after how many failed attempts another follows. */
export interface SendLimits {
  concurrency: number;
  retries: number;
}

/** The events of a sender, and the connection that it asks for. */
export interface SenderHost {
  readonly connection: () => UploadConnection;
  readonly results: SendResults;
  /** The key of a file is to be kept; an attempt goes out when this is done. */
  readonly onKey: (id: string, key: HeldKey) => Promise<void> | void;
  onWait(id: string, wait: RetryWait | null): void;
  /** A place has become free. */
  onRoom(): void;
  onForeign(file: ForeignFile): void;
}

/** Sends the files that a session gives it; see `uppy/uppy-bridge.ts`. */
export interface Sender {
  /** Number of places that are taken, by unseen uploads too. */
  readonly inFlight: number;
  /** Whether a file is being sent and not stored yet. */
  has(id: string): boolean;
  /** Sends a file. Its end is `onStored` or `onFailed`, unless it is stopped. */
  send(file: OutgoingFile, limits: SendLimits): void;
  /** Ends the upload, or the wait for the processing, of a file, without an event. */
  stop(id: string): void;
  /** Lets an upload continue without events; null when the file is not being sent. */
  disown(id: string): Promise<UnseenResult> | null;
  /** Sends a file that is on no list. */
  sendUnseen(file: OutgoingFile, limits: SendLimits): Promise<UnseenResult>;
  /** Ends all unseen uploads. */
  stopUnseen(): void;
  /** The uploader is on the page again. */
  attach(): void;
  /** The uploader has left the page: all uploads end without an event. */
  detach(): void;
}
