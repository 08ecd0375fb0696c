import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit/html.js';
import { uploading as english } from '../../locales/en/uploading.ts';
import type { Rejection } from '../../upload/check/check-files.ts';
import { isOffline, watchConnection } from '../../upload/connectivity.ts';
import { UploadSession } from '../../upload/session/session.ts';
import type { UploadCounts, UploadFile } from '../../upload/state/types.ts';
import type { Body, Meta, Uppy } from '@uppy/core';
import { UppyBridge } from '../../uppy/uppy-bridge.ts';
import { lateClient, prefetchClient } from '../../api/late-client.ts';
import { connectBy, type Connection } from '../shared/connect-by.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { actionsOf } from './actions.ts';
import { Announcer } from './announcer.ts';
import { EventBacklog } from './event-backlog.ts';
import type { FormState } from './form/report-value.ts';
import type { Chosen } from './input/chosen.ts';
import type { FileInput } from './input/file-input.ts';
import { readChosen } from './input/read-chosen.ts';
import { gatherChanges } from './list/changed-rows.ts';
import { fieldStyles } from './list/fields.styles.ts';
import { FileList } from './list/file-list.ts';
import { rowStyles } from './list/file-row.styles.ts';
import { focusPlace, restoreFocus, type FocusPlace } from './list/row-focus.ts';
import { tileStyles } from './list/tiles.styles.ts';
import { reportEvent } from './page-events.ts';
import { linkForm } from './panel/link-form.ts';
import { linkFormStyles } from './panel/link-form.styles.ts';
import { rejectionsTemplate } from './panel/rejections.ts';
import { summaryStyles } from './panel/summary.styles.ts';
import { summaryTemplate } from './panel/summary.ts';
import type { UploaderProperties } from './properties.ts';
import { recoveryTemplate } from './recovery/recovered.ts';
import { RecoveryController } from './recovery/recovery-controller.ts';
import { settingsOf } from './session-settings.ts';
import { isToBeChosenAgain, isUnsent, statesOf } from './texts/file-text.ts';
import type { Actions, PanelActions, PanelContent, PanelView, Texts, View } from './view-model.ts';
import { viewOf } from './view-of.ts';

/** The options the engine needs of the element beside its attributes. */
export interface EngineOptions {
  texts: Texts;
  input: FileInput;
  /** By its attribute or a fieldset. */
  isDisabled(): boolean;
  emit(type: string, detail: unknown): void;
  /** Has screen readers say something. */
  speak(text: string): void;
  /** The value, or what leaving the page would cost, may be another one. */
  sync(): void;
  /** Another number of files is being judged. */
  checked(): void;
  clear(): void;
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
}

const connect = connectBy(lateClient);

/** All that an uploader needs once there are files: the session, their list, and the reports on them. Fetched on intent. */
export class UploadEngine {
  readonly styles = [summaryStyles, linkFormStyles, rowStyles, fieldStyles, tileStyles];
  readonly session: UploadSession;
  readonly recovery: RecoveryController;
  readonly #host: UploaderProperties;
  readonly #options: EngineOptions;
  readonly #list: FileList;
  readonly #announcer: Announcer;
  readonly #actions: Omit<Actions, keyof PanelActions>;
  /** Events for the page, in their order. */
  readonly #backlog = new EventBacklog();
  readonly #changes: ReturnType<typeof gatherChanges>;
  #bridge!: UppyBridge;
  #connection: Connection | null = null;
  #linkOpen = false;
  /** Pictures that were not added, until dismissed. */
  #rejections: readonly Rejection[] = [];
  #view!: View;
  #focused: FocusPlace | null = null;

  constructor(host: UploaderProperties, options: EngineOptions) {
    this.#host = host;
    this.#options = options;
    const { texts, input } = options;
    texts.learn(english);
    this.#announcer = new Announcer(options.speak);
    const session = (this.session = this.#newSession());
    this.#changes = gatherChanges(session.queue, {
      onStructure: this.#render,
      onProgress: (ids) => this.#progressed(ids),
    });
    const list = (this.#list = new FileList(host, session, () => this.#changes.render(session.checking > 0)));
    const recovery = (this.recovery = new RecoveryController(host, {
      ...{ session, texts },
      onSupplied: (id) => list.supplied(id),
    }));
    this.#actions = actionsOf({
      ...{ session, input, list, recovery },
      focusOn: (...actions) => void this.#focusOn(actions),
      isMultiple: () => host.multiple,
      clear: () => options.clear(),
      toggleLink: (open) => this.toggleLink(open),
      rejections: () => this.#rejections,
      dismiss: () => {
        this.#refuse([]);
        host.focus();
      },
    });
  }

  #newSession(): UploadSession {
    const { texts, emit, sync, checked } = this.#options;
    const backlog = this.#backlog;
    return new UploadSession({
      connection: () => (this.#connection ??= connect(this.#host)),
      sender: (session) => (this.#bridge = new UppyBridge(session)),
      settings: () => settingsOf(this.#host),
      beforeSend: ({ file }) => this.recovery.secure(file.id),
      onEvent: (event) => {
        // Its changes and deletion may be wanted when the page is left, too late to fetch code.
        if (event.type === 'stored') prefetchClient();
        reportEvent(event, {
          texts: () => texts,
          announce: (kind, say, count) => this.#announcer.announce(kind, say, count),
          unsay: (kind) => this.#announcer.unsay(kind),
          emit: (type, detail) => backlog.add(1, () => emit(type, detail)),
          emitEach: (type, items, detail) =>
            backlog.add(items.length, (at) => emit(type, detail(items[at]!))),
          valueChanged: sync,
          refused: (rejections) => this.#refuse(rejections),
          left: (files) => this.#list.forget(files),
          restored: (files) => this.#announceRestored(files),
          held: this.#render,
          checked,
        });
      },
    });
  }

  readonly #render = (): void => this.#host.requestUpdate();

  // Life

  /** The element is on the page: listens for the network, and continues. */
  start(signal: AbortSignal): void {
    const { session } = this;
    if (this.#host.hasUpdated) this.recovery.start(signal);
    const stop = watchConnection((isOnline) => session.setOnline(isOnline));
    signal.addEventListener('abort', stop);
    session.setOnline(!isOffline()); // first, or files of an earlier page would be sent into the void
    session.attach();
  }

  /** The element has left the page. */
  stop(): void {
    this.session.detach();
    this.recovery.stop();
    this.#announcer.stop();
    this.#list.clear();
  }

  /** A person comes near: asks for the rules of the token. */
  comeNear(): void {
    void this.session.loadPolicy().then(this.#render);
  }

  settingsChanged(): void {
    this.#connection = null;
  }

  willUpdate(changed: PropertyValues<UploaderProperties>): void {
    const host = this.#host;
    this.#focused = host.shadowRoot && focusPlace(host.shadowRoot);
    if (changed.has('recover') && host.isConnected) {
      if (host.recover) this.recovery.start(this.#options.signal());
      else this.recovery.stop();
    }
    if (changed.has('manual') || changed.has('fields')) this.session.waitsChanged();
  }

  updated(): void {
    restoreFocus(this.#host.shadowRoot!, this.#focused);
  }

  /** The Uppy that files in flight pass through. */
  get uppy(): Uppy<Meta, Body> {
    return this.#bridge.uppy;
  }

  /** Has files pass through an Uppy of the page's own; refused, with a warning, while a file is in flight. */
  use(uppy: Uppy<Meta, Body> | null): void {
    if (!this.#bridge.use(uppy))
      warnOnce(
        'uploader:uppy-busy',
        'uploader.uppy cannot be set while a file is in flight; it stays as it was.',
      );
  }

  // Files in and out

  /** Takes files in, also those that an earlier page had. Resolves when all are judged. */
  async take(chosen: Chosen): Promise<readonly UploadFile[]> {
    this.#refuse([]);
    const { session, recovery } = this;
    const { items, replaces } = chosen;
    const read = readChosen(chosen);
    const reclaimed = read.then((files) => recovery.reclaim(files.map(({ data }) => data)));
    const { added } = await session.add(
      reclaimed.then(async (again) => (await read).filter(({ data }) => !again.has(data))),
      { expected: items.length, replaces },
    );
    const again = await reclaimed;
    const found = [...again.values()].map((id) => session.queue.get(id)).filter((file) => !!file);
    return [...found, ...added];
  }

  /** Takes in an image by its address. */
  addUrl(address: string): UploadFile | null {
    this.#refuse([]);
    return this.session.addUrl(address);
  }

  upload(): void {
    this.session.upload();
    void this.recovery.goOn(true);
  }
  resume(): void {
    this.session.resume();
    void this.recovery.goOn(true);
  }
  /** Files that are still being judged do not come onto the list any more. */
  abandon(): void {
    this.#refuse([]);
    this.session.abandonIntake();
  }

  // The list, as the form sees it

  get size(): number {
    return this.session.queue.size;
  }
  get images(): FormState['images'] {
    return this.session.images;
  }
  get counts(): UploadCounts {
    return this.session.queue.counts;
  }
  again(): number {
    return this.session.queue.in('failed').filter(isToBeChosenAgain).length;
  }
  adopt(ids: readonly string[]): void {
    this.session.adopt(ids);
  }
  clear(): void {
    this.#refuse([]);
    this.session.clear();
  }
  /** Something is not stored yet that would not come back on another page. */
  get isUnsaved(): boolean {
    return isUnsent(this.counts) && !this.recovery.keepsAll;
  }

  // What is shown

  /** Completes what the panel shows. */
  viewOf(panel: PanelView): View {
    return (this.#view = viewOf(this.#host, this.session, panel, {
      actions: { ...panel.actions, ...this.#actions },
      linkOpen: this.#linkOpen,
      recovery: this.recovery.view,
    }));
  }

  /** The templates for the latest view. */
  render(): PanelContent {
    const view = this.#view;
    const isEmpty = view.counts.total === 0;
    return {
      summary: isEmpty ? nothing : summaryTemplate(view),
      notices: html`${view.linkOpen ? linkForm(view) : nothing}${recoveryTemplate(view)}${rejectionsTemplate(this.#rejections, view)}`,
      list: isEmpty ? nothing : this.#list.render(view),
    };
  }

  /** The custom states of the element. */
  get states(): Record<string, boolean> {
    return statesOf(this.#view, this.session.checking);
  }

  #refuse(rejections: readonly Rejection[]): void {
    this.#rejections = rejections;
    this.#render();
  }

  #progressed(ids: Iterable<string>): void {
    const { queue } = this.session;
    for (const id of ids) {
      const file = queue.get(id);
      this.#list.paint(id);
      if (file?.status !== 'uploading') continue;
      const detail = { file, progress: queue.progress };
      this.#backlog.add(1, () => this.#options.emit('imgpro-upload-progress', detail));
    }
    this.#list.paintTotal();
  }

  /** Said once for all that came back, in the words of the notice. */
  #announceRestored(files: readonly UploadFile[]): void {
    const count = files.filter(({ status }) => status === 'paused' || status === 'queued').length;
    const key = this.#host.recover === 'auto' ? 'announceRecovered' : 'recoverWaiting';
    const { t } = this.#options.texts;
    if (count > 0) this.#announcer.announce('recovered', (all) => t(key, { count: all }), count);
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

  /** Opens or closes the field for the address of an image. */
  async toggleLink(open: boolean): Promise<void> {
    const host = this.#host;
    this.#linkOpen = open;
    this.#render();
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(open ? '.link input' : '[data-action="link"]')?.focus();
  }
}
