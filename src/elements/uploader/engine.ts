import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit/html.js';
import { uploading as english } from '../../locales/en/uploading.ts';
import { isOffline, watchConnection } from '../../upload/connectivity.ts';
import { UploadSession } from '../../upload/session/session.ts';
import type { SessionConnection } from '../../upload/state/session-types.ts';
import type { UploadCounts, UploadFile } from '../../upload/state/types.ts';
import type { Body, Meta, Uppy } from '@uppy/core';
import { UppyBridge } from '../../uppy/uppy-bridge.ts';
import { lateClient, prefetchClient } from '../../api/late-client.ts';
import { connectBy } from '../shared/service/connect-by.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { whenCalm } from '../shared/ui/idle.ts';
import { actionsOf } from './actions.ts';
import { Announcer } from './announcer.ts';
import { EventBacklog } from './event-backlog.ts';
import { FocusKeeper } from './focus-keeper.ts';
import type { FormState } from './form/report-value.ts';
import type { Chosen } from './input/chosen.ts';
import type { FileInput } from './input/file-input.ts';
import { refusedLink } from './input/read-chosen.ts';
import type { LinkData } from './input/take-drop.ts';
import { LateParts } from './late-parts.ts';
import { gatherChanges } from './list/changed-rows.ts';
import { FileList } from './list/file-list.ts';
import { rowStyles } from './list/file-row.styles.ts';
import { reportEvent, type EventReceivers } from './page-events.ts';
import { Refused } from './panel/refused.ts';
import { summaryStyles } from './panel/summary.styles.ts';
import { sendButton, summaryTemplate } from './panel/summary.ts';
import { PartsInUse } from '../shared/widgets/parts-in-use.ts';
import type { PartContext } from './part-context.ts';
import type { UploaderProperties } from './properties.ts';
import { Recovering } from './recovery/recovering.ts';
import { settingsOf } from './session-settings.ts';
import { isToBeChosenAgain, isUnsent, statesOf } from './texts/file-text.ts';
import type { PanelContent, PanelView, Texts, View } from './view-model.ts';
import type { Details } from './uploader.events.ts';
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
  readonly list: FileList;
  readonly announcer: Announcer;
  readonly #actions: ReturnType<typeof actionsOf>;
  readonly #late: LateParts;
  readonly #refused: Refused;
  readonly #focus: FocusKeeper;
  /** Events for the page, in their order. */
  readonly #page: EventBacklog<Details>;
  readonly #changes: ReturnType<typeof gatherChanges>;
  #bridge!: UppyBridge;
  #connection: SessionConnection | null = null;
  headers: Headers | null = null;
  #isListed = false;
  view!: View;

  constructor(host: UploaderProperties, options: EngineOptions) {
    this.host = host;
    this.options = options;
    const { texts } = options;
    texts.learn(english);
    this.#page = new EventBacklog(options.emit);
    this.announcer = new Announcer(options.speak);
    const parts = new PartsInUse(host, options);
    const late = (this.#late = new LateParts(this, parts));
    const refused = (this.#refused = new Refused(this, parts));
    const { goTo } = (this.#focus = new FocusKeeper(host));
    const session = (this.session = this.#newSession());
    this.#changes = gatherChanges(session.queue, {
      onStructure: this.#render,
      onProgress: (ids) => this.#progressed(ids),
    });
    this.list = new FileList(host, session, {
      pictured: () => this.#changes.render(session.checking > 0),
      near: late.order,
      long: late.long,
      fields: late.rowFields,
    });
    this.recovery = new Recovering({ context: this, parts, focusOn: (...actions) => void goTo(...actions) });
    this.#actions = actionsOf({ context: this, late, refused, clear: this.#clear });
  }

  #newSession(): UploadSession {
    const { texts, sync, checked } = this.options;
    const receivers: EventReceivers = {
      ...{ texts, page: this.#page, announcer: this.announcer, refused: this.#refused },
      valueChanged: sync,
      left: (files) => this.list.forget(files),
      held: this.#render,
      hold: () => this.session.hold,
      isUnsent: () => isUnsent(this.counts),
      checked,
    };
    return new UploadSession({
      connection: this.connected,
      sender: (session) => (this.#bridge = new UppyBridge(session)),
      settings: () => settingsOf(this.host),
      beforeSend: (id) => this.recovery.secure(id),
      onEvent: (event) => {
        // Its changes and deletion may be wanted when the page is left, too late to fetch code; first come its words.
        if (event.type === 'stored') whenCalm(prefetchClient, this.options.signal());
        reportEvent(event, receivers);
      },
    });
  }

  readonly connected = (): SessionConnection =>
    (this.#connection ??= {
      ...connectionOf(this.host),
      onAnswer: (headers) => (this.headers = headers),
    });

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
    this.#focus.note();
    if (changed.has('recover') && host.isConnected) {
      if (host.recover) this.recovery.start();
      else this.recovery.stop();
    }
    if (changed.has('manual') || changed.has('fields')) this.session.waitsChanged();
  }

  updated(): void {
    const root = this.host.shadowRoot!;
    this.#focus.restore(root);
    this.#late.updated(root);
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
    if (source === 'file') this.#focus.goOnToSend(true);
    const files = await this.add(this.#late.read(chosen), { expected: items.length, replaces });
    if (source === 'paste') this.#late.intake?.tellPasted(files.length);
    if (files.length === 0) this.#focus.goOnToSend(false);
    return files;
  }

  async add(...[files, options]: Parameters<PartContext['add']>): Promise<readonly UploadFile[]> {
    const { session, recovery } = this;
    const read = Promise.resolve(files);
    const reclaimed = read.then((all) => recovery.reclaim(all.map(({ data }) => data)));
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
    const intake = await this.#late.reader();
    if (intake) await intake.takeLink(link, isPasted);
    else await this.session.add([refusedLink(link)]);
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
  /** The form is reset, and sets the value next. Files that are still being judged do not come onto the list any more. */
  reset(): void {
    this.#begin(true);
    this.session.abandonIntake();
    void this.#tellRemoved();
  }
  readonly #clear = (): void => {
    void this.#tellRemoved();
    this.clear();
  };
  /** Says how many files leave the list by what is done to all of them at once. */
  async #tellRemoved(): Promise<void> {
    const { size } = this;
    await Promise.resolve();
    const gone = size - this.size;
    if (gone > 0)
      this.announcer.announce(
        'removed',
        (count) => this.options.texts.t('announceRemovedMany', { count }),
        gone,
      );
  }

  // The list, as the form sees it

  get putOff(): FormState['putOff'] {
    return this.#late.putOff;
  }
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
  /** Something is not stored yet, a file or a text, that would not come back on another page. */
  get isUnsaved(): boolean {
    return (isUnsent(this.counts) || this.session.isTextAtStake) && !this.recovery.keepsAll;
  }

  // The view

  /** Completes what the panel shows. */
  viewOf(panel: PanelView): View {
    const late = this.#late;
    if (late.intake?.isReading) panel = { ...panel, checking: 0 };
    return (this.view = viewOf(this.host, this.session, panel, {
      actions: { ...panel.actions, ...this.#actions },
      linkOpen: late.isLinkOpen,
      service: late.service,
      editing: late.editing,
    }));
  }

  /** The templates for the latest view. */
  render(): PanelContent {
    const { view, recovery } = this;
    const late = this.#late;
    const isEmpty = view.counts.total === 0;
    late.lookAt(view);
    const isDressing = late.isDressing(view);
    this.#isListed = !isEmpty && (this.#isListed || !isDressing);
    return {
      summary: isEmpty ? nothing : summaryTemplate(view),
      notices: html`${late.linkForm(view)}${late.failure(() => recovery.restart())}${recovery.render(view)}${late.intake?.render() ?? nothing}${view.service?.notices(view)}${this.#refused.render(view)}${late.fields?.notice(view)}`,
      // The way by keys through the fields ends with the button that sends, which is seen up there by all others.
      list: this.#isListed
        ? [
            this.list.render(view),
            view.fields.length > 0 && !view.readonly ? sendButton('send', view) : nothing,
          ]
        : nothing,
    };
  }

  /** The custom states of the element. */
  get states(): Record<string, boolean> {
    return statesOf(this.view, this.session.checking);
  }

  /** Takes back the sentences on the files before; with `all`, open questions as well. */
  #begin(all = false): void {
    this.#late.intake?.forget(all);
    this.#refused.set([]);
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

  /** Opens the dialog that takes a photo. */
  openCamera(): void {
    this.#late.openCamera();
  }

  /** Opens the editor of a file. Resolves to the file when it is edited, to null when it is not. */
  edit(id: string): Promise<UploadFile | null> {
    return this.#late.edit(id);
  }

  /** Shows on a drop target elsewhere on the page that files may be dropped there; null: no longer. */
  cover(target: HTMLElement | null): void {
    this.#late.cover(target);
  }

  /** Opens or closes the field for the address of an image. */
  toggleLink(open: boolean): Promise<void> {
    return this.#late.toggleLink(open);
  }
}
