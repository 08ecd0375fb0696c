import type { ImgproError } from '../../api/index.ts';
import type { BatchError, Image } from '../../api/types.ts';
import type { RejectionCode } from '../../upload/check/rules.ts';
import type { RemovalReason } from '../../upload/state/session-types.ts';
import type { UploadFile } from '../../upload/state/types.ts';

/** Files have come onto the list; a large selection comes in several portions. */
export interface FilesAddedDetail {
  files: readonly UploadFile[];
}

/** A file was not taken; `message` says why, in the language of the page. */
export interface FileRejectedDetail {
  file: File | Blob;
  name: string;
  code: RejectionCode;
  message: string;
}

/** One file, as it is now. */
export interface FileDetail {
  file: UploadFile;
}

/** At most once a frame for each file; `progress` is that of all files, 0 to 1. */
export interface UploadProgressDetail extends FileDetail {
  progress: number;
}

/** The image is stored; it may still be processing. */
export interface FileImageDetail extends FileDetail {
  image: Image;
}

export interface UploadErrorDetail extends FileDetail {
  error: ImgproError;
}

export interface FileRemovedDetail extends FileDetail {
  reason: RemovalReason;
}

/** Nothing is queued, uploading or processing any more. */
export interface CompleteDetail {
  successful: readonly UploadFile[];
  failed: readonly UploadFile[];
}

/** Stored images were changed; the gallery dispatches the same event for its own changes. */
export interface ImageUpdateDetail {
  ids: readonly string[];
  errors: readonly BatchError[];
}

export interface ImgproUploaderEventMap {
  'imgpro-files-added': CustomEvent<FilesAddedDetail>;
  'imgpro-file-rejected': CustomEvent<FileRejectedDetail>;
  'imgpro-upload-start': CustomEvent<FileDetail>;
  'imgpro-upload-progress': CustomEvent<UploadProgressDetail>;
  'imgpro-upload-success': CustomEvent<FileImageDetail>;
  'imgpro-image-ready': CustomEvent<FileImageDetail>;
  'imgpro-upload-error': CustomEvent<UploadErrorDetail>;
  'imgpro-update': CustomEvent<ImageUpdateDetail>;
  'imgpro-file-removed': CustomEvent<FileRemovedDetail>;
  'imgpro-complete': CustomEvent<CompleteDetail>;
}

/** The details of these events. */
export type Details = {
  [Type in keyof ImgproUploaderEventMap]: ImgproUploaderEventMap[Type]['detail'];
};
