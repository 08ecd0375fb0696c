import { ImgproImage } from '../elements/image/imgpro-image.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-image')) customElements.define('imgpro-image', ImgproImage);

export { ImgproImage };
