import type { ReactiveElement } from 'lit';

/** The control of a row that is to have the focus as soon as it is in the page: its row may have to be brought there first. */
export class WantedFocus {
  readonly #host: ReactiveElement;
  readonly #reveal: (id: string) => Promise<void>;
  #wanted: { id: string; control: string } | null = null;

  /** @param reveal Brings the row of a file into sight. */
  constructor(host: ReactiveElement, reveal: (id: string) => Promise<void>) {
    this.#host = host;
    this.#reveal = reveal;
  }

  /** @param control A selector within the row. */
  async on(id: string, control: string): Promise<void> {
    this.#wanted = { id, control };
    await this.#host.updateComplete;
    if (!this.#wanted) return;
    await this.#reveal(id);
    this.give();
  }

  /** Gives the focus to the control, where it is in the page by now. */
  give(): void {
    const { id, control } = this.#wanted ?? {};
    if (id === undefined) return;
    const place = `.file[data-id="${CSS.escape(id)}"] ${control}`;
    const found = this.#host.shadowRoot!.querySelector<HTMLElement>(place);
    if (!found) return;
    this.#wanted = null;
    found.focus();
    if (found instanceof HTMLTextAreaElement) found.setSelectionRange(found.value.length, found.value.length);
  }
}
