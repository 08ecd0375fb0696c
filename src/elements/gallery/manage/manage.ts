import type { ImgproClient } from '../../../api/index.ts';
import type { Ability, BatchError, Image, Tombstone, UploadPolicy } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import { countOf, onlyThese, type Act, type Action } from './action.ts';
import { runBatches, type BatchOutcome } from './batches.ts';
import { groupsOf, patchOf, type Change, type ChangeGroup } from './change.ts';
import type { Written } from './details-form.ts';
import { FormerOrder } from './former-order.ts';
import { noticeOf, type Notice } from './notice.ts';
import { PatchLog } from './patch-log.ts';
import { reasonOf, retriable, type Reason } from './reasons.ts';

/** The action under way, and its progress. */
export interface Work {
  act: Act;
  done: number;
  count: number;
  /** Whether it has been told to stop, and its last request is under way. */
  stopping: boolean;
}

interface Run extends Action {
  client: Promise<ImgproClient>;
}

/** The model, as far as actions change it. */
export interface ManageReports {
  /** The policy of the token; null while unknown, which offers everything. */
  policy(): UploadPolicy | null;
  /** The ids that are selected, in the order of the gallery. */
  selectedIds(): string[];
  /** Shows images as they are given. */
  show(images: readonly Image[]): void;
  /** Takes tiles away; their images may come back. */
  hide(ids: readonly string[]): void;
  /** They do not come back. */
  gone(ids: readonly string[]): void;
  /** Brings images back, and selects them. @param all All images in their order, these among them. */
  putBack(images: readonly Image[], all: Image[]): void;
  /** Texts could not be saved. */
  unsaved(ids: readonly string[], written: Written): void;
}

/**
 * The actions on a selection: what shows before the service has answered, how far the work is, and what came of it. Each action shows at once; they are sent one after the other, in the order they were begun, so that the service
 * makes them in the order in which they are shown. Work that was begun goes on when the gallery leaves the page, and its events are
 * dispatched on the element all the same: a change that a person has made is not lost because they looked elsewhere.
 */
export class Manage {
  work: Work | null = null;
  notices: Notice[] = [];
  /** The images that the last actions could not be done on, and why, in words; until the next action, or the notice is dismissed. */
  refused: ReadonlyMap<string, string> = new Map();

  readonly context: GalleryContext;
  readonly #reports: ManageReports;
  readonly #log = new PatchLog();
  readonly #order = new FormerOrder();
  readonly #queue: Run[] = [];
  #isStopped = false;

  constructor(context: GalleryContext, reports: ManageReports) {
    this.context = context;
    this.#reports = reports;
  }

  get selectedIds(): string[] {
    return this.#reports.selectedIds();
  }

  /** Whether every selected image is private: then publishing is what one may want. */
  get allPrivate(): boolean {
    // Ends at the first that is not, which with many is nearly always the first of all.
    return this.selectedIds.every((id) => this.context.find(id)?.public === false);
  }

  may(ability: Ability): boolean {
    return this.#reports.policy()?.abilities?.includes(ability) ?? true;
  }

  /** An image from elsewhere as it is shown while changes of it are under way; null where it is not shown. */
  overlay(image: Image): Image | null {
    return this.#log.size > 0 ? this.#log.incoming(image) : image;
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((each) => each !== notice);
    if (this.notices.every(({ tone }) => tone === 'done')) this.refused = new Map();
    this.context.requestUpdate();
  }

  /** Sends no more of the action under way; its request that is under way comes to its end. */
  stop(): void {
    if (!this.work) return;
    this.#isStopped = true;
    this.work = { ...this.work, stopping: true };
    this.context.requestUpdate();
  }

  delete(ids: readonly string[]): void {
    this.#start({ act: 'delete', groups: [{ ids, change: null }], isUndo: false });
  }

  update(ids: readonly string[], change: Change, written?: Written): void {
    this.#start({ act: 'update', groups: [{ ids, change }], isUndo: false, written });
  }

  #start(action: Action): void {
    const { context } = this;
    // The way to the service is that of now, wherever the gallery may be when its turn comes.
    const run: Run = { ...action, client: context.client() };
    run.client.catch(() => {}); // it is told when the turn comes
    this.notices = [];
    this.refused = new Map();
    for (const group of run.groups) this.#show(run, group);
    const count = countOf(run);
    // Said once; the progress is shown, not said.
    context.announce(context.text.t(run.act === 'delete' ? 'deleting' : 'updating', { count }));
    context.requestUpdate();
    this.#queue.push(run);
    if (this.#queue.length === 1) void this.#work();
  }

  /** Shows a change before the service has made it. */
  #show(run: Run, { ids, change }: ChangeGroup): void {
    const { context } = this;
    const images = ids.flatMap((id) => context.find(id) ?? []);
    const order = change ? [] : context.images().map(({ id }) => id);
    const shown = images.flatMap((image) => this.#log.begin(run, image, change) ?? []);
    if (change) return this.#reports.show(shown);
    this.#order.leave(order, ids);
    this.#reports.hide(ids);
  }

  /** Sends the actions, one after the other. */
  async #work(): Promise<void> {
    for (let run; (run = this.#queue[0]);) {
      await this.#send(run);
      this.#queue.shift();
    }
  }

  async #send(run: Run): Promise<void> {
    const { act, groups } = run;
    const count = countOf(run);
    const outcome = { ids: [] as string[], errors: [] as BatchError[] };
    const former = new Map<string, Change>();
    this.#isStopped = false;
    this.work = { act, done: 0, count, stopping: false };
    this.context.requestUpdate();
    for (const group of groups) {
      const { ids, errors } = await this.#sendGroup(run, group, former);
      outcome.ids.push(...ids);
      outcome.errors.push(...errors);
    }
    this.work = null;
    this.#finish(run, outcome, former);
  }

  #sendGroup(run: Run, { ids, change }: ChangeGroup, former: Map<string, Change>) {
    const isStopped = () => this.#isStopped;
    this.#log.sent(ids);
    if (change === null)
      return runBatches<Tombstone>(ids, {
        isStopped,
        send: async (all, options) => (await run.client).images.deleteMany(all, options),
        settled: (part) => this.#settledDelete(run, part),
      });
    return runBatches<Image>(ids, {
      isStopped,
      send: async (all, options) =>
        (await run.client).images.updateMany(all, patchOf(change, Date.now()), options),
      settled: (part) => this.#settledUpdate(run, part, former),
    });
  }

  #settledUpdate(run: Run, part: BatchOutcome<Image>, former: Map<string, Change>): void {
    const answers = new Map(part.data.map((image) => [image.id, image]));
    const shown: Image[] = [];
    for (const id of part.ids) {
      const settled = this.#log.done(run, id, answers.get(id) ?? null);
      if (settled.shown) shown.push(settled.shown);
      if (settled.former) former.set(id, settled.former);
    }
    shown.push(...part.errors.flatMap(({ id }) => this.#log.refused(run, id) ?? []));
    this.#reports.show(shown);
    this.#progress(part);
  }

  #settledDelete(run: Run, part: BatchOutcome<Tombstone>): void {
    for (const id of part.ids) this.#log.done(run, id, null);
    this.#reports.gone(part.ids);
    const back = part.errors.flatMap(({ id }) => this.#log.refused(run, id) ?? []);
    if (back.length > 0) {
      const present = this.context.images().map(({ id }) => id);
      const ids = back.map(({ id }) => id);
      const known = new Map(back.map((image) => [image.id, image]));
      const order = this.#order.with(present, ids);
      this.#reports.putBack(
        back,
        order.flatMap((id) => known.get(id) ?? this.context.find(id) ?? []),
      );
    }
    this.#order.forget(part.ids);
    this.#order.forget(part.errors.map(({ id }) => id));
    this.#progress(part);
  }

  #progress({ ids, errors }: BatchOutcome<unknown>): void {
    if (!this.work) return;
    this.work = { ...this.work, done: this.work.done + ids.length + errors.length };
    this.context.requestUpdate();
  }

  #finish(run: Run, { ids, errors }: { ids: string[]; errors: BatchError[] }, former: Map<string, Change>) {
    const { context } = this;
    const failed = errors.map(({ id }) => id);
    // Whichever of them are selected the next time.
    if (run.written && failed.length > 0)
      for (const those of [failed, run.groups.flatMap((group) => group.ids)])
        this.#reports.unsaved(those, run.written);
    const refused = new Map(this.refused);
    for (const error of errors) {
      const reason = reasonOf(error);
      if (reason !== 'stopped') refused.set(error.id, context.text.t(REFUSALS[reason]));
    }
    this.refused = refused;
    // While others wait, what comes next may touch the same fields.
    const mayUndo = former.size > 0 && !run.isUndo && this.#queue.length === 1;
    const again = new Set(retriable(errors));
    const notice = noticeOf(run, { ids, errors }, context.text, {
      undo: mayUndo ? () => this.#start({ act: 'update', groups: groupsOf(former), isUndo: true }) : null,
      retry: again.size > 0 ? () => this.#start(onlyThese(run, again)) : null,
    });
    // A success is history when the next one comes; trouble stays until somebody has seen it.
    this.notices = [...this.notices.filter(({ tone }) => tone === 'trouble'), notice];
    context.requestUpdate();
    context.emit(run.act === 'delete' ? 'imgpro-delete' : 'imgpro-update', { ids, errors });
    // Trouble is an alert, which is said by itself.
    if (notice.tone === 'done')
      context.announce(mayUndo ? `${notice.title}. ${context.text.t('undoable')}` : notice.title);
  }
}

/** Why an image was refused, as its tile says it. */
const REFUSALS = {
  locked: 'refusedLocked',
  missing: 'refusedMissing',
  forbidden: 'refusedForbidden',
  network: 'refusedNetwork',
  invalid: 'refusedInvalid',
  other: 'refusedOther',
} as const satisfies Record<Exclude<Reason, 'stopped'>, string>;
