import type { ReactiveElement } from 'lit';

/**
 * The row that a person writes in. Its file goes out only once the row is left, and with it the files that were given its text:
 * until then all can be taken back. A row is left when the focus is neither in it nor in its menu, and no button of it is pressed.
 */
export class EditedRow {
  readonly #host: ReactiveElement;
  readonly #left: (id: string) => void;
  /** The file that is written about; null for none. */
  id: string | null = null;
  /** Files that were given the text of that one. */
  readonly given = new Set<string>();
  /** The file in whose row a button of the mouse is down. */
  #pressed: { id: string; button: HTMLElement | null } | null = null;

  /** @param left Is told of the file whose row was left. */
  constructor(host: ReactiveElement, left: (id: string) => void) {
    this.#host = host;
    this.#left = left;
  }

  /** Watches the focus and the presses of a mouse until the signal aborts. */
  listen(signal: AbortSignal): void {
    // A press may take the focus away before the button has acted, and in Safari gives it to no button.
    const pressed = (event: Event) => {
      const path = event.composedPath().filter((each) => each instanceof HTMLElement);
      const id = path.find((each) => each.matches('.file'))?.dataset['id'];
      this.#pressed =
        id === undefined ? null : { id, button: path.find((each) => each.matches('button')) ?? null };
    };
    const released = () => setTimeout(() => this.#letPressGo());
    addEventListener('mousedown', pressed, { capture: true, signal });
    for (const type of ['mouseup', 'dragend']) addEventListener(type, released, { capture: true, signal });
    this.#host.shadowRoot?.addEventListener('focusout', () => this.#lookWhetherLeft(), { signal });
  }

  /** The file is written about no more. Returns those that were given its text. */
  end(): string[] {
    const given = [...this.given];
    this.id = null;
    this.given.clear();
    return given;
  }

  #letPressGo(): void {
    const { id, button } = this.#pressed ?? {};
    this.#pressed = null;
    if (id !== undefined && id === this.id && !this.#host.shadowRoot!.activeElement)
      button?.focus({ preventScroll: true });
    this.#lookWhetherLeft();
  }

  #lookWhetherLeft(): void {
    const { id } = this;
    if (id === null) return;
    queueMicrotask(() => {
      if (this.id !== id || this.#pressed?.id === id) return;
      const root = this.#host.shadowRoot!;
      const row = root.querySelector(`.file[data-id="${CSS.escape(id)}"]`);
      if (!row || row.contains(root.activeElement) || row.querySelector('[aria-expanded="true"]')) return;
      this.#left(id);
    });
  }
}
