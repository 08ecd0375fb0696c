import type { Image } from '../../../../src/api/types.ts';
import { apiImage } from '../../../harness/api-image.ts';

/** An image as the API has it. */
export const imageOf = (id: string, patch: Partial<Image> = {}): Image =>
  apiImage({ id, published_at: null, created_at: '', transformable: false, ...patch });
