import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { ImgproImage } from '../src/index.ts';
import { isIn, PATIENCE, says, shown, the, warns } from './drive.ts';
import { change, faults, images, setOffline, turn, uploaded } from './mock.ts';
import { element, once } from './render.ts';

const meta: Meta = {
  title: 'Image',
  component: 'imgpro-image',
  tags: ['autodocs'],
  args: { alt: 'A landscape' },
  render: (args, context) => {
    const { id, image: known } = context.loaded as { id?: string; image?: object };
    const given = { ...(id && { 'image-id': id }), ...(known && { image: known }) };
    const made = element('imgpro-image', { ...given, ...args }, context);
    made.style.setProperty('max-inline-size', '640px');
    return made;
  },
};
export default meta;

type Story = StoryObj;

const stored = async () => ({ id: (await images())[0]!.id });
const image = (canvas: HTMLElement): ImgproImage => the(canvas, 'imgpro-image');
type Play = NonNullable<Story['play']>;
const becomes =
  (state: string): Play =>
  async ({ canvasElement }) => {
    await isIn(image(canvasElement), state);
  };
/** A stored image in another state than ready. */
const turned = (how: Parameters<typeof turn>[1]) =>
  once(async () => {
    const { id } = await stored();
    await turn(id, how);
    return { id };
  });

/** By id: fetched, and shown with the sizes the service has. */
export const Ready: Story = { loaders: [once(stored)], play: becomes('ready') };

/** Asked for, and not there yet: a place of the right colour. */
export const Loading: Story = {
  tags: ['!autodocs'],
  args: { 'image-id': 'nowhere1' },
  beforeEach: () => faults({ match: 'GET /v1/images/:id', delay_ms: 600_000 }),
  play: becomes('loading'),
};

/** Stored, and not yet ready: it becomes the picture by itself. */
export const Processing: Story = {
  tags: ['!autodocs'],
  loaders: [once(async () => ({ id: await uploaded('mock-processing-film.jpg') }))],
  play: async ({ canvasElement, loaded }) => {
    await turn(String(loaded['id']), { state: 'processing' });
    await isIn(image(canvasElement), 'processing');
  },
};

/** The service could not process it. */
export const Failed: Story = {
  tags: ['!autodocs'],
  loaders: [turned({ state: 'failed', reason: 'The file is damaged.' })],
  play: becomes('failed'),
};

/** The same, in the page’s own words. */
export const FailedOwnWords: Story = {
  tags: ['!autodocs'],
  name: 'Failed, own words',
  args: { 'slot: error': 'This picture has to be scanned again.' },
  loaders: [turned({ state: 'failed' })],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'failed');
    await waitFor(() => expect(element.querySelector('[slot="error"]')).toBeVisible(), PATIENCE);
  },
};

/** Taken down by the service. */
export const Blocked: Story = {
  tags: ['!autodocs'],
  loaders: [turned({ state: 'blocked' })],
  play: becomes('blocked'),
};

/** Taken down after a copyright claim. */
export const BlockedByClaim: Story = {
  tags: ['!autodocs'],
  name: 'Blocked, copyright claim',
  loaders: [once(async () => ({ image: { ...(await images())[0]!, blocked: true, block_reason: 'dmca' } }))],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'blocked');
    await says(element, /copyright claim/);
  },
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

/** No connection: it is tried again by itself. */
export const Offline: Story = {
  tags: ['!autodocs'],
  ...Error,
  beforeEach: async () => {
    await setOffline(true);
    return () => setOffline(false);
  },
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'error');
    await says(element, /You seem to be offline/);
  },
};

/** After “Try again”, when the picture can be had. */
export const Retried: Story = {
  tags: ['!autodocs'],
  loaders: [once(async () => ({ image: (await images())[5] }))],
  beforeEach: () => faults({ match: 'GET /cdn/*', status: 404 }),
  render: (args, context) => element('imgpro-image', { ...args, image: context.loaded['image'] }, context),
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'error');
    await faults();
    await userEvent.click(await shown(element, '[part~="retry"]'));
    await isIn(element, 'ready');
  },
};

const flagged = turned({ nsfw: true });

/** Flagged: blurred by the server until somebody asks to see it. */
export const Flagged: Story = {
  tags: ['!autodocs'],
  loaders: [flagged],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'nsfw');
    await shown(element, '[part~="reveal"]');
  },
};

/** The same, once a person has asked. */
export const Revealed: Story = {
  tags: ['!autodocs'],
  loaders: [flagged],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await userEvent.click(await shown(element, '[part~="reveal"]'));
    await isIn(element, 'ready');
  },
};

/** Flagged, and shown without a question. */
export const FlaggedShown: Story = {
  tags: ['!autodocs'],
  name: 'Flagged, shown',
  args: { nsfw: 'show' },
  loaders: [flagged],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect(element.img!.currentSrc).not.toMatch(/blur/);
  },
};

/** Flagged, and not shown at all: no address of the picture enters the page. */
export const FlaggedHidden: Story = {
  tags: ['!autodocs'],
  name: 'Flagged, hidden',
  args: { nsfw: 'hide' },
  loaders: [flagged],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await says(element, /not shown here/);
    await expect(element.querySelector('img')).toBeNull();
  },
};

/** With its caption below. */
export const Caption: Story = {
  args: { 'show-caption': true },
  loaders: [
    once(async () => {
      const { id } = await stored();
      await change(id, { caption: 'The harbour of Kragerø, before the first ferry' });
      return { id };
    }),
  ],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await says(element, /harbour of Kragerø/);
  },
};

/** A caption of the page’s own below it. */
export const OwnCaption: Story = {
  name: 'Own caption',
  args: { 'show-caption': true, 'slot: caption': 'Taken from the ferry' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect(element.querySelector('[slot="caption"]')).toBeVisible();
  },
};

/** While it is processed, in the page’s own words. */
export const ProcessingOwnWords: Story = {
  tags: ['!autodocs'],
  ...Processing,
  name: 'Processing, own words',
  args: { 'slot: processing': 'Your picture is being developed.' },
};

/** An object as the client or the site’s server got it. */
export const Given: Story = {
  loaders: [once(async () => ({ image: (await images())[0] }))],
  render: (args, context) => {
    const made = element('imgpro-image', { ...args, image: context.loaded['image'] }, context);
    made.style.setProperty('max-inline-size', '640px');
    return made;
  },
  play: becomes('ready'),
};

/** Any address, with its size. */
export const Address: Story = {
  loaders: [once(async () => ({ image: (await images())[0] }))],
  render: (args, context) => {
    const { url, width, height } = context.loaded['image'] as { url: string; width: number; height: number };
    const made = element('imgpro-image', { src: `${url}?size=m`, width, height, ...args }, context);
    made.style.setProperty('max-inline-size', '640px');
    return made;
  },
  play: becomes('ready'),
};

/** The page’s main picture: loaded at once, and first. */
export const Priority: Story = {
  args: { priority: true },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect([element.img!.loading, element.img!.fetchPriority]).toEqual(['eager', 'high']);
  },
};

/**
 * The picture is known and on its way; the place of it has its shape.
 * @param at Which of the mock's images; none that another story shows, for the browser would have it already.
 */
const awaited = (at: number): Pick<Story, 'loaders' | 'beforeEach'> => ({
  loaders: [once(async () => ({ id: (await images())[at]!.id }))],
  beforeEach: () => faults({ match: 'GET /cdn/*', delay_ms: 600_000 }),
});

/** A place of the right colour, until the picture is there. */
export const PlaceholderColour: Story = {
  tags: ['!autodocs'],
  ...awaited(1),
  name: 'Placeholder: colour',
  play: async ({ canvasElement }) => {
    await shown(image(canvasElement), '[part~="skeleton"]');
  },
};

/** The picture itself, tiny and blurred, until it is there. */
export const PlaceholderBlur: Story = {
  tags: ['!autodocs'],
  ...awaited(2),
  name: 'Placeholder: blur',
  args: { placeholder: 'blur' },
  play: async ({ canvasElement }) => {
    await shown(image(canvasElement), '[part~="skeleton"] img');
  },
};

/** Nothing, until the picture is there; its place is kept. */
export const PlaceholderNone: Story = {
  tags: ['!autodocs'],
  ...awaited(3),
  name: 'Placeholder: none',
  args: { placeholder: 'none' },
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await waitFor(() => expect(element.img).not.toBeNull(), PATIENCE);
    await expect(element.shadowRoot!.querySelector('[part~="skeleton"]')).toBeNull();
    await expect(element.getBoundingClientRect().height).toBeGreaterThan(100);
  },
};

/** The shape of the place while nothing is known of the picture. */
export const Ratio: Story = {
  tags: ['!autodocs'],
  ...Loading,
  args: { 'image-id': 'nowhere1', ratio: '16/9' },
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'loading');
    const { width, height } = element.getBoundingClientRect();
    await expect(width / height).toBeCloseTo(16 / 9, 1);
  },
};

/** Its colours and corners, by custom properties. */
export const OwnLooks: Story = {
  tags: ['!autodocs'],
  ...awaited(4),
  name: 'Own looks',
  args: { '--imgpro-skeleton': 'oklch(0.7 0.1 250)', '--imgpro-image-radius': '24px' },
  play: async ({ canvasElement }) => {
    await shown(image(canvasElement), '[part~="skeleton"]');
  },
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

/** Opened large. */
export const Opened: Story = {
  tags: ['!autodocs'],
  ...Zoomable,
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await userEvent.click(await shown(element, '[part~="zoom"]'));
    await waitFor(() => expect(document.querySelector('.pswp')).not.toBeNull(), PATIENCE);
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
    await waitFor(() => expect(element.querySelector('a img')).not.toBeNull(), PATIENCE);
  },
};

/** Leads to the file. */
export const LinkedToFile: Story = {
  name: 'Linked to its file',
  args: { link: 'file' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await waitFor(() => expect(element.querySelector('a')).not.toBeNull(), PATIENCE);
    await expect(element.querySelector('a')!.href).toContain(String(element.currentImage!.id));
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

/** A decoration: nothing is read aloud, and nothing is said on the console. */
export const Decoration: Story = {
  args: { alt: '' },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'ready');
    await expect(element.img!.getAttribute('alt')).toBe('');
  },
};

/** Values that cannot be: each is said on the console, and the default takes its place. */
export const Impossible: Story = {
  tags: ['!autodocs'],
  name: 'Impossible values',
  args: {
    ...{ placeholder: 'sparkle', nsfw: 'maybe', link: 'nowhere', actions: 'print', formats: 'bmp' },
    transform: 'sharp=200',
  },
  loaders: [once(stored)],
  play: async ({ canvasElement }) => {
    await isIn(image(canvasElement), 'ready');
    await warns(/placeholder="sparkle">: it has to be one of color, blur, none; color is used/);
    await warns(/nsfw="maybe">: it has to be one of blur, show, hide; blur is used/);
    await warns(/link="nowhere">: it has to be one of page, file; none is used/);
    await warns(/actions="print">: it has to be one of download, copy-link; none is used/);
    await warns(/formats>: /);
    await warns(/transform>: /);
  },
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
      img.style.setProperty('max-inline-size', 'min(640px, 100%)');
      img.style.setProperty('block-size', 'auto');
      made.append(img);
      return made;
    });
  },
  play: becomes('ready'),
};

/** The page’s own `<img>`, which did not come. */
export const AdoptedBroken: Story = {
  name: 'Adopted, broken',
  render: (args, context) =>
    element('imgpro-image', args, context, () => {
      const made = document.createElement('imgpro-image');
      const img = document.createElement('img');
      Object.assign(img, { src: 'nowhere.jpg', width: 640, height: 400, alt: 'A landscape' });
      img.style.setProperty('max-inline-size', '100%');
      img.style.setProperty('block-size', 'auto');
      made.append(img);
      return made;
    }),
  play: async ({ canvasElement }) => {
    const element = image(canvasElement);
    await isIn(element, 'error');
    await shown(element, '[part~="retry"]');
  },
};
