import type { TemplateResult } from 'lit/html.js';
import { acceptOf, type UploadRules } from '../../../upload/check/rules.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import type { FileSource } from '../../../upload/check/file-source.ts';
import { pickers } from './pickers.ts';
import type { UploaderProperties } from '../properties.ts';
import { parseSources, type Source } from '../settings.ts';
import type { Chosen } from './chosen.ts';
import { listenToSources } from './listen.ts';
import type { LinkData } from './take-drop.ts';
import type { Texts } from '../view-model.ts';

export interface FileInputOptions {
  texts(): Texts;
  /** The rules that the chooser is to follow. */
  accepts(): UploadRules;
  /** The sources that the page wants and the token allows. */
  sources(): ReadonlySet<Source>;
  /** A person may not add anything now. */
  isLocked(): boolean;
  /** Not even the page may. */
  isDisabled(): boolean;
  /** Files are being dragged over it, or no longer; over which drop target elsewhere on the page. */
  onDrag(over: boolean, target: HTMLElement | null): void;
  /** A photo is to be taken, where no file input opens a camera. */
  openCamera(): void;
  take(chosen: Chosen): Promise<readonly UploadFile[]>;
  /** Takes in an image by its address. */
  addUrl(address: string): UploadFile | null;
  /** Takes in the images that a dropped or pasted link leads to. */
  takeLink(link: LinkData, isPasted?: boolean): void;
}

/** Choosers, drops, pastes and links, from the page and from people. */
export class FileInput {
  readonly #host: UploaderProperties;
  readonly #options: FileInputOptions;
  #listening: AbortController | null = null;
  /** The file that the next one chosen takes the place of. */
  #replacing: string | null = null;

  constructor(host: UploaderProperties, options: FileInputOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Listens for drops and pastes, until the signal aborts; anew when it did already. */
  listen(signal: AbortSignal): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    listenToSources(this.#host, {
      signal: AbortSignal.any([signal, this.#listening.signal]),
      open: (source) => !this.#options.isLocked() && parseSources(this.#host.sources).has(source),
      onDrag: (over, beyond) => {
        this.#host.renderRoot.querySelector('.base')?.toggleAttribute('data-over', over && !beyond);
        this.#options.onDrag(over, beyond);
      },
      onPaste: (files) => void this.add(files, 'paste'),
      onDrop: (items) => void this.#take({ source: 'drop', items }),
      onLink: this.#options.takeLink,
    });
  }

  /** The native inputs behind the buttons. */
  render(): TemplateResult {
    const sources = this.#options.sources();
    return pickers({
      accept: acceptOf(this.#options.accepts()),
      multiple: this.#host.multiple,
      folders: sources.has('folder'),
      camera: sources.has('camera'),
      onCancel: () => (this.#replacing = null),
      onChosen: (files, source) => {
        const replaces = this.#replacing ?? undefined;
        this.#replacing = null;
        void this.add(files, source, replaces);
      },
    });
  }

  /** @param replacing The file that the one chosen now takes the place of. */
  choose(replacing: string | null = null): void {
    this.#replacing = replacing;
    this.#click('files');
  }

  chooseFolder(): void {
    this.#click('folders');
  }

  #click(name: 'files' | 'folders' | 'camera'): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>(`input.${name}`)?.click();
  }

  /** Opens the camera application of a phone or tablet; elsewhere a dialog. */
  takePhoto(): void {
    if (matchMedia('(pointer: coarse) and (hover: none)').matches) this.#click('camera');
    else this.#options.openCamera();
  }

  /** @param replaces The file that gives way, once another is taken. */
  add(
    files: readonly (File | Blob)[],
    source: Exclude<FileSource, 'drop'>,
    replaces?: string,
  ): Promise<readonly UploadFile[]> {
    return this.#take({ source, items: files, replaces });
  }

  /** At once, whatever is still to be read: files that are reset or cleared meanwhile are not wanted any more. */
  async #take(chosen: Chosen): Promise<readonly UploadFile[]> {
    const { isDisabled, take } = this.#options;
    return isDisabled() || chosen.items.length === 0 ? [] : take(chosen);
  }

  /** Null: not the address of anything, or nothing may be added. */
  addLink(text: string): UploadFile | null {
    const address = text.trim();
    if (this.#options.isLocked() || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
    return this.#options.addUrl(address);
  }
}
