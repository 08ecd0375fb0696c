import { hasNoFocus } from '../clicks.ts';
import type { FileInput } from '../input/file-input.ts';
import { labelOfInput } from '../input/label-of.ts';
import type { UploaderProperties } from '../properties.ts';

/** Attributes of the input that count where the uploader has none of its own. */
const SHARED = ['name', 'accept', 'multiple', 'required', 'disabled'] as const;
type Shared = (typeof SHARED)[number];
type Setting = string | boolean;

export interface NativeInputOptions {
  input: Pick<FileInput, 'add'>;
  internals: ElementInternals;
  /** Opens the uploader's own chooser. */
  browse(): void;
  /** Gives the input back when it aborts. */
  signal: AbortSignal;
}

const takers = new WeakMap<HTMLElement, InputTaker>();

/** Has an uploader stand in for the `<input type="file">` inside it; called again, it looks for another one. */
export function takeInput(host: UploaderProperties, options: NativeInputOptions): void {
  if (options.signal.aborted) return;
  const taker = takers.get(host) ?? new InputTaker(host, options);
  takers.set(host, taker);
  taker.look();
}

/** The setting that an element without the attribute has. */
const unset = (name: Shared): Setting => (name === 'name' || name === 'accept' ? '' : false);

/** A setting of the input, as the uploader writes it. */
export function settingOf(input: Element, name: Shared): Setting {
  return unset(name) === '' ? (input.getAttribute(name) ?? '') : input.hasAttribute(name);
}

/**
 * Whether a setting of the input counts: while the uploader has none, or still the one that it was given last.
 * @param given The setting that it was given last; undefined: none yet.
 */
export function isShared(name: Shared, current: Setting, given: Setting | undefined): boolean {
  return current === (given ?? unset(name));
}

/**
 * The input is taken out of its form by a `form` attribute that leads nowhere: it is neither submitted nor validated then, while its
 * name, `disabled` and the rest stay as the page wrote them. They are followed as they change; removed or disconnected,
 * everything is as it was before.
 */
class InputTaker {
  readonly #host: UploaderProperties;
  readonly #options: NativeInputOptions;
  readonly #observer = new MutationObserver(() => this.look());
  #input: HTMLInputElement | null = null;
  /** Ends the listeners on the input. */
  #hold = new AbortController();
  readonly #given = new Map<Shared, Setting>();
  /** The form that the page has given the input; null: the one around it. */
  #form: string | null = null;
  #isFormGiven = false;

  constructor(host: UploaderProperties, options: NativeInputOptions) {
    this.#host = host;
    this.#options = options;
    this.#observe();
    options.signal.addEventListener('abort', () => {
      takers.delete(host);
      this.#release();
      this.#observer.disconnect();
    });
  }

  /** Takes over the input that is inside now, and what is new about it. */
  look(): void {
    const found = this.#host.querySelector<HTMLInputElement>('input[type=file]');
    if (found !== this.#input) {
      this.#release();
      if (found) this.#take(found);
    }
    if (found) this.#follow(found);
    // Changes of our own are no news.
    this.#observer.takeRecords();
  }

  #observe(): void {
    const attributeFilter = [...SHARED, 'capture', 'form', 'type', 'aria-label', 'aria-labelledby'];
    this.#observer.observe(this.#host, { childList: true, subtree: true, attributes: true, attributeFilter });
  }

  #take(input: HTMLInputElement): void {
    this.#input = input;
    const { signal } = (this.#hold = new AbortController());
    const open = (event: Event) => {
      event.preventDefault(); // a chooser of its own
      if (hasNoFocus()) this.#host.focus();
      this.#options.browse();
    };
    // By a label, or by the page's script.
    input.addEventListener('click', open, { signal });
    input.addEventListener('change', () => this.#collect(input), { signal });
  }

  #follow(input: HTMLInputElement): void {
    const host = this.#host;
    for (const name of SHARED) {
      const given = this.#given.get(name);
      if (!isShared(name, host[name], given)) continue;
      const setting = settingOf(input, name);
      this.#given.set(name, setting);
      Object.assign(host, { [name]: setting });
    }
    this.#leaveForm(input);
    const capture = input.getAttribute('capture');
    const chooser = host.renderRoot.querySelector('input.files');
    if (capture === null) chooser?.removeAttribute('capture');
    else chooser?.setAttribute('capture', capture);
    const isNamed = host.hasAttribute('aria-label') || host.hasAttribute('aria-labelledby');
    this.#options.internals.ariaLabel = isNamed ? null : labelOfInput(input) || null;
    this.#collect(input);
  }

  #leaveForm(input: HTMLInputElement): void {
    const form = input.getAttribute('form');
    if (form === '') return;
    this.#form = form;
    input.setAttribute('form', '');
    if (form === null || (this.#host.hasAttribute('form') && !this.#isFormGiven)) return;
    this.#isFormGiven = true;
    this.#host.setAttribute('form', form);
  }

  /** Files that were chosen before the script came, or that a script has put in. */
  #collect(input: HTMLInputElement): void {
    const files = [...(input.files ?? [])];
    if (files.length === 0 || this.#host.matches(':disabled')) return;
    input.value = '';
    // The input's attributes count for these files: the uploader has them after its next update.
    void this.#host.updateComplete.then(() => this.#options.input.add(files, 'file'));
  }

  #release(): void {
    const [host, input] = [this.#host, this.#input];
    if (!input) return;
    this.#input = null;
    this.#hold.abort();
    if (this.#form === null) input.removeAttribute('form');
    else input.setAttribute('form', this.#form);
    this.#form = null;
    for (const [name, given] of this.#given)
      if (host[name] === given) Object.assign(host, { [name]: unset(name) });
    this.#given.clear();
    if (this.#isFormGiven) host.removeAttribute('form');
    this.#isFormGiven = false;
    host.renderRoot.querySelector('input.files')?.removeAttribute('capture');
    this.#options.internals.ariaLabel = null;
  }
}
