/** The script tag as one file (`dist/imgpro.all.js`): the engine of the uploader and its parts are there with its element. */
import { start, type LoadedPage } from './page.ts';

export { configure, load, registerLocale } from './page.ts';
export type { Locale } from './locales/registry.ts';

const begin = () => start(import.meta.url);

// Where another copy of the package has the page, no code of an element runs.
if ((document as LoadedPage).imgproLoader || customElements.get('imgpro-uploader')) begin();
else
  void import('./elements/uploader/all-parts.ts').then(({ provideParts }) => {
    provideParts();
    begin();
  });
