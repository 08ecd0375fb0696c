import type { TemplateResult } from 'lit';
import type { TextParameters } from '../../locales/types.ts';
import type { UploaderTable } from '../../locales/en/uploader.ts';
import type { Hold } from '../../upload/state/status.ts';
import type { UploadCounts, UploadFile } from '../../upload/state/types.ts';
import type { RecoveryTrouble } from '../../upload/recovery/recovery.ts';
import type { Source } from './settings.ts';

export type TextKey = keyof UploaderTable & string;

/** The texts of the uploader in the language of the page. */
export interface Texts {
  t(key: TextKey, parameters?: TextParameters): string;
  bytes(bytes: number): string;
  /** Takes up the English of a part that was fetched later. */
  learn(english: Partial<UploaderTable>): void;
  readonly lang: string;
  /** The kinds of files that may be sent. */
  readonly kinds: string;
}

/** The intents of a person. The templates only ask; the element acts. */
export interface Intents {
  browse(): void;
  browseFolder(): void;
  takePhoto(): void;
  openLink(): void;
  closeLink(): void;
  addLink(address: string): boolean;
  upload(): void;
  pause(): void;
  resume(): void;
  clear(): void;
  cancelAll(): void;
  retryAll(): void;
  /** Goes to the first file that failed. */
  showFailed(): void;
  remove(file: UploadFile): void;
  retry(file: UploadFile): void;
  another(file: UploadFile): void;
  /** The same file is to be chosen once more. */
  again(file: UploadFile): void;
  /** Text is being written. */
  draft(file: UploadFile, field: string, text: string): void;
  /** It is written, and meant. */
  save(file: UploadFile): void;
  dismiss(): void;
  /** Goes on with the files of before. */
  goOn(): void;
  /** Whether the files of before are to be discarded is asked, or no longer. */
  askDiscard(ask: boolean): void;
  discard(): void;
  /** The notice about keeping files has been read. */
  read(): void;
  addAnyway(): void;
}

/** The view, for a person, of the files that are kept. */
export interface RecoveryView {
  /** Files of before that wait for the person. */
  waiting: number;
  /** The person wants to discard them, and is asked once more. */
  asking: boolean;
  /** Files that would have to be chosen again, unless that was read already. */
  missing: { count: number; name: string };
  /** Why nothing is kept, unless that was read already. */
  trouble: RecoveryTrouble | null;
  /** Asks what is to become of the files that wait; fetched with what brings them back. */
  question: ((view: View) => TemplateResult) | null;
}

/** All that the templates show. */
export interface View {
  texts: Texts;
  intents: Intents;
  /** Files that wait for the person are not counted as paused or queued. */
  counts: UploadCounts;
  recovery: RecoveryView;
  hold: Hold | null;
  multiple: boolean;
  locked: boolean;
  readonly: boolean;
  /** Files that wait for `upload()`. */
  waiting: number;
  full: boolean;
  /** Failed files that the same content may get through with. */
  repeatable: number;
  /** Failed files that only have to be chosen again. */
  again: number;
  /** Several files failed for one and the same reason, which has nothing to do with them: this is one of them. */
  common: UploadFile | null;
  /** The list may be emptied in one go: no form depends on it. */
  clearable: boolean;
  linkOpen: boolean;
  /** Files that are being judged, when that takes long enough to be told. */
  checking: number;
  sources: ReadonlySet<Source>;
  fields: readonly string[];
  /** Whether what is written about a file can still reach the service. */
  canWrite(file: UploadFile): boolean;
  hint: string;
}
