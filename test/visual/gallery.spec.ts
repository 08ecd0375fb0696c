// The gallery's looks. After a change that is meant: `npm run test:visual -- --update-snapshots`, and look at each.
import { expect, test, type Page } from '@playwright/test';
import type { Image } from '../../src/api/types.ts';
import type { ImgproGallery } from '../../src/index.ts';
import { images, open, type Service, type View } from './page.ts';

const wide: View = { name: 'wide light', width: 1280, height: 640, colours: 'light', language: 'en' };
const narrow: View = { name: 'narrow dark rtl', width: 360, height: 640, colours: 'dark', language: 'ar' };
const wideDark: View = { ...wide, name: 'wide dark rtl', colours: 'dark', language: 'ar' };
const narrowLight: View = { ...narrow, name: 'narrow light', colours: 'light', language: 'en' };

interface State {
  name: string;
  views: View[];
  /** Beside the images. */
  properties?: Partial<ImgproGallery>;
  /** Images shown; none is given where the gallery asks the service. */
  images?: (language: View['language']) => Image[];
  service?: Service;
  /** From the first tiles to the state. */
  then?: (page: Page) => Promise<unknown>;
}

const gallery = (page: Page) => page.locator('imgpro-gallery');
const dozen = (language: View['language']) => images(12, language);
const act = (page: Page, act: (element: ImgproGallery) => unknown) =>
  gallery(page).evaluate(act as (element: Element) => unknown);

/** Not ready, not processed, taken down, flagged, and one that is no picture. */
function statesOf(language: View['language']): Image[] {
  const [processing, failed, blocked, flagged, broken, ...others] = images(8, language);
  return [
    { ...processing!, status: 'processing' },
    { ...failed!, status: 'failed', failure_reason: null },
    { ...blocked!, blocked: true },
    { ...flagged!, nsfw: true },
    { ...broken!, url: '/nothing.jpg' },
    ...others,
  ];
}

/** Selects two images, and presses an action, in the menu where it is narrow. */
async function press(page: Page, which: 'first' | 'last'): Promise<void> {
  await act(page, (element) => element.select(['img0', 'img2']));
  const actions = gallery(page).locator('.actions button');
  await actions.first().waitFor({ state: 'attached' });
  const menu = gallery(page).locator('.more-actions');
  if (await menu.isVisible()) await menu.click();
  await actions[which]().click();
}

const states: State[] = [
  { name: 'rows', images: dozen, views: [wide, narrow, wideDark, narrowLight] },
  { name: 'columns', images: dozen, properties: { layout: 'columns' }, views: [wide, narrow] },
  { name: 'grid', images: dozen, properties: { layout: 'grid' }, views: [wide, narrow] },
  {
    name: 'selected',
    images: dozen,
    properties: { selectable: true, manage: true },
    views: [wide, narrow, wideDark, narrowLight],
    then: (page) => act(page, (element) => element.select(['img0', 'img2'])),
  },
  {
    name: 'states',
    images: statesOf,
    views: [wide, narrow],
    then: (page) => expect(gallery(page).locator('.is-broken')).toBeVisible(),
  },
  {
    // The same as small as tiles get.
    name: 'states, small',
    images: statesOf,
    properties: { layout: 'grid', columns: 5, selectable: true },
    views: [narrow, narrowLight],
    then: (page) => expect(gallery(page).locator('.is-broken')).toBeVisible(),
  },
  {
    // Drafts, two months, and the day of one group selected.
    name: 'groups',
    images: (language) =>
      images(12, language).map((image, at) => ({
        ...image,
        published_at: at < 2 ? null : `2026-0${at < 6 ? 5 : 4}-17T12:00:00Z`,
      })),
    properties: { groupBy: 'month', selectable: true },
    views: [wide, narrow, wideDark],
    then: (page) => act(page, (element) => element.select(['img2', 'img3', 'img4', 'img5', 'img6'])),
  },
  {
    name: 'question',
    images: dozen,
    properties: { manage: true },
    views: [wide, narrow],
    then: async (page) => {
      await press(page, 'first');
      await expect(gallery(page).locator('dialog')).toBeVisible();
    },
  },
  {
    // Refused by the service, which knows no such images.
    name: 'notice',
    service: 'missing',
    images: dozen,
    properties: { manage: true },
    views: [wide, narrow, narrowLight],
    then: async (page) => {
      await press(page, 'last');
      await gallery(page).locator('dialog button[type=submit]').click();
      await expect(gallery(page).locator('.notice')).toBeVisible();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'empty',
    images: () => [],
    views: [wide, narrow],
    then: (page) => expect(gallery(page).getByText(/No images yet|لا توجد صور بعد/)).toBeVisible(),
  },
  {
    name: 'error',
    service: 'missing',
    views: [wide, narrow],
    then: (page) => expect(gallery(page).getByRole('button')).toBeVisible(),
  },
  {
    name: 'loading',
    service: 'silent',
    views: [wide, narrow],
    then: (page) => expect.poll(() => act(page, (element) => element.matches(':state(loading)'))).toBe(true),
  },
  {
    name: 'viewer',
    images: dozen,
    properties: { lightbox: true },
    views: [wide, narrow, narrowLight],
    then: async (page) => {
      await act(page, (element) => element.open('img2'));
      await expect(page.locator('dialog.imgpro-lightbox')).toBeVisible();
    },
  },
];

for (const { name, views, properties = {}, images: shown, service, then } of states)
  for (const view of views)
    test(`${name}, ${view.name}`, async ({ page }) => {
      await open(page, view, service);
      await page.evaluate(
        ([settings, given, asks]) => {
          const element = document.createElement('imgpro-gallery');
          Object.assign(element, settings, given && { images: given });
          // The list of an account, which only a token opens.
          if (!given || asks) element.tokenProvider = () => ({ token: 'token', api_url: '/v1' });
          document.body.append(element);
        },
        [properties, shown?.(view.language) ?? null, service !== undefined] as const,
      );
      if ((shown?.(view.language).length ?? 0) > 0)
        await expect(gallery(page).locator('[part~=tile]').first()).toBeVisible();
      await then?.(page);
      await expect
        .poll(() =>
          gallery(page).evaluate(({ shadowRoot }) =>
            [...shadowRoot!.querySelectorAll('img')].every((img) => img.complete),
          ),
        )
        .toBe(true);
      await expect(page).toHaveScreenshot(
        `${name} ${view.name}.png`.replaceAll(',', '').replaceAll(' ', '-'),
      );
    });
