/**
 * Work of the script tag on a page; `loader.ts` begins it. It imports nothing at once, so that the script is one file. With
 * an element's code the build (`scripts/ask-at-once.ts`) asks for all files that it stands on: none has to wait for another.
 */
import { adviseLater, define } from './define/define.ts';
import type { Configuration } from './elements/shared/base/configuration.ts';
import type * as settingsModule from './elements/shared/base/settings.ts';
import type { Locale } from './locales/registry.ts';

/** The class of each element. */
const elements = {
  'imgpro-uploader': async () => (await import('./elements/uploader/imgpro-uploader.ts')).ImgproUploader,
  'imgpro-image': async () => (await import('./elements/image/imgpro-image.ts')).ImgproImage,
  'imgpro-gallery': async () => (await import('./elements/gallery/imgpro-gallery.ts')).ImgproGallery,
};

/** A page with a script tag of ours. */
interface LoadedPage extends Document {
  imgproLoader?: typeof loadElement;
}

type Tag = keyof typeof elements;
type Settings = typeof settingsModule;

/** Tags whose code was not asked for yet. */
const waiting = new Set(Object.keys(elements) as Tag[]);
/** Tags whose code could not be had. */
const failed = new Set<Tag>();

/** Page-wide settings, once the code that holds them is there; until then, the calls that are kept for it. */
let settings: Settings | undefined;
const kept: ((settings: Settings) => void)[] = [];

function withSettings(what: (settings: Settings) => void): void {
  if (settings) what(settings);
  else kept.push(what);
}

async function loadSettings(): Promise<void> {
  settings = await import('./elements/shared/base/settings.ts');
  for (const what of kept.splice(0)) what(settings);
}

/** Sets page-wide defaults; may be called at any time, and more than once: what is given is merged. */
export function configure(configuration: Configuration): void {
  withSettings((there) => there.configure(configuration));
}

/** Makes a language available; elements on the page take it up at once. */
export function registerLocale(locale: Locale): void {
  withSettings((there) => there.registerLocale(locale));
}

async function loadElement(tag: Tag): Promise<void> {
  if (customElements.get(tag)) return;
  const [element] = await Promise.all([elements[tag](), loadSettings(), language]);
  // Only now: an element that is on the page begins at once, by the settings and in the page's language.
  define(tag, element);
}

/** Loads the code of these tags now; resolves when they are registered. An unknown name is refused. */
export async function load(...names: string[]): Promise<void> {
  const unknown = names.find((name) => !elements[name as Tag]);
  if (unknown) throw new TypeError(`There is no ${unknown}.`);
  await Promise.all(
    (names as Tag[]).map((tag) => {
      // Another script tag, perhaps of another version, leaves the page to the first: code that came twice would create the
      // policies of Trusted Types twice, which a strict policy refuses.
      const loader = ((document as LoadedPage).imgproLoader ??= loadElement);
      if (waiting.delete(tag) && (loader !== loadElement || customElements.get(tag))) adviseLater();
      failed.delete(tag);
      return loader(tag).catch((error: unknown) => {
        failed.add(tag);
        throw error;
      });
    }),
  );
}

/** Asks again for code that could not be had: all of it, or that of the tag around an element. Its failure was reported. */
function again(event?: Event): void {
  const target = event?.target as Partial<Element> | undefined;
  for (const tag of failed) if (target?.closest?.(tag) !== null) load(tag).catch(() => {});
}

/** Address of the script tag; files of languages lie beside it. */
let base: string;
/** The language that the script tag names. */
let locale: string | undefined;
/** The language that was asked for last, and when it is there; English, too, where its file cannot be had. */
let spoken = 'en';
let language: Promise<void> | undefined;

/** Loads what the page has, its language too; each once, for a page may change many times a second. */
function scan(): void {
  const wanted = locale ?? document.documentElement.lang;
  if (wanted !== spoken) language = loadLanguage((spoken = wanted)).catch(reportError);
  for (const tag of waiting)
    if (document.querySelector(tag))
      load(tag).catch((error) => {
        setTimeout(again, 5000); // the first time it failed, it may be a moment's trouble
        reportError(error);
      });
}

async function loadLanguage(tag: string): Promise<void> {
  if (!tag || /^en\b/i.test(tag)) return; // it is there with the elements
  const { fetchLanguage } = await import('./locales/languages.ts');
  await fetchLanguage(tag, base, registerLocale);
}

/** Reads the settings of the script tag with this address, and loads what the page has now and will have. */
export function start(address: string): void {
  base = address;
  const script = [...document.scripts].find(({ src }) => src === base);
  const { load: names, ...settings } = script?.dataset ?? {};
  configure(settings);
  locale = settings.locale;
  scan();
  load(...(names?.match(/[^\s,]+/g) ?? [])).catch(reportError);

  // It stays: once all code is there, it looks at empty sets.
  new MutationObserver(scan).observe(document, { childList: true, subtree: true, attributeFilter: ['lang'] });

  // The connection is back, or a person comes near.
  for (const reason of ['online', 'pointerover', 'focusin']) addEventListener(reason, again);
}
