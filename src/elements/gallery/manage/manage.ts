import type { ImgproClient } from '../../../api/index.ts';
import type { Ability, BatchError, BatchResult, Image } from '../../../api/types.ts';
import type { GalleryContext } from '../context.ts';
import { reasonsOf, retriable, runBatches, type BatchOutcome } from './batches.ts';

export type Question = 'delete' | 'private' | 'caption' | 'expiry';

/** The gallery's notice about the last action, until it is dismissed or the next one begins. */
export interface Notice {
  tone: 'done' | 'trouble';
  title: string;
  details: string[];
  /** Does again what failed and may succeed now. */
  retry: (() => void) | null;
}

type Act = 'delete' | 'update';

/** The action under way, and its progress. */
export interface Work {
  act: Act;
  done: number;
  count: number;
}

/** The model, as far as actions change it. */
export interface ManageReports {
  /** The abilities the token allows; null while unknown, which offers everything. */
  abilities(): readonly Ability[] | null;
  /** The ids that are selected, in the order of the gallery. */
  selectedIds(): string[];
  deleted(ids: string[], errors: BatchError[]): void;
  updated(images: Image[], ids: string[], errors: BatchError[]): void;
}

type Patch = Parameters<ImgproClient['images']['updateMany']>[1];

/** The actions on a selection: what is being asked, how far the work is, and what came of it. */
export class Manage {
  /** The question of the open dialog, and the images it is about. */
  question: { kind: Question; ids: string[] } | null = null;
  work: Work | null = null;
  notice: Notice | null = null;

  readonly context: GalleryContext;
  readonly #reports: ManageReports;

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
    return this.#reports.abilities()?.includes(ability) ?? true;
  }

  /** Asks first: deleting is for good, and the others need an answer. */
  ask(kind: Question, ids: string[]): void {
    if (ids.length === 0 || this.work || this.question) return;
    if (kind === 'delete' && !this.context.emit('imgpro-before-delete', { ids }, { cancelable: true }))
      return;
    this.question = { kind, ids };
    this.notice = null;
    this.context.requestUpdate();
  }

  cancel(): void {
    this.question = null;
    this.context.requestUpdate();
  }

  dismiss(): void {
    this.notice = null;
    this.context.requestUpdate();
  }

  async delete(ids: string[]): Promise<void> {
    if (this.work) return;
    const outcome = await this.#run('delete', ids, (images, group) => images.deleteMany(group));
    this.#tell('delete', outcome, (left) => void this.delete(left));
    this.#reports.deleted(outcome.ids, outcome.errors);
    this.#sayDone();
  }

  async update(ids: string[], patch: Patch): Promise<void> {
    if (this.work) return;
    const outcome = await this.#run('update', ids, (images, group) => images.updateMany(group, patch));
    this.#tell('update', outcome, (left) => void this.update(left, patch));
    this.#reports.updated(outcome.data, outcome.ids, outcome.errors);
    this.#sayDone();
  }

  async #run<Item extends { id: string }>(
    kind: Act,
    ids: string[],
    act: (images: ImgproClient['images'], group: string[]) => PromiseLike<BatchResult<Item>>,
  ) {
    const count = ids.length;
    this.question = null;
    this.notice = null;
    this.work = { act: kind, done: 0, count };
    this.context.requestUpdate();
    // Said once; the progress is shown, not said.
    this.context.announce(this.context.text.t(kind === 'delete' ? 'deleting' : 'updating', { count }));
    try {
      const client = this.context.client();
      const actOn = async (group: string[]) => act((await client).images, group);
      return await runBatches(ids, actOn, (done) => {
        this.work = { act: kind, done, count };
        this.context.requestUpdate();
      });
    } finally {
      this.work = null;
    }
  }

  #tell(act: Act, { ids, errors }: BatchOutcome<unknown>, again: (ids: string[]) => void): void {
    const { text } = this.context;
    const isDelete = act === 'delete';
    this.context.requestUpdate();
    if (errors.length === 0) {
      // Deleted images are seen to be gone; a change may show nowhere.
      const title = text.t(isDelete ? 'deleted' : 'updated', { count: ids.length });
      this.notice = { tone: 'done', title, details: [], retry: null };
      return;
    }
    const { locked, missing, forbidden, network, other } = reasonsOf(errors);
    const details = [
      ...(locked ? [text.t('reasonLocked', { count: locked })] : []),
      ...(missing ? [text.t('reasonMissing', { count: missing })] : []),
      ...(forbidden ? [text.t('reasonForbidden')] : []),
      ...(network ? [text.t('reasonNetwork')] : []),
      ...(other ? [text.t('reasonOther')] : []),
    ];
    const title = text.t(isDelete ? 'deleteFailed' : 'updateFailed', { count: errors.length });
    const left = retriable(errors);
    this.notice = { tone: 'trouble', title, details, retry: left.length > 0 ? () => again(left) : null };
  }

  /** Trouble is an alert, which is said by itself. */
  #sayDone(): void {
    if (this.notice?.tone === 'done') this.context.announce(this.notice.title);
  }
}
