import { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';
import { define } from './define.ts';

define('imgpro-gallery', ImgproGallery);

export { ImgproGallery };
