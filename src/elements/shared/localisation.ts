import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { bestLocale, formatBytes, formatText } from '../../locales/text.ts';
import type { LocaleTable, TextParameters, Translation } from '../../locales/types.ts';
import { configuration } from './configuration.ts';

/** A language: its tag and a table for each element it knows. */
export interface Locale {
  /** A BCP 47 tag, `de` or `pt-BR`. */
  code: string;
  uploader?: LocaleTable;
  image?: LocaleTable;
  gallery?: LocaleTable;
}

const locales = new Map<string, Locale>();
const hosts = new Set<Localisation<LocaleTable>>();
let observer: MutationObserver | undefined;

/** Makes a language available; elements on the page take it up at once. */
export function registerLocale(locale: Locale): void {
  locales.set(locale.code, { ...locales.get(locale.code), ...locale });
  for (const host of hosts) host.refresh();
}

/**
 * An element's texts in the language of its place in the page: the nearest `lang`, or the page-wide `locale`.
 * English, the element's own table, serves where no registered language does.
 */
export class Localisation<Table extends LocaleTable> implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #part: 'uploader' | 'image' | 'gallery';
  readonly #english: Table;
  #lang = 'en';
  #table: Partial<Translation<Table>> = {};

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    part: 'uploader' | 'image' | 'gallery',
    english: Table,
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

  /** The text for a key, with its parameters filled in. */
  t(key: keyof Table & string, parameters: TextParameters = {}): string {
    return formatText(this.#table[key] ?? this.#english[key]!, parameters, this.#lang);
  }

  /** A size for people, `2.4 MB`. */
  bytes(bytes: number): string {
    return formatBytes(bytes, this.#lang);
  }

  hostConnected(): void {
    hosts.add(this as unknown as Localisation<LocaleTable>);
    observe();
    this.refresh();
  }

  hostDisconnected(): void {
    hosts.delete(this as unknown as Localisation<LocaleTable>);
  }

  /** Reads the language anew, and renders again when it changed. */
  refresh(): void {
    const wanted = configuration().locale ?? nearestLang(this.#host) ?? 'en';
    const code = bestLocale(wanted, locales.keys());
    const table = (code ? locales.get(code)?.[this.#part] : undefined) as
      Partial<Translation<Table>> | undefined;
    // Numbers and plurals have to agree with the words around them.
    const lang = table ? wanted : wanted.toLowerCase().startsWith('en') ? wanted : 'en';
    if (lang === this.#lang && (table ?? undefined) === this.#table) return;
    this.#lang = validTag(lang);
    this.#table = table ?? {};
    this.#host.requestUpdate();
  }
}

function nearestLang(element: Element): string | undefined {
  for (let node: Node | null = element; node;) {
    const lang: string | null = node instanceof Element ? node.getAttribute('lang') : null;
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

/** One observer for all: a page that switches its language takes the elements along. */
function observe(): void {
  if (observer) return;
  observer = new MutationObserver(() => {
    for (const host of hosts) host.refresh();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang', 'dir'] });
}
