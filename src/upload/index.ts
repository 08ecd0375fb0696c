/** `imgpro-elements/uppy`: the plugin that uploads to img.pro from any Uppy. */
export type { TooManyError } from './allotment.ts';
export { ImgPro, type ImgProOptions } from './imgpro.ts';
export type { UploadConnection } from './plugin.ts';
export {
  createTokenSource,
  type TokenProvider,
  type TokenRequest,
  type TokenSourceOptions,
} from './token.ts';
export { imgproXhrOptions, type ImgproXhrOptions, type XhrUploadSettings } from './xhr-options.ts';
