import { ImgproError, isImgproError } from '../../api/index.ts';
import type { Image } from '../../api/types.ts';
import { LONGEST_WAIT } from './retry-policy.ts';
import type { RejectionCode } from '../check/rules.ts';

/** The error of a file, made of anything that was thrown. */
export function asImgproError(cause: unknown, code = 'unexpected'): ImgproError {
  if (isImgproError(cause)) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new ImgproError(message || 'Something went wrong.', { code, cause });
}

/** A file that the token turned out not to allow, after it was on the list. */
export function refusedByPolicy(code: RejectionCode): ImgproError {
  return code === 'too-large'
    ? new ImgproError('The file is larger than the token allows.', { code: 'file_too_large' })
    : new ImgproError('The token does not allow this kind of file.', { code: 'unsupported_type' });
}

/**
 * The error for an image that is stored and will never be shown, or null. Some versions of the service report a blocked
 * or failed image by its fields instead of by an error (demo/mock/README.md, Lifecycle).
 */
export function refusedImage(image: Image): ImgproError | null {
  if (image.blocked)
    return new ImgproError('The image was blocked.', {
      code: 'media_blocked',
      detail: image.block_reason ?? undefined,
    });
  if (image.status === 'failed')
    return new ImgproError('The image could not be processed.', {
      code: 'media_failed',
      detail: image.failure_reason ?? undefined,
    });
  return null;
}

/** The service has judged the image itself: sending it again under its key would only bring the same image back. */
export function isVerdict(error: ImgproError | null): boolean {
  return error?.code === 'media_failed' || error?.code === 'media_blocked';
}

/** Type of the errors that {@link tokenError} makes: plain data, so that it outlasts a reload with the file. */
const TOKEN_ERROR = 'token_error';

/** Error for a failure to get a token: the failure's own words and code. */
export function tokenError(cause: unknown): ImgproError {
  const error = asImgproError(cause, 'token_unavailable');
  return new ImgproError(error.message, { ...error, type: TOKEN_ERROR, cause });
}

/** Whether no token could be had. */
export const isTokenError = ({ type }: ImgproError): boolean => type === TOKEN_ERROR;

/** Whether the account or the token is refused, or there is no token: every other file would fail likewise. */
export function concernsAll(error: ImgproError): boolean {
  if (isTokenError(error)) return true;
  if (error.code === 'rate_limited') return (error.retryAfter ?? 0) > LONGEST_WAIT;
  return error.code === 'quota_exceeded' || error.code === 'token_exhausted';
}

/** A file that changed or went since it was chosen fails like a lost connection; reading a byte shows which it is. */
export async function explainLoss(error: ImgproError, content: Blob): Promise<ImgproError> {
  try {
    await content.slice(0, 1).arrayBuffer();
    return error;
  } catch (cause) {
    return new ImgproError('The file has changed or gone since it was chosen.', {
      code: 'file_unreadable',
      cause,
    });
  }
}
