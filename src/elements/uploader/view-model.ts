import type { TemplateResult, nothing } from 'lit/html.js';
import type { TextParameters } from '../../locales/types.ts';
import type { UploaderTable } from '../../locales/tables.ts';
import type { UploadSession } from '../../upload/session/session.ts';
import type { Hold } from '../../upload/state/status.ts';
import type { UploadCounts, UploadFile } from '../../upload/state/types.ts';
import type { Source } from './settings.ts';

export type TextKey = keyof UploaderTable & string;

/** The texts of the uploader in the language of the page. */
export interface Texts {
  t(key: TextKey, parameters?: TextParameters): string;
  bytes(bytes: number): string;
  /** Takes up the English of a part that was fetched later. */
  learn(english: Partial<UploaderTable>): void;
  readonly lang: string;
  /** The language of the words where it is not the page's. */
  readonly foreign: 'en' | undefined;
  /** The kinds of files that may be sent. */
  readonly kinds: string;
}

/** The actions of the empty panel. The templates only ask; the element acts. */
export interface PanelActions {
  browse(): void;
  browseFolder(): void;
  takePhoto(): void;
  openLink(): void;
  closeLink(): void;
}

/** The actions of a person. */
export interface Actions extends PanelActions {
  /** Takes in an image by its address, once it is known whether the token lets it. */
  addLink(address: string): Promise<'added' | 'invalid' | 'closed'>;
  upload(): void;
  pause(): void;
  resume(): void;
  clear(): void;
  cancelAll(): void;
  retryAll(): void;
  /** Goes to the first file that failed, else to the first that lacks a text. */
  showFailed(): void;
  edit(file: UploadFile): void;
  remove(file: UploadFile): void;
  /** The menu of a row is likely to be wanted. */
  nearMenu(): void;
  /** Opens the menu of a row at its button. */
  menu(file: UploadFile, button: HTMLElement): void;
  retry(file: UploadFile): void;
  another(file: UploadFile): void;
  /** The same file is to be chosen once more. */
  again(file: UploadFile): void;
  /** Fetches what moves a file to another place of the list; nothing where there is none to go to. */
  order(): Promise<{ move(id: string, to: number): void } | null | undefined>;
  /** Opens the fields of a file, for a person to write in. */
  write(file: UploadFile): void;
  /** Takes the notice of pictures that were not added away. */
  dismiss(): void;
}

/** The state of the panel, with or without an engine. */
export interface PanelView {
  texts: Texts;
  actions: PanelActions;
  counts: UploadCounts;
  multiple: boolean;
  locked: boolean;
  readonly: boolean;
  full: boolean;
  linkOpen: boolean;
  /** Files that are being judged, when that takes long enough to be reported. */
  checking: number;
  sources: ReadonlySet<Source>;
  fields: readonly string[];
  hint: string;
}

/** The service's facts about the images, in words; see `panel/service/`. */
export interface ServiceView {
  /** The state of a stored image in words. */
  statusOf(file: UploadFile, texts: Texts): string;
  /** The lines between the bar and the list. */
  notices(view: View): Content;
}

/** The edit button of rows, from `edit/edit-file.ts`. */
export interface Editing {
  canEdit(core: UploadSession['core'], id: string): boolean;
  editButton(file: UploadFile, view: View): TemplateResult;
  editIcon(name: 'crop'): TemplateResult;
}

/** All that the templates show. */
export interface View extends PanelView {
  actions: Actions;
  hold: Hold | null;
  /** Files that wait for a person to send them; one that waits for its text goes out by itself once that is written. */
  held: number;
  /** Failed files that the same content may get through with. */
  repeatable: number;
  /** Failed files that only have to be chosen again. */
  again: number;
  /** Several files failed for one and the same reason, which has nothing to do with them: this is one of them. */
  common: UploadFile | null;
  /** The list may be emptied in one go: no form depends on it. */
  clearable: boolean;
  /** The facts of the service, once there are any and their code is there. */
  service: ServiceView | null | undefined;
  /** The part that offers to edit a picture, where the page wants it. */
  editing: Editing | null;
  /** Whether the row of a file offers it. */
  canEdit(file: UploadFile): boolean;
  /** Whether what is written about a file can still reach the service. */
  canWrite(file: UploadFile): boolean;
}

export type Content = TemplateResult | typeof nothing;

/** The templates that the panel frames. */
export interface PanelContent {
  /** Beside the button, in the bar above the list. */
  summary: Content;
  /** Between the drop zone and the list. */
  notices: Content;
  list: Content | readonly Content[];
}
