import type { UploadFile } from '../../../upload/state/types.ts';
import { offsetOf, visibleRange } from './list-window.ts';
import { ALL_UP_TO, type ListRange, type LongList } from './long-list.ts';

// The form's value is as long as the list.
export { putOff } from '../form/put-off.ts';

/** Whether a row may be higher than the others: that of a failed file says more, and open fields take room. */
const isHigher = (row: HTMLElement): boolean =>
  row.dataset['status'] === 'failed' || row.querySelector('.fields.open') !== null;

/** How high the rows of a long list are: all alike, but for those of failed files and of open fields. */
export class RowGeometry {
  readonly #list: LongList;
  #rowHeight = 0;
  #columns = 1;
  /** How far it is scrolled, and how much of it is seen, as of the last look: looking has the page laid out. */
  #scrollTop = 0;
  #viewport = 0;
  /** By how much such rows were higher than the others, when they were last seen. */
  readonly #extra = new Map<string, number>();

  /** The file whose row stays in the page although it is far from what is seen: it has the focus. */
  #kept: string | null = null;
  readonly #changed: () => void;
  #watched: HTMLElement | null = null;
  /** Ends the watch over the list's box, and over printing. */
  #watch: AbortController | null = null;
  /** The page is printed, and the list with it, as a whole. */
  #isPrinted = false;

  /** @param changed The range has to be found anew: the list is of another size, or is printed. */
  constructor(list: LongList, changed: () => void) {
    this.#list = list;
    this.#changed = changed;
  }

  forget(id: string): void {
    this.#extra.delete(id);
  }

  /** Looks where the list is. Returns whether something else of it is seen than before; one that is hidden has no place. */
  look({ scrollTop, clientHeight }: HTMLElement): boolean {
    if (clientHeight === 0) return false;
    const isOther = clientHeight !== this.#viewport || scrollTop !== this.#scrollTop;
    this.#scrollTop = scrollTop;
    this.#viewport = clientHeight;
    return isOther;
  }

  /** Which files are to stand in the page. */
  range(): ListRange {
    if (this.#isPrinted) return { start: 0, end: this.#list.queue.size, before: 0, height: 0 };
    return visibleRange({
      count: this.#list.queue.size,
      coming: this.#list.checking,
      columns: this.#columns,
      rowHeight: this.#rowHeight,
      scrollTop: this.#scrollTop,
      viewport: this.#viewport,
      extra: this.#higherRows(),
    });
  }

  /**
   * Adds the file whose row has the focus, where it is out of the range: a person who writes, and looks elsewhere in the list,
   * goes on writing. It comes first or last, so that its row need not move among the others, which would take the focus.
   */
  keep(files: UploadFile[], { start, end }: ListRange): void {
    const { queue } = this.#list;
    const { activeElement } = (this.#watched?.getRootNode() ?? {}) as Partial<ShadowRoot>;
    const id = activeElement?.closest<HTMLElement>('.file')?.dataset['id'];
    const at = id === undefined ? -1 : queue.indexOf(id);
    this.#kept = null;
    if (at < 0 || (at >= start && at < end) || files.some((file) => file.id === id)) return;
    this.#kept = id!;
    const [file] = queue.slice(at, at + 1);
    if (at < start) files.unshift(file!);
    else files.push(file!);
  }

  /** The row that is kept stands where it belongs, and takes no room among the others. */
  #putKept(rows: readonly HTMLElement[]): void {
    for (const row of rows) {
      const id = row.dataset['id']!;
      const isKept = id === this.#kept;
      if (!isKept && !row.style.position) continue;
      row.style.position = isKept ? 'absolute' : '';
      row.style.insetInline = isKept ? '0' : '';
      row.style.insetBlockStart = isKept ? `${this.offset(this.#list.queue.indexOf(id))}px` : '';
    }
  }

  /** Pixels from the top of the list to a file's row. */
  offset(at: number): number {
    return offsetOf(Math.floor(at / this.#columns), this.#rowHeight, this.#higherRows());
  }

  /** Returns whether the rows are of another size than was thought, and the range has to be found anew. */
  measure(list: HTMLElement, rows: readonly HTMLElement[]): boolean {
    const { queue, checking } = this.#list;
    this.#enter(list);
    this.#putKept(rows);
    if (queue.size + checking <= ALL_UP_TO || rows.length === 0) return false;
    const isOther = this.look(list);
    const placed = rows.filter(({ dataset }) => dataset['id'] !== this.#kept); // as wide as the list, also among tiles
    const first = placed.find((row) => !isHigher(row));
    const style = getComputedStyle(list);
    const columns = style.display === 'grid' ? style.gridTemplateColumns.split(' ').length : 1;
    const gap = style.display === 'grid' ? parseFloat(style.rowGap) || 0 : 0;
    const known = this.#rowHeight || Math.min(...placed.map(({ offsetHeight }) => offsetHeight + gap));
    const height = first ? first.offsetHeight + gap : known;
    let grown = false;
    for (const row of placed) {
      const id = row.dataset['id']!;
      const more = isHigher(row) ? Math.max(0, row.offsetHeight + gap - height) : 0;
      if (more === (this.#extra.get(id) ?? 0)) continue;
      grown = true;
      if (more > 0) this.#extra.set(id, more);
      else this.#extra.delete(id);
    }
    if (height === 0) return false;
    if (!isOther && !grown && columns === this.#columns && height === this.#rowHeight) return false;
    this.#columns = columns;
    this.#rowHeight = height;
    return true;
  }

  /** The list may be shown at last, be as wide as rows of another height, or be printed. */
  #enter(list: HTMLElement): void {
    if (list === this.#watched) return;
    this.leave();
    this.#watched = list;
    const { signal } = (this.#watch = new AbortController());
    const sizes = new ResizeObserver(this.#changed);
    sizes.observe(list);
    signal.addEventListener('abort', () => sizes.disconnect());
    for (const type of ['beforeprint', 'afterprint'])
      addEventListener(
        type,
        () => {
          this.#isPrinted = type === 'beforeprint';
          this.#changed();
        },
        { signal },
      );
  }

  /** The list has left the page. */
  leave(): void {
    this.#watch?.abort();
    this.#watched = null;
  }

  /** As many as have been seen, however long the list is. */
  #higherRows(): ReadonlyMap<number, number> {
    const rows = new Map<number, number>();
    for (const [id, more] of this.#extra) {
      const row = Math.floor(this.#list.queue.indexOf(id) / this.#columns);
      rows.set(row, Math.max(more, rows.get(row) ?? 0));
    }
    return rows;
  }
}
