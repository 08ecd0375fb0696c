/** Work of the script tag on a page; `loader.ts` begins it. It lies with what all elements stand on, in one file. */
import { configuration, configurationOfScript, configure } from './elements/shared/configuration.ts';

const loaders = {
  'imgpro-uploader': async () => void (await import('./define/uploader.ts')),
  'imgpro-image': async () => void (await import('./define/image.ts')),
  'imgpro-gallery': async () => void (await import('./define/gallery.ts')),
};

type Tag = keyof typeof loaders;

/** Tags whose code was not asked for yet. */
const waiting = new Set(Object.keys(loaders) as Tag[]);
/** Tags whose code could not be had. */
const failed = new Set<Tag>();

/** Loads the code of these tags now; resolves when they are registered. An unknown name is refused. */
export async function load(...names: string[]): Promise<void> {
  const unknown = names.find((name) => !loaders[name as Tag]);
  if (unknown) throw new TypeError(`There is no <${unknown}>.`);
  await Promise.all(
    (names as Tag[]).map((tag) => {
      waiting.delete(tag);
      failed.delete(tag);
      return loaders[tag]().catch((error: unknown) => {
        failed.add(tag);
        throw error;
      });
    }),
  );
}

/** Asks again for code that could not be had: all of it, or that of the tag around an element. Its failure was told. */
function again(event?: Event): void {
  const target = event?.target as Partial<Element> | undefined;
  for (const tag of failed) if (target?.closest?.(tag) !== null) load(tag).catch(() => {});
}

/** Loads what the page has; each once, for a page may change many times a second. */
function scan(): void {
  for (const tag of waiting)
    if (document.querySelector(tag))
      load(tag).catch((error) => {
        setTimeout(again, 5000); // the first time it failed, it may be a moment's trouble
        reportError(error);
      });
}

/** Reads the settings of the script tag with this address, and loads what the page has now and will have. */
export function start(address: string): void {
  const script = [...document.scripts].find(({ src }) => src === address);
  const data = script?.dataset ?? {};
  configure(configurationOfScript(data));
  const language = configuration().locale ?? document.documentElement.lang;
  // English is there with the elements.
  if (!/^(en\b|$)/i.test(language))
    import('./languages.ts').then(({ loadLanguage }) => loadLanguage(language)).catch(reportError);
  load(...(data['load']?.match(/[^\s,]+/g) ?? [])).catch(reportError);

  scan();
  // It stays: once all code is there, a scan is a look at an empty set.
  new MutationObserver(scan).observe(document, { childList: true, subtree: true });

  // The connection is back, or a person comes near.
  for (const reason of ['online', 'pointerover', 'focusin']) addEventListener(reason, again);
}
