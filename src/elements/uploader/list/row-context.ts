import type { UploadSession } from '../../../upload/session/session.ts';
import type { SessionConnection } from '../../../upload/state/session-types.ts';
import type { Announcer } from '../announcer.ts';
import type { UploaderProperties } from '../properties.ts';
import type { View } from '../view-model.ts';
import type { FileList } from './file-list.ts';

/** The engine, as the parts know it that are about rows and are fetched later. */
export interface RowContext {
  host: UploaderProperties;
  session: UploadSession;
  list: FileList;
  announcer: Announcer;
  /** The latest view. */
  view: View;
  connected(): SessionConnection;
}
