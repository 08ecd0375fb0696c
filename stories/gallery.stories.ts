import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { element } from './render.ts';

const meta: Meta = {
  title: 'Gallery',
  component: 'imgpro-gallery',
  tags: ['autodocs'],
  args: { lightbox: true },
  render: (args) => element('imgpro-gallery', args),
};
export default meta;

type Story = StoryObj;

/** The account’s list in justified rows; more load as one scrolls. */
export const Rows: Story = {};

/** Masonry. */
export const Columns: Story = { args: { layout: 'columns' } };

export const Grid: Story = { args: { layout: 'grid' } };

/** Choosing many, and what can be done with them. */
export const Manage: Story = { args: { selectable: true, manage: true } };

/** Nothing there yet. */
export const Empty: Story = {
  render: (args) => {
    const made = element('imgpro-gallery', args);
    made.images = [];
    return made;
  },
};
