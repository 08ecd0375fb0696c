import { ImgproImage } from '../elements/image/imgpro-image.ts';
import { define } from './define.ts';

define('imgpro-image', ImgproImage);

export { ImgproImage };
