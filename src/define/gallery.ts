import { ImgproGallery } from '../elements/gallery/imgpro-gallery.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-gallery')) customElements.define('imgpro-gallery', ImgproGallery);

export { ImgproGallery };
