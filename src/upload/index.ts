/** `imgpro-elements/uppy`: the plugin that uploads to img.pro from any Uppy. */
export { ImgPro, type ImgProOptions, type UploadConnection } from './plugin.ts';
export {
  createTokenSource,
  type TokenProvider,
  type TokenRequest,
  type TokenSourceOptions,
} from './token.ts';
