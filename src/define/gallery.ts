import { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';
import { adviseOfCopies } from './copies.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-gallery')) customElements.define('imgpro-gallery', ImgproGallery);
else if (customElements.get('imgpro-gallery') !== ImgproGallery) adviseOfCopies();

export { ImgproGallery };
