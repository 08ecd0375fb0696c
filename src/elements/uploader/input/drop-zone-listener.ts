import { isEditable } from './paste.ts';
import { path } from './path.ts';
import { offerOf } from './take-drop.ts';

/** Browsers repeat `dragover` at least this often; a drag that falls silent has ended elsewhere (ms). */
const SILENCE = 700;

export interface DropTargetOptions {
  /** Whether files may be dropped now. */
  accepts(): boolean;
  /** Whether links may be added; one that is dropped all the same is refused with a sentence. */
  acceptsLinks(): boolean;
  /** A drag with files is over the target, or no longer. */
  onDrag(over: boolean): void;
  onDrop(transfer: DataTransfer): void;
  signal: AbortSignal;
}

/**
 * Takes drops on an area. A drag has left when no event comes any more; enters and leaves are not counted, which go missing
 * when the element under the pointer is removed, or the drag leaves the window.
 */
export function listenForDrops(target: EventTarget, options: DropTargetOptions): void {
  const { signal } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const set = (value: boolean) => {
    clearTimeout(timer);
    if (value) timer = setTimeout(() => set(false), SILENCE);
    if (value === over) return;
    over = value;
    options.onDrag(value);
  };
  const wanted = (event: Event) => {
    const offer = offerFor(event as DragEvent);
    return options.accepts() && (offer !== 'text' || options.acceptsLinks()) && offer;
  };
  const drag = (event: Event) => {
    const offer = wanted(event);
    if (!offer) return set(false); // another uploader may be the nearer one
    event.preventDefault();
    const { dataTransfer } = event as DragEvent;
    // A link may not be copied from every page.
    dataTransfer!.dropEffect = /copy|all|un/i.test(dataTransfer!.effectAllowed) ? 'copy' : 'link';
    if (offer === 'files' || options.acceptsLinks()) set(true);
  };
  target.addEventListener('dragenter', drag, { signal });
  target.addEventListener('dragover', drag, { signal });
  target.addEventListener(
    'dragleave',
    (event) => {
      const { relatedTarget } = event as DragEvent;
      if (!path(relatedTarget as Node | null).includes(target as Element)) set(false);
    },
    { signal },
  );
  target.addEventListener(
    'drop',
    (event) => {
      const offer = wanted(event);
      set(false);
      if (!offer) return;
      event.preventDefault();
      options.onDrop((event as DragEvent).dataTransfer!);
    },
    { signal },
  );
  signal.addEventListener('abort', () => set(false), { once: true });
}

/** A drag that began in this page: a picture of its own, dragged by accident, has `Files`, too. */
let isOwn = false;

/** Contents of a drag from elsewhere that nobody has taken; a link over a field is that field's. */
function offerFor(event: DragEvent): ReturnType<typeof offerOf> {
  if (isOwn || event.defaultPrevented) return null;
  const offer = offerOf(event.dataTransfer);
  return offer !== 'files' && isEditable(event.composedPath()[0]) ? null : offer;
}

/**
 * Watches the drags of a page. A file or link dropped beside a target would make the browser leave the page, and the
 * queue with it.
 */
export function guardPage(signal: AbortSignal): void {
  const refuse = (event: DragEvent) => {
    if (!/files|link/.test(offerFor(event) ?? '')) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement && target.type === 'file') return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse, { signal });
  window.addEventListener('drop', refuse, { signal });

  const note = ({ type }: Event) => (isOwn = type === 'dragstart');
  // A drag whose source is removed ends without a word; the pointer is back after each.
  for (const type of ['dragstart', 'dragend', 'pointerdown', 'pointermove'])
    window.addEventListener(type, note, { signal, capture: true });
  // After all who hear of it.
  window.addEventListener('drop', (event) => setTimeout(note, 0, event), { signal, capture: true });
}
