/**
 * The script tag (`dist/imgpro.js`): looks for our tags in the document and loads an element's code when its tag
 * first appears. Settings stand on the script tag itself: `data-token-endpoint`, `data-api-url`, `data-locale`, and
 * `data-load="imgpro-image …"` for tags that only ever live in other components' shadow roots.
 */
import { start } from './page.ts';

export { configure, load, registerLocale } from './page.ts';
export type { Locale } from './locales/registry.ts';

start(import.meta.url);
