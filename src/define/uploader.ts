import { ImgproUploader } from '../elements/uploader/imgpro-uploader.ts';
import { define } from './define.ts';

define('imgpro-uploader', ImgproUploader);

export { ImgproUploader };
