/** What the script tag does on a page; `loader.ts` begins it. It lies with what all elements stand on, in one file. */
import { configuration, configurationOfScript, configure } from './elements/shared/configuration.ts';

const loaders = {
  'imgpro-uploader': async () => void (await import('./define/uploader.ts')),
  'imgpro-image': async () => void (await import('./define/image.ts')),
  'imgpro-gallery': async () => void (await import('./define/gallery.ts')),
};

type Tag = keyof typeof loaders;

const tags = Object.keys(loaders) as Tag[];
/** Tags whose code is neither there nor on its way. */
const waiting = new Set<Tag>(tags);
/** Tags whose code could not be had. */
const failed = new Set<Tag>();

/** How long after its first failure a tag is tried again unasked (ms). */
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
      try {
        await loaders[tag]();
        failed.delete(tag);
      } catch (error) {
        waiting.add(tag);
        if (!failed.has(tag)) hope(tag);
        throw error;
      }
    }),
  );
}

/**
 * A network that failed once may work later: a tag is tried again once after a pause, when the connection is back, and
 * when a person comes near it; never at each change of the page, which may be many a second.
 */
function hope(tag: Tag): void {
  failed.add(tag);
  const again = () => {
    if (failed.has(tag) && waiting.has(tag)) load(tag).catch(() => {}); // that it fails was told
  };
  setTimeout(again, PAUSE);
  addEventListener('online', again);
  for (const coming of ['pointerover', 'focusin'])
    document.addEventListener(coming, ({ target }) => (target as Element).closest?.(tag) && again());
}

function scan(): void {
  for (const tag of waiting)
    if (!failed.has(tag) && document.querySelector(tag)) load(tag).catch(reportError);
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
    // One that is on its way may fail yet.
    if (tags.every((tag) => customElements.get(tag))) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}
