import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { NewFile } from '../../../upload/check/check-files.ts';
import { icon } from '../../shared/controls/icons.ts';
import { notice } from '../panel/notice.ts';
import type { PartContext } from '../part-context.ts';
import type { UploaderProperties } from '../properties.ts';
import { openSources } from '../settings.ts';
import type { Content } from '../view-model.ts';
import type { Chosen } from './chosen.ts';
import { looksLikeImage, MANY, roomFor } from './folder-files.ts';
import { intakeStyles } from './intake.styles.ts';
import { linkedAddresses } from './linked-addresses.ts';
import { refusedLink } from './read-chosen.ts';
import { readMany, type ReadFiles } from './read-many.ts';
import type { LinkData } from './take-drop.ts';

export { intake as english } from '../../../locales/en/intake.ts';
export const styles = [intakeStyles];

/** A folder that is read sooner is not reported (ms). */
const PATIENCE = 400;

/** Folders that are being read. */
interface FolderReading {
  stop: AbortController;
  images: number;
  isReported: boolean;
}

/** A question to the person before the images of a large folder are added. */
interface FolderQuestion extends ReadFiles {
  room: number;
}

/** Reads what is more than files: folders, pastes and links; says what it took, and asks before it takes very much. */
export class Intake {
  readonly #host: UploaderProperties;
  readonly #context: PartContext;
  readonly #readings = new Set<FolderReading>();
  #questions: FolderQuestion[] = [];
  #told: (() => string) | null = null;

  constructor(context: PartContext) {
    this.#host = context.host;
    this.#context = context;
  }

  /** Folders are being read, and that is shown. */
  get isReading(): boolean {
    return [...this.#readings].some(({ isReported }) => isReported);
  }

  /** Reads what was chosen. Images of large folders are not among the files: they come once the person wants them. */
  async read(chosen: Chosen): Promise<NewFile[]> {
    const reading: FolderReading = { stop: new AbortController(), images: 0, isReported: false };
    const { signal } = reading.stop;
    this.#readings.add(reading);
    const timer = setTimeout(() => {
      reading.isReported = chosen.source !== 'paste';
      this.#host.requestUpdate();
    }, PATIENCE);
    const onFound = (files: readonly File[]) => {
      reading.images += files.filter(looksLikeImage).length;
      if (reading.isReported) this.#host.requestUpdate();
    };
    const read = await readMany(chosen, { onFound, signal });
    clearTimeout(timer);
    this.#readings.delete(reading);
    this.#host.requestUpdate();
    return signal.aborted ? [] : this.#offer(read);
  }

  /** Small folders as they are; a large one is asked about, and only what is no part of it is returned. */
  #offer(read: ReadFiles): NewFile[] {
    const { session, announcer } = this.#context;
    const { texts } = this.#context.options;
    const { files, images, skipped } = read;
    if (images <= MANY || !this.#host.multiple) {
      if (skipped > 0) this.#say(() => texts.t('folderSkipped', { count: skipped }));
      return files;
    }
    const { maxFiles } = session.rules;
    const question = { ...read, room: roomFor(images, { maxFiles, present: session.queue.size }) };
    this.#questions.push(question);
    announcer.announce('folder', () => this.#wordsOf(question));
    this.#host.requestUpdate();
    return [];
  }

  #answer(question: FolderQuestion, count: number): void {
    const { texts } = this.#context.options;
    const { files, skipped, images } = question;
    this.#questions = this.#questions.filter((each) => each !== question);
    if (count > 0) {
      let left = count;
      const wanted = count === images ? files : files.filter(({ refused }) => refused ?? left-- > 0);
      void this.#context.add(wanted, { expected: wanted.length });
      if (skipped > 0) this.#say(() => texts.t('folderSkipped', { count: skipped }));
    }
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.focus());
  }

  /** Says how many pasted images were added. */
  tellPasted(count: number): void {
    const { announcer } = this.#context;
    const { texts } = this.#context.options;
    if (count === 0) return;
    announcer.unsay('added'); // the same in other words
    this.#say(() => texts.t('pasted', { count }));
  }

  /** Takes in the images that a dropped or pasted link leads to, or says why not. */
  async takeLink(link: LinkData, isPasted = false): Promise<void> {
    const { session } = this.#context;
    const { texts } = this.#context.options;
    const { addresses, without } = linkedAddresses(link);
    const isOpen = openSources(this.#host.sources, session.policy).has('url');
    const refused = (of: 'link' | 'address') => session.add([refusedLink(link, of)]);
    if (addresses.length > 0 && isOpen) {
      const wanted = this.#host.multiple ? addresses : addresses.slice(0, 1);
      const added = wanted.filter((address) => session.addUrl(address));
      if (isPasted && added.length === wanted.length) this.tellPasted(added.length);
      if (without > 0) await refused('address');
    } else if (!isPasted) await refused(isOpen ? 'address' : 'link');
    else if (addresses.length > 0 && openSources(this.#host.sources, undefined).has('url'))
      await refused('link');
    else this.#say(() => texts.t(link.text.trim() ? 'pasteText' : 'pasteNothing'));
  }

  /** Takes back the sentence on the files before; with `all`, open questions as well, and no folder is read any more. */
  forget(all: boolean): void {
    this.#told = null;
    if (!all) return;
    this.#questions = [];
    this.#stopReading();
  }

  #stopReading(): void {
    for (const { stop } of this.#readings) stop.abort();
    this.#readings.clear();
    this.#host.requestUpdate();
  }

  #say(sentence: () => string): void {
    this.#context.announcer.announce('intake', sentence);
    this.#told = sentence;
    this.#host.requestUpdate();
  }

  // The view

  render(): Content {
    const { texts } = this.#context.options;
    const read = () => {
      this.#told = null;
      this.#host.requestUpdate();
      this.#host.focus();
    };
    return html`${this.#readingTemplate()}${this.#questions.map((question) => this.#questionTemplate(question))}${
      this.#told ? notice(this.#told(), texts, read) : nothing
    }`;
  }

  #readingTemplate(): Content {
    const { t } = this.#context.options.texts;
    if (!this.isReading) return nothing;
    const count = [...this.#readings].reduce((sum, { images }) => sum + images, 0);
    const stop = () => {
      this.#stopReading();
      this.#host.focus();
    };
    return html`<div class="notice intake">
      ${icon('folder')}
      <p class="words">${t('folderReading', { count })}</p>
      <div class="answers">
        <button type="button" class="button" data-action="stop-reading" @click=${stop}>
          ${t('folderStop')}
        </button>
      </div>
    </div>`;
  }

  #wordsOf({ images, folders, room }: FolderQuestion): string {
    const { t } = this.#context.options.texts;
    const key = folders.length > 1 ? 'foldersQuestion' : 'folderQuestion';
    const question = t(key, { count: images, name: folders[0]!, folders: folders.length });
    return room < images ? `${question} ${t('folderRoom', { count: room })}` : question;
  }

  #questionTemplate(question: FolderQuestion): TemplateResult {
    const { t } = this.#context.options.texts;
    const { images, room } = question;
    const words = this.#wordsOf(question);
    const button = (action: string, text: string, count: number, isFirst = false) =>
      html`<button
        type="button"
        class=${isFirst ? 'button primary' : 'button'}
        data-action=${action}
        @click=${() => this.#answer(question, count)}
      >
        ${text}
      </button>`;
    return html`<div class="notice intake" role="group" aria-label=${words}>
      ${icon('folder')}
      <p class="words">${words}</p>
      <div class="answers">
        ${room === images ? button('folder-all', t('folderAll'), images, true) : nothing}
        ${room > 0 && room < images ? button('folder-first', t('folderFirst', { count: room }), room, true) : nothing}
        ${button('folder-none', t('folderStop'), 0)}
      </div>
    </div>`;
  }
}
