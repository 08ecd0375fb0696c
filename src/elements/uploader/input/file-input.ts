import type { TemplateResult } from 'lit';
import type { NewFile } from '../../../upload/check/check-files.ts';
import { acceptOf } from '../../../upload/check/rules.ts';
import type { UploadSession } from '../../../upload/session/session.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import type { FileSource } from '../../../upload/check/file-source.ts';
import { pickers } from './pickers.ts';
import type { UploaderProperties } from '../properties.ts';
import { parseSources, type Source } from '../settings.ts';
import { hasCameraApp } from './camera/camera.ts';
import type { DroppedFile } from './read-drop.ts';
import { listenToSources } from './listen.ts';
import { cover } from './drop-overlay.ts';
import type { Texts } from '../view-model.ts';

export interface EntranceOptions {
  session: UploadSession;
  texts(): Texts;
  /** A person may not add anything now. */
  isLocked(): boolean;
  /** Not even the page may. */
  isDisabled(): boolean;
  /** Files are being dragged over it, or no longer. */
  onDrag(over: boolean): void;
  /** Takes those files that were to be chosen again; by file, the ids they have on the list. */
  reclaim(files: readonly (File | Blob)[]): Promise<ReadonlyMap<File | Blob, string>>;
  /** Something comes in: what was said of the last selection is over. */
  onSelection(): void;
}

/** The ways in: choosers, drops, pastes and links, from the page and from people. */
export class Entrance {
  readonly #host: UploaderProperties;
  readonly #options: EntranceOptions;
  #listening: AbortController | null = null;
  /** As long as the element is on the page. */
  #connection: AbortSignal | null = null;
  /** The file that what is chosen next takes the place of. */
  #replacing: string | null = null;

  constructor(host: UploaderProperties, options: EntranceOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** The ways in that the page wants and the token allows. */
  get sources(): ReadonlySet<Source> {
    const sources = new Set(parseSources(this.#host.sources));
    if (this.#options.session.policy?.import === false) sources.delete('url');
    return sources;
  }

  /** Listens for drops and pastes, until the signal aborts; anew when it did already. */
  listen(signal: AbortSignal): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    this.#connection = signal;
    listenToSources(this.#host, {
      signal: AbortSignal.any([signal, this.#listening.signal]),
      open: (source) => !this.#options.isLocked() && parseSources(this.#host.sources).has(source),
      onDrag: (over, beyond) => this.#dragged(over, beyond),
      onPaste: (files) => void this.add(files, 'paste'),
      onDrop: (files, count) => void this.#take(files.then(droppedFiles), { expected: count }),
      onAddress: (address) => void this.addLink(address),
    });
  }

  #dragged(over: boolean, target: HTMLElement | null): void {
    const { renderRoot } = this.#host;
    this.#options.onDrag(over);
    renderRoot.querySelector('.base')?.toggleAttribute('data-over', over && !target);
    const veil = renderRoot.querySelector<HTMLElement>('.veil');
    if (veil) cover(veil, target);
  }

  /** The native inputs behind the buttons. */
  render(): TemplateResult {
    const { session } = this.#options;
    return pickers({
      accept: acceptOf(session.rules),
      multiple: this.#host.multiple,
      folders: this.sources.has('folder'),
      camera: this.sources.has('camera'),
      onCancel: () => (this.#replacing = null),
      onChosen: (files, source) => {
        const replaces = this.#replacing ?? undefined;
        this.#replacing = null;
        void this.add(files, source, replaces);
      },
    });
  }

  /** @param replacing The file that what is chosen now takes the place of. */
  choose(replacing: string | null = null): void {
    this.#replacing = replacing;
    this.#host.renderRoot.querySelector<HTMLInputElement>('input.files')?.click();
  }

  chooseFolder(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('input.folders')?.click();
  }

  /** The camera application of a phone; elsewhere a dialog, which is fetched when it is first wanted. */
  async takePhoto(): Promise<void> {
    const { renderRoot } = this.#host;
    if (hasCameraApp()) return renderRoot.querySelector<HTMLInputElement>('input.camera')?.click();
    const { CameraDialog } = await import('./camera/camera-dialog.ts');
    const signal = this.#connection;
    if (!signal || signal.aborted || renderRoot.querySelector('dialog.camera[open]')) return;
    new CameraDialog(renderRoot as ShadowRoot, {
      texts: this.#options.texts(),
      onPhoto: (photo) => void this.add([photo], 'camera'),
      signal,
    });
  }

  /** @param replaces The file that gives way, once another is taken. */
  add(
    files: readonly (File | Blob)[],
    source: FileSource,
    replaces?: string,
  ): Promise<readonly UploadFile[]> {
    const chosen = files.map((data) => ({ data, source, name: (data as File).name || 'image' }));
    return this.#take(Promise.resolve(chosen), { expected: files.length, replaces });
  }

  /** Asked for at once, whatever is still to be read: what is reset or cleared meanwhile is not wanted any more. */
  async #take(
    chosen: Promise<readonly NewFile[]>,
    options: { expected: number; replaces?: string },
  ): Promise<readonly UploadFile[]> {
    if (this.#options.isDisabled() || options.expected === 0) return [];
    this.#options.onSelection();
    const { session, reclaim } = this.#options;
    const reclaimed = chosen.then((files) => reclaim(files.map(({ data }) => data)));
    const { added } = await session.add(
      reclaimed.then(async (again) => (await chosen).filter(({ data }) => !again.has(data))),
      options,
    );
    const again = await reclaimed;
    const found = [...again.values()].map((id) => session.queue.get(id)).filter((file) => !!file);
    return [...found, ...added];
  }

  /** Null: not the address of anything, or nothing may be added. */
  addLink(text: string): UploadFile | null {
    const address = text.trim();
    if (this.#options.isLocked() || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
    this.#options.onSelection();
    return this.#options.session.addUrl(address);
  }
}

function droppedFiles(found: readonly DroppedFile[]): NewFile[] {
  const source = found.some(({ inFolder }) => inFolder) ? 'folder' : 'drop';
  return found.map(({ file, unreadable }) => ({ data: file, source, name: file.name, unreadable }));
}
