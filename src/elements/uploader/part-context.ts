import type { NewFile } from '../../upload/check/check-files.ts';
import type { AddOptions } from '../../upload/session/add-files.ts';
import type { UploadSession } from '../../upload/session/session.ts';
import type { SessionConnection } from '../../upload/state/session-types.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import type { Announcer } from './announcer.ts';
import type { FileInput } from './input/file-input.ts';
import type { FileList } from './list/file-list.ts';
import type { UploaderProperties } from './properties.ts';
import type { Texts, View } from './view-model.ts';

/** The engine, as parts know it that are fetched later and do more than show something. */
export interface PartContext {
  readonly host: UploaderProperties;
  readonly session: UploadSession;
  readonly list: FileList;
  readonly announcer: Announcer;
  /** The view as it was rendered last. */
  readonly view: View;
  /** Headers of the latest answer that stored an image. */
  readonly headers: Headers | null;
  readonly options: {
    readonly texts: Texts;
    readonly input: FileInput;
    /** The value may be another one. */
    sync(): void;
    /** Aborts when the element leaves the page. */
    signal(): AbortSignal;
  };
  connected(): SessionConnection;
  /** Puts files on the list as they are. Resolves when all are judged to those that are on it, from an earlier page too. */
  add(
    files: readonly NewFile[] | Promise<readonly NewFile[]>,
    options: AddOptions,
  ): Promise<readonly UploadFile[]>;
}
