import { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';
import { adviseOfCopies } from './copies.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-uploader')) customElements.define('imgpro-uploader', ImgproUploader);
else if (customElements.get('imgpro-uploader') !== ImgproUploader) adviseOfCopies();

export { ImgproUploader };
