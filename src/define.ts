export { ImgproUploader } from './define/uploader.ts';
export { ImgproImage } from './define/image.ts';
export { ImgproGallery } from './define/gallery.ts';
