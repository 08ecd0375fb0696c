import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { UploadFile } from '../../../upload/state/types.ts';
import { copyText } from '../../shared/share.ts';
import { inputStyles } from '../panel/input.styles.ts';
import type { TextKey } from '../view-model.ts';
import { menuActions, pageOf, type MenuAction, type MenuFacts } from './menu-actions.ts';
import { entryFor } from './menu-keys.ts';
import { menuPlace } from './menu-place.ts';
import { movesOf } from './order/places.ts';
import type { PartContext } from '../part-context.ts';
import { menuIcon, type MenuIcon } from './row-menu-icons.ts';
import { rowMenuStyles } from './row-menu.styles.ts';

export { rowMenu as english } from '../../../locales/en/row-menu.ts';
export const styles = [inputStyles, rowMenuStyles];

/** The steps of a menu: its entries; the link, to be copied by hand; the question before an image is deleted, and its end. */
type Step = 'entries' | 'link' | 'question' | 'deleting' | 'failed';

/**
 * Opens the menu of a file at a button of its row: a popover in the top layer, where neither the list nor a dialog cuts it.
 * It closes by Escape, by a click beside it, when what is under it scrolls, and when its file leaves; the focus goes back to
 * the button, wherever it was inside.
 */
export function openRowMenu(id: string, button: HTMLElement, context: PartContext): void {
  const { activeElement } = button.getRootNode() as ShadowRoot;
  // The press that closed it, by the browser's own rule, is the one that arrives here.
  const isDismissal = performance.now() - (dismissed.get(button) ?? -Infinity) < SAME_PRESS;
  // Its code may have come late: a person who writes by now is not called back.
  if (isDismissal || !button.isConnected || activeElement?.matches('input, textarea')) return;
  new RowMenu(id, button, context).open();
}

/** When the browser closed the menu of a button, as for a press beside it. */
const dismissed = new WeakMap<HTMLElement, number>();

/** A press and its click are no further apart (ms). */
const SAME_PRESS = 100;

class RowMenu {
  readonly #id: string;
  readonly #button: HTMLElement;
  readonly #context: PartContext;
  readonly #box = document.createElement('div');
  readonly #closed = new AbortController();
  #step: Step = 'entries';
  #isCopied = false;
  /** The row stands still: scrolling from now on moves it away from the menu. */
  #isAtRest = false;

  constructor(id: string, button: HTMLElement, context: PartContext) {
    this.#id = id;
    this.#button = button;
    this.#context = context;
  }

  get #file(): UploadFile | undefined {
    return this.#context.session.queue.get(this.#id);
  }

  /** @param step What it shows first; unasked it leaves the focus where a person is at work. */
  open(step: Step = 'entries'): void {
    const { host, session } = this.#context;
    const { activeElement } = this.#button.getRootNode() as ShadowRoot;
    const isAsked = step === 'entries' || activeElement !== null || document.activeElement === document.body;
    this.#step = step;
    const box = this.#box;
    box.className = 'row-menu';
    box.popover = 'auto';
    // In the frame of the list: beside an open dialog it could not be used.
    this.#button.closest('.base')!.append(box);
    this.#render();
    box.showPopover();
    this.#button.setAttribute('aria-expanded', 'true');
    this.#place();
    if (isAsked) this.#focus();

    const closed = this.#closed.signal;
    const stop = session.queue.subscribe(({ type, file }) => {
      if (type === 'removed' && file.id === this.#id) this.close();
    });
    closed.addEventListener('abort', stop);
    const life = { hostDisconnected: () => this.close(), hostUpdated: () => this.#follow() };
    host.addController(life);
    closed.addEventListener('abort', () => host.removeController(life));
    box.addEventListener('beforetoggle', () => dismissed.set(this.#button, performance.now()), {
      signal: closed,
    });
    box.addEventListener('toggle', ({ newState }) => newState === 'closed' && this.#gone(), {
      signal: closed,
    });
    box.addEventListener('keydown', (event) => this.#pressed(event), { signal: closed });
    const scrolled = ({ target }: Event) => {
      if (!(target instanceof Node && box.contains(target)) && this.#isAtRest) this.close();
    };
    addEventListener('scroll', scrolled, { capture: true, passive: true, signal: closed });
    addEventListener('resize', () => this.#place(), { signal: closed });
    // The scrolling by which the button came into sight ends with this frame.
    requestAnimationFrame(() => requestAnimationFrame(() => (this.#isAtRest = true)));
  }

  /** Closes it. The focus goes back to the button, unless the person took it elsewhere. */
  close(): void {
    const hasFocus = this.#box.matches(':focus-within');
    this.#closed.abort();
    if (this.#box.matches(':popover-open')) this.#box.hidePopover();
    this.#gone();
    if (hasFocus) this.#button.focus({ preventScroll: true });
  }

  /** The list is shown anew: other things may be possible with the file by now, or nothing that the menu would be for. */
  #follow(): void {
    if (this.#step !== 'entries') return this.#render(); // its language may be another one
    const root = this.#box.getRootNode() as ShadowRoot;
    const hadFocus = this.#box.matches(':focus-within');
    const action = (root.activeElement as HTMLElement | null)?.dataset['action'];
    if (!this.#button.isConnected) {
      this.close();
      const row = root.querySelector(`.file[data-id="${CSS.escape(this.#id)}"]`);
      if (hadFocus) row?.querySelector<HTMLElement>('[part="actions"] button:not(:disabled)')?.focus();
      return;
    }
    this.#render();
    this.#place();
    if (!hadFocus || root.activeElement) return;
    const same = this.#items.find((item) => item.dataset['action'] === action);
    if (same) same.focus({ preventScroll: true });
    else this.#focus();
  }

  #gone(): void {
    this.#closed.abort();
    this.#button.removeAttribute('aria-expanded');
    this.#box.remove();
  }

  #render(): void {
    const file = this.#file;
    if (file) render(this.#content(file), this.#box);
  }

  #to(step: Step): void {
    this.#step = step;
    this.#render();
    this.#place();
    this.#focus();
  }

  #focus(): void {
    const control = this.#box.querySelector<HTMLElement>('[data-first]') ?? this.#items[0];
    control?.focus({ preventScroll: true });
    if (control instanceof HTMLInputElement) control.select();
  }

  /** The place of the file among others, where their order can be changed. */
  get #order(): MenuFacts['order'] {
    const { session, view } = this.#context;
    return view.multiple ? { at: session.queue.indexOf(this.#id), count: session.queue.size } : null;
  }

  get #items(): HTMLElement[] {
    return [...this.#box.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #place(): void {
    const { style } = this.#box;
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    style.removeProperty('--_height');
    const size = { width: this.#box.offsetWidth, height: this.#box.offsetHeight };
    const button = this.#button.getBoundingClientRect();
    const place = menuPlace(
      button,
      size,
      { width, height: Math.min(height, innerHeight) },
      this.#box.matches(':dir(rtl)'),
    );
    style.setProperty('--_x', `${place.left}px`);
    style.setProperty('--_y', `${place.top}px`);
    style.setProperty('--_height', `${place.height}px`);
  }

  #pressed(event: KeyboardEvent): void {
    const { key, code, isComposing, ctrlKey, metaKey, altKey } = event;
    if (isComposing || ctrlKey || metaKey || altKey) return;
    if (key === 'Escape') {
      event.preventDefault(); // a dialog around it stays
      event.stopPropagation();
      return this.close();
    }
    if (this.#step !== 'entries') return;
    // The browser goes on from the button. WebKitGTK has no name for Shift+Tab, but the place of the key.
    if (key === 'Tab' || code === 'Tab') return this.close();
    const items = this.#items;
    const root = this.#box.getRootNode() as ShadowRoot;
    const labels = items.map(({ textContent }) => textContent);
    const next = entryFor(
      key,
      labels,
      items.indexOf(root.activeElement as HTMLElement),
      this.#context.view.texts.lang,
    );
    if (next !== null) {
      event.preventDefault();
      items[next]!.focus();
    } else if (key === ' ') {
      event.preventDefault(); // of a link, too
      (root.activeElement as HTMLElement).click();
    }
  }

  #announce(text: string): void {
    this.#context.announcer.announce('menu', () => text);
  }

  #content(file: UploadFile): TemplateResult {
    const { t } = this.#context.view.texts;
    const { name } = file;
    if (this.#step === 'entries') return this.#entries(file);
    if (this.#step === 'link')
      return html`<label class="by-hand"
        >${t('copyByHand')}<input class="input" dir="ltr" readonly data-first .value=${pageOf(file) ?? ''}
      /></label>`;
    const isFailed = this.#step === 'failed';
    return html`<div role="alertdialog" aria-labelledby="row-question">
      <p id="row-question">${t(isFailed ? 'deleteFailed' : 'deleteQuestion', { name })}</p>
      ${
        this.#step === 'deleting'
          ? html`<p class="at-work" tabindex="-1" data-first>
              <span class="spinner"></span>${t('deleting')}
            </p>`
          : html`<div class="answers">
              <button type="button" class="button" data-action="keep" data-first @click=${() => this.close()}>
                ${t('deleteKeep')}
              </button>
              <button
                type="button"
                class="button danger"
                data-action="delete-now"
                @click=${() => void this.#delete()}
              >
                ${isFailed ? t('retry') : t('deleteNow')}
              </button>
            </div>`
      }
    </div>`;
  }

  #entries(file: UploadFile): TemplateResult {
    const { host, session, connected, view } = this.#context;
    const { fields, canWrite, canEdit } = view;
    const { t } = this.#context.view.texts;
    const actions = menuActions(file, {
      canWrite: fields.length > 0 && canWrite(file),
      canEdit: canEdit(file),
      // A client of the page's own has no abilities that could be read.
      canDelete: !!connected().client || (session.policy?.abilities?.includes('delete') ?? false),
      deletesOnRemove: host.deleteOnRemove,
      order: this.#order,
    });
    const isPrivate = file.image?.public === false;
    return html`
      ${isPrivate ? html`<p class="note" id="row-private">${t('isPrivate')}</p>` : nothing}
      <div
        role="menu"
        aria-label=${t('actionsNamed', { name: file.name })}
        aria-describedby=${isPrivate ? 'row-private' : nothing}
      >
        ${repeat(
          actions,
          (action) => action,
          (action) => this.#entry(action, file),
        )}
      </div>
    `;
  }

  #entry(action: MenuAction, file: UploadFile): TemplateResult {
    const { editing, texts } = this.#context.view;
    const { t } = texts;
    if (action === 'open')
      return html`<a
        role="menuitem"
        tabindex="-1"
        data-action="open-page"
        href=${pageOf(file)!}
        target="_blank"
        rel="noopener"
        @click=${() => queueMicrotask(() => this.close())}
        >${menuIcon('open')}<span
          >${t('openPage')}<span class="visually-hidden"> (${t('newTab')})</span></span
        ></a
      >`;
    const isCopied = action === 'copy' && this.#isCopied;
    const [icon, words] = ENTRIES[action];
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      data-action=${`menu-${action}`}
      data-tone=${action === 'delete' ? 'danger' : nothing}
      @click=${() => this.#act(action)}
    >
      ${icon === 'crop' ? editing!.editIcon(icon) : menuIcon(isCopied ? 'check' : icon)}<span
        >${t(isCopied ? 'copied' : words)}</span
      >
    </button>`;
  }

  #act(action: MenuAction): void {
    const { session, view } = this.#context;
    const file = this.#file;
    if (!file || view.locked) return this.close();
    if (action === 'copy') return void this.#copy(file);
    if (action === 'delete') return this.#to('question');
    this.close();
    if (action === 'remove') session.remove(this.#id);
    if (action === 'crop') view.actions.edit(file);
    if (action === 'edit') view.actions.write(file);
    const move = this.#order && movesOf(this.#order.at, this.#order.count).find(({ key }) => key === action);
    if (move) void this.#context.view.actions.order().then((ordering) => ordering?.move(this.#id, move.to));
  }

  async #copy(file: UploadFile): Promise<void> {
    const isDone = await copyText(pageOf(file)!);
    if (this.#closed.signal.aborted) return;
    if (!isDone) return this.#to('link');
    this.#isCopied = true;
    this.#render();
    this.#announce(this.#context.view.texts.t('announceCopied'));
  }

  async #delete(): Promise<void> {
    const { session, connected, view } = this.#context;
    const imageId = this.#file?.image?.id;
    if (imageId === undefined) return this.close();
    this.#to('deleting');
    try {
      await connected().requests.images.delete(imageId, { ignoreMissing: true });
    } catch {
      const file = this.#file;
      if (!file) return;
      this.#announce(view.texts.t('deleteFailed', { name: file.name }));
      if (!this.#closed.signal.aborted) return this.#to('failed');
      // Closed meanwhile; that it is still there has to be seen.
      if (!this.#button.isConnected) return;
      return new RowMenu(this.#id, this.#button, this.#context).open('failed');
    }
    this.close(); // the focus is in the row, from where it goes to the next one
    session.remove(this.#id, true);
  }
}

const ENTRIES = {
  copy: ['link', 'copyLink'],
  crop: ['crop', 'editorTitle'],
  edit: ['edit', 'editText'],
  moveUp: ['up', 'moveUp'],
  moveDown: ['down', 'moveDown'],
  moveTop: ['top', 'moveTop'],
  delete: ['delete', 'deleteImage'],
  remove: ['close', 'removeFromList'],
} as const satisfies Partial<Record<MenuAction, readonly [MenuIcon | 'crop', TextKey]>>;
