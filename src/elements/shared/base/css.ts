import { unsafeCSS, type CSSResult } from '@lit/reactive-element/css-tag.js';

/** Lit's `css`, without the words for values that are no style sheets: ours are all written here. */
export const css = (strings: TemplateStringsArray): CSSResult => unsafeCSS(strings[0]);
