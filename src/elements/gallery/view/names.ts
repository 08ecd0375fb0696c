import type { Image } from '../../../api/types.ts';
import { altText } from '../../../image/core/plain.ts';
import { imageState } from '../../../image/core/state.ts';
import type { Texts } from '../context.ts';

/** The image's name for a person: its alt text, its caption, or its file name. */
export function nameOf(image: Image, text: Texts): string {
  return (
    altText(image) || (image.filename ? text.t('imageNamed', { name: image.filename }) : text.t('unnamed'))
  );
}

export type TileState = 'ready' | 'processing' | 'failed' | 'blocked' | 'nsfw' | 'broken';

export function tileState(image: Image, broken: boolean, revealed: boolean): TileState {
  const state = imageState(image, { revealed });
  if (state === 'processing' || state === 'failed' || state === 'blocked') return state;
  if (broken || state === 'missing' || state === 'error') return 'broken';
  return state === 'nsfw' ? 'nsfw' : 'ready';
}
