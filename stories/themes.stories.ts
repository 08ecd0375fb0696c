import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect } from 'storybook/test';
import type { ImgproUploader } from '../src/index.ts';
import { themes } from './docs/themes.ts';
import { isIn, shown, statuses, the } from './drive.ts';
import { faults } from './mock.ts';
import { element } from './render.ts';
import { samplePhoto } from './samples.ts';

/** The uploader as a site dresses it: custom properties alone, to copy from the page Theming. */
const meta: Meta = {
  title: 'Themes',
  component: 'imgpro-uploader',
  args: { multiple: true, fields: 'caption' },
  render: (args, context) => element('imgpro-uploader', args, context),
};
export default meta;

/** A stored picture, one that failed, one that was not taken, and one that waits: all colours of a theme at once. */
async function fill(uploader: ImgproUploader): Promise<void> {
  await uploader.addFiles([
    await samplePhoto('harbour.jpg', 210, 1200, 800),
    await samplePhoto('mock-failed-scan.jpg', 0, 1200, 800),
  ]);
  await statuses(uploader, 'ready', 'failed');
  await faults({ match: 'POST /v1/images', delay_ms: 600_000 });
  await uploader.addFiles([
    await samplePhoto('dunes.jpg', 32, 1200, 800),
    new File(['A text'], 'notes.txt', { type: 'text/plain' }),
  ]);
  await statuses(uploader, 'ready', 'failed', 'uploading');
  await isIn(uploader, 'failed');
  await shown(uploader, '[part~="error"]');
}

/** A story of a theme by its name. Its colours are fixed, whichever the toolbar asks for. */
function story(name: string): StoryObj {
  const theme = themes.find((each) => each.name === name)!;
  return {
    name,
    args: theme.properties,
    play: async ({ canvasElement }) => {
      const uploader = the(canvasElement, 'imgpro-uploader');
      uploader.style.colorScheme = name === 'Night' ? 'dark' : 'light';
      await fill(uploader);
      const accent = getComputedStyle(uploader).getPropertyValue('--imgpro-accent');
      await expect(accent.trim()).toBe(theme.properties['--imgpro-accent']);
    },
  };
}

/** Colours and shapes as they come. */
export const Own: StoryObj = {
  play: ({ canvasElement }) => fill(the(canvasElement, 'imgpro-uploader')),
};

/** Narrow spaces and square corners, for pages of tools. */
export const Dense = story('Compact');

/** Wide spaces and round corners. */
export const Rounded = story('Garden');

/** Contrast of at least 7 to 1 (WCAG 2.2, level AAA), and lines as dark as the text. */
export const HighContrast = story('High contrast');

/** Warm paper and letters with serifs. */
export const Paper = story('Paper');

/** Dark, whatever the page is. */
export const Night = story('Night');
