import { warnOnce } from '../../shared/base/warn.ts';
import { guardPage, listenForDrops } from './drop-zone-listener.ts';
import type { Source } from '../settings.ts';
import { isEditable, pasteFor } from './paste.ts';
import { isReachable } from './reachable.ts';
import { takeDrop, takeLink, type DroppedItem, type LinkData } from './take-drop.ts';

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
  /** @param isPasted By a person whose focus is in the element; else dropped. */
  onLink(link: LinkData, isPasted?: boolean): void;
  signal: AbortSignal;
}

/** Drops on the element and its drop target, and pastes; until the signal aborts. */
export function listenToSources(host: SourceHost, options: SourceOptions): void {
  const { signal } = options;
  const over = new Set<HTMLElement>();
  const listen = (area: HTMLElement) =>
    // A body is often shorter than the window that it stands for.
    listenForDrops(area === document.body ? document.documentElement : area, {
      signal,
      accepts: () => options.open('drop') && isReachable(host),
      acceptsLinks: () => options.open('url'),
      onDrag: (now) => {
        if (now) over.add(area);
        else over.delete(area);
        options.onDrag(over.size > 0, over.has(host) || !now ? null : area);
      },
      onDrop: (transfer) => {
        const items = takeDrop(transfer, host.recover !== false);
        if (items.length > 0) options.onDrop(items);
        else options.onLink(takeLink(transfer));
      },
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

/** A paste is never for an uploader while a person pastes into a field, and for one of several on a page. */
function paste(event: ClipboardEvent, host: HTMLElement, options: SourceOptions): void {
  if (event.defaultPrevented || !options.open('paste')) return;
  const [target] = event.composedPath();
  if (isEditable(target)) return;
  const data = event.clipboardData;
  const reason = data && pasteFor(host);
  if (!reason) return;
  const files = [...data.files];
  // Text is only meant for an uploader that a person is in.
  if (files.length === 0 && reason !== 'focused') return;
  event.preventDefault();
  if (files.length > 0) options.onPaste(files);
  else options.onLink(takeLink(data), true);
}
