import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UploadFile } from '../../upload/types.ts';
import { fileRow } from './file-row.ts';
import { ALL_UP_TO, offsetOf, visibleRange, type ListRange } from './list-window.ts';
import { statusText, WAIT_STEP } from './status.ts';
import { Thumbnails } from './thumbnails.ts';
import type { View } from './view.ts';

/** What the list needs of the engine. */
export interface ListSource {
  readonly files: readonly UploadFile[];
  get(id: string): UploadFile | undefined;
  readonly progress: number;
  fileOf(id: string): Blob | null;
}

/**
 * The list of files: only rows near the visible ones are in the page, pictures are made for visible ones only, and
 * progress is painted on its row without rendering anything.
 */
export class FileList implements ReactiveController {
  readonly #host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment };
  readonly #source: () => ListSource;
  readonly #thumbnails = new Thumbnails(() => this.#host.requestUpdate());
  readonly #rows = new Map<string, HTMLElement>();
  #seen: IntersectionObserver | null = null;
  #list: HTMLElement | null = null;
  #range: ListRange = { start: 0, end: 0, before: 0, after: 0 };
  #rowHeight = 0;
  #columns = 1;
  #countdown: ReturnType<typeof setTimeout> | undefined;
  /** By how much the rows of failed files were higher than the others, when they were last seen. */
  readonly #extra = new Map<string, number>();
  #percents: (percent: number) => string = String;
  #lang = '';

  constructor(
    host: ReactiveControllerHost & { renderRoot: HTMLElement | DocumentFragment },
    source: () => ListSource,
  ) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate(); // the rows have to be watched again
  }

  hostDisconnected(): void {
    clearTimeout(this.#countdown);
    this.#seen?.disconnect();
    this.#seen = null;
    this.#rows.clear();
  }

  /** A file has left: its picture goes too. */
  forget(id: string): void {
    this.#extra.delete(id);
    this.#thumbnails.forget(id);
  }

  /** The bytes of a file are at hand again. */
  supplied(id: string): void {
    const blob = this.#rows.has(id) && this.#source().fileOf(id);
    if (!blob) return;
    this.#thumbnails.forget(id);
    this.#thumbnails.want(id, blob);
  }

  clear(): void {
    this.#thumbnails.clear();
  }

  render(view: View): TemplateResult {
    const { files } = this.#source();
    if (view.texts.lang !== this.#lang) {
      this.#lang = view.texts.lang;
      const format = new Intl.NumberFormat(this.#lang, { style: 'percent' });
      this.#percents = (percent) => format.format(percent / 100);
    }
    this.#range = this.#measure(files.length);
    const { start, end, before, after } = this.#range;
    const partial = end - start < files.length;
    const shown = partial ? files.slice(start, end) : files;
    // eslint-disable-next-line lit-a11y/no-redundant-role -- without it Safari tells no list when it has no bullets
    return html`<ul
      class="list"
      part="list"
      role="list"
      aria-label=${view.texts.t('list')}
      tabindex=${files.length > ALL_UP_TO || view.locked ? 0 : nothing}
      @scroll=${this.#scrolled}
    >
      ${before > 0 ? html`<li class="gap" data-size=${before} role="presentation" aria-hidden="true"></li>` : nothing}
      ${repeat(
        shown,
        ({ id }) => id,
        (file, at) => {
          const picture = this.#picture(file);
          const position = partial ? { at: start + at + 1, of: files.length } : undefined;
          return guard(
            [
              ...[
                file.status,
                file.name,
                file.size,
                file.type,
                file.error,
                file.waiting && statusText(file, view.hold, view.texts), // counts down
                file.image,
                file.fields,
                file.unsaved,
              ],
              ...[
                view.hold,
                view.locked,
                view.readonly,
                view.canWrite(file),
                view.texts.lang,
                view.fields.join(),
              ],
              ...[picture, position?.at, position?.of],
            ],
            () => fileRow(file, { view, picture, position }),
          );
        },
      )}
      ${after > 0 ? html`<li class="gap" data-size=${after} role="presentation" aria-hidden="true"></li>` : nothing}
    </ul>`;
  }

  hostUpdated(): void {
    this.#list = this.#host.renderRoot.querySelector<HTMLElement>('.list');
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
    for (const gap of this.#list?.querySelectorAll<HTMLElement>('.gap') ?? [])
      gap.style.setProperty('block-size', `${gap.dataset['size']}px`);
    clearTimeout(this.#countdown);
    const waits = [...present].map((id) => this.#source().get(id)?.waiting);
    const step = Math.min(...waits.map((wait) => (wait ? untilStep(wait.until - Date.now()) : Infinity)));
    if (Number.isFinite(step)) this.#countdown = setTimeout(() => this.#host.requestUpdate(), step);
    const measured = this.#measureRow();
    for (const id of present) this.paint(id);
    this.paintTotal();
    if (measured) queueMicrotask(() => this.#host.requestUpdate());
  }

  /** Shows how far a file is, on its row alone. */
  paint(id: string): void {
    const row = this.#rows.get(id);
    const file = row && this.#source().get(id);
    if (!file) return;
    const bar = row.querySelector<HTMLElement>('.bar')!;
    const percent = Math.floor(file.progress * 100);
    bar.style.setProperty('--_progress', String(file.progress));
    const unknown = bar.dataset['unknown'] === 'true';
    if (unknown) bar.removeAttribute('aria-valuenow');
    else bar.setAttribute('aria-valuenow', String(percent));
    // Everything is sent, the answer is yet to come: a bar at its end would look stuck.
    const sent = file.status === 'uploading' && file.progress >= 1;
    bar.toggleAttribute('data-sent', sent);
    const moving = file.status === 'uploading' && !unknown && !sent && percent > 0;
    row.querySelector('.percent')!.textContent = moving ? ` ${this.#percents(percent)}` : '';
  }

  /** Shows how far all files are. */
  paintTotal(): void {
    const bar = this.#host.renderRoot.querySelector<HTMLElement>('.bar.total');
    if (!bar) return;
    const { progress } = this.#source();
    bar.style.setProperty('--_progress', String(progress));
    bar.setAttribute('aria-valuenow', String(Math.floor(progress * 100)));
  }

  /** Brings a file's row into sight, and the focus to what it offers. */
  async reveal(id: string): Promise<void> {
    const at = this.#source().files.findIndex((file) => file.id === id);
    if (at < 0 || !this.#list) return;
    if (!this.#rows.has(id)) {
      this.#list.scrollTop = this.#offset(at);
      this.#host.requestUpdate();
      await this.#host.updateComplete;
    }
    const row = this.#rows.get(id);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('.actions button:not(:disabled)')?.focus({ preventScroll: true });
  }

  /** Pixels from the top of the list to a file's row. */
  #offset(at: number): number {
    return offsetOf(Math.floor(at / this.#columns), this.#rowHeight, this.#higherRows());
  }

  #picture(file: UploadFile): string | null {
    const own = this.#thumbnails.get(file.id);
    if (own) return own;
    if (file.status !== 'ready' || !file.image) return null;
    return file.image.sizes.small?.url ?? file.image.url;
  }

  #sighted(entries: IntersectionObserverEntry[]): void {
    const source = this.#source();
    for (const { target, isIntersecting } of entries) {
      const id = (target as HTMLElement).dataset['id']!;
      const blob = isIntersecting ? source.fileOf(id) : null;
      if (blob) this.#thumbnails.want(id, blob);
      else this.#thumbnails.unwant(id);
    }
  }

  readonly #scrolled = (): void => {
    const { start, end } = this.#measure(this.#source().files.length);
    if (start !== this.#range.start || end !== this.#range.end) this.#host.requestUpdate();
  };

  #measure(count: number): ListRange {
    return visibleRange({
      count,
      columns: this.#columns,
      rowHeight: this.#rowHeight,
      scrollTop: this.#list?.scrollTop ?? 0,
      viewport: this.#list?.clientHeight ?? 0,
      extra: this.#higherRows(),
    });
  }

  #higherRows(): ReadonlyMap<number, number> {
    const rows = new Map<number, number>();
    if (this.#extra.size === 0) return rows;
    for (const [at, { id }] of this.#source().files.entries()) {
      const row = Math.floor(at / this.#columns);
      const more = this.#extra.get(id);
      if (more !== undefined) rows.set(row, Math.max(more, rows.get(row) ?? 0));
    }
    return rows;
  }

  /** Returns whether the rows are of another size than was thought, and the range has to be found anew. */
  #measureRow(): boolean {
    const list = this.#list;
    if (!list || this.#source().files.length <= ALL_UP_TO) return false;
    const rows = [...this.#rows.values()];
    const first = rows.find(({ dataset }) => dataset['status'] !== 'failed');
    if (rows.length === 0) return false;
    const style = getComputedStyle(list);
    const columns = style.display === 'grid' ? style.gridTemplateColumns.split(' ').length : 1;
    const gap = style.display === 'grid' ? parseFloat(style.rowGap) || 0 : 0;
    const known = this.#rowHeight || Math.min(...rows.map(({ offsetHeight }) => offsetHeight + gap));
    const height = first ? first.offsetHeight + gap : known;
    let grown = false;
    for (const row of rows) {
      const id = row.dataset['id']!;
      const more = row.dataset['status'] === 'failed' ? Math.max(0, row.offsetHeight + gap - height) : 0;
      if (more === (this.#extra.get(id) ?? 0)) continue;
      grown = true;
      if (more > 0) this.#extra.set(id, more);
      else this.#extra.delete(id);
    }
    if (height === 0 || (!grown && columns === this.#columns && height === this.#rowHeight)) return false;
    this.#columns = columns;
    this.#rowHeight = height;
    return true;
  }
}

/** How long until a wait is told in other words: rarely, for it is not a clock. */
function untilStep(left: number): number {
  return left <= WAIT_STEP ? Infinity : left % WAIT_STEP || WAIT_STEP;
}
