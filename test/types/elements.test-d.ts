// Types of the elements, as an editor and a compiler know them. Checked by `tsc`; never run.
import type { ImgproGallery, ImgproImage, ImgproUploader } from '../../src/index.ts';

declare function expectType<T>(value: T): void;

const uploader: ImgproUploader = document.createElement('imgpro-uploader');
const image: ImgproImage = document.createElement('imgpro-image');
const gallery: ImgproGallery = document.querySelector('imgpro-gallery')!;

uploader.addEventListener('imgpro-upload-success', (event) => {
  expectType<string>(event.detail.image.id);
  expectType<string>(event.detail.file.name);
});
uploader.addEventListener('imgpro-file-rejected', ({ detail }) => expectType<string>(detail.message));
uploader.addEventListener('change', (event) => expectType<Event>(event));
image.addEventListener('imgpro-state', ({ detail }) => expectType<string>(detail.state));
gallery.addEventListener('imgpro-selection-change', ({ detail }) => expectType<string[]>(detail.ids));
gallery.addEventListener('keydown', (event) => expectType<string>(event.key));
gallery.removeEventListener('imgpro-open', ({ detail }) => expectType<string>(detail.id));

// @ts-expect-error there is no such detail
uploader.addEventListener('imgpro-upload-success', ({ detail }) => detail.nothing);

expectType<string | string[]>(uploader.value);
uploader.format = 'webp';
// @ts-expect-error no browser writes it
uploader.format = 'avif';
expectType<Promise<void>>(gallery.loadMore());
