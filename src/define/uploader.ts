import { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';

// A page may load two copies, as two bundles do: the first one stays.
if (!customElements.get('imgpro-uploader')) customElements.define('imgpro-uploader', ImgproUploader);

export { ImgproUploader };
