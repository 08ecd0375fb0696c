import { order as english } from '../../../../locales/en/order.ts';
import type { PartContext } from '../../part-context.ts';
import { heldPress, type EarlyAct } from './early-acts.ts';
import { orderStyles } from './order.styles.ts';
import { edgeSpeed, nearestPlace, placeByKey, roomFor, type RowBox } from './places.ts';
import { Press } from './press.ts';

export const styles = [orderStyles];
export { english };

/** How fast a list scrolls at its very edge (pixels a millisecond). */
const FASTEST = 1;
const GLIDE: KeyframeAnimationOptions = { duration: 180, easing: 'cubic-bezier(0.2, 0, 0, 1)' };

const orderings = new WeakMap<object, Ordering>();

/** The one `Ordering` of an uploader, made at the first call. */
export function orderingOf(context: PartContext): Ordering {
  const { host } = context;
  let ordering = orderings.get(host);
  if (!ordering) orderings.set(host, (ordering = new Ordering(context)));
  return ordering;
}

type Host = HTMLElement & { requestUpdate(): void; readonly updateComplete: Promise<boolean> };

/** A file on its way to another place. */
interface Carried {
  id: string;
  row: HTMLElement;
  list: HTMLElement;
  /** Where the row is held, from its corner. */
  hold: { x: number; y: number };
  to: number;
}

/**
 * Puts files into another order: by mouse from the picture, by a finger that rests on a row, by Ctrl+Shift with arrows, and
 * by commands. A row that is carried follows the pointer, the others make room; the queue changes once, when it is let go.
 */
export class Ordering {
  readonly #host: Host;
  readonly #context: PartContext;
  readonly #press = new Press();
  #carried: Carried | null = null;

  constructor(context: PartContext) {
    const { host } = context;
    this.#host = host;
    this.#context = context;
    const root = host.shadowRoot!;
    root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
    root.addEventListener('pointerdown', (event) => this.#down(event as PointerEvent), { passive: true });
    root.addEventListener('pointerover', () => this.#offer(), { passive: true });
    context.list.isCarrying = () => this.#press.busy;
    root.addEventListener('contextmenu', (event) => this.#press.isHeld && event.preventDefault());
    root.addEventListener(
      'click',
      (event) => {
        if (!this.#press.swallowsClick()) return;
        event.preventDefault();
        event.stopPropagation();
      },
      { capture: true },
    );
    this.#offer();
  }

  /** Moves a file, from the keyboard or by a command; what has the focus in its row keeps it. */
  move(id: string, to: number): void {
    const { activeElement } = this.#host.shadowRoot!;
    const isFocused = rowAround(activeElement)?.dataset['id'] === id;
    const action = (activeElement as HTMLElement | null)?.dataset['action'];
    this.#put(id, to);
    if (isFocused) void this.#follow(id, action);
  }

  #put(id: string, to: number): void {
    const { announcer } = this.#context;
    const { texts, sync } = this.#context.options;
    const { queue } = this.#context.session;
    const ids = queue.files.map((file) => file.id);
    const at = ids.indexOf(id);
    const place = clamp(to, 0, ids.length - 1);
    if (at < 0) return;
    if (place !== at) {
      ids.splice(place, 0, ...ids.splice(at, 1));
      queue.arrange(ids, id);
    }
    sync();
    this.#host.requestUpdate();
    const { name } = queue.get(id)!;
    announcer.announce('moved', () =>
      texts.t('movedTo', { name, place: queue.indexOf(id) + 1, total: queue.size }),
    );
  }

  async #follow(id: string, action: string | undefined): Promise<void> {
    await this.#host.updateComplete;
    await this.#context.list.reveal(id);
    const row = this.#list?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    const control = action && row?.querySelector<HTMLElement>(`[data-action="${action}"]:not(:disabled)`);
    if (control) control.focus({ preventScroll: true });
  }

  get #list(): HTMLElement | null {
    return this.#host.shadowRoot!.querySelector<HTMLElement>('.list');
  }

  get #mayMove(): boolean {
    const { multiple, locked } = this.#context.view;
    return multiple && !locked && this.#context.session.queue.size > 1;
  }

  /** A person is near: shows whether there is anything to take hold of. */
  #offer(): void {
    this.#list?.toggleAttribute('data-orderable', this.#mayMove);
  }

  /** Does what a person did before this code was there: all keys, and the press that is still held. */
  replay(acts: readonly EarlyAct[]): void {
    for (const { event, target } of acts)
      if (event.type === 'keydown') this.#key(event as KeyboardEvent, target);
    const held = heldPress(acts);
    if (held) this.#down(held.event as PointerEvent, held.target);
  }

  #key(event: KeyboardEvent, target = event.target): void {
    const row = rowAround(target);
    if (!row || event.defaultPrevented || isWriting(target) || !this.#mayMove) return;
    const { queue } = this.#context.session;
    const id = row.dataset['id']!;
    const to = placeByKey(event, {
      ...{ at: queue.indexOf(id), count: queue.size },
      ...layoutOf(row.parentElement!),
    });
    if (to === null || this.#press.busy) return;
    event.preventDefault();
    this.move(id, to);
  }

  #down(event: PointerEvent, target = event.target): void {
    const row = rowAround(target);
    if (!row || !event.isPrimary || event.button !== 0 || !this.#mayMove) return;
    const { pointerType, clientX, clientY } = event;
    const isTaken = (target as Element).closest(
      'button, a, input, textarea, select, label, summary, .fields',
    );
    if (isTaken || (pointerType !== 'touch' && !(target as Element).closest('.thumb'))) return;
    const id = row.dataset['id']!;
    this.#press.start(event, this.#host.shadowRoot!, {
      begin: () => this.#begin(id, clientX, clientY),
      move: (x, y, elapsed) => this.#move(x, y, elapsed),
      end: () => this.#drop(),
      cancel: () => this.#clear(),
    });
  }

  #begin(id: string, x: number, y: number): void {
    const list = this.#list;
    const row = list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    if (!list || !row) return this.#press.cancel();
    const box = row.getBoundingClientRect();
    const hold = { x: x - box.left, y: y - box.top };
    this.#carried = { id, row, list, hold, to: this.#context.session.queue.indexOf(id) };
    const { queue } = this.#context.session;
    this.#context.list.pinned = (start, end) => {
      const at = queue.indexOf(id);
      return at < start || at >= end ? queue.slice(at, at + 1) : [];
    };
    list.classList.add('is-ordering');
    row.classList.add('is-carried');
    navigator.vibrate?.(8);
    this.#context.options.signal().addEventListener('abort', () => this.#press.cancel(), { once: true });
  }

  #move(x: number, y: number, elapsed: number): void {
    const carried = this.#carried;
    if (!carried) return;
    const { list, row, hold } = carried;
    const { queue } = this.#context.session;
    const from = queue.indexOf(carried.id);
    if (from < 0 || !row.isConnected || !this.#mayMove) return this.#press.cancel();
    this.#scroll(list, y, elapsed);
    const frame = list.getBoundingClientRect();
    const { columns } = layoutOf(list);
    const rows = this.#rows(list);
    // A row that is only kept in the page for the pointer stands at no place of its own.
    const known = rows.some(({ box, row: other }) => other !== row && Math.abs(box.at - from) === 1);
    const boxes = rows.filter(({ row: other }) => other !== row || known).map(({ box }) => box);
    const width = row.offsetWidth;
    const height = row.offsetHeight;
    const most = Math.max(0, list.scrollHeight - height);
    const wanted = {
      x:
        columns > 1
          ? clamp(x - frame.left - hold.x, -width / 4, list.clientWidth - (width * 3) / 4)
          : row.offsetLeft,
      y: clamp(y - frame.top - list.clientTop - hold.y + list.scrollTop, 0, most),
    };
    const to = nearestPlace(boxes, { x: wanted.x + width / 2, y: wanted.y + height / 2 }, from);
    carried.to = to;
    const room = roomFor([...boxes.filter(({ at }) => at !== from), boxOf(row, from)], {
      ...{ from, to, inColumns: columns > 1 },
    });
    for (const { box, row: other } of rows) {
      if (other === row) continue;
      const shift = room.get(box.at);
      place(other, shift ? `${shift.x}px ${shift.y}px` : '');
    }
    place(row, `${wanted.x - row.offsetLeft}px ${wanted.y - row.offsetTop}px`);
  }

  #rows(list: HTMLElement): { row: HTMLElement; box: RowBox }[] {
    const { queue } = this.#context.session;
    return [...list.querySelectorAll<HTMLElement>(':scope > .file')].map((row) => ({
      row,
      box: boxOf(row, queue.indexOf(row.dataset['id']!)),
    }));
  }

  /** Scrolls the list while the pointer is near its edges; where it has no way to go, the page. */
  #scroll(list: HTMLElement, y: number, elapsed: number): void {
    const page = document.scrollingElement ?? document.documentElement;
    const { top, bottom } = list.getBoundingClientRect();
    const inList = edgeSpeed(y, Math.max(0, top), Math.min(innerHeight, bottom));
    const way = inList < 0 ? list.scrollTop : list.scrollHeight - list.clientHeight - list.scrollTop;
    if (inList !== 0 && way >= 1)
      return list.scrollBy({ top: inList * FASTEST * elapsed, behavior: 'instant' });
    const inPage = top < 0 || bottom > innerHeight ? edgeSpeed(y, 0, innerHeight) : 0;
    if (inPage !== 0) page.scrollBy({ top: inPage * FASTEST * elapsed, behavior: 'instant' });
  }

  #drop(): void {
    const carried = this.#carried;
    if (!carried) return;
    const { id, row, to } = carried;
    const before = row.getBoundingClientRect();
    this.#clear();
    if (to === this.#context.session.queue.indexOf(id)) return;
    this.#put(id, to);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    void this.#host.updateComplete.then(() => {
      const now = row.getBoundingClientRect();
      const shift = `${before.left - now.left}px ${before.top - now.top}px`;
      if (row.isConnected) row.animate({ translate: [shift, '0px 0px'] }, GLIDE);
    });
  }

  /** Everything is where it belongs. */
  #clear(): void {
    const carried = this.#carried;
    this.#carried = null;
    if (!carried) return;
    carried.list.classList.remove('is-ordering');
    carried.row.classList.remove('is-carried');
    for (const { row } of this.#rows(carried.list)) place(row, '');
    place(carried.row, '');
    this.#context.list.pinned = null;
    this.#host.requestUpdate();
  }
}

function place(row: HTMLElement, translate: string): void {
  if (row.style.getPropertyValue('translate') === translate) return;
  if (translate) row.style.setProperty('translate', translate);
  else row.style.removeProperty('translate');
}

function boxOf(
  { offsetLeft: x, offsetTop: y, offsetWidth: width, offsetHeight: height }: HTMLElement,
  at: number,
): RowBox {
  return { at, x, y, width, height };
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(Math.max(low, high), value));

function rowAround(node: EventTarget | null): HTMLElement | null {
  return node instanceof Element ? node.closest<HTMLElement>('.list > .file') : null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

function layoutOf(list: Element): { columns: number; rtl: boolean } {
  const { display, gridTemplateColumns, direction } = getComputedStyle(list);
  const columns = display === 'grid' ? gridTemplateColumns.split(' ').length : 1;
  return { columns, rtl: direction === 'rtl' };
}
