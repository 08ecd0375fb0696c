/** The public classes, functions and types. Importing this registers nothing; `imgpro-elements/define` does. */
export { ImgproUploader } from './elements/uploader/imgpro-uploader.ts';
export { ImgproImage } from './elements/image/imgpro-image.ts';
export { ImgproGallery } from './elements/gallery/imgpro-gallery.ts';
export type * from './elements/uploader/uploader.events.ts';
export type * from './elements/image/image.events.ts';
export type * from './elements/gallery/gallery.events.ts';
export type { Suggest, SuggestOptions } from './elements/uploader/properties.ts';
export type { FileStatus } from './upload/state/status.ts';
export type { RejectionCode } from './upload/check/rules.ts';
export type { UploadFile } from './upload/state/types.ts';
export type { FileValidator, ValidatorContext } from './upload/check/validators.ts';
export { forgetUploads } from './upload/recovery/forget.ts';
export { configure, configuration, type Configuration } from './elements/shared/base/configuration.ts';
export { registerLocale, type Locale } from './locales/registry.ts';
export type { TokenProvider, TokenRequest } from './tokens/source.ts';
export { imageAttributes } from './image/attributes.ts';
export { transformUrl } from './image/transforms.ts';
export * from './api/index.ts';
