import { ImgproImage } from '../elements/image/imgpro-image.ts';
import { adviseOfCopies } from './copies.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-image')) customElements.define('imgpro-image', ImgproImage);
else if (customElements.get('imgpro-image') !== ImgproImage) adviseOfCopies();

export { ImgproImage };
