import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatPercent } from '../../../locales/percent.ts';
import type { UploadFile } from '../../../upload/state/types.ts';
import { areMovable, fileRow } from './file-row.ts';
import { ALL_UP_TO, type ListRange, type LongList } from './long-list.ts';
import type { RowGeometry } from './row-geometry.ts';
import { statusText, WAIT_STEP, waitsUntil } from '../texts/file-text.ts';
import { Thumbnails } from './thumbnails.ts';
import type { View } from '../view-model.ts';

/** A report or an answer that comes sooner needs no sign of the wait for it (ms). */
const SOON = 400;

/** The source of the list: the session, as far as the list needs it. */
export interface ListSource extends LongList {
  /** The bytes of a file, as a person has edited them; null when they are not at hand. */
  fileOf(id: string): Blob | Promise<Blob> | null;
}

export interface FileListOptions {
  /** Another picture is there. */
  pictured(): void;
  /** The code for long lists, as soon as it is there. */
  long(): { RowGeometry: typeof RowGeometry } | null;
  /** A person is at a row, or does something there. */
  near(event: Event): void;
  /** The code for what a person may write about a file, as soon as it is there. */
  fields(): Fields | null;
}

/** Where a person writes about a file. */
export type Fields = (file: UploadFile, view: View) => TemplateResult;

/**
 * The list of files: only rows near the visible ones are in the page, pictures are made for visible ones only, and
 * progress is painted on its row without rendering anything.
 */
export class FileList implements ReactiveController {
  readonly #host: ReactiveControllerHost & { renderRoot?: HTMLElement | DocumentFragment };
  readonly #source: ListSource;
  readonly #thumbnails: Thumbnails;
  /** Addresses of pictures that the browser could not show. */
  readonly #broken = new Set<string>();
  readonly #options: FileListOptions;
  /** Since the list became long. */
  #geometry: RowGeometry | null = null;
  readonly #rows = new Map<string, HTMLElement>();
  /** The state last painted on each row, and on the bar of all. */
  readonly #painted = new WeakMap<HTMLElement, string>();
  #seen: IntersectionObserver | null = null;
  #list: HTMLElement | null = null;
  #range: ListRange = { start: 0, end: 0, before: 0, height: 0 };
  #countdown: ReturnType<typeof setTimeout> | undefined;
  #lang = '';
  /** Files outside of this range whose rows stay in the page. */
  pinned: ((start: number, end: number) => UploadFile[]) | null = null;
  /** Whether a finger carries a row, and does not scroll. */
  isCarrying: (() => boolean) | null = null;

  constructor(
    host: ReactiveControllerHost & { renderRoot?: HTMLElement | DocumentFragment },
    source: ListSource,
    options: FileListOptions,
  ) {
    this.#host = host;
    this.#source = source;
    this.#options = options;
    this.#thumbnails = new Thumbnails(() => options.pictured());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate(); // the rows have to be watched again
  }

  hostDisconnected(): void {
    this.#geometry?.leave();
    clearTimeout(this.#countdown);
    this.#seen?.disconnect();
    this.#seen = null;
    this.#rows.clear();
  }

  /** Files have left: their pictures go too. */
  forget(files: readonly UploadFile[]): void {
    for (const { id } of files) {
      this.#geometry?.forget(id);
      this.#thumbnails.forget(id);
    }
  }

  /** The bytes of a file are at hand again, or have become others. */
  supplied(id: string): void {
    const blob = this.#rows.has(id) && this.#source.fileOf(id);
    if (blob) this.#thumbnails.want(id, blob, true);
    else this.#thumbnails.forget(id);
  }

  clear(): void {
    this.#thumbnails.clear();
  }

  render(view: View): TemplateResult {
    const { queue } = this.#source;
    const total = queue.size;
    this.#lang = view.texts.lang;
    this.#range = this.#newRange();
    const { near } = this.#options;
    const fields = this.#options.fields();
    const { start, end } = this.#range;
    const partial = end - start < total;
    const rows = [...queue.slice(start, end), ...(this.pinned?.(start, end) ?? [])];
    this.#geometry?.keep(rows, this.#range);
    // eslint-disable-next-line lit-a11y/no-redundant-role -- without it Safari announces no list when it has no bullets
    return html`<ul
      class="list"
      part="list"
      role="list"
      aria-label=${view.texts.t('list')}
      tabindex=${total > ALL_UP_TO || view.locked ? 0 : nothing}
      @scroll=${this.#scrolled}
      @pointerover=${near}
      @pointerdown=${near}
      @pointerup=${near}
      @pointercancel=${near}
      @focusin=${near}
      @keydown=${near}
      @touchmove=${view.multiple ? this.#touchMoved : nothing}
      @error=${this.#pictureFailed}
    >
      <li class="before" aria-hidden="true" hidden></li>
      ${repeat(
        rows,
        ({ id }) => id,
        (file) => {
          const picture = this.#picture(file);
          const position = partial ? queue.indexOf(file.id) + 1 : undefined;
          return guard(
            [
              ...[
                file.status,
                file.name,
                file.size,
                file.type,
                file.error,
                waitsUntil(file) > 0 && statusText(file, view, view.texts), // counts down
                file.image,
                file.fields,
                file.unsaved,
              ],
              ...[
                view.hold,
                !!view.common,
                view.locked,
                view.readonly,
                areMovable(view),
                view.canWrite(file),
                view.canEdit(file),
                view.texts.lang,
                view.fields.join(),
              ],
              ...[picture, position, fields, view.service],
            ],
            () => fileRow(file, { view, picture, position, fields }),
          );
        },
      )}
      <li class="height" aria-hidden="true" hidden></li>
    </ul>`;
  }

  hostUpdated(): void {
    this.#list = this.#host.renderRoot!.querySelector<HTMLElement>('.list');
    this.#seen ??= new IntersectionObserver((entries) => this.#sighted(entries), { rootMargin: '50%' });
    const present = new Set<string>();
    for (const row of this.#list?.querySelectorAll<HTMLElement>('.file') ?? []) {
      const id = row.dataset['id']!;
      present.add(id);
      if (this.#rows.get(id) === row) continue;
      this.#rows.set(id, row);
      this.#seen.observe(row);
    }
    for (const [id, row] of this.#rows) {
      if (present.has(id)) continue;
      this.#seen.unobserve(row);
      this.#rows.delete(id);
    }
    this.#space();
    clearTimeout(this.#countdown);
    const files = [...present].flatMap((id) => this.#source.queue.get(id) ?? []);
    const step = Math.min(...files.map((file) => untilStep(waitsUntil(file) - Date.now())));
    if (Number.isFinite(step)) this.#countdown = setTimeout(() => this.#host.requestUpdate(), step);
    for (const [id, row] of this.#rows) {
      this.paint(id);
      // Here, lest each row be rendered anew for each file that comes.
      const of = row.hasAttribute('aria-posinset') ? String(this.#source.queue.size) : null;
      if (of === null) row.removeAttribute('aria-setsize');
      else if (row.getAttribute('aria-setsize') !== of) row.setAttribute('aria-setsize', of);
    }
    this.paintTotal();
    if (this.#list && this.#geometry?.measure(this.#list, [...this.#rows.values()]))
      queueMicrotask(() => this.#host.requestUpdate());
  }

  /** Shows how far a file is, on its row alone. */
  paint(id: string): void {
    const row = this.#rows.get(id);
    const file = row && this.#source.queue.get(id);
    if (!file) return;
    const { progress, status } = file;
    const shown = [progress, status, status === 'uploading' && !!file.waiting, this.#lang].join();
    if (this.#painted.get(row) === shown) return; // what is written anew is laid out anew
    this.#painted.set(row, shown);
    const bar = row.querySelector<HTMLElement>('.bar')!;
    const percent = Math.floor(progress * 100);
    showShare(bar, progress);
    const sending = status === 'uploading' && file.size !== null && !file.waiting;
    const isKnown = bar.dataset['idle'] === 'true' || (sending && progress % 1 > 0);
    if (isKnown) bar.setAttribute('aria-valuenow', String(percent));
    else bar.removeAttribute('aria-valuenow');
    bar.toggleAttribute('data-endless', !isKnown && !sending);
    // Nothing is reported yet, or all is sent and the answer is yet to come: a bar at either end would look stuck. Most reports
    // and answers come sooner.
    if (!isKnown && sending)
      setTimeout(() => {
        if (this.#painted.get(row) === shown) bar.setAttribute('data-endless', '');
      }, SOON);
    row.querySelector('.percent')!.textContent =
      sending && isKnown && percent > 0 ? ` ${formatPercent(percent, this.#lang)}` : '';
  }

  /** Shows how far all files are. */
  paintTotal(): void {
    // Files may be sent before there is anything to show them on.
    const bar = this.#host.renderRoot?.querySelector<HTMLElement>('.bar.total');
    if (!bar) return;
    const { progress } = this.#source.queue;
    if (this.#painted.get(bar) === String(progress)) return;
    this.#painted.set(bar, String(progress));
    showShare(bar, progress);
    bar.setAttribute('aria-valuenow', String(Math.floor(progress * 100)));
  }

  /** Brings a file's row into sight, and the focus to what it offers. */
  async reveal(id: string): Promise<void> {
    const row = await this.rowOf(id);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('[part="actions"] button:not(:disabled)')?.focus({ preventScroll: true });
  }

  /** A file's row; in a long list it comes into the page, and near. */
  async rowOf(id: string): Promise<HTMLElement | undefined> {
    const at = this.#source.queue.indexOf(id);
    if (at < 0 || !this.#list) return undefined;
    if (!this.#rows.has(id)) {
      if (!this.#geometry) return undefined;
      this.#list.scrollTop = this.#geometry.offset(at);
      this.#geometry.look(this.#list);
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    }
    return this.#rows.get(id);
  }

  /** Which files are to stand in the page: of a long list the first ones, until it is known which are seen. */
  #newRange(): ListRange {
    const { queue, checking } = this.#source;
    if (queue.size + checking > ALL_UP_TO && !this.#geometry) {
      const long = this.#options.long();
      if (long) this.#geometry = new long.RowGeometry(this.#source, () => this.#host.requestUpdate());
    }
    return (
      this.#geometry?.range() ?? { start: 0, end: Math.min(queue.size, ALL_UP_TO), before: 0, height: 0 }
    );
  }

  /**
   * Room for the rows that do not stand in the page. The height of all is a box of its own: WebKit lays a container out
   * before the rows that are new in it, and would scroll a list back that ends with its rows. Elements, as a custom property
   * of the list would be one of all its rows, and have each laid out anew.
   */
  #space(): void {
    const { before, height } = this.#range;
    for (const [name, size] of Object.entries({ before, height })) {
      const room = this.#list?.querySelector<HTMLElement>(`:scope > .${name}`);
      if (!room) continue;
      room.hidden = size === 0;
      room.style.blockSize = `${size}px`;
    }
  }

  /** A picture that can be shown: the preview, else the stored one; the row has a glyph without. */
  #picture({ id, status, image }: UploadFile): string | null {
    const stored = status === 'ready' && image && (image.sizes.small?.url ?? image.url);
    return [this.#thumbnails.get(id), stored].find((url) => url && !this.#broken.has(url)) || null;
  }

  /**
   * It stands before a touch begins, and on an element: Safari does not ask listeners that come later, nor Chromium those of
   * a shadow root.
   */
  readonly #touchMoved = {
    passive: false,
    handleEvent: (event: Event): void => {
      if (this.isCarrying?.()) event.preventDefault();
    },
  };

  /** Errors of pictures do not bubble. */
  readonly #pictureFailed = {
    capture: true,
    handleEvent: ({ target }: Event): void => {
      this.#broken.add((target as HTMLImageElement).src);
      this.#host.requestUpdate();
    },
  };

  #sighted(entries: IntersectionObserverEntry[]): void {
    const source = this.#source;
    for (const { target, isIntersecting } of entries) {
      const id = (target as HTMLElement).dataset['id']!;
      const blob = isIntersecting ? source.fileOf(id) : null;
      if (blob) this.#thumbnails.want(id, blob);
      else this.#thumbnails.unwant(id);
    }
  }

  readonly #scrolled = ({ currentTarget }: Event): void => {
    this.#geometry?.look(currentTarget as HTMLElement);
    const { start, end } = this.#newRange();
    if (start !== this.#range.start || end !== this.#range.end) this.#host.requestUpdate();
  };
}

function showShare(bar: HTMLElement, progress: number): void {
  (bar.firstElementChild as HTMLElement).style.setProperty('--_progress', String(progress));
}

/** Time until the text of a wait changes (ms): rarely, for it is not a clock. */
function untilStep(left: number): number {
  return left <= 0 ? Infinity : left % WAIT_STEP || WAIT_STEP;
}
