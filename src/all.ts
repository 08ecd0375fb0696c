/** The script tag as one file (`dist/imgpro.all.js`): the engine of the uploader and its parts are there with its element. */
import { provideParts } from './elements/uploader/all-parts.ts';
import * as engine from './elements/uploader/engine.ts';
import { provideEngine } from './elements/uploader/load-engine.ts';

export * from './loader.ts';

provideEngine(engine);
provideParts();
