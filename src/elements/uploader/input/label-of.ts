type Labelled = HTMLElement & { labels?: NodeListOf<HTMLLabelElement> | null };

const wordsOf = (elements: Iterable<Element | null>): string =>
  [...elements]
    .map((element) => element?.textContent.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .join(' ');

/** Elements of the same tree by their ids. */
function* byIds(element: Element, ids: string | null): Generator<Element | null> {
  const root = element.getRootNode() as Document | ShadowRoot;
  for (const id of ids?.split(/\s+/) ?? []) yield id ? root.getElementById(id) : null;
}

/**
 * The name of the page's own input, as browsers compute it: `aria-labelledby`, `aria-label`, its labels, `title`; empty
 * without any. A label that holds the uploader, too, may have words of its own beside those of the uploader.
 */
export function labelOfInput(input: Labelled): string {
  return (
    wordsOf(byIds(input, input.getAttribute('aria-labelledby'))) ||
    (input.getAttribute('aria-label')?.trim() ?? '') ||
    wordsOf([...(input.labels ?? [])].map(withoutControls)) ||
    input.title
  );
}

/** The name of an uploader: its own, that of its labels, of the input inside, or of the `label` slot; empty without any. */
export function labelOf(host: HTMLElement): string {
  const root = host.getRootNode() as Document | ShadowRoot;
  const labels = [...root.querySelectorAll('label')].filter(({ control }) => control === host);
  const input = host.querySelector<HTMLInputElement>('input[type=file]');
  return (
    wordsOf(byIds(host, host.getAttribute('aria-labelledby'))) ||
    (host.getAttribute('aria-label')?.trim() ?? '') ||
    wordsOf(labels.map(withoutControls)) ||
    (input && labelOfInput(input)) ||
    wordsOf(host.querySelectorAll(':scope > [slot=label]'))
  );
}

/** A label's own words: not those inside an uploader that it holds. */
function withoutControls(label: HTMLLabelElement): Element {
  const copy = label.cloneNode(true) as HTMLLabelElement;
  for (const control of copy.querySelectorAll('imgpro-uploader, select, textarea, button')) control.remove();
  return copy;
}
