import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { Image } from '../src/api/types.ts';
import { ImgproError, type ImgproGallery } from '../src/index.ts';
import { button, isIn, PATIENCE, says, shown, statuses, the, told, warns } from './drive.ts';
import { change, faults, firstPage, images, setOffline, tokenEndpoint, turn } from './mock.ts';
import { element, once } from './render.ts';
import { samplePhoto } from './samples.ts';

const meta: Meta = {
  title: 'Gallery',
  component: 'imgpro-gallery',
  tags: ['autodocs'],
  args: { lightbox: true },
  render: (args, context) => element('imgpro-gallery', args, context),
};
export default meta;

type Story = StoryObj;
type Play = NonNullable<Story['play']>;

const gallery = (canvas: HTMLElement): ImgproGallery => the(canvas, 'imgpro-gallery');
const tilesOf = (element: ImgproGallery) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>('[part~="tile"]'),
];
const idsOf = (element: ImgproGallery) => tilesOf(element).map(({ dataset }) => dataset['id']!);
const face = (element: ImgproGallery, at: number) =>
  tilesOf(element)[at]!.querySelector<HTMLElement>('[data-focus]')!;
/** The check mark of a tile; the bar brings it along. */
async function check(element: ImgproGallery, at: number): Promise<HTMLElement> {
  await shown(element, '.tile [part~="check"]');
  return tilesOf(element)[at]!.querySelector<HTMLElement>('[part~="check"]')!;
}

const middleOf = (target: Element) => {
  const { x, y, width, height } = target.getBoundingClientRect();
  return { clientX: x + width / 2, clientY: y + height / 2 };
};
/** A step of a pointer that no driver moves. */
const pointer = (
  type: string,
  target: EventTarget,
  at: { clientX: number; clientY: number },
  pointerType = 'mouse',
) =>
  target.dispatchEvent(
    new PointerEvent(type, {
      ...{ pointerId: 1, pointerType, isPrimary: true, button: 0, bubbles: true, composed: true },
      ...at,
    }),
  );
/** Resolves when the code of a part that is fetched later is there: its styles are. */
const dressed = (element: ImgproGallery, rule: RegExp): Promise<void> =>
  waitFor(() => {
    const { adoptedStyleSheets: sheets } = element.shadowRoot!;
    return expect(sheets.some((sheet) => rule.test(textOfSheet(sheet)))).toBe(true);
  }, PATIENCE);
/** A pointer moves about over the gallery, which fetches the code of the gestures. */
async function comesNear(element: ImgproGallery): Promise<void> {
  const moves = setInterval(() => pointer('pointerover', face(element, 0), middleOf(face(element, 0))), 20);
  await dressed(element, /\.band/).finally(() => clearInterval(moves));
}
const textOfSheet = (sheet: CSSStyleSheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join(' ');

/** Resolves when there are tiles. */
async function filled(canvas: HTMLElement): Promise<ImgproGallery> {
  await shown(gallery(canvas), '[part~="tile"]');
  return gallery(canvas);
}
const tiles: Play = async ({ canvasElement }) => {
  await filled(canvasElement);
};

/** The first of the account’s images, for stories that show no others. */
const few = (count: number) => once(async () => ({ images: await images(count) }));
/** So many images that share a few pictures. */
const many = (count: number) =>
  once(async () => {
    // Each picture takes the mock a moment to draw.
    const seeded = await images(4);
    const image = (_: unknown, at: number) => ({ ...seeded[at % seeded.length]!, id: `many${at}` });
    return { images: Array.from({ length: count }, image) };
  });
const given: Story['render'] = (args, context) =>
  element('imgpro-gallery', { ...args, images: context.loaded['images'] }, context);

/** A loader that makes so many of the first images private. */
const madePrivate = (count: number) =>
  once(async () => {
    for (const { id } of await images(count)) await change(id, { public: false });
    return {};
  });

/** The account’s list in justified rows; more load as one scrolls. */
export const Rows: Story = { play: tiles };

/** Masonry. */
export const Columns: Story = { args: { layout: 'columns' }, play: tiles };

export const Grid: Story = { args: { layout: 'grid' }, play: tiles };

/** On a narrow page. */
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

/** Low rows, close to each other, with square corners: by custom properties alone. */
export const OwnMeasures: Story = {
  name: 'Own measures',
  args: { '--imgpro-row-height': '120px', '--imgpro-gap': '2px', '--imgpro-tile-radius': '0' },
  play: tiles,
};

/** These images, in this order. */
export const Ids: Story = {
  loaders: [once(async () => ({ ids: (await images(6)).map(({ id }) => id).reverse() }))],
  render: (args, context) =>
    element('imgpro-gallery', { ids: (context.loaded['ids'] as string[]).join(' '), ...args }, context),
  play: async ({ canvasElement, loaded }) => {
    const element = gallery(canvasElement);
    await waitFor(() => expect(idsOf(element)).toEqual(loaded['ids']), PATIENCE);
  },
};

/** The page's own images, without the account. */
export const Given: Story = {
  loaders: [few(5)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await waitFor(() => expect(tilesOf(element)).toHaveLength(5), PATIENCE);
  },
};

/** Links with pictures, as the page shows them without a script. */
export const Children: Story = {
  loaders: [few(6)],
  render: (args, context) =>
    element('imgpro-gallery', args, context, () => {
      const made = document.createElement('imgpro-gallery');
      for (const { page_url, url, sizes, width, height, caption } of context.loaded['images'] as Image[]) {
        const link = document.createElement('a');
        const img = document.createElement('img');
        link.href = page_url;
        Object.assign(img, { src: sizes['small']?.url ?? url, width, height, alt: caption ?? 'A landscape' });
        link.append(img);
        made.append(link);
      }
      return made;
    }),
  play: async ({ canvasElement, loaded }) => {
    const element = gallery(canvasElement);
    const ids = (loaded['images'] as Image[]).map(({ id }) => id);
    await waitFor(() => expect(idsOf(element)).toEqual(ids), PATIENCE);
  },
};

/** An uploader feeds it: what is stored appears at the top. */
export const FromUploader: Story = {
  name: 'From an uploader',
  tags: ['!autodocs'],
  args: { uploader: 'story-feeder', 'page-size': 10 },
  render: (args, context) => {
    const made = element('imgpro-gallery', args, context);
    if (made.parentElement) return made.parentElement;
    const uploader = document.createElement('imgpro-uploader');
    Object.assign(uploader, { id: 'story-feeder', multiple: true });
    const page = document.createElement('div');
    page.style.setProperty('display', 'grid');
    page.style.setProperty('gap', '16px');
    page.append(uploader, made);
    return page;
  },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const uploader = the(canvasElement, 'imgpro-uploader');
    await uploader.addFiles([await samplePhoto('meadow.jpg', 110)]);
    await statuses(uploader, 'ready');
    await waitFor(() => expect(idsOf(element)[0]).toBe(uploader.images[0]!.id), PATIENCE);
  },
};

/** Ten thousand images: only the tiles near the visible ones stand in the page, and the last can be reached. */
export const Many: Story = {
  name: '10,000 images',
  tags: ['!autodocs'],
  loaders: [many(10_000)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await element.scrollToImage('many9999');
    await shown(element, '[data-id="many9999"]');
    await expect(tilesOf(element).length).toBeLessThan(200);
    await expect(tilesOf(element).at(-1)!.getAttribute('aria-setsize')).toBe('10000');
  },
};

/** The first page is on its way. */
export const Loading: Story = {
  tags: ['!autodocs'],
  beforeEach: () => faults({ match: 'GET /v1/images', delay_ms: 600_000 }),
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await isIn(element, 'loading');
    await shown(element, '.ghost');
  },
};

/** The first page could not be had: a sentence, and a button. */
export const Failed: Story = {
  tags: ['!autodocs'],
  beforeEach: () => faults({ match: 'GET /v1/images', status: 404 }),
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await isIn(element, 'error');
    await expect(button(element, 'Try again')).toBeVisible();
  },
};

/** The same, in the page’s own words. */
export const FailedOwnWords: Story = {
  ...Failed,
  name: 'Failed, own words',
  tags: ['!autodocs'],
  args: { 'slot: error': 'Our pictures are being moved. Come back tomorrow.' },
  play: async ({ canvasElement }) => {
    const element = gallery(canvasElement);
    await isIn(element, 'error');
    await expect(element.querySelector('[slot="error"]')).toBeVisible();
  },
};

/** Whoever looks is not signed in. */
export const NotSignedIn: Story = {
  name: 'Not signed in',
  tags: ['!autodocs'],
  args: {
    tokenProvider: () =>
      Promise.reject(new ImgproError('Nobody is signed in.', { code: 'unauthorized', status: 401 })),
  },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /sign in again/);
  },
};

/** The first page is there, and the second on its way. */
export const NextPage: Story = {
  name: 'Next page on its way',
  tags: ['!autodocs'],
  args: { 'page-size': 5 },
  // The first rule strikes once, and is over.
  beforeEach: () =>
    faults(
      { match: 'GET /v1/images', times: 1, delay_ms: 1 },
      { match: 'GET /v1/images', delay_ms: 600_000 },
    ),
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await says(element, /Loading more images/);
  },
};

/** The first page is there, and the second could not be had: nothing is lost. */
export const NextPageFailed: Story = {
  name: 'Next page failed',
  tags: ['!autodocs'],
  args: { 'page-size': 5 },
  beforeEach: () =>
    faults({ match: 'GET /v1/images', times: 1, delay_ms: 1 }, { match: 'GET /v1/images', status: 404 }),
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await says(element, /More images could not be loaded/);
    await expect(tilesOf(element)).toHaveLength(5);
  },
};

/** After the last image, in the page’s own words. */
export const End: Story = {
  tags: ['!autodocs'],
  loaders: [few(6)],
  args: { 'slot: end': 'You have seen them all.' },
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await shown(element, 'slot[name="end"]');
    await expect(element.querySelector('[slot="end"]')).toBeVisible();
  },
};

/** Nothing there yet. */
export const Empty: Story = {
  args: { images: [] },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /No images/);
    await isIn(gallery(canvasElement), 'empty');
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

/** Images that are not ready, were taken down, failed, or are flagged. */
export const States: Story = {
  tags: ['!autodocs'],
  loaders: [
    once(async () => {
      const [processing, failed, blocked, flagged, ...others] = (await images(8)) as [
        Image,
        Image,
        Image,
        Image,
      ];
      await turn(processing.id, { state: 'processing' });
      return {
        images: [
          { ...processing, status: 'processing' },
          { ...failed, status: 'failed', failure_reason: 'The file is damaged.' },
          { ...blocked, blocked: true },
          { ...flagged, nsfw: true },
          ...others,
        ],
      };
    }),
  ],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    for (const state of ['processing', 'failed', 'blocked', 'nsfw', 'ready'])
      await shown(element, `.tile.is-${state}`);
  },
};

/** A flagged image, once a person has asked to see it; its neighbour waits to be asked for. */
export const Revealed: Story = {
  tags: ['!autodocs'],
  loaders: [
    once(async () => {
      for (const { id } of await images(2)) await turn(id, { nsfw: true });
      return { images: await images(4) };
    }),
  ],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(face(element, 0));
    await waitFor(() => expect(tilesOf(element)[0]).toHaveClass('is-ready'), PATIENCE);
    await expect(tilesOf(element)[1]).toHaveClass('is-nsfw');
  },
};

/** A picture that did not come: its tile offers another try. */
export const Broken: Story = {
  tags: ['!autodocs'],
  loaders: [
    once(async () => {
      const [gone, ...others] = await images(4);
      return {
        images: [{ ...gone!, url: new URL('nowhere.jpg', document.baseURI).href, sizes: {} }, ...others],
      };
    }),
  ],
  render: given,
  play: async ({ canvasElement }) => {
    await shown(await filled(canvasElement), '.tile.is-broken [data-act="retry"]');
  },
};

/** The page’s own button in the bar above the images. */
export const Toolbar: Story = {
  loaders: [few(6)],
  args: { selectable: true },
  render: (args, context) =>
    element('imgpro-gallery', { ...args, images: context.loaded['images'] }, context, () => {
      const made = document.createElement('imgpro-gallery');
      const order = document.createElement('button');
      Object.assign(order, { slot: 'toolbar', type: 'button', textContent: 'Order prints' });
      made.append(order);
      return made;
    }),
  play: async ({ canvasElement }) => {
    await filled(canvasElement);
    await expect(canvasElement.querySelector('[slot="toolbar"]')).toBeVisible();
  },
};

/** Choosing many, and what can be done with them. */
export const Manage: Story = {
  args: { selectable: true, manage: true },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await says(element, /1 selected/);
  },
};

/** From the second to the sixth: a click, and another one with Shift. */
export const Range: Story = {
  tags: ['!autodocs'],
  args: { selectable: true },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const user = userEvent.setup();
    await user.click(await check(element, 1));
    await user.keyboard('{Shift>}');
    await user.click(await check(element, 5));
    await user.keyboard('{/Shift}');
    await expect(element.selection).toEqual(idsOf(element).slice(1, 6));
    await isIn(element, 'selecting');
  },
};

/** The same by keys: Space, then the arrow with Shift. */
export const RangeByKeys: Story = {
  name: 'Range, by keys',
  tags: ['!autodocs'],
  args: { selectable: true },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await waitFor(() => {
      face(element, 0).focus();
      return expect(element.shadowRoot!.activeElement).toBe(face(element, 0));
    }, PATIENCE);
    const forward = element.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    await userEvent.keyboard(' ');
    await waitFor(() => expect(element.selection).toHaveLength(1), PATIENCE);
    for (const count of [2, 3]) {
      await userEvent.keyboard(`{Shift>}{${forward}}{/Shift}`);
      await waitFor(() => expect(element.selection).toHaveLength(count), PATIENCE);
    }
    await expect(element.selection).toEqual(idsOf(element).slice(0, 3));
  },
};

/** All that have come. */
export const AllSelected: Story = {
  name: 'All selected',
  tags: ['!autodocs'],
  args: { manage: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await shown(element, '.toolbar');
    await userEvent.click(button(element, 'Select all'));
    await says(element, /8 selected/);
  },
};

/** A lock marks what is private; all selected being so, they can be published. */
export const Private: Story = {
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 10 },
  loaders: [madePrivate(2)],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await userEvent.click(await check(element, 1));
    await shown(element, '.tile .badge');
    await expect(button(element, 'Make public')).toBeVisible();
  },
};

/** Presses a button of the bar; its code may still be on its way. */
async function pressed(element: ImgproGallery, label: string): Promise<void> {
  await shown(element, '.actions button');
  await userEvent.click(button(element, label));
}

/** Two are selected, and a button of the bar is pressed. */
const asked =
  (label: string, title: RegExp): Play =>
  async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await userEvent.click(await check(element, 1));
    await pressed(element, label);
    await shown(element, 'dialog[open]');
    await says(element, title);
  };

/** Deleting is for good, so it asks. */
export const AskDelete: Story = {
  name: 'Question: delete',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  play: asked('Delete', /Delete 2 images\?/),
};

/** Whoever has the address of a file can still open it: the question says so. */
export const AskPrivate: Story = {
  ...AskDelete,
  name: 'Question: make private',
  tags: ['!autodocs'],
  play: asked('Make private', /Make 2 images private\?/),
};

/** A loader that gives the first of the images details that differ. */
const withDetails = () =>
  once(async () => {
    const [first, second] = await images(2);
    await change(first!.id, { caption: 'Low tide', metadata: { alt_text: 'A beach' } });
    await change(second!.id, { caption: 'High tide', metadata: { alt_text: 'A beach' } });
    return {};
  });

/** The field of the open question with this name. */
const field = (element: ImgproGallery, name: string) =>
  element.shadowRoot!.querySelector<HTMLTextAreaElement>(`dialog [name="${name}"]`)!;

/** The details of one image. */
export const AskDetails: Story = {
  ...AskDelete,
  name: 'Question: details',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  loaders: [withDetails()],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await pressed(element, 'Edit details');
    await shown(element, 'dialog[open]');
    await expect(field(element, 'caption').value).toBe('Low tide');
    await expect(field(element, 'alt_text').value).toBe('A beach');
  },
};

/** Of many: what differs says so, and stays as it is; what is emptied says that it goes from all. */
export const AskDetailsOfMany: Story = {
  ...AskDetails,
  name: 'Question: details of many',
  tags: ['!autodocs'],
  loaders: [withDetails()],
  play: async (context) => {
    await asked('Edit details', /Details of 2 images/)(context);
    const element = gallery(context.canvasElement);
    await expect(field(element, 'caption').placeholder).toBe('Different values');
    await userEvent.click(button(element, 'Caption: Remove from all'));
    await says(element, /It will be removed from all 2 images\./);
    await userEvent.type(field(element, 'alt_text'), ' by the sea');
    await says(element, /All 2 images get this\./);
  },
};

/** Closed with something written: it is there the next time. */
export const DetailsKept: Story = {
  ...AskDetails,
  name: 'Details, written and not saved',
  tags: ['!autodocs'],
  loaders: [withDetails()],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await pressed(element, 'Edit details');
    await shown(element, 'dialog[open]');
    await userEvent.type(field(element, 'caption'), ' at dawn');
    element.shadowRoot!.querySelector('dialog')!.close();
    await waitFor(() => expect(element.shadowRoot!.querySelector('dialog')).toBeNull(), PATIENCE);
    await pressed(element, 'Edit details');
    await shown(element, 'dialog[open]');
    await expect(field(element, 'caption').value).toBe('Low tide at dawn');
    await says(element, /Here is what you wrote and did not save\./);
  },
};

/** When they are to be deleted by themselves. */
export const AskExpiry: Story = {
  ...AskDelete,
  name: 'Question: expiry',
  tags: ['!autodocs'],
  play: asked('Set expiry', /When do these 2 images expire\?/),
};

/** One expires already: they are kept as they are unless a time is chosen, which is said in full. */
export const AskExpiryDiffers: Story = {
  ...AskDelete,
  name: 'Question: expiry that differs',
  tags: ['!autodocs'],
  loaders: [
    once(async () => {
      await change((await images(1))[0]!.id, { ttl: '30d' });
      return {};
    }),
  ],
  play: async (context) => {
    await asked('Set expiry', /They expire at different times\./)(context);
    const element = gallery(context.canvasElement);
    await says(element, /Nothing changes\./);
    await userEvent.selectOptions(element.shadowRoot!.querySelector('dialog select')!, '7d');
    await says(element, /They will be deleted for good by themselves on/);
  },
};

/** Under way; the buttons stay, and with them the focus. */
export const Working: Story = {
  tags: ['!autodocs'],
  args: { manage: true },
  loaders: [few(8)],
  render: given,
  beforeEach: () => faults({ match: 'DELETE /v1/images/batch', delay_ms: 600_000 }),
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    element.selectAll();
    await says(element, /8 selected/);
    await pressed(element, 'Delete');
    await shown(element, 'dialog[open]');
    await userEvent.click(button(element, 'Delete 8 images'));
    await says(element, /Deleting 8 images…/);
  },
};

/** More than one request takes: how far it is, and a way to stop. The tiles have gone already. */
export const WorkingOnMany: Story = {
  name: 'Working on many',
  tags: ['!autodocs'],
  args: { manage: true },
  loaders: [many(250)],
  render: given,
  beforeEach: () => faults({ match: 'DELETE /v1/images/batch', delay_ms: 600_000 }),
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    element.select(element.loaded.slice(0, 240).map(({ id }) => id));
    await says(element, /240 selected/);
    await pressed(element, 'Delete');
    await shown(element, 'dialog[open]');
    await userEvent.click(button(element, 'Delete 240 images'));
    await says(element, /Deleting 240 images… 0 of 240/);
    await waitFor(() => expect(tilesOf(element)).toHaveLength(10), PATIENCE);
    await expect(button(element, 'Stop')).toBeVisible();
  },
};

/** Changed, and it can be undone: every image gets what it had. */
export const Undo: Story = {
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  loaders: [madePrivate(1)],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    for (const at of [0, 1]) await userEvent.click(await check(element, at));
    await pressed(element, 'Make private');
    await shown(element, 'dialog[open]');
    await userEvent.click(await shown(element, 'dialog .primary'));
    await says(element, /2 images changed/);
    await expect(button(element, 'Undo')).toBeVisible();
    await expect(element.shadowRoot!.querySelectorAll('.tile .badge')).toHaveLength(2);
  },
};

/** Undone: one of them was private before, and is again. */
export const Undone: Story = {
  ...Undo,
  tags: ['!autodocs'],
  loaders: [madePrivate(1)],
  play: async (context) => {
    await Undo.play!(context);
    const element = gallery(context.canvasElement);
    await userEvent.click(button(element, 'Undo'));
    await says(element, /2 images are as they were before/);
    await waitFor(
      () => expect(element.shadowRoot!.querySelectorAll('.tile .badge')).toHaveLength(1),
      PATIENCE,
    );
  },
};

/** Two of three are locked: each says so on its tile, and the notice counts them. */
export const Refused: Story = {
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  loaders: [
    once(async () => {
      for (const { id } of (await images(3)).slice(1)) await turn(id, { state: 'locked' });
      return {};
    }),
  ],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    for (const at of [0, 1, 2]) await userEvent.click(await check(element, at));
    await pressed(element, 'Edit details');
    await shown(element, 'dialog[open]');
    await userEvent.type(field(element, 'caption'), 'Three of a kind');
    await userEvent.click(button(element, 'Save'));
    await says(element, /2 images could not be changed 2 of them are locked\./);
    await expect(element.shadowRoot!.querySelectorAll('.tile .refused')).toHaveLength(2);
    await expect(element.selection).toHaveLength(3);
  },
};

/** On a narrow page the actions are a menu. */
export const ManageNarrow: Story = {
  ...Narrow,
  name: 'Manage, narrow',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 10 },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await shown(element, '.more-actions');
    await userEvent.click(button(element, 'More actions'));
    await shown(element, '.actions:popover-open');
    await expect(button(element, 'Delete')).toBeVisible();
  },
};

/** All that have come are selected, and there are more: they can be loaded. */
export const LoadAll: Story = {
  name: 'Load all',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 10 },
  beforeEach: () =>
    faults(
      { match: 'GET /v1/images', times: 1, delay_ms: 1 },
      { match: 'GET /v1/images', delay_ms: 600_000 },
    ),
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await shown(element, '.toolbar');
    await userEvent.click(button(element, 'Select all 10 loaded'));
    await says(element, /10 selected/);
    await expect(button(element, 'Load all')).toBeVisible();
  },
};

/** One of three is locked: two are gone, and it stays selected. */
export const PartlyDone: Story = {
  name: 'Partly done',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  loaders: [
    once(async () => {
      await turn((await images(2))[1]!.id, { state: 'locked' });
      return {};
    }),
  ],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    for (const at of [0, 1, 2]) await userEvent.click(await check(element, at));
    await pressed(element, 'Delete');
    const deleted = told(element, 'imgpro-delete');
    await shown(element, 'dialog[open]');
    await userEvent.click(button(element, 'Delete 3 images'));
    const { detail } = (await deleted) as CustomEvent<{ ids: string[]; errors: unknown[] }>;
    await expect([detail.ids.length, detail.errors.length]).toEqual([2, 1]);
    await says(element, /One image could not be deleted It is locked\./);
  },
};

/** Done, and said. */
export const Deleted: Story = {
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const [gone] = idsOf(element);
    await userEvent.click(await check(element, 0));
    await pressed(element, 'Delete');
    await shown(element, 'dialog[open]');
    await userEvent.click(button(element, 'Delete image'));
    await says(element, /Image deleted/);
    await expect(idsOf(element)).not.toContain(gone);
  },
};

/** The connection went away in the midst of it: nothing is lost, and it can be tried again. */
export const ChangeFailed: Story = {
  name: 'Change failed',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20 },
  loaders: [madePrivate(1)],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await faults({ match: 'PATCH /v1/images/batch', status: 500 });
    await userEvent.click(await check(element, 0));
    await pressed(element, 'Make public');
    await says(element, /One image could not be changed/);
    await expect(button(element, 'Try again')).toBeVisible();
    await expect(element.selection).toHaveLength(1);
  },
};

/** Being carried to another place: the others make room, and a frame marks where it would go. */
export const Dragging: Story = {
  tags: ['!autodocs'],
  args: { reorderable: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await dressed(element, /\.drop-place/);
    const before = tilesOf(element)[1]!.style.getPropertyValue('--_x');
    pointer('pointerdown', face(element, 0), middleOf(face(element, 0)));
    pointer('pointermove', window, middleOf(face(element, 2)));
    await shown(element, '.drop-place');
    await expect(tilesOf(element)[0]).toHaveClass('is-dragged');
    await waitFor(
      () => expect(tilesOf(element)[1]!.style.getPropertyValue('--_x')).not.toBe(before),
      PATIENCE,
    );
  },
};

/** Moved by keys: Ctrl, Shift and an arrow. */
export const Reordered: Story = {
  tags: ['!autodocs'],
  args: { reorderable: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const [first, second] = idsOf(element);
    const reordered = told(element, 'imgpro-reorder');
    face(element, 0).focus();
    const forward = element.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    await userEvent.keyboard(`{Control>}{Shift>}{${forward}}{/Shift}{/Control}`);
    const { detail } = (await reordered) as CustomEvent<{ ids: string[] }>;
    await expect(detail.ids.slice(0, 2)).toEqual([second, first]);
  },
};

/** Moved without dragging: a button begins it, a click picks an image, another click gives it its place. */
export const MovedByClicks: Story = {
  name: 'Moved by clicks',
  tags: ['!autodocs'],
  args: { reorderable: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await dressed(element, /\.drop-place/);
    const [first, second, third] = idsOf(element);
    const reordered = told(element, 'imgpro-reorder');
    const button = (mark: string) => element.shadowRoot!.querySelector<HTMLElement>(`.toolbar ${mark}`)!;
    await waitFor(() => expect(button('.begin')).not.toBeNull(), PATIENCE);
    await userEvent.click(button('.begin'));
    await shown(element, '.placing');
    await userEvent.click(face(element, 0));
    await waitFor(() => expect(tilesOf(element)[0]).toHaveClass('is-picked'), PATIENCE);
    await userEvent.click(face(element, 2));
    const { detail } = (await reordered) as CustomEvent<{ ids: string[] }>;
    await expect(detail.ids.slice(0, 3)).toEqual([second, third, first]);
    // The one after it is picked, and stays so.
    await userEvent.click(face(element, 3));
    await waitFor(() => expect(tilesOf(element)[3]).toHaveClass('is-picked'), PATIENCE);
  },
};

/** The selected images, about to be moved together. */
export const MovingSelection: Story = {
  name: 'Moving the selection',
  tags: ['!autodocs'],
  args: { reorderable: true, selectable: true, manage: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await dressed(element, /\.drop-place/);
    const [, second, , fourth] = idsOf(element);
    element.select([second!, fourth!]);
    const move = () =>
      element.shadowRoot!.querySelector<HTMLElement>('.actions .icon-button:has(path[d^="M10 3v14"])');
    await waitFor(() => expect(move()).not.toBeNull(), PATIENCE);
    move()!.click();
    await shown(element, '.placing');
    await waitFor(() => expect(element.shadowRoot!.querySelectorAll('.is-picked')).toHaveLength(2), PATIENCE);
  },
};

/** An image opened large. */
export const Opened: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const [first] = await images(1);
    await element.open(first!.id);
    await waitFor(() => expect(document.querySelector('.pswp')).not.toBeNull(), PATIENCE);
  },
};

/** The page’s address names an image, one that has not come yet: it opens by itself. */
export const DeepLink: Story = {
  name: 'Deep link',
  tags: ['!autodocs'],
  args: { 'page-size': 5 },
  beforeEach: async () => {
    const { id } = (await images(24)).at(-1)!;
    const address = location.href;
    history.replaceState(history.state, '', `#imgpro=${id}`);
    return () => history.replaceState(history.state, '', address);
  },
  play: async ({ canvasElement }) => {
    await filled(canvasElement);
    await waitFor(() => expect(document.querySelector('.pswp')).not.toBeNull(), PATIENCE);
  },
};

/** The connection is away: a sentence, and a button. */
export const Offline: Story = {
  tags: ['!autodocs'],
  beforeEach: async () => {
    await setOffline(true);
    return () => setOffline(false);
  },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /Check the connection/);
  },
};

/** Values that cannot be: each is said on the console, and the default takes its place. */
export const Impossible: Story = {
  name: 'Impossible values',
  tags: ['!autodocs'],
  args: { layout: 'spiral', 'row-height': 1, columns: 0, gap: -4, 'page-size': 1000 },
  play: async ({ canvasElement }) => {
    await filled(canvasElement);
    await warns(/layout="spiral"> has to be rows, columns or grid/);
    await warns(/row-height> has to be at least 20/);
    await warns(/columns> has to be at least 1/);
    await warns(/gap> has to be at least 0/);
    await warns(/page-size="1000"> has to be 1 to 100/);
  },
};

/** Drawn with the mouse, from the space beside an image: what it touches is selected. */
export const RubberBand: Story = {
  name: 'Rubber band',
  tags: ['!autodocs'],
  args: { selectable: true, layout: 'grid', columns: 4, gap: 12 },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await waitFor(() => expect(tilesOf(element)).toHaveLength(8), PATIENCE);
    await comesNear(element);
    const { left, right, bottom } = tilesOf(element)[0]!.getBoundingClientRect();
    const side = element.matches(':dir(rtl)') ? left - 6 : right + 6;
    pointer('pointerdown', await shown(element, '.list'), { clientX: side, clientY: bottom - 20 });
    pointer('pointermove', window, middleOf(face(element, 6)));
    await shown(element, '.band');
    await waitFor(
      () => expect(element.selection).toEqual([1, 2, 5, 6].map((at) => idsOf(element)[at])),
      PATIENCE,
    );
  },
};

/** With a finger that stays on an image, and goes on: all from there to the finger are selected. */
export const RunByFinger: Story = {
  name: 'Run, by finger',
  tags: ['!autodocs'],
  args: { selectable: true },
  loaders: [few(8)],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await waitFor(() => expect(tilesOf(element)).toHaveLength(8), PATIENCE);
    await comesNear(element);
    pointer('pointerdown', face(element, 1), middleOf(face(element, 1)), 'touch');
    await waitFor(() => expect(element.selection).toHaveLength(1), PATIENCE);
    pointer('pointermove', window, middleOf(face(element, 4)), 'touch');
    await waitFor(() => expect(element.selection).toHaveLength(4), PATIENCE);
    const told4 = told(element, 'imgpro-selection-change');
    pointer('pointerup', window, middleOf(face(element, 4)), 'touch');
    const { detail } = (await told4) as CustomEvent<{ ids: string[] }>;
    await expect(detail.ids).toEqual(idsOf(element).slice(1, 5));
  },
};

/** A month at once, by the check mark at its heading. */
export const WholeGroup: Story = {
  name: 'Whole group',
  tags: ['!autodocs'],
  args: { selectable: true, 'group-by': 'month' },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const mark = await shown(element, '.group-check');
    const list = mark.closest('section')!.querySelector('[role="list"]')!;
    await userEvent.click(mark);
    await waitFor(() => expect(mark).toHaveAttribute('aria-checked', 'true'), PATIENCE);
    await expect(element.selection).toHaveLength(list.children.length);
    if (element.selection.length < 2) return;
    await userEvent.click(await check(element, 0));
    await waitFor(() => expect(mark).toHaveAttribute('aria-checked', 'mixed'), PATIENCE);
  },
};

/** Images of three years, newest first: so many a month. */
const ofYears = once(async () => {
  const seeded = await images(6);
  const image = (_: unknown, at: number): Image => ({
    ...seeded[at % seeded.length]!,
    id: `dated${at}`,
    published_at: new Date(2026, 5 - Math.floor(at / 12), 28 - (at % 12)).toISOString(),
  });
  return { images: Array.from({ length: 36 * 12 }, image) };
});

/** A rail of dates: dragged, clicked or by keys it leads to a month. */
export const Scrubber: Story = {
  args: { scrubber: true, 'group-by': 'month' },
  loaders: [ofYears],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const rail = await shown(element, '[role="slider"]');
    await waitFor(() => expect(rail).toHaveAttribute('aria-valuetext', 'June 2026'), PATIENCE);
    rail.focus();
    await userEvent.keyboard('{PageDown}');
    await waitFor(() => expect(rail).toHaveAttribute('aria-valuetext', 'December 2025'), PATIENCE);
    await waitFor(() => expect(idsOf(element)).toContain('dated72'), PATIENCE);
    await userEvent.keyboard('{Home}');
    await waitFor(() => expect(rail).toHaveAttribute('aria-valuetext', 'June 2026'), PATIENCE);
  },
};

/** Images with dates of their own, newest first: two of one month, one of the month before, two of a day, one draft. */
const dated = () =>
  once(async () => {
    const dates = [null, '2026-05-17', '2026-05-02', '2026-04-20', '2025-12-24', '2025-12-24'];
    const some = await images(dates.length);
    return {
      images: some.map((image, at) => {
        const date = dates[at];
        // At noon: the same day in most time zones.
        return { ...image, published_at: date ? `${date}T12:00:00Z` : null };
      }),
    };
  });
const headings = (element: ImgproGallery) =>
  [...element.shadowRoot!.querySelectorAll('h3')].map(({ textContent }) => textContent.trim());
/** A heading as the language of the page has it. */
const dateName = (element: HTMLElement, date: string, format: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(element.closest('[lang]')?.getAttribute('lang') || 'en', format).format(
    new Date(`${date}T12:00:00Z`),
  );
/** Resolves when the headings are these, and each names the list under it. */
async function grouped(element: ImgproGallery, names: readonly string[]): Promise<void> {
  await waitFor(() => expect(headings(element)).toEqual(names), PATIENCE);
  const lists = [...element.shadowRoot!.querySelectorAll('section [role="list"]')];
  const named = lists.map((list) => {
    const id = list.getAttribute('aria-labelledby')!;
    return element.shadowRoot!.getElementById(id)!.textContent.trim();
  });
  await expect(named).toEqual(names);
}

/** A heading for each month. Images that are not published stand first, in a group of their own. */
export const ByMonth: Story = {
  name: 'By month',
  args: { 'group-by': 'month' },
  loaders: [dated()],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const month = (date: string) => dateName(element, date, { year: 'numeric', month: 'long' });
    const months = ['2026-05-17', '2026-04-20', '2025-12-24'].map(month);
    await grouped(element, ['Not published', ...months]);
  },
};

/** A heading for each day. */
export const ByDay: Story = {
  name: 'By day',
  tags: ['!autodocs'],
  args: { 'group-by': 'day', layout: 'grid', columns: 4 },
  loaders: [dated()],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    const format = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' } as const;
    const days = ['2026-05-17', '2026-05-02', '2026-04-20', '2025-12-24'].map((date) =>
      dateName(element, date, format),
    );
    await grouped(element, ['Not published', ...days]);
  },
};

/** By month in masonry, on a narrow page, with check marks for whole months. */
export const ByMonthNarrow: Story = {
  ...Narrow,
  name: 'By month, narrow',
  tags: ['!autodocs'],
  args: { 'group-by': 'month', layout: 'columns', manage: true },
  loaders: [dated()],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await shown(element, '.group-check');
    await expect(headings(element)).toHaveLength(4);
  },
};

/** Images that are not published, and nothing else. */
export const Drafts: Story = {
  tags: ['!autodocs'],
  args: { 'group-by': 'month' },
  loaders: [
    once(async () => ({ images: (await images(4)).map((image) => ({ ...image, published_at: null })) })),
  ],
  render: given,
  play: async ({ canvasElement }) => grouped(await filled(canvasElement), ['Not published']),
};

/** Pictures of the page's own, of whose dates nothing is known. */
export const Undated: Story = {
  ...Children,
  tags: ['!autodocs'],
  args: { 'group-by': 'month' },
  play: async ({ canvasElement }) => grouped(await filled(canvasElement), ['Without a date']),
};

/** A month that fills more than the view: its heading stays above its images. */
export const HeadingInView: Story = {
  name: 'Heading in view',
  tags: ['!autodocs'],
  args: { 'group-by': 'month', 'row-height': 120 },
  loaders: [
    once(async () => {
      const seeded = await images(4);
      const published_at = '2026-05-17T12:00:00Z';
      const image = (_: unknown, at: number) => ({ ...seeded[at % 4]!, id: `may${at}`, published_at });
      return { images: Array.from({ length: 120 }, image) };
    }),
  ],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await element.scrollToImage('may80');
    const heading = await shown(element, '.group-name');
    await waitFor(() => expect(Math.abs(heading.getBoundingClientRect().top)).toBeLessThan(1), PATIENCE);
  },
};

/** Images that come one after the other, from a generator: it is asked for as many as are looked at. */
export const Iterable: Story = {
  tags: ['!autodocs'],
  args: { 'page-size': 4 },
  loaders: [
    once(async () => {
      const seeded = await images(4);
      async function* endless() {
        for (let at = 0; at < 60; at++) yield { ...seeded[at % 4]!, id: `made${at}` };
      }
      return { images: endless() };
    }),
  ],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await waitFor(
      () => expect(idsOf(element).slice(0, 4)).toEqual(['made0', 'made1', 'made2', 'made3']),
      PATIENCE,
    );
    await element.loadMore();
    await expect(element.loaded.length).toBeGreaterThanOrEqual(8);
  },
};

/** A first page that a server wrote as links, and the account's list from there on. */
export const ChildrenGoOn: Story = {
  name: 'Children, and the list goes on',
  tags: ['!autodocs'],
  loaders: [
    once(async () => {
      const page = await firstPage(6);
      return { images: page.data, cursor: page.pagination.next_cursor };
    }),
  ],
  render: (args, context) =>
    Children.render!({ 'next-cursor': context.loaded['cursor'] as string, ...args }, context),
  play: async ({ canvasElement, loaded }) => {
    const element = gallery(canvasElement);
    await waitFor(() => expect(element.loaded.length).toBeGreaterThan(6), PATIENCE);
    const ids = (loaded['images'] as Image[]).map(({ id }) => id);
    await expect(element.loaded.slice(0, 6).map(({ id }) => id)).toEqual(ids);
    await expect(new Set(element.loaded.map(({ id }) => id)).size).toBe(element.loaded.length);
  },
};

/** After the last page of a list. */
export const EndOfList: Story = {
  name: 'End of the list',
  tags: ['!autodocs'],
  args: { 'page-size': 100 },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await says(element, /All loaded: 24 images/);
  },
};

/** After the last of several pages: a quiet sentence, for who has scrolled there. */
export const EndOfPages: Story = {
  name: 'End of several pages',
  tags: ['!autodocs'],
  args: { 'page-size': 12 },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    while (element.hasMore) await element.loadMore();
    await says(element, /That’s all/);
  },
};

/** Nothing there yet, beside an uploader. */
export const EmptyWithUploader: Story = {
  name: 'Empty, with an uploader',
  tags: ['!autodocs'],
  args: { images: [], uploader: 'story-feeder' },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /The first image you upload appears here/);
  },
};

/** Nothing there yet; the bar stays, so that nothing moves when the first image comes. */
export const EmptyManage: Story = {
  name: 'Empty, manage',
  tags: ['!autodocs'],
  args: { images: [], manage: true },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /0 images.*No images yet/);
  },
};

/** An image that is being processed becomes a picture by itself. */
export const BecomesReady: Story = {
  name: 'Becomes ready',
  tags: ['!autodocs'],
  args: { 'page-size': 5 },
  loaders: [
    once(async () => {
      await turn((await images(1))[0]!.id, { state: 'processing' });
      return {};
    }),
  ],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await shown(element, '.tile.is-processing');
    await turn(element.loaded[0]!.id, { state: 'ready' });
    await waitFor(() => expect(tilesOf(element)[0]).toHaveClass('is-ready'), PATIENCE);
  },
};

/** The token may not list: whoever looks at it cannot mend that. */
export const NotSetUp: Story = {
  name: 'Not set up',
  tags: ['!autodocs'],
  args: {
    tokenProvider: () =>
      Promise.reject(new ImgproError('It may not list.', { code: 'token_scope', status: 403 })),
  },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /not set up completely/);
  },
};

/** Too much was asked of the service. */
export const TooManyRequests: Story = {
  name: 'Too many requests',
  tags: ['!autodocs'],
  args: {
    tokenProvider: () =>
      Promise.reject(new ImgproError('Too many.', { code: 'rate_limited', status: 429, retryAfter: 3600 })),
  },
  play: async ({ canvasElement }) => {
    await says(gallery(canvasElement), /Too many requests/);
  },
};

/** The token may list and no more: images can be selected, and no action is offered. */
export const ReadOnly: Story = {
  name: 'Manage, without the abilities',
  tags: ['!autodocs'],
  args: {
    ...{ manage: true, 'page-size': 10 },
    tokenProvider: async () => {
      const body = JSON.stringify({ abilities: ['list', 'read'] });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(tokenEndpoint(), { method: 'POST', headers, body })).json();
    },
  },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await says(element, /1 selected/);
    await waitFor(() => expect(element.shadowRoot!.querySelector('.actions')).toBeNull(), PATIENCE);
  },
};

/** Fields of the page's own; each is a metadata field of the images. */
export const OwnFields: Story = {
  ...AskDelete,
  name: 'Question: details, own fields',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 20, fields: 'caption photo_credit' },
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await pressed(element, 'Edit details');
    await says(element, /Photo credit/);
    const updated = told(element, 'imgpro-update');
    await userEvent.type(field(element, 'photo_credit'), 'Anna');
    await userEvent.click(button(element, 'Save'));
    const { detail } = (await updated) as CustomEvent<{ ids: string[] }>;
    await expect(detail.ids).toEqual([idsOf(element)[0]]);
    await waitFor(() => expect(element.loaded[0]!.metadata['photo_credit']).toBe('Anna'), PATIENCE);
  },
};

/** The notice on a narrow page. */
export const UndoNarrow: Story = {
  ...Undo,
  ...Narrow,
  name: 'Undo, narrow',
  tags: ['!autodocs'],
  args: { manage: true, 'page-size': 10 },
  loaders: [madePrivate(1)],
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await userEvent.click(await check(element, 0));
    await shown(element, '.more-actions');
    await userEvent.click(button(element, 'More actions'));
    await shown(element, '.actions:popover-open');
    await userEvent.click(button(element, 'Make public'));
    await says(element, /Image changed/);
    await expect(button(element, 'Undo')).toBeVisible();
  },
};

/** All that remains is being loaded, which can be stopped. */
export const LoadingAll: Story = {
  ...LoadAll,
  name: 'Loading all',
  tags: ['!autodocs'],
  play: async (context) => {
    await LoadAll.play!(context);
    const element = gallery(context.canvasElement);
    await userEvent.click(button(element, 'Load all'));
    await says(element, /10 images loaded/);
    await expect(button(element, 'Stop')).toBeVisible();
  },
};

/** Settings that cannot go together, and unknown ones: each is said on the console, and the gallery does without. */
export const ImpossibleGroups: Story = {
  name: 'Impossible groups and images',
  tags: ['!autodocs'],
  args: { 'group-by': 'month', reorderable: true },
  loaders: [once(async () => ({ images: [...(await images(3)), { name: 'no image' } as unknown as Image] }))],
  render: given,
  play: async ({ canvasElement }) => {
    const element = await filled(canvasElement);
    await warns(/is not reorderable with group-by/);
    await warns(/images holds something without an id/);
    await waitFor(() => expect(tilesOf(element)).toHaveLength(3), PATIENCE);
    element.setAttribute('group-by', 'year');
    await warns(/group-by="year"> has to be month or day/);
    await waitFor(() => expect(headings(element)).toEqual([]), PATIENCE);
  },
};
