/** The script tag as one file (`dist/imgpro.all.js`): the engine of the uploader is there with its element. */
import * as engine from './elements/uploader/engine.ts';
import { provideEngine } from './elements/uploader/load-engine.ts';

export * from './loader.ts';

provideEngine(engine);
