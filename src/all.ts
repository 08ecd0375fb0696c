/** The script tag as one file (`dist/imgpro.all.js`): the engine of the uploader and its parts are there with its element. */
import { provideParts } from './elements/uploader/all-parts.ts';

export * from './loader.ts';

provideParts();
