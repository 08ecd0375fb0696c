import { nothing } from 'lit/html.js';
import type { Rejection } from '../../../upload/check/check-files.ts';
import type { PartsInUse } from '../../shared/widgets/parts-in-use.ts';
import type { Announcer } from '../announcer.ts';
import type { EventBacklog } from '../event-backlog.ts';
import type { PartContext } from '../part-context.ts';
import { rejectionsPart } from '../parts.ts';
import type { Details } from '../uploader.events.ts';
import type { Content, View } from '../view-model.ts';
import { notice } from './notice.ts';

/** Shorter than this (ms), a person sees nothing rather than a notice that is another one, and higher, a moment later. */
const PATIENCE = 1000;

/** The pictures that were not added, until that is read; why not is put into words by a part, and until then left out. */
export class Refused {
  readonly #context: PartContext;
  readonly #parts: PartsInUse;
  #latest: readonly Rejection[] = [];
  /** Settles when it can be said why, or not in time; nothing is drawn until then. */
  #worded: Promise<void> | undefined;

  constructor(context: PartContext, parts: PartsInUse) {
    this.#context = context;
    this.#parts = parts;
  }

  set(rejections: readonly Rejection[]): void {
    this.#latest = rejections;
    this.#parts.forgive(rejectionsPart);
    if (rejections.length === 0 || rejectionsPart.present) return;
    const worded = (this.#worded = this.#parts.arrival(rejectionsPart, PATIENCE));
    void worded.then(() => {
      if (this.#worded !== worded) return;
      this.#worded = undefined;
      this.#context.host.requestUpdate();
    });
  }

  /** The notice; of their number alone where the part does not come. */
  render(view: View): Content {
    const count = this.#latest.length;
    if (count === 0 || this.#worded) return nothing;
    const part = this.#parts.use(rejectionsPart);
    if (part) return part.rejectionsTemplate(this.#latest, view, this.#context.session);
    return notice(view.texts.t('rejected', { count }), view.texts, view.actions.dismiss);
  }

  /** Has screen readers told, once it is known in which words. */
  announce(rejections: readonly Rejection[], announcer: Pick<Announcer, 'announce'>): void {
    const { t } = this.#context.options.texts;
    const say = (count: number) =>
      this.#parts.use(rejectionsPart)?.spokenText(rejections, count, this.#context.options.texts) ??
      t('rejected', { count });
    void Promise.resolve(this.#worded).then(() => announcer.announce('rejected', say, rejections.length));
  }

  /** Why a picture was not added; where that cannot be said yet, only that it was not. */
  readonly #textOf = (rejection: Rejection): string => {
    const { texts } = this.#context.options;
    const part = this.#parts.use(rejectionsPart);
    return part ? part.rejectionText(rejection, texts) : texts.t('rejected', { count: 1 });
  };

  /** Dispatches an event for each, whose reason may come a moment later; later events wait for it. */
  report(rejections: readonly Rejection[], page: EventBacklog<Details>): void {
    const detailOf = (rejection: Rejection) => {
      const { file, code } = rejection;
      return { file: file.data, name: file.name, code, message: this.#textOf(rejection) };
    };
    const ready = rejectionsPart.present ? undefined : this.#parts.arrival(rejectionsPart);
    page.emitEach('imgpro-file-rejected', rejections, detailOf, ready);
  }
}
