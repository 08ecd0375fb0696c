import type { ImgproClient } from '../../api/index.ts';
import type { Ability, BatchError, Image } from '../../api/types.ts';
import { reasonsOf, runBatches } from './batches.ts';
import type { Texts } from './tiles.ts';

export type Question = 'delete' | 'private' | 'caption' | 'expiry';

/** What the gallery says about the last action, until it is dismissed or the next one begins. */
export interface Notice {
  tone: 'done' | 'trouble';
  title: string;
  details: string[];
}

export interface ManageHost {
  readonly text: Texts;
  readonly client: ImgproClient;
  requestUpdate(): void;
  /** False when a listener would not have them deleted. */
  beforeDelete(ids: string[]): boolean;
  deleted(ids: string[], errors: BatchError[]): void;
  updated(images: Image[], ids: string[], errors: BatchError[]): void;
}

type Patch = Parameters<ImgproClient['images']['updateMany']>[1];

/** The actions on a selection: what is being asked, how far the work is, and what came of it. */
export class Manage {
  /** What the open dialog asks, and about which images. */
  question: { kind: Question; ids: string[] } | null = null;
  work: { done: number; count: number } | null = null;
  notice: Notice | null = null;
  /** What the token allows; null while unknown, which offers everything. */
  abilities: readonly Ability[] | null = null;

  readonly #host: ManageHost;

  constructor(host: ManageHost) {
    this.#host = host;
  }

  may(ability: Ability): boolean {
    return this.abilities?.includes(ability) ?? true;
  }

  /** Asks first: deleting is for good, and the others need an answer. */
  ask(kind: Question, ids: string[]): void {
    if (ids.length === 0 || this.work || this.question) return;
    if (kind === 'delete' && !this.#host.beforeDelete(ids)) return;
    this.question = { kind, ids };
    this.notice = null;
    this.#host.requestUpdate();
  }

  cancel(): void {
    this.question = null;
    this.#host.requestUpdate();
  }

  dismiss(): void {
    this.notice = null;
    this.#host.requestUpdate();
  }

  async delete(ids: string[]): Promise<void> {
    if (this.work) return;
    const outcome = await this.#run(ids, (group) => this.#host.client.images.deleteMany(group));
    this.notice = this.#notice('delete', outcome.ids.length, outcome.errors);
    this.#host.deleted(outcome.ids, outcome.errors);
  }

  async update(ids: string[], patch: Patch): Promise<void> {
    if (this.work) return;
    const outcome = await this.#run(ids, (group) => this.#host.client.images.updateMany(group, patch));
    this.notice = this.#notice('update', outcome.ids.length, outcome.errors);
    this.#host.updated(outcome.data, outcome.ids, outcome.errors);
  }

  async #run<Item extends { id: string }>(
    ids: string[],
    act: (group: string[]) => Promise<{ object: 'batch_result'; data: Item[]; errors: BatchError[] }>,
  ) {
    this.question = null;
    this.work = { done: 0, count: ids.length };
    this.#host.requestUpdate();
    try {
      return await runBatches(ids, act, (done) => {
        this.work = { done, count: ids.length };
        this.#host.requestUpdate();
      });
    } finally {
      this.work = null;
      this.#host.requestUpdate();
    }
  }

  #notice(act: 'delete' | 'update', done: number, errors: readonly BatchError[]): Notice | null {
    const { text } = this.#host;
    if (errors.length === 0) {
      // What was deleted is seen to be gone; a change may show nowhere.
      return {
        tone: 'done',
        title: text.t(act === 'delete' ? 'deleted' : 'updated', { count: done }),
        details: [],
      };
    }
    const { locked, missing, forbidden, network, other } = reasonsOf(errors);
    const details = [
      ...(locked ? [text.t('reasonLocked', { count: locked })] : []),
      ...(missing ? [text.t('reasonMissing', { count: missing })] : []),
      ...(forbidden ? [text.t('reasonForbidden')] : []),
      ...(network ? [text.t('reasonNetwork')] : []),
      ...(other ? [text.t('reasonOther')] : []),
    ];
    const title = text.t(act === 'delete' ? 'deleteFailed' : 'updateFailed', { count: errors.length });
    return { tone: 'trouble', title, details };
  }
}
