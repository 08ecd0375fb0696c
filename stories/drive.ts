import { expect, waitFor } from 'storybook/test';
import type { FileStatus, ImgproUploader } from '../src/index.ts';
import { warnings } from './warnings.ts';

/** How long a state may take to come about, on a busy machine. */
export const PATIENCE = { timeout: 15_000, interval: 20 };

/** The element of a story. */
export const the = <Tag extends keyof HTMLElementTagNameMap>(canvas: HTMLElement, tag: Tag) =>
  canvas.querySelector(tag)!;

/** Resolves when the page is told of an event. */
export const told = (element: EventTarget, type: string): Promise<Event> =>
  new Promise((resolve) => element.addEventListener(type, resolve, { once: true }));

/** Resolves when the files of an uploader are in these states, in their order, and shown so. */
export async function statuses(uploader: ImgproUploader, ...wanted: FileStatus[]): Promise<void> {
  await waitFor(() => expect(uploader.files.map(({ status }) => status)).toEqual(wanted), PATIENCE);
  await uploader.updateComplete;
}

/** Resolves when something of the element's own tree is there. */
export async function shown(element: HTMLElement, selector: string): Promise<HTMLElement> {
  await waitFor(() => expect(element.shadowRoot!.querySelector(selector)).not.toBeNull(), PATIENCE);
  return element.shadowRoot!.querySelector<HTMLElement>(selector)!;
}

/** Resolves when the element's own tree says something. */
export async function says(element: HTMLElement, text: string | RegExp): Promise<void> {
  const words = () => textOf(element.shadowRoot!);
  await waitFor(() => expect(words()).toMatch(text), PATIENCE);
}

function textOf(root: ShadowRoot): string {
  return [...root.children]
    .filter((child) => !/^(STYLE|SCRIPT)$/.test(child.tagName))
    .map((child) => child.textContent)
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** Resolves when the element has a state: `:state(paused)`. */
export const isIn = (element: HTMLElement, state: string): Promise<void> =>
  waitFor(() => expect(element.matches(`:state(${state})`)).toBe(true), PATIENCE);

/** The button of the element's own tree with this name. */
export function button(element: HTMLElement, name: string): HTMLElement {
  const found = [...element.shadowRoot!.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
  );
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
}

/** Resolves when the element has said this of a mistake of the page's author. */
export const warns = (sentence: RegExp): Promise<void> =>
  waitFor(() => expect(warnings().join('\n')).toMatch(sentence), PATIENCE);
