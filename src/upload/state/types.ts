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
  /** The next try, when one failed and is repeated by itself. */
  readonly waiting: { readonly until: number; readonly code: string } | null;
}

/** The states of a file list that a person has to know of. */
export interface UploadCounts {
  total: number;
  queued: number;
  sending: number;
  processing: number;
  ready: number;
  failed: number;
  paused: number;
}
