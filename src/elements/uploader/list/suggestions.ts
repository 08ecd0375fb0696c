import type { UploadFile } from '../../../upload/state/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import type { Suggest } from '../properties.ts';
import { limitOf, written } from './field-text.ts';

/** Functions of the page that run at a time, and how long each may take (ms). */
const AT_A_TIME = 2;
const PATIENCE = 60_000;

/** Texts by field. */
export type Proposal = Readonly<Record<string, string>>;

/** The usable part of what the page's function returned: texts for these fields, on one line, no longer than the field. */
export function usable(answer: unknown, fields: readonly string[]): Proposal {
  if (typeof answer !== 'object' || answer === null) return {};
  const proposal: Record<string, string> = {};
  for (const field of fields) {
    const value: unknown = Object.hasOwn(answer, field) ? (answer as Record<string, unknown>)[field] : null;
    if (typeof value !== 'string') continue;
    const text = cut(value.replace(/\s+/g, ' ').trim(), limitOf(field));
    if (text !== '') proposal[field] = text;
  }
  return proposal;
}

/** A text of at most so many UTF-16 units, as a field counts them, that ends with a whole character. */
function cut(text: string, limit: number): string {
  const end = /[\uD800-\uDBFF]$/.test(text.slice(0, limit)) ? limit - 1 : limit;
  return text.slice(0, end).trimEnd();
}

/** The texts that are proposed for the empty fields of a file: field and text. */
export interface OpenProposal {
  id: string;
  texts: (readonly [string, string])[];
}

export interface SuggestionsOptions {
  /** The empty fields of a file that may be filled in. */
  wanted(file: UploadFile): readonly string[];
  fileOf(id: string): UploadFile | undefined;
  contentOf(id: string): Blob | Promise<Blob> | null;
  /** There is another proposal. */
  changed(): void;
}

/** The texts that the page's function proposes for files: asked for once a file, and kept until a person decides. */
export class Suggestions {
  readonly #options: SuggestionsOptions;
  readonly #proposals = new Map<string, Proposal>();
  /** Files that were asked about; by file the way to stop that. */
  readonly #asked = new Map<string, AbortController>();
  /** Files about which the page's function has answered, failed, or taken too long. */
  readonly #ended = new Set<string>();
  readonly #waiting: { file: UploadFile; suggest: Suggest }[] = [];
  #running = 0;

  constructor(options: SuggestionsOptions) {
    this.#options = options;
  }

  /** Files with a proposal. */
  get ids(): readonly string[] {
    return [...this.#proposals.keys()];
  }

  get(id: string): Proposal {
    return this.#proposals.get(id) ?? {};
  }

  /** The text that is proposed for a field of a file, as long as that is empty; null for none. */
  textFor(file: UploadFile, field: string): string | null {
    return (written(file, field).trim() === '' && this.get(file.id)[field]) || null;
  }

  /** Files with a proposal for a field that is empty: the field and the text of each. */
  open(fields: readonly string[]): OpenProposal[] {
    return [...this.#proposals.keys()]
      .map((id) => this.#options.fileOf(id))
      .filter((file) => !!file)
      .map((file) => ({ id: file.id, texts: this.#openTexts(file, fields) }))
      .filter(({ texts }) => texts.length > 0);
  }

  #openTexts(file: UploadFile, fields: readonly string[]): OpenProposal['texts'] {
    return fields.flatMap((field) => {
      const text = this.textFor(file, field);
      return text === null ? [] : [[field, text] as const];
    });
  }

  /** Asks about those files that were not asked about yet. */
  ask(files: readonly UploadFile[], suggest: unknown): void {
    if (suggest === null || suggest === undefined) return;
    if (typeof suggest !== 'function')
      return warnOnce('uploader:suggest', 'suggest: it has to be a function of a file; it is ignored.');
    for (const file of files) {
      if (this.#asked.has(file.id) || file.source === 'value') continue;
      if (this.#options.wanted(file).length === 0) continue;
      this.#asked.set(file.id, new AbortController());
      this.#waiting.push({ file, suggest: suggest as Suggest });
    }
    this.#next();
  }

  /** One text is used, or all of a file are not wanted. */
  drop(id: string, field?: string): void {
    const rest = Object.entries(this.get(id)).filter(([other]) => field !== undefined && other !== field);
    if (rest.length === 0) this.#proposals.delete(id);
    else this.#proposals.set(id, Object.fromEntries(rest));
  }

  /** The file is off the list. */
  forget(id: string): void {
    this.#asked.get(id)?.abort();
    this.#asked.delete(id);
    this.#ended.delete(id);
    this.#proposals.delete(id);
  }

  /** The uploader is off the page: what has no answer is asked again when it is back. */
  stop(): void {
    for (const [id, stop] of this.#asked) {
      if (this.#ended.has(id)) continue;
      stop.abort();
      this.#asked.delete(id);
    }
    this.#waiting.length = 0;
  }

  #next(): void {
    while (this.#running < AT_A_TIME) {
      const next = this.#waiting.shift();
      if (!next) return;
      const stop = this.#asked.get(next.file.id);
      if (!stop || stop.signal.aborted) continue;
      this.#running += 1;
      void this.#run(next.file, next.suggest, stop).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #run(file: UploadFile, suggest: Suggest, stop: AbortController): Promise<void> {
    const { wanted, contentOf, changed } = this.#options;
    const { signal } = stop;
    const fields = wanted(file);
    const ended = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const bytes = contentOf(file.id);
      const content = bytes instanceof Promise ? await bytes : bytes; // an edited picture is drawn first
      const answer = await Promise.race([suggest(file, { signal, fields, content }), ended]);
      if (signal.aborted) return;
      const proposal = usable(answer, fields);
      if (Object.keys(proposal).length === 0) return;
      this.#proposals.set(file.id, proposal);
      changed();
    } catch (cause) {
      if (!signal.aborted)
        warnOnce(
          'uploader:suggest',
          `suggest: the page's function failed, and nothing is proposed (${String(cause)}).`,
        );
    } finally {
      clearTimeout(timer);
      if (this.#asked.get(file.id) === stop) this.#ended.add(file.id);
    }
  }
}
