import { warnOnce } from '../../shared/base/warn.ts';
import { guardPage, listenForDrops } from './drop-zone-listener.ts';
import type { Source } from '../settings.ts';
import { addressOf, isEditable } from './paste.ts';
import { takeDrop, type DroppedItem } from './take-drop.ts';

export interface SourceHost extends HTMLElement {
  readonly dropTarget: string | null;
  /** Files are to be found again after a reload. */
  readonly recover: boolean | 'auto';
}

export interface SourceOptions {
  /** Whether this way in is open now. */
  open(source: Source): boolean;
  /** Files are being dragged over the element, or over its drop target, which is then given. */
  onDrag(over: boolean, target: HTMLElement | null): void;
  onPaste(files: File[]): void;
  onDrop(items: DroppedItem[]): void;
  onAddress(address: string): void;
  signal: AbortSignal;
}

/** Drops on the element and its drop target, and pastes; until the signal aborts. */
export function listenToSources(host: SourceHost, options: SourceOptions): void {
  const { signal } = options;
  const over = new Set<HTMLElement>();
  const listen = (area: HTMLElement) =>
    listenForDrops(area, {
      signal,
      accepts: () => options.open('drop'),
      onDrag: (now) => {
        if (now) over.add(area);
        else over.delete(area);
        options.onDrag(over.size > 0, over.has(host) || !now ? null : area);
      },
      onDrop: (transfer) => options.onDrop(takeDrop(transfer, host.recover !== false)),
    });
  const target = targetOf(host);
  listen(host);
  if (target && target !== host) listen(target);
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
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length > 0) {
    event.preventDefault();
    options.onPaste(files);
    return;
  }
  const address = focused === host ? addressOf(event.clipboardData?.getData('text/plain') ?? '') : null;
  if (!address || !options.open('url')) return;
  event.preventDefault();
  options.onAddress(address);
}
