import { warnOnce } from '../../shared/warn.ts';
import { guardPage, listenForDrops } from '../drop-target.ts';
import type { Source } from '../settings.ts';
import { addressOf, filesOfPaste, isEditable } from './paste.ts';
import { filesOfDrop } from './drop.ts';

export interface SourceHost extends HTMLElement {
  readonly dropTarget: string | null;
}

export interface SourceOptions {
  /** Whether this way in is open now. */
  open(source: Source): boolean;
  onDrag(over: boolean): void;
  /** Files of a drop are told in two steps: that they come, and which. */
  onFiles(files: File[], source: 'drop' | 'folder' | 'paste'): void;
  onAddress(address: string): void;
  signal: AbortSignal;
}

/** Drops on the element and its drop target, and pastes; until the signal aborts. */
export function listenToSources(host: SourceHost, options: SourceOptions): void {
  const { signal } = options;
  const drops = {
    signal,
    accepts: () => options.open('drop'),
    onDrag: (over: boolean) => options.onDrag(over),
    onDrop: (transfer: DataTransfer) =>
      void filesOfDrop(transfer).then((found) => {
        if (signal.aborted) return;
        options.onFiles(
          found.map(({ file }) => file),
          found.some(({ inFolder }) => inFolder) ? 'folder' : 'drop',
        );
      }),
  };
  listenForDrops(host, drops);
  const target = targetOf(host);
  if (target && target !== host) listenForDrops(target, drops);
  guardPage(signal);
  document.addEventListener('paste', (event) => paste(event, host, options), { signal });
}

function targetOf(host: SourceHost): HTMLElement | null {
  if (!host.dropTarget) return null;
  try {
    const found = (host.getRootNode() as Document | ShadowRoot).querySelector<HTMLElement>(host.dropTarget);
    const target = found ?? document.querySelector<HTMLElement>(host.dropTarget);
    if (target) return target;
  } catch {
    // Said below: not a selector.
  }
  warnOnce('uploader:drop-target', `drop-target="${host.dropTarget}" matches nothing on the page.`);
  return null;
}

/**
 * A paste belongs to the uploader that has the focus, else to the first on the page; never to one while a person
 * pastes into a field.
 */
function paste(event: ClipboardEvent, host: HTMLElement, options: SourceOptions): void {
  if (event.defaultPrevented || !options.open('paste')) return;
  const [target] = event.composedPath();
  if (isEditable(target)) return;
  const focused = document.activeElement;
  const elsewhere = focused?.localName === host.localName && focused !== host;
  if (elsewhere && !host.contains(focused)) return;
  const files = filesOfPaste(event.clipboardData);
  if (files.length > 0) {
    event.preventDefault();
    options.onFiles(files, 'paste');
    return;
  }
  const address = focused === host ? addressOf(event.clipboardData?.getData('text/plain') ?? '') : null;
  if (!address || !options.open('url')) return;
  event.preventDefault();
  options.onAddress(address);
}
