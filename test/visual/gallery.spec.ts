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
    // Not ready, not processed, taken down, flagged, and one that is no picture.
    name: 'states',
    images: (language) => {
      const [processing, failed, blocked, flagged, broken, ...others] = images(8, language);
      return [
        { ...processing!, status: 'processing' },
        { ...failed!, status: 'failed', failure_reason: null },
        { ...blocked!, blocked: true },
        { ...flagged!, nsfw: true },
        { ...broken!, url: '/nothing.jpg' },
        ...others,
      ];
    },
    views: [wide, narrow],
    then: (page) => expect(gallery(page).locator('.is-broken')).toBeVisible(),
  },
  {
    name: 'empty',
    images: () => [],
    views: [wide, narrow],
    then: (page) => expect(gallery(page).getByText(/No images yet|لا توجد/)).toBeVisible(),
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
        ([settings, given]) => {
          const element = document.createElement('imgpro-gallery');
          Object.assign(element, settings, given && { images: given });
          // The list of an account, which only a token opens.
          if (!given) element.tokenProvider = () => ({ token: 'token', api_url: '/v1' });
          document.body.append(element);
        },
        [properties, shown?.(view.language) ?? null] as const,
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
      await expect(page).toHaveScreenshot(`${name} ${view.name}.png`.replaceAll(' ', '-'));
    });
