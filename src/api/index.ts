export { ImgproClient } from './client/client.ts';
export { errorFromResponse, ImgproError, isImgproError } from './errors.ts';
export type { ImgproErrorInit } from './errors.ts';
export { formatOf } from './formats.ts';
export type { ImageFormat } from './formats.ts';
export type { Allowance, HeaderReader, Quota, RateLimit, RateWindow } from './headers.ts';
export type { Images, ListQuery } from './client/images.ts';
export { isSecretKey } from './keys.ts';
export { redact } from './redact.ts';
export { normaliseImage } from './normalise.ts';
export type {
  BatchOptions,
  ClientOptions,
  CreateFields,
  ImagePatch,
  ImageSource,
  MetadataValue,
  RequestOptions,
  TokenGrant,
  TokenSource,
  UploadOptions,
} from './client/options.ts';
export type { ImagePages } from './client/pages.ts';
export { DEFAULT_API_URL } from './default-url.ts';
export type { ApiPromise } from './client/promise.ts';
export type { ApiResponse } from './client/request.ts';
export { isRetryable, retryDelay } from './retry.ts';
export { pollImage } from './client/wait.ts';
export type { PollableClient, PollOptions, WaitOptions } from './client/wait.ts';
export type * from './types.ts';
