import { ImgproError, normaliseImage, type Image } from '../../api/index.ts';

/**
 * The image in the text of an answer to an upload.
 * @throws ImgproError `invalid_response` for anything else
 */
export function imageIn(text: string, status: number): Image {
  try {
    return normaliseImage(JSON.parse(text));
  } catch (cause) {
    throw new ImgproError('The upload was answered with something other than an image object.', {
      code: 'invalid_response',
      status,
      cause,
    });
  }
}
