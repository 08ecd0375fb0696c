import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './render.ts';
import { images, uploaded } from './mock.ts';

const meta: Meta = {
  title: 'Image',
  component: 'imgpro-image',
  tags: ['autodocs'],
  args: { alt: 'A landscape' },
  render: (args, { loaded }) => {
    const made = element('imgpro-image', args);
    if (loaded['id']) made.setAttribute('image-id', String(loaded['id']));
    made.style.setProperty('max-inline-size', '640px');
    return made;
  },
};
export default meta;

type Story = StoryObj;

/** By id: fetched, and shown with the sizes the service has. */
export const Ready: Story = {
  args: { 'show-caption': true },
  loaders: [async () => ({ id: (await images())[0]?.id })],
};

/** Stored, and not yet ready: it becomes the picture by itself. */
export const Processing: Story = {
  loaders: [async () => ({ id: await uploaded('mock-processing-film.jpg') })],
};

/** There is no such image, or no longer. */
export const Missing: Story = { args: { 'image-id': 'nowhere1' } };

/** Flagged: blurred by the server until somebody asks to see it. */
export const Flagged: Story = {
  loaders: [async () => ({ id: await uploaded('mock-nsfw-statue.jpg') })],
};

/** The page’s own `<img>`, adopted as it is. */
export const Adopted: Story = {
  loaders: [async () => ({ image: (await images())[1] })],
  render: (_args, { loaded }) => {
    const { url, width, height } = loaded['image'] as { url: string; width: number; height: number };
    const made = document.createElement('imgpro-image');
    const img = document.createElement('img');
    Object.assign(img, { src: `${url}?size=m`, width, height, alt: 'A landscape' });
    img.style.setProperty('max-inline-size', '640px');
    img.style.setProperty('block-size', 'auto');
    made.append(img);
    return made;
  },
};
