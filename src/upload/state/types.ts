import type { FileSource } from '../check/file-source.ts';
import type { Image } from '../../api/types.ts';
import type { ImgproError } from '../../api/index.ts';
import type { FileStatus } from './status.ts';

/** One file of the uploader as the page sees it. Never changed in place: each step is a new object. */
export interface UploadFile {
  readonly id: string;
  readonly name: string;
  /** Bytes; null while unknown, as for an import by URL. */
  readonly size: number | null;
  /** MIME type by content; empty while unknown. */
  readonly type: string;
  readonly source: FileSource;
  readonly status: FileStatus;
  /** 0 to 1. */
  readonly progress: number;
  readonly bytesUploaded: number;
  /** Set as soon as it is stored, processing or ready. */
  readonly image: Image | null;
  readonly error: ImgproError | null;
  /** Fields that a person wrote: caption, alt_text, … */
  readonly fields: Readonly<Record<string, string>>;
  /** The fields whose text could not be saved after the image was stored; it is kept, and can be saved again. */
  readonly unsaved: readonly string[];
  /** The next attempt, when one failed and is repeated by itself. */
  readonly waiting: { readonly until: number; readonly code: string } | null;
}

/** Numbers of files by their states, each file counted once, but for `lacking`. */
export interface UploadCounts {
  total: number;
  /** To be sent when their turn comes. */
  queued: number;
  /** To be sent when a person or the page says so, or has written what is required. */
  waiting: number;
  /** Of those, the ones held back until a required field is filled in. */
  lacking: number;
  /** Sent or stored files without the text of a required field: a person has taken it away. */
  bare?: number;
  /** Being prepared or sent. */
  sending: number;
  processing: number;
  ready: number;
  failed: number;
  /** Held back while they were being prepared or sent. */
  paused: number;
  /** From an earlier page, waiting for the person. */
  recovered: number;
}
