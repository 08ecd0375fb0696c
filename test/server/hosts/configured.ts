/**
 * `imgpro-elements/server` as a recipe under test gets it: the very same, but options of the test are laid over the
 * recipe's own. So the recipes run as they stand, word by word.
 */
import { createImgproHandler as create } from '../../../src/server/index.ts';
import type { HandlerOptions, ImgproHandler } from '../../../src/server/index.ts';

export * from '../../../src/server/index.ts';

export function createImgproHandler(options: HandlerOptions): ImgproHandler {
  return create({ ...options, ...(JSON.parse(process.env.IMGPRO_TEST_OPTIONS!) as Partial<HandlerOptions>) });
}
