import { carriesFiles } from './take-drop.ts';

/** Browsers repeat `dragover` at least this often; a drag that falls silent has ended elsewhere (ms). */
const SILENCE = 700;

export interface DropTargetOptions {
  /** Whether files may be dropped now. */
  accepts(): boolean;
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
  const drag = (event: Event) => {
    const { dataTransfer } = event as DragEvent;
    if (event.defaultPrevented || !carriesFiles(dataTransfer) || !options.accepts()) return;
    event.preventDefault();
    dataTransfer!.dropEffect = 'copy';
    set(true);
  };
  target.addEventListener('dragenter', drag, { signal });
  target.addEventListener('dragover', drag, { signal });
  target.addEventListener(
    'dragleave',
    (event) => {
      const { relatedTarget } = event as DragEvent;
      if (!(relatedTarget instanceof Node) || !contains(target, relatedTarget)) set(false);
    },
    { signal },
  );
  target.addEventListener(
    'drop',
    (event) => {
      const { dataTransfer } = event as DragEvent;
      const wanted = !event.defaultPrevented && carriesFiles(dataTransfer) && options.accepts();
      set(false);
      if (!wanted) return;
      event.preventDefault();
      options.onDrop(dataTransfer!);
    },
    { signal },
  );
  signal.addEventListener('abort', () => set(false), { once: true });
}

function contains(target: EventTarget, node: Node): boolean {
  for (let at: Node | null = node; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null))
    if (at === target) return true;
  return false;
}

/** A file dropped beside the target would make the browser leave the page, and the queue with it. */
export function guardPage(signal: AbortSignal): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !carriesFiles(event.dataTransfer)) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement && target.type === 'file') return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse, { signal });
  window.addEventListener('drop', refuse, { signal });
}
