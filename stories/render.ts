/** The part of Storybook's story context that rendering needs. */
interface Context {
  /** Aborts when the story is left or mounted anew. */
  abortSignal: AbortSignal;
}

type Args = Readonly<Record<string, unknown>>;

/** The element of each mounted story, and the args that it was given last. */
const mounted = new WeakMap<AbortSignal, { made: HTMLElement; given: Args }>();

/** Custom properties of the page's author: `--imgpro-accent`. */
const isCustomProperty = (name: string): boolean => name.startsWith('--');
/** Content for a slot: `slot: label`. */
export const SLOT = 'slot: ';
/** Declarations for a part: `part: tile`. */
export const PART = 'part: ';

/**
 * The element of a story, with its args as a page's author would write them: plain values as attributes, objects and
 * functions as properties, `--…` as custom properties, `slot: …` as text in a slot, `part: …` as
 * declarations in a style sheet. While a story stays, it is one element
 * that another value of a control changes in place: its files and its selection stay.
 * @param make Makes another element than an empty one of this tag.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  args: Args,
  { abortSignal }: Context,
  make: () => HTMLElementTagNameMap[Tag] = () => document.createElement(tag),
): HTMLElementTagNameMap[Tag] {
  const known = mounted.get(abortSignal);
  const made = (known?.made as HTMLElementTagNameMap[Tag] | undefined) ?? make();
  const given = known?.given ?? {};
  mounted.set(abortSignal, { made, given: args });
  // An arg that is reset is among them no longer.
  for (const name of Object.keys(given))
    if (!(name in args)) isProperty(given[name]) ? set(made, name, null) : apply(made, name, undefined);
  for (const [name, value] of Object.entries(args)) apply(made, name, value);
  dress(made, args, abortSignal);
  return made;
}

/** A loader that works once for each time that a story is mounted, not again for each value of a control. */
export function once<Loaded extends object>(
  load: () => Promise<Loaded>,
): (context: Context) => Promise<Loaded> {
  const loaded = new WeakMap<AbortSignal, Promise<Loaded>>();
  return ({ abortSignal }) => {
    let known = loaded.get(abortSignal);
    if (!known) loaded.set(abortSignal, (known = load()));
    return known;
  };
}

/** Whether a value goes into the property, as no attribute can hold it. */
const isProperty = (value: unknown): boolean =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

function apply(made: HTMLElement, name: string, value: unknown): void {
  const isUnset = value === undefined || value === null || value === '';
  if (isCustomProperty(name)) made.style.setProperty(name, isUnset ? null : String(value));
  else if (name.startsWith(PART)) return;
  else if (name.startsWith(SLOT)) fill(made, name.slice(SLOT.length), isUnset ? '' : String(value));
  else if (isProperty(value)) set(made, name, value);
  else if (typeof value === 'boolean') made.toggleAttribute(name, value);
  else if (isUnset && name !== 'alt') made.removeAttribute(name);
  else if (made.getAttribute(name) !== String(value)) made.setAttribute(name, String(value));
}

/** Sets a property; the same value again would be news to an element that keeps what it was given. */
function set(made: HTMLElement, name: string, value: unknown): void {
  const target = made as unknown as Record<string, unknown>;
  if (target[name] !== value) target[name] = value;
}

function fill(made: HTMLElement, slot: string, text: string): void {
  const own = [...made.children].find((child) => child.slot === slot && child.hasAttribute('data-story'));
  if (!text) return own?.remove();
  const content = own ?? made.appendChild(document.createElement('span'));
  content.slot = slot;
  content.setAttribute('data-story', '');
  content.textContent = text;
}

const sheets = new WeakMap<HTMLElement, CSSStyleSheet>();

/** Writes what the page's style sheet says of the parts; it goes with the story. */
function dress(made: HTMLElement, args: Args, signal: AbortSignal): void {
  const rules = partRules(made.localName, args);
  const known = sheets.get(made);
  if (!known && rules === '') return;
  const sheet = known ?? new CSSStyleSheet();
  sheet.replaceSync(rules);
  if (known) return;
  sheets.set(made, sheet);
  document.adoptedStyleSheets.push(sheet);
  const isOther = (each: CSSStyleSheet) => each !== sheet;
  signal.addEventListener('abort', () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(isOther);
  });
}

/** The rules of a style sheet for the parts among the args. */
export const partRules = (tag: string, args: Args): string =>
  Object.entries(args)
    .filter(([name, value]) => name.startsWith(PART) && value)
    .map(([name, value]) => `${tag}::part(${name.slice(PART.length)}) { ${String(value)} }`)
    .join('\n');
