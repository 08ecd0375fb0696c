import { nothing } from 'lit/html.js';
import type { Rejection } from '../../../upload/check/check-files.ts';
import type { PartsInUse } from '../../shared/widgets/parts-in-use.ts';
import type { EventBacklog } from '../event-backlog.ts';
import type { PartContext } from '../part-context.ts';
import { rejectionsPart } from '../parts.ts';
import type { Details } from '../uploader.events.ts';
import type { Content, View } from '../view-model.ts';
import { notice } from './notice.ts';

/** The pictures that were not added, until that is read; why not is put into words by a part, and until then left out. */
export class Refused {
  readonly #context: PartContext;
  readonly #parts: PartsInUse;
  #latest: readonly Rejection[] = [];

  constructor(context: PartContext, parts: PartsInUse) {
    this.#context = context;
    this.#parts = parts;
  }

  set(rejections: readonly Rejection[]): void {
    this.#latest = rejections;
    this.#parts.forgive(rejectionsPart);
  }

  /** The notice; of their number alone until the part is there. */
  render(view: View): Content {
    const count = this.#latest.length;
    if (count === 0) return nothing;
    const part = this.#parts.use(rejectionsPart);
    if (part) return part.rejectionsTemplate(this.#latest, view, this.#context.session);
    return notice(view.texts.t('rejected', { count }), view.texts, view.actions.dismiss);
  }

  /** Why a picture was not added; where that cannot be said yet, only that it was not. */
  readonly textOf = (rejection: Rejection): string => {
    const { texts } = this.#context.options;
    const part = this.#parts.use(rejectionsPart);
    return part ? part.rejectionText(rejection, texts) : texts.t('rejected', { count: 1 });
  };

  /** Dispatches an event for each, whose reason may come a moment later; later events wait for it. */
  report(rejections: readonly Rejection[], page: EventBacklog<Details>): void {
    const detailOf = (rejection: Rejection) => {
      const { file, code } = rejection;
      return { file: file.data, name: file.name, code, message: this.textOf(rejection) };
    };
    const ready = rejectionsPart.present ? undefined : this.#parts.arrival(rejectionsPart);
    page.emitEach('imgpro-file-rejected', rejections, detailOf, ready);
  }
}
