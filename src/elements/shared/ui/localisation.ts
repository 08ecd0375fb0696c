import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { bestLocale, formatText } from '../../../locales/text.ts';
import { onLocaleChange, registeredLocales } from '../../../locales/registry.ts';
import type { LocaleTable, TextParameters, Translation } from '../../../locales/types.ts';
import { configuration, onConfigurationChange } from '../base/configuration.ts';

let observer: MutationObserver | undefined;
const hosts = new Set<() => void>();

/**
 * An element's texts in the language of its place in the page: the nearest `lang`, or the page-wide `locale`.
 * English, the element's own table, serves where no registered language does; what is said only by parts that are fetched
 * later comes with them.
 */
export class Localisation<Table extends LocaleTable> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #part: 'uploader' | 'image' | 'gallery';
  #english: Partial<Table>;
  #lang = 'en';
  /** The language of the words where it is not the page's: English, which has to say so, and to run left to right. */
  foreign: 'en' | undefined;
  #table: Partial<Translation<Table>> | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    part: 'uploader' | 'image' | 'gallery',
    english: Partial<Table>,
  ) {
    this.#host = host;
    this.#part = part;
    this.#english = english;
    host.addController(this);
  }

  /** The language in use; formats of numbers, sizes and dates follow it. */
  get lang(): string {
    return this.#lang;
  }

  /** Takes up the English of a part that was fetched later. */
  learn(english: Partial<Table>): void {
    this.#english = { ...this.#english, ...english };
  }

  /** The text for a key, with its parameters filled in. */
  t(key: keyof Table & string, parameters: TextParameters = {}): string {
    return formatText(this.#table?.[key] ?? this.#english[key]!, parameters, this.#lang);
  }

  hostConnected(): void {
    hosts.add(this.#refresh);
    observe(this.#host.getRootNode());
    this.#refresh();
  }

  hostDisconnected(): void {
    hosts.delete(this.#refresh);
  }

  /** Reads the language anew, and renders again when it changed. */
  readonly #refresh = (): void => {
    const wanted = configuration().locale ?? nearestLang(this.#host) ?? 'en';
    const locales = registeredLocales();
    const code = bestLocale(wanted, locales.keys());
    const table = (code ? locales.get(code)?.[this.#part] : undefined) as
      Partial<Translation<Table>> | undefined;
    // Numbers and plurals have to agree with the words around them.
    const foreign = table || /^en\b/i.test(wanted) ? undefined : 'en';
    const lang = foreign ?? validTag(wanted);
    if (lang === this.#lang && table === this.#table && foreign === this.foreign) return;
    this.foreign = foreign;
    this.#lang = lang;
    this.#table = table;
    this.#host.requestUpdate();
  };
}

function nearestLang(element: Element): string | undefined {
  for (let node: Node | null = element; node;) {
    const lang: string | null | undefined = (node as Partial<Element>).getAttribute?.('lang');
    if (lang) return lang;
    node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  return undefined;
}

function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * One observer for all, of any `lang` in the page and in the shadow trees that elements stand in: whoever switches a language takes
 * the elements along.
 */
function observe(root: Node): void {
  if (!observer) {
    const refreshAll = () => hosts.forEach((refresh) => refresh());
    observer = new MutationObserver(refreshAll);
    onLocaleChange(refreshAll);
    onConfigurationChange(refreshAll);
    observe(document);
  }
  observer.observe(root, { attributeFilter: ['lang'], subtree: true });
}
