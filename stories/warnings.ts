import { forgetWarnings } from '../src/elements/shared/base/warn.ts';

let said: string[] = [];

/** The sentences about an author's mistakes that the elements have written to the console since the last change. */
export const warnings = (): readonly string[] => said;

/** From here on the elements say everything anew, though they say it once a page. */
export function hearAgain(): void {
  said = [];
  forgetWarnings();
}

/** @param tell Hears each sentence beside the console. */
export function listenForWarnings(tell: (sentence: string) => void): void {
  const page: Pick<Console, 'warn'> = globalThis.console;
  const warn = page.warn.bind(page);
  page.warn = (...words: unknown[]) => {
    warn(...words);
    const [sentence] = words;
    if (typeof sentence !== 'string' || !sentence.startsWith('[imgpro] ')) return;
    said.push(sentence);
    tell(sentence);
  };
}
