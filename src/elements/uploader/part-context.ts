import type { UploadSession } from '../../upload/session/session.ts';
import type { SessionConnection } from '../../upload/state/session-types.ts';
import type { Announcer } from './announcer.ts';
import type { FileList } from './list/file-list.ts';
import type { UploaderProperties } from './properties.ts';
import type { Actions, Texts, View } from './view-model.ts';

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
  readonly order: Actions['order'];
  readonly options: {
    readonly texts: Texts;
    /** The value may be another one. */
    sync(): void;
    /** Aborts when the element leaves the page. */
    signal(): AbortSignal;
  };
  connected(): SessionConnection;
}
