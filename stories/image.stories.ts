import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent } from 'storybook/test';
import { isIn, shown, the } from './drive.ts';
import { faults, images, turn, uploaded } from './mock.ts';
import { element, once } from './render.ts';

const meta: Meta = {
  title: 'Image',
  component: 'imgpro-image',
  tags: ['autodocs'],
  args: { alt: 'A landscape' },
  render: (args, context) => {
    const id = context.loaded['id'] as string | undefined;
    const made = element('imgpro-image', { ...(id && { 'image-id': id }), ...args }, context);
    made.style.setProperty('max-inline-size', '640px');
    return made;
  },
};
export default meta;

type Story = StoryObj;

const stored = async () => ({ id: (await images())[0]!.id });
const image = (canvas: HTMLElement) => the(canvas, 'imgpro-image');
const becomes =
  (state: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    await isIn(image(canvasElement), state);
  };

/** By id: fetched, and shown with the sizes the service has. */
export const Ready: Story = { loaders: [once(stored)], play: becomes('ready') };

/** Asked for, and not there yet: a place of the right colour. */
export const Loading: Story = {
  args: { 'image-id': 'nowhere1' },
  beforeEach: () => faults({ match: 'GET /v1/images/:id', delay_ms: 600_000 }),
  play: becomes('loading'),
};

/** Stored, and not yet ready: it becomes the picture by itself. */
export const Processing: Story = {
  loaders: [once(async () => ({ id: await uploaded('mock-processing-film.jpg') }))],
  play: async ({ canvasElement, loaded }) => {
    await turn(String(loaded['id']), { state: 'processing' });
    await isIn(image(canvasElement), 'processing');
  },
};

/** The service could not process it. */
export const Failed: Story = {
  loaders: [
    once(async () => {
      const { id } = await stored();
      await turn(id, { state: 'failed', reason: 'The file is damaged.' });
      return { id };
    }),
  ],
  play: becomes('failed'),
};

/** Taken down by the service. */
export const Blocked: Story = {
  loaders: [
    once(async () => {
      const { id } = await stored();
      await turn(id, { state: 'blocked' });
      return { id };
    }),
  ],
  play: becomes('blocked'),
};

/** There is no such image, or no longer. */
export const Missing: Story = { args: { 'image-id': 'nowhere1' }, play: becomes('missing') };

/** The service cannot be reached: a sentence, and a button. */
export const Error: Story = {
  args: { src: 'nowhere.jpg', width: 640, height: 400 },
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'error');
    await shown(element, '[part~="retry"]');
  },
};

const flagged = async () => {
  const { id } = await stored();
  await turn(id, { nsfw: true });
  return { id };
};

/** Flagged: blurred by the server until somebody asks to see it. */
export const Flagged: Story = {
  loaders: [once(flagged)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'nsfw');
    await shown(element, '[part~="reveal"]');
  },
};

/** The same, once a person has asked. */
export const Revealed: Story = {
  loaders: [once(flagged)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await userEvent.click(await shown(element, '[part~="reveal"]'));
    await isIn(element, 'ready');
  },
};

/** With its caption below. */
export const Caption: Story = {
  args: { 'show-caption': true },
  loaders: [once(stored)],
  play: becomes('ready'),
};

/** Opens large, with a click or a key. */
export const Zoomable: Story = {
  args: { zoomable: true },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await shown(element, '[part~="zoom"]');
  },
};

/** Buttons over the picture. */
export const Actions: Story = {
  args: { actions: 'download copy-link' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await shown(element, '[part~="download"]');
  },
};

/** Leads to the image's own page. */
export const Linked: Story = {
  args: { link: 'page' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect(element.querySelector('a img')).not.toBeNull();
  },
};

/** AVIF and WebP where the browser takes them. */
export const Formats: Story = {
  args: { formats: 'avif webp' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect(element.querySelectorAll('picture source')).toHaveLength(2);
  },
};

/** Changed on the way. */
export const Transformed: Story = {
  args: { transform: 'rotate=90' },
  loaders: [once(stored)],
  play: becomes('ready'),
};

/** The page’s own `<img>`, adopted as it is. */
export const Adopted: Story = {
  loaders: [once(async () => ({ image: (await images())[1] }))],
  render: (args, context) => {
    const { url, width, height } = context.loaded['image'] as { url: string; width: number; height: number };
    return element('imgpro-image', args, context, () => {
      const made = document.createElement('imgpro-image');
      const img = document.createElement('img');
      Object.assign(img, { src: `${url}?size=m`, width, height, alt: 'A landscape' });
      img.style.setProperty('max-inline-size', '640px');
      img.style.setProperty('block-size', 'auto');
      made.append(img);
      return made;
    });
  },
  play: becomes('ready'),
};
