import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { Image } from '../src/api/types.ts';
import { says, shown, the } from './drive.ts';
import { faults, images, turn } from './mock.ts';
import { element, once } from './render.ts';

const meta: Meta = {
  title: 'Gallery',
  component: 'imgpro-gallery',
  tags: ['autodocs'],
  args: { lightbox: true },
  render: (args, context) => element('imgpro-gallery', args, context),
};
export default meta;

type Story = StoryObj;

const gallery = (canvas: HTMLElement) => the(canvas, 'imgpro-gallery');
const PATIENCE = { timeout: 15_000 };
const tiles: NonNullable<Story['play']> = async ({ canvasElement }) => {
  await shown(gallery(canvasElement), '[part~="tile"]');
};

/** The account’s list in justified rows; more load as one scrolls. */
export const Rows: Story = { play: tiles };

/** Masonry. */
export const Columns: Story = { args: { layout: 'columns' }, play: tiles };

export const Grid: Story = { args: { layout: 'grid' }, play: tiles };

/** Beside each other on a narrow page. */
export const Narrow: Story = {
  play: tiles,
  decorators: [
    (story) => {
      const shown = story() as HTMLElement;
      shown.style.setProperty('max-inline-size', '320px');
      return shown;
    },
  ],
};

/** The first page is on its way. */
export const Loading: Story = {
  beforeEach: () => faults({ match: 'GET /v1/images', delay_ms: 600_000 }),
  play: async ({ canvasElement }) => {
    await shown(gallery(canvasElement), '[part~="base"]');
  },
};

/** The first page could not be had: a sentence, and a button. */
export const Failed: Story = {
  beforeEach: () => faults({ match: 'GET /v1/images', status: 404 }),
  play: async ({ canvasElement }) => {
    await shown(gallery(canvasElement), 'button');
  },
};

/** Images that are not ready, were taken down, failed, or are flagged. */
export const States: Story = {
  loaders: [
    once(async () => {
      const [processing, failed, blocked, flagged] = (await images()) as [Image, Image, Image, Image];
      await turn(processing.id, { state: 'processing' });
      await turn(failed.id, { state: 'failed', reason: 'The file is damaged.' });
      await turn(blocked.id, { state: 'blocked' });
      await turn(flagged.id, { nsfw: true });
      return {};
    }),
  ],
  play: tiles,
};

/** Choosing many, and what can be done with them. */
export const Manage: Story = {
  args: { selectable: true, manage: true },
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await shown(element, '[part~="tile"]');
    const [check] = element.shadowRoot!.querySelectorAll<HTMLElement>('[part~="check"]');
    await userEvent.click(check!);
    await waitFor(() => expect(element.shadowRoot!.textContent).toMatch(/1 selected|selected/), PATIENCE);
  },
};

/** The page's own images, without the account. */
export const Given: Story = {
  loaders: [once(async () => ({ images: (await images()).slice(0, 5) }))],
  render: (args, context) =>
    element('imgpro-gallery', { ...args, images: context.loaded['images'] }, context),
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await waitFor(
      () => expect(element.shadowRoot!.querySelectorAll('[part~="tile"]')).toHaveLength(5),
      PATIENCE,
    );
  },
};

/** Nothing there yet. */
export const Empty: Story = {
  args: { images: [] },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /No images/);
  },
};

/** Nothing there yet, in the page's own words. */
export const EmptyOwnWords: Story = {
  name: 'Empty, own words',
  args: { images: [], 'slot: empty': 'Your first trip is still to come.' },
  play: async ({ canvasElement }) => {
    await shown(gallery(canvasElement), 'slot[name="empty"]');
    await expect(canvasElement.textContent).toContain('Your first trip');
  },
};

/** An image opened large. */
export const Opened: Story = {
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await shown(element, '[part~="tile"]');
    const [first] = await images(1);
    await element.open(first!.id);
    await waitFor(() => expect(document.querySelector('.pswp')).not.toBeNull(), PATIENCE);
  },
};
