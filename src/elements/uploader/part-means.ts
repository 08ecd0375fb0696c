import type { UploadSession } from '../../upload/session/session.ts';
import type { Announcer } from './announcer.ts';
import type { FileList } from './list/file-list.ts';
import type { Texts, View } from './view-model.ts';

/** What the engine gives the parts that do more than show something. */
export interface PartMeans {
  readonly texts: Texts;
  readonly session: Pick<UploadSession, 'queue' | 'isAnonymous'>;
  readonly list: Pick<FileList, 'pinned' | 'reveal'>;
  readonly announcer: Pick<Announcer, 'announce'>;
  /** The view as it was rendered last. */
  view(): View;
  /** Of the latest answer that stored an image. */
  headers(): Headers | null;
  /** The value may be another one. */
  sync(): void;
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
}
