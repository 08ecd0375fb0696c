import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ImgproUploader } from '../src/index.ts';
import { element } from './render.ts';
import { samplePhoto } from './samples.ts';

const meta: Meta = {
  title: 'Uploader',
  component: 'imgpro-uploader',
  tags: ['autodocs'],
  args: { multiple: true },
  render: (args) => element('imgpro-uploader', args),
};
export default meta;

type Story = StoryObj;

const uploader = (canvas: HTMLElement) => canvas.querySelector<ImgproUploader>('imgpro-uploader')!;

/** Nothing chosen yet: choose, drop or paste. */
export const Empty: Story = {};

/** Two pictures on their way, then done; captions and alternative texts can be edited. */
export const Done: Story = {
  args: { multiple: true, fields: 'caption alt_text' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const complete = new Promise((resolve) =>
      element.addEventListener('imgpro-complete', resolve, { once: true }),
    );
    void element.addFiles([await samplePhoto('meadow.jpg', 210), await samplePhoto('dunes.jpg', 32)]);
    await complete;
  },
};

/** Chosen, and waiting for `upload()`. */
export const Queued: Story = {
  args: { multiple: true, manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const added = new Promise((resolve) =>
      element.addEventListener('imgpro-files-added', resolve, { once: true }),
    );
    void element.addFiles([await samplePhoto('first.jpg', 150), await samplePhoto('second.jpg', 280)]);
    await added;
  },
};

/** The service could not process it: the row says what happened and what can be done. */
export const Failed: Story = {
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const failed = new Promise((resolve) =>
      element.addEventListener('imgpro-upload-error', resolve, { once: true }),
    );
    void element.addFiles([await samplePhoto('mock-failed-scan.jpg', 0)]);
    await failed;
  },
};

/** A file that is no image is refused before it is sent. */
export const Rejected: Story = {
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const rejected = new Promise((resolve) =>
      element.addEventListener('imgpro-file-rejected', resolve, { once: true }),
    );
    void element.addFiles([new File(['Dear diary'], 'photo.jpg', { type: 'image/jpeg' })]);
    await rejected;
  },
};

/** Of a visit before: the photos and their captions are still there, and wait for a word. */
export const Recovered: Story = {
  args: { id: 'story-recovered', multiple: true, fields: 'caption', recover: true },
  play: async ({ canvasElement }) => {
    const before = uploader(canvasElement);
    const added = async () => {
      const photos = [await samplePhoto('harbour.jpg', 210), await samplePhoto('dunes.jpg', 32)];
      return before.addFiles(photos);
    };
    // Paused, so that something is left; then another page takes the place of this one.
    before.pause();
    await added();
    const waiting = before.cloneNode() as ImgproUploader;
    const recovered = new Promise((resolve) =>
      waiting.addEventListener('imgpro-files-added', resolve, { once: true }),
    );
    before.replaceWith(waiting);
    await recovered;
  },
};

/** Made smaller in the browser, and without the place they were taken at, before anything is sent. */
export const Prepared: Story = {
  ...Done,
  args: { multiple: true, 'max-dimension': '320', format: 'webp', 'strip-location': true },
};

/** A camera beside the files: the phone's own, or a dialog. */
export const Camera: Story = { args: { multiple: true, sources: 'file drop camera' } };

/** Tiles instead of rows. */
export const Grid: Story = { ...Done, args: { multiple: true, view: 'grid' } };

/** Only a button. */
export const Button: Story = { args: { multiple: true, variant: 'button' } };

export const Disabled: Story = { args: { multiple: true, disabled: true } };
