/** `imgpro-elements/uppy`: the plugin that uploads to img.pro from any Uppy. */
export type { TooManyError } from './max-files.ts';
export { ImgPro, type ImgProOptions } from './imgpro-plugin.ts';
export type { UploadConnection } from '../upload/send/connection.ts';
export {
  createTokenSource,
  type TokenProvider,
  type TokenRequest,
  type TokenSourceOptions,
} from '../tokens/source.ts';
export { imgproXhrOptions, type ImgproXhrOptions, type XhrUploadSettings } from './xhr-options.ts';
