import type { Image } from '../../api/types.ts';
import { isVeiled, type ImageOptions } from './plain.ts';

/** The display state of an image: what a person sees of it. */
export type ImageState =
  'loading' | 'processing' | 'ready' | 'failed' | 'blocked' | 'missing' | 'nsfw' | 'error';

/** Fields read from an error: an ImgproError has them, from whichever bundle. */
export interface ErrorLike {
  code: string;
  status?: number;
  message?: string;
}

/**
 * The state an answer of the API stands for: an Image (of any generation, with or without `blocked` and its like), or
 * the error that came instead (demo/mock/README.md, Lifecycle). `ready` means that there is a picture to load: whether an
 * image has expired, the service says when its file is asked for; a visitor's clock may be wrong.
 */
export function imageState(
  subject: Partial<Image> | ErrorLike,
  options: Pick<ImageOptions, 'nsfw' | 'revealed'> = {},
): ImageState {
  if (isErrorLike(subject)) return stateOfError(subject);
  if (subject.blocked) return 'blocked';
  if (subject.status === 'failed') return 'failed';
  if (subject.status === 'processing') return 'processing';
  return isVeiled(subject, options) ? 'nsfw' : 'ready';
}

function stateOfError({ code, status }: ErrorLike): ImageState {
  if (code === 'media_blocked') return 'blocked';
  if (code === 'media_failed') return 'failed';
  if (code === 'not_found' || status === 404 || status === 410) return 'missing';
  return 'error';
}

/** Whether the subject is an error: an Image has no `code`. */
export function isErrorLike(subject: Partial<Image> | ErrorLike): subject is ErrorLike {
  return 'code' in subject && typeof subject.code === 'string';
}

const CODES: Partial<Record<ImageState, string>> = {
  failed: 'media_failed',
  blocked: 'media_blocked',
  missing: 'not_found',
  error: 'load_failed',
};

/** The code of `imgpro-error` for a state in which there is no picture. */
export function codeOfState(state: ImageState): string | null {
  return CODES[state] ?? null;
}
