/**
 * The script tag (`dist/imgpro.js`): looks for our tags in the document and loads an element's code when its tag
 * first appears. Settings stand on the script tag itself: `data-token-endpoint`, `data-api-url`, `data-locale`, and
 * `data-load="imgpro-image …"` for tags that only ever live in other components' shadow roots (DESIGN §9, Elements).
 */
import { configuration, configurationOfScript, configure } from './elements/shared/configuration.ts';
import { registerLocale, type Locale } from './locales/registry.ts';

const loaders = {
  'imgpro-uploader': () => import('./define/uploader.ts'),
  'imgpro-image': () => import('./define/image.ts'),
  'imgpro-gallery': () => import('./define/gallery.ts'),
};

type Tag = keyof typeof loaders;

const tags = Object.keys(loaders) as Tag[];
const waiting = new Set<Tag>(tags);

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
      } catch (error) {
        // A network that failed once may work when the next tag appears.
        waiting.add(tag);
        throw error;
      }
    }),
  );
}

export { configure, registerLocale, type Locale };

function scan(root: ParentNode): void {
  for (const tag of waiting) {
    if (root.querySelector(tag)) load(tag).catch((error: unknown) => reportError(error));
  }
}

/** English is there with the elements. */
async function loadLanguage(tag: string): Promise<void> {
  if (tag && !/^en\b/i.test(tag)) await (await import('./languages.ts')).loadLanguage(tag);
}

function start(): void {
  const script = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(
    ({ src }) => src === import.meta.url,
  );
  const data = script?.dataset ?? {};
  configure(configurationOfScript(data));
  loadLanguage(configuration().locale ?? document.documentElement.lang).catch((error: unknown) =>
    reportError(error),
  );
  const named = (data['load'] ?? '').split(/[\s,]+/).filter(Boolean);
  if (named.length > 0) load(...named).catch((error: unknown) => reportError(error));

  scan(document);
  const observer = new MutationObserver(() => {
    scan(document);
    if (waiting.size === 0) observer.disconnect();
  });
  if (waiting.size > 0) observer.observe(document, { childList: true, subtree: true });
}

start();
