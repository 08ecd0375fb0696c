/** What the script tag does on a page; `loader.ts` begins it. It lies with what all elements stand on, in one file. */
import { configuration, configurationOfScript, configure } from './elements/shared/configuration.ts';

const loaders = {
  'imgpro-uploader': async () => void (await import('./define/uploader.ts')),
  'imgpro-image': async () => void (await import('./define/image.ts')),
  'imgpro-gallery': async () => void (await import('./define/gallery.ts')),
};

type Tag = keyof typeof loaders;

const tags = Object.keys(loaders) as Tag[];
/** Tags whose code was not asked for yet. */
const waiting = new Set<Tag>(tags);
/** Tags whose code could not be had. */
const failed = new Set<Tag>();

/** How long after it failed for the first time the code of a tag on the page is asked for again (ms). */
const PAUSE = 5000;

/** Loads the code of these tags now; resolves when they are registered. An unknown name is refused. */
export async function load(...names: string[]): Promise<void> {
  const unknown = names.filter((name) => !tags.includes(name as Tag));
  if (unknown.length > 0) {
    throw new TypeError(`[imgpro] There is no <${unknown.join('>, <')}>. There are: ${tags.join(', ')}.`);
  }
  await Promise.all(
    (names as Tag[]).map(async (tag) => {
      waiting.delete(tag);
      failed.delete(tag);
      try {
        await loaders[tag]();
      } catch (error) {
        failed.add(tag);
        throw error;
      }
    }),
  );
}

/** A network that failed once may work later. That it failed was told. */
function again(tag: Tag): void {
  if (failed.has(tag)) load(tag).catch(() => {});
}

/** Loads what the page has; each once, for a page may change many times a second. */
function scan(): void {
  for (const tag of waiting)
    if (document.querySelector(tag))
      load(tag).catch((error) => {
        setTimeout(again, PAUSE, tag);
        reportError(error);
      });
}

/** English is there with the elements. */
async function loadLanguage(tag: string): Promise<void> {
  if (tag && !/^en\b/i.test(tag)) await (await import('./languages.ts')).loadLanguage(tag);
}

/** Reads the settings of the script tag with this address, and loads what the page has now and will have. */
export function start(address: string): void {
  const script = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(
    ({ src }) => src === address,
  );
  const data = script?.dataset ?? {};
  configure(configurationOfScript(data));
  loadLanguage(configuration().locale ?? document.documentElement.lang).catch(reportError);
  load(...(data['load']?.match(/[^\s,]+/g) ?? [])).catch(reportError);

  scan();
  const observer = new MutationObserver(() => {
    scan();
    if (waiting.size === 0) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });

  // The connection is back, or a person comes near.
  for (const reason of ['online', 'pointerover', 'focusin'])
    addEventListener(reason, ({ target }) => {
      for (const tag of tags) if (target === window || (target as Element).closest?.(tag)) again(tag);
    });
}
