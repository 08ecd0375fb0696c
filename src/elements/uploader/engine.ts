import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit/html.js';
import { uploading as english } from '../../locales/en/uploading.ts';
import type { NewFile, Rejection } from '../../upload/check/check-files.ts';
import { isOffline, watchConnection } from '../../upload/connectivity.ts';
import { UploadSession } from '../../upload/session/session.ts';
import type { SessionConnection } from '../../upload/state/session-types.ts';
import type { UploadCounts, UploadFile } from '../../upload/state/types.ts';
import type { Body, Meta, Uppy } from '@uppy/core';
import { UppyBridge } from '../../uppy/uppy-bridge.ts';
import { lateClient, prefetchClient } from '../../api/late-client.ts';
import { connectBy } from '../shared/service/connect-by.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { actionsOf } from './actions.ts';
import { Announcer } from './announcer.ts';
import { EventBacklog } from './event-backlog.ts';
import { putOff } from './form/put-off.ts';
import type { FormState } from './form/report-value.ts';
import type { Chosen } from './input/chosen.ts';
import type { FileInput } from './input/file-input.ts';
import type { Intake } from './input/intake.ts';
import { asTheyAre, isPlain, refusedLink } from './input/read-chosen.ts';
import type { LinkData } from './input/take-drop.ts';
import { gatherChanges } from './list/changed-rows.ts';
import type { FieldsEditor } from './list/fields.ts';
import { FileList } from './list/file-list.ts';
import { rowStyles } from './list/file-row.styles.ts';
import { focusPlace, restoreFocus, type FocusPlace } from './list/row-focus.ts';
import { reportEvent, type Details, type EventReceivers } from './page-events.ts';
import { loadFailure } from './panel/load-failure.ts';
import { notice } from './panel/notice.ts';
import { summaryStyles } from './panel/summary.styles.ts';
import { summaryTemplate } from './panel/summary.ts';
import type { Part } from '../shared/ui/part.ts';
import {
  cameraPart,
  editingPart,
  editorPart,
  fieldsPart,
  followPart,
  intakePart,
  linkPart,
  longListPart,
  mediaPart,
  orderPart,
  overlayPart,
  recoveryPart,
  rejectionsPart,
  rowMenuPart,
  servicePart,
  tilesPart,
} from './parts.ts';
import { PartsInUse } from '../shared/widgets/parts-in-use.ts';
import type { PartContext } from './part-context.ts';
import type { UploaderProperties } from './properties.ts';
import { Recovering } from './recovery/recovering.ts';
import { settingsOf } from './session-settings.ts';
import { isToBeChosenAgain, isUnsent, statesOf } from './texts/file-text.ts';
import type { Actions, Content, PanelActions, PanelContent, PanelView, Texts, View } from './view-model.ts';
import { viewOf } from './view-of.ts';

/** The options the engine needs of the element beside its attributes. */
export interface EngineOptions {
  texts: Texts;
  input: FileInput;
  readonly emit: (type: string, detail: unknown) => void;
  /** Has screen readers say something. */
  speak(text: string): void;
  /** The value, or what leaving the page would cost, may be another one. */
  readonly sync: () => void;
  /** Another number of files is being judged. */
  checked(): void;
  /** Aborts when the element leaves the page. */
  signal(): AbortSignal;
}

/** Uploads of less are over before anybody asks how long they will take (bytes). */
const LONG = 1e6;

/** Parts without which something that was asked for is missing. */
const ASKED_FOR = [
  cameraPart,
  editingPart,
  editorPart,
  fieldsPart,
  linkPart,
  longListPart,
  recoveryPart,
  rowMenuPart,
  tilesPart,
];

const connect = connectBy(lateClient);

function connectionOf(host: UploaderProperties): SessionConnection {
  const { client: requests, ownClient: client, tokens, apiUrl } = connect(host);
  return { requests, client, tokens, apiUrl };
}

/** All that an uploader needs once there are files: the session, their list, and the reports on them. */
export class UploadEngine implements PartContext {
  readonly styles = [summaryStyles, rowStyles];
  readonly session: UploadSession;
  readonly recovery: Recovering;
  readonly host: UploaderProperties;
  readonly options: EngineOptions;
  readonly #parts: PartsInUse;
  readonly list: FileList;
  readonly announcer: Announcer;
  readonly #actions: Omit<Actions, keyof PanelActions>;
  /** Events for the page, in their order. */
  readonly #page: EventBacklog<Details>;
  readonly #changes: ReturnType<typeof gatherChanges>;
  /** What a person writes about files; since its code is there. */
  #fields: FieldsEditor | null = null;
  #bridge!: UppyBridge;
  #connection: SessionConnection | null = null;
  headers: Headers | null = null;
  #linkOpen = false;
  /** The camera was asked for, and is not open yet. */
  #cameraWanted = false;
  /** The drop target that the overlay is to lie on. */
  #covered: HTMLElement | null = null;
  /** The form for an address is to have the focus as soon as it is there. */
  #linkWanted = false;
  #isListed = false;
  /** Reads folders, pastes and links, once there are any. */
  #intake: Intake | null = null;
  /** Pictures that were not added, until dismissed. */
  #rejections: readonly Rejection[] = [];
  view!: View;
  #focused: FocusPlace | null = null;
  /** The control that had the focus before the rendering. */
  #control: Element | null = null;
  /** It has been said that a part is missing. */
  #isMissingSaid = false;

  constructor(host: UploaderProperties, options: EngineOptions) {
    this.host = host;
    this.options = options;
    const { texts, input } = options;
    texts.learn(english);
    this.#page = new EventBacklog(options.emit);
    this.announcer = new Announcer(options.speak);
    const parts = (this.#parts = new PartsInUse(host, options));
    const session = (this.session = this.#newSession());
    this.#changes = gatherChanges(session.queue, {
      onStructure: this.#render,
      onProgress: (ids) => this.#progressed(ids),
    });
    const list = (this.list = new FileList(host, session, {
      pictured: () => this.#changes.render(session.checking > 0),
      near: this.order,
      long: () => parts.use(longListPart),
      fields: () => this.#fieldsOf(host)?.template ?? null,
    }));
    this.recovery = new Recovering(host, {
      ...{ session, texts, parts },
      onSupplied: (id) => list.supplied(id),
      focusOn: (...actions) => void this.#focusOn(actions),
    });
    const nearMenu = () => parts.load(rowMenuPart);
    const actions = actionsOf({
      ...{ session, input, list },
      isMultiple: () => host.multiple,
      clear: () => this.clear(),
      edit: (id) => void this.edit(id),
      toggleLink: (open) => this.toggleLink(open),
      order: this.order,
      rejections: () => this.#rejections,
      write: (id) => this.#fields?.open(id),
      dismiss: () => {
        this.#refuse([]);
        host.focus();
      },
    });
    this.#actions = {
      ...{ ...actions, nearMenu },
      menu: async ({ id }, button) => {
        parts.forgive(rowMenuPart);
        (await nearMenu())?.openRowMenu(id, button, this);
      },
    };
  }

  #newSession(): UploadSession {
    const { texts, sync, checked } = this.options;
    const receivers: EventReceivers = {
      ...{ texts, page: this.#page },
      announce: (kind, say, count) => this.announcer.announce(kind, say, count),
      unsay: (kind) => this.announcer.unsay(kind),
      valueChanged: sync,
      refused: (rejections) => this.#refuse(rejections),
      emitRejected: (rejections) => this.#emitRejected(rejections),
      rejectionText: (rejection) => this.#rejectionText(rejection),
      left: (files) => this.list.forget(files),
      restored: (files) => this.#announceRestored(files),
      held: this.#render,
      checked,
    };
    return new UploadSession({
      connection: this.connected,
      sender: (session) => (this.#bridge = new UppyBridge(session)),
      settings: () => settingsOf(this.host),
      beforeSend: ({ file }) => this.recovery.secure(file.id),
      onEvent: (event) => {
        // Its changes and deletion may be wanted when the page is left, too late to fetch code.
        if (event.type === 'stored') prefetchClient();
        reportEvent(event, receivers);
      },
    });
  }

  /** The editor of what a person writes, where the page has fields; also if the token allows none of them. */
  #fieldsOf(host: UploaderProperties): FieldsEditor | null {
    if (host.fields && !this.#fields) this.#fields = this.#parts.use(fieldsPart)?.editFields(this) ?? null;
    return this.#fields;
  }

  readonly connected = (): SessionConnection =>
    (this.#connection ??= {
      ...connectionOf(this.host),
      onAnswer: (headers) => (this.headers = headers),
    });

  /** Fetches what puts files into another order: when a person is at one of several, or wants to move it. */
  readonly order: Actions['order'] = async () => {
    const { multiple, counts } = this.view;
    if (!multiple || counts.total < 2) return null;
    return (await this.#parts.load(orderPart))?.orderingOf(this);
  };

  readonly #service = (): View['service'] => this.#parts.use(servicePart)?.serviceFactsOf(this);

  readonly #render = (): void => this.host.requestUpdate();

  // Life

  /** The element is on the page: listens for the network, and continues. */
  start(signal: AbortSignal): void {
    const { session } = this;
    if (this.host.hasUpdated) this.recovery.start();
    const stop = watchConnection((isOnline) => session.setOnline(isOnline));
    signal.addEventListener('abort', stop);
    session.setOnline(!isOffline()); // first, or files of an earlier page would be sent into the void
    session.attach();
  }

  /** The element has left the page. */
  stop(): void {
    this.session.detach();
    this.recovery.stop();
    this.announcer.stop();
    this.list.clear();
  }

  /** A person comes near: asks for the rules of the token. */
  comeNear(): void {
    void this.session.loadPolicy().then(this.#render);
  }

  settingsChanged(): void {
    this.#connection = null;
  }

  willUpdate(changed: PropertyValues<UploaderProperties>): void {
    const host = this.host;
    this.#focused = host.shadowRoot && focusPlace(host.shadowRoot);
    this.#control = host.shadowRoot?.activeElement ?? null;
    if (changed.has('recover') && host.isConnected) {
      if (host.recover) this.recovery.start();
      else this.recovery.stop();
    }
    if (changed.has('manual') || changed.has('fields')) this.session.waitsChanged();
  }

  updated(): void {
    const root = this.host.shadowRoot!;
    restoreFocus(root, this.#focused);
    this.#keepFocus(root);
    this.#announceMissing();
    this.#showCamera(root);
    const address = this.#linkWanted && root.querySelector<HTMLElement>('.link input');
    if (!address) return;
    this.#linkWanted = false;
    // A person who has gone on meanwhile is not called back.
    if (root.activeElement || document.activeElement === document.body) address.focus();
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
    this.#begin();
    const { items, replaces, source } = chosen;
    const read = isPlain(chosen)
      ? asTheyAre(chosen)
      : this.#reader().then((intake) => intake?.read(chosen) ?? asTheyAre(chosen));
    const files = await this.#add(read, { expected: items.length, replaces });
    if (source === 'paste') this.#intake?.tellPasted(files.length);
    return files;
  }

  async #add(
    read: Promise<NewFile[]>,
    options: { expected: number; replaces?: string },
  ): Promise<readonly UploadFile[]> {
    const { session, recovery } = this;
    const reclaimed = read.then((files) => recovery.reclaim(files.map(({ data }) => data)));
    const { added } = await session.add(
      reclaimed.then(async (again) => (await read).filter(({ data }) => !again.has(data))),
      options,
    );
    const again = await reclaimed;
    const found = [...again.values()].map((id) => session.queue.get(id)).filter((file) => !!file);
    return [...found, ...added];
  }

  /** Takes in an image by its address. */
  addUrl(address: string): UploadFile | null {
    this.#begin();
    return this.session.addUrl(address);
  }

  /** Takes in the images that a dropped or pasted link leads to, or says why not. */
  async takeLink(link: LinkData, isPasted?: boolean): Promise<void> {
    this.#begin();
    const intake = await this.#reader();
    if (intake) await intake.takeLink(link, isPasted);
    else await this.session.add([refusedLink(link)]);
  }

  /** Files that an uploader has been given are read even if it leaves the page meanwhile. */
  async #reader(): Promise<Intake | null> {
    const part = intakePart.present ?? (await intakePart.fetch().catch(() => null));
    this.#parts.use(intakePart);
    return (this.#intake ??=
      part &&
      new part.Intake(this.host, {
        ...{ session: this.session, texts: this.options.texts, announcer: this.announcer },
        add: (files) => void this.#add(Promise.resolve(files), { expected: files.length }),
      }));
  }

  upload(): void {
    const { session, recovery } = this;
    const areComing = recovery.isComing;
    session.upload();
    void recovery.proceed(true).then(() => areComing && session.upload());
  }
  resume(): void {
    this.session.resume();
    void this.recovery.proceed(true);
  }
  /** Files that are still being judged do not come onto the list any more. */
  abandon(): void {
    this.#begin(true);
    this.session.abandonIntake();
  }

  // The list, as the form sees it

  readonly putOff = putOff;
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
    this.#begin(true);
    this.session.clear();
  }
  /** Something is not stored yet that would not come back on another page. */
  get isUnsaved(): boolean {
    return isUnsent(this.counts) && !this.recovery.keepsAll;
  }

  // The view

  /** Completes what the panel shows. */
  viewOf(panel: PanelView): View {
    if (this.#intake?.isReading) panel = { ...panel, checking: 0 };
    return (this.view = viewOf(this.host, this.session, panel, {
      actions: { ...panel.actions, ...this.#actions },
      linkOpen: this.#linkOpen,
      service: this.#service,
      editing: this.host.editor ? this.#parts.use(editingPart) : null,
    }));
  }

  /** The templates for the latest view. */
  render(): PanelContent {
    const view = this.view;
    const isEmpty = view.counts.total === 0;
    if (!isEmpty || matchMedia('(forced-colors: active)').matches) this.#parts.use(mediaPart);
    if (view.counts.failed > 0 || this.session.queue.bytesLeft > LONG)
      this.#parts.use(followPart)?.follow(this);
    const isDressing = this.#isDressing(view);
    this.#isListed = !isEmpty && (this.#isListed || !isDressing);
    return {
      summary: isEmpty ? nothing : summaryTemplate(view),
      notices: html`${this.#linkForm(view)}${this.#partFailure()}${this.recovery.render(view)}${this.#intake?.render() ?? nothing}${view.service?.notices(view)}${this.#rejected(view)}${this.#fields?.notice(view)}`,
      list: this.#isListed ? this.list.render(view) : nothing,
    };
  }

  /** Whether the looks of the rows are on their way: with them, the list appears as it is going to stay. */
  #isDressing({ fields }: View): boolean {
    const isComing = (part: Part<object>) => !this.#parts.use(part) && this.#parts.isComing(part);
    const tiles = this.host.view === 'grid' && isComing(tilesPart);
    return (fields.length > 0 && isComing(fieldsPart)) || tiles;
  }

  #linkForm(view: View): Content {
    return (view.linkOpen && this.#parts.use(linkPart)?.linkForm(view)) || nothing;
  }

  /** A person whose control is gone, or cannot be used any more, goes on from another one. */
  #keepFocus(root: ShadowRoot): void {
    const control = this.#control;
    this.#control = null;
    if (!control || (control.isConnected && control.checkVisibility() && !control.matches(':disabled')))
      return;
    const { activeElement } = root;
    if (activeElement ? activeElement === control : document.activeElement === document.body)
      this.host.focus();
  }

  #announceMissing(): void {
    const isMissing = this.#parts.failures(...ASKED_FOR) > 0;
    if (isMissing && !this.#isMissingSaid)
      this.announcer.announce('missing', () => this.options.texts.t('partFailed'));
    this.#isMissingSaid = isMissing;
  }

  /** The notice that something which was asked for could not be fetched. */
  #partFailure(): Content {
    const { texts } = this.options;
    const failures = this.#parts.failures(...ASKED_FOR);
    if (failures === 0) return nothing;
    return loadFailure(texts.t('partFailed'), texts, failures > 1, () => {
      this.#parts.forgive(...ASKED_FOR);
      this.recovery.restart();
    });
  }

  /** The notice of files that were not added; of their number alone until its code is there. */
  #rejected(view: View): Content {
    const count = this.#rejections.length;
    if (count === 0) return nothing;
    const part = this.#parts.use(rejectionsPart);
    if (part) return part.rejectionsTemplate(this.#rejections, view);
    return notice(view.texts.t('rejected', { count }), view.texts, () => view.actions.dismiss());
  }

  /** The custom states of the element. */
  get states(): Record<string, boolean> {
    return statesOf(this.view, this.session.checking);
  }

  /** What was said of the files before is over; with `all`, questions that are open as well. */
  #begin(all = false): void {
    this.#intake?.forget(all);
    this.#refuse([]);
  }

  #refuse(rejections: readonly Rejection[]): void {
    this.#rejections = rejections;
    this.#parts.forgive(rejectionsPart);
  }

  /** Why a file was not added; where that cannot be said yet, only that it was not. */
  #rejectionText(rejection: Rejection): string {
    const { texts } = this.options;
    const part = this.#parts.use(rejectionsPart);
    return part ? part.rejectionText(rejection, texts) : texts.t('rejected', { count: 1 });
  }

  /** Dispatches an event for each rejection, whose reason may come a moment later; later events wait for it. */
  #emitRejected(rejections: readonly Rejection[]): void {
    const detailOf = (rejection: Rejection) => {
      const { file, code } = rejection;
      return { file: file.data, name: file.name, code, message: this.#rejectionText(rejection) };
    };
    const ready = rejectionsPart.present ? undefined : this.#parts.arrival(rejectionsPart);
    this.#page.emitEach('imgpro-file-rejected', rejections, detailOf, ready);
  }

  #progressed(ids: Iterable<string>): void {
    const { queue } = this.session;
    for (const id of ids) {
      const file = queue.get(id);
      this.list.paint(id);
      if (file?.status !== 'uploading') continue;
      this.#page.emit('imgpro-upload-progress', { file, progress: queue.progress });
    }
    this.list.paintTotal();
  }

  /** Said once for all that came back, in the words of the notice. */
  #announceRestored(files: readonly UploadFile[]): void {
    const count = files.filter(({ status }) => status === 'paused' || status === 'queued').length;
    const key = this.host.recover === 'auto' ? 'announceRecovered' : 'recoverWaiting';
    const { t } = this.options.texts;
    if (count > 0) this.announcer.announce('recovered', (all) => t(key, { count: all }), count);
  }

  async #focusOn(actions: readonly string[]): Promise<void> {
    const host = this.host;
    await host.updateComplete;
    for (const action of actions) {
      const control = host.renderRoot.querySelector<HTMLElement>(`[data-action="${action}"]`);
      if (control) return control.focus();
    }
    host.focus();
  }

  /** Opens the dialog that takes a photo. */
  openCamera(): void {
    this.#cameraWanted = true;
    this.#parts.forgive(cameraPart);
  }

  /** Opens the editor of a file. Resolves to the file when it is edited, to null when it is not. */
  async edit(id: string): Promise<UploadFile | null> {
    this.#parts.forgive(editingPart, editorPart);
    const part = await this.#parts.load(editingPart);
    if (!part) return null;
    return part.editFile(id, {
      ...{ ...this.options, session: this.session, host: this.host },
      open: () => this.#parts.load(editorPart),
      announce: (text) => this.announcer.announce('edited', () => text),
      changed: () => this.list.supplied(id),
    });
  }

  #showCamera(root: ShadowRoot): void {
    const part = this.#cameraWanted && this.#parts.use(cameraPart);
    if (!part) return;
    this.#cameraWanted = false;
    const { texts, input, signal } = this.options;
    if (root.querySelector('dialog.camera[open]') || signal().aborted) return;
    const { rules, queue } = this.session;
    const room = this.host.multiple ? (rules.maxFiles ?? Infinity) - queue.size : 1;
    const onPhotos = (photos: File[]) => void input.add(photos, 'camera');
    new part.CameraDialog(root, { texts, room, onPhotos, signal: signal() });
  }

  /** Shows on a drop target elsewhere on the page that files may be dropped there; null: no longer. */
  cover(target: HTMLElement | null): void {
    if (this.#covered === target) return;
    this.#covered = target;
    const { texts } = this.options;
    void this.#parts.load(overlayPart).then((part) => {
      part?.cover(this.host.shadowRoot!, this.#covered, texts);
    });
  }

  /** Opens or closes the field for the address of an image. */
  async toggleLink(open: boolean): Promise<void> {
    const host = this.host;
    this.#linkOpen = this.#linkWanted = open;
    this.#parts.forgive(linkPart);
    await host.updateComplete;
    if (!open) host.renderRoot.querySelector<HTMLElement>('[data-action="link"]')?.focus();
  }
}
