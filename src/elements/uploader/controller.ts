import { uploader as english, type UploaderTable } from '../../locales/en/uploader.ts';
import type { Rejection } from '../../upload/check/check-files.ts';
import { leaveQuestion } from '../../upload/leave-guard.ts';
import type { SessionOptions } from '../../upload/state/session-types.ts';
import { UploadSession } from '../../upload/session/session.ts';
import type { UploadFile } from '../../upload/state/types.ts';
import { Localisation } from '../shared/localisation.ts';
import { Announcer } from './announcer.ts';
import { Backlog } from './event-backlog.ts';
import { gatherChanges } from './list/changed-rows.ts';
import { Checking } from './panel/checking.ts';
import { Entrance } from './input/file-input.ts';
import { FileList } from './list/file-list.ts';
import { wayIn } from './focus.ts';
import { kindsText } from './texts/rules-text.ts';
import { intentsOf } from './actions.ts';
import type { UploaderProperties } from './properties.ts';
import { Recovering } from './recovery/recovery-controller.ts';
import { relay } from './page-events.ts';
import { settingsOf } from './settings.ts';
import { isUnsent } from './texts/file-text.ts';
import { UploaderValue } from './form/form-control.ts';
import type { Texts, View } from './view-model.ts';
import { UppyBridge } from '../../uppy/uppy-bridge.ts';
import { viewOf } from './view-of.ts';

/** The options the workings need of the element beside its attributes. */
export interface WorkingsOptions {
  internals: ElementInternals;
  connection: SessionOptions['connection'];
  /** By its attribute or a fieldset. */
  isDisabled(): boolean;
  emit(type: string, detail: unknown): void;
  onDrag(over: boolean): void;
  browse(): void;
  clear(): void;
}

/** The workings of an uploader, wired up: the engine, the list, the ways in, the value, and what is said of them. */
export class Workings {
  readonly #host: UploaderProperties;
  readonly #options: WorkingsOptions;
  readonly #text: Localisation<UploaderTable>;
  readonly #askToStay = leaveQuestion(() => this.#isUnsaved);
  /** Events for the page, in their order. */
  readonly #backlog = new Backlog();
  readonly #changes: ReturnType<typeof gatherChanges>;
  readonly #checking: Checking;
  /** The way in, until another rendering: finding it has the browser lay out the page. */
  #anchor: HTMLElement | null = null;
  #linkOpen = false;
  /** Pictures that were not added, until dismissed. */
  #rejections: readonly Rejection[] = [];
  #spoken = '';

  readonly texts: Texts;
  readonly announcer = new Announcer((text) => {
    this.#spoken = text;
    this.#render();
  });
  readonly session: UploadSession;
  bridge!: UppyBridge;
  readonly list: FileList;
  readonly value: UploaderValue;
  readonly recovering: Recovering;
  readonly entrance: Entrance;
  readonly #intents: View['intents'];

  constructor(host: UploaderProperties, options: WorkingsOptions) {
    this.#host = host;
    this.#options = options;
    const text = (this.#text = new Localisation<UploaderTable>(host, 'uploader', english));
    const texts = (this.texts = {
      t: text.t.bind(text),
      bytes: text.bytes.bind(text),
      learn: text.learn.bind(text),
      lang: '',
      get kinds(): string {
        return kindsText({ formats: session.rules.sent }, this);
      },
    });
    const session = (this.session = this.#engine());
    this.#checking = new Checking(() => session.checking, this.#render);
    this.#changes = gatherChanges(session.queue, {
      onStructure: this.#render,
      onProgress: (ids) => this.#progressed(ids),
    });
    this.list = new FileList(host, session, () => this.#changes.render(session.checking > 0));
    this.value = new UploaderValue(host, {
      ...{ internals: options.internals, session, texts },
      anchor: () => (this.#anchor ??= this.wayIn),
    });
    this.recovering = new Recovering(host, { session, texts, onSupplied: (id) => this.list.supplied(id) });
    this.entrance = new Entrance(host, {
      session,
      texts: () => texts,
      isLocked: () => this.locked,
      isDisabled: () => options.isDisabled(),
      onDrag: (over) => options.onDrag(over),
      onSelection: () => this.refuse([]),
      reclaim: (files) => this.recovering.reclaim(files),
    });
    this.#intents = intentsOf({
      ...{ session, entrance: this.entrance, list: this.list, recovering: this.recovering },
      focusOn: (...actions) => void this.#focusOn(actions),
      isMultiple: () => host.multiple,
      browse: () => options.browse(),
      clear: () => options.clear(),
      toggleLink: (open) => this.#toggleLink(open),
      rejections: () => this.#rejections,
      dismiss: () => {
        this.refuse([]);
        host.focus();
      },
    });
  }

  #engine(): UploadSession {
    const { connection, emit } = this.#options;
    const backlog = this.#backlog;
    return new UploadSession({
      connection,
      sender: (session) => (this.bridge = new UppyBridge(session)),
      settings: () => settingsOf(this.#host),
      beforeSend: ({ file }) => this.recovering.secure(file.id),
      onEvent: (event) =>
        relay(event, {
          texts: () => this.texts,
          announce: (kind, say, count) => this.announcer.announce(kind, say, count),
          unsay: (kind) => this.announcer.unsay(kind),
          emit: (type, detail) => backlog.add(1, () => emit(type, detail)),
          emitEach: (type, items, detail) =>
            backlog.add(items.length, (at) => emit(type, detail(items[at]!))),
          valueChanged: () => this.sync(),
          refused: (rejections) => this.refuse(rejections),
          left: (files) => this.list.forget(files),
          restored: (files) => this.#announceRestored(files),
          held: this.#render,
          checked: () => {
            if (this.#checking.update()) this.sync();
          },
        }),
    });
  }

  readonly #render = (): void => this.#host.requestUpdate();

  /** A person cannot change anything. */
  get locked(): boolean {
    return this.#options.isDisabled() || this.#host.readonly;
  }
  /** Where a person can go on: also the place for the browser's message on the value. */
  get wayIn(): HTMLElement | null {
    const { shadowRoot } = this.#host;
    return shadowRoot && wayIn(shadowRoot);
  }

  /** All that is shown now. */
  get view(): View {
    return viewOf(this.#host, this.session, {
      texts: Object.assign(this.texts, { lang: this.#text.lang }),
      intents: this.#intents,
      locked: this.locked,
      waiting: this.session.waiting,
      linkOpen: this.#linkOpen,
      checking: this.#checking.count,
      sources: this.entrance.sources,
      recovery: this.recovering.view,
    });
  }
  /** Notices beside the files: what was not added, and what screen readers are told. */
  get notices(): { rejections: readonly Rejection[]; spoken: string } {
    return { rejections: this.#rejections, spoken: this.#spoken };
  }

  /** Shows which files were not added, or none any more. */
  refuse(rejections: readonly Rejection[]): void {
    this.#rejections = rejections;
    this.#render();
  }

  /** The rendering shown is another one. */
  rendered(): void {
    this.#anchor = null;
    this.sync();
  }

  /** Brings up to date the form's value, and whether leaving the page would cost anything. */
  sync(): void {
    this.value.sync();
    const { isConnected, unguarded } = this.#host;
    this.#askToStay(this.#isUnsaved && isConnected && !unguarded);
  }

  get #isUnsaved(): boolean {
    const { queue, checking } = this.session;
    return checking > 0 || (isUnsent(queue.counts) && !this.recovering.keepsAll);
  }

  /** Listens for the network and for drops and pastes; what the token allows is asked for when a person comes near. */
  start(signal: AbortSignal): void {
    const { session } = this;
    session.setOnline(navigator.onLine); // first, or files of before would be sent into the void
    session.attach();
    window.addEventListener('online', () => session.setOnline(true), { signal });
    window.addEventListener('offline', () => session.setOnline(false), { signal });
    for (const intent of ['pointerenter', 'focusin', 'dragenter'])
      this.#host.addEventListener(intent, () => void session.loadPolicy().then(this.#render), {
        ...{ signal, once: true },
      });
    this.entrance.listen(signal);
  }

  stop(): void {
    this.#askToStay(false);
    this.session.detach();
    this.recovering.stop();
    this.announcer.stop();
    this.list.clear();
  }

  #progressed(ids: Iterable<string>): void {
    const { queue } = this.session;
    for (const id of ids) {
      const file = queue.get(id);
      this.list.paint(id);
      if (file?.status !== 'uploading') continue;
      const detail = { file, progress: queue.progress };
      this.#backlog.add(1, () => this.#options.emit('imgpro-upload-progress', detail));
    }
    this.list.paintTotal();
  }

  /** Said once for all that came back, in the words of the notice. */
  #announceRestored(files: readonly UploadFile[]): void {
    const count = files.filter(({ status }) => status === 'paused' || status === 'queued').length;
    const key = this.#host.recover === 'auto' ? 'announceRecovered' : 'recoverWaiting';
    if (count > 0) this.announcer.announce('recovered', (all) => this.texts.t(key, { count: all }), count);
  }

  async #focusOn(actions: readonly string[]): Promise<void> {
    const host = this.#host;
    await host.updateComplete;
    for (const action of actions) {
      const control = host.renderRoot.querySelector<HTMLElement>(`[data-action="${action}"]`);
      if (control) return control.focus();
    }
    host.focus();
  }

  async #toggleLink(open: boolean): Promise<void> {
    const host = this.#host;
    this.#linkOpen = open;
    this.#render();
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(open ? '.link input' : '[data-action="link"]')?.focus();
  }
}
