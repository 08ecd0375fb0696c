/**
 * A page of one element for pictures of it: the built package, a font of the repository's own, pictures drawn by a few
 * numbers. Every request is answered here, so there is no server and no network.
 */
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, type Route } from '@playwright/test';
import type { Image } from '../../src/api/types.ts';
import { apiImage } from '../harness/api-image.ts';

const root = resolve(import.meta.dirname, '../..');
const folders: Record<string, string> = {
  dist: join(root, 'dist'),
  font: dirname(fileURLToPath(import.meta.resolve('@fontsource/vazirmatn/package.json'))),
};
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

const ORIGIN = 'https://visual.test';

/** Circumstances of one picture. */
export interface View {
  name: string;
  width: number;
  height: number;
  colours: 'light' | 'dark';
  language: 'en' | 'ar';
}

/** How the API answers the list: never, that there is none, or not asked at all. */
export type Service = 'silent' | 'missing' | 'unused';

/** Shapes of the pictures, as width to height. */
const SHAPES = [1.5, 0.67, 1.78, 1, 1.33, 0.75, 2.2];

/** Images as the API has them, each with a picture and a caption of its own. */
export function images(count: number, language: View['language']): Image[] {
  const caption = { en: 'A lake among hills', ar: 'بحيرة بين التلال' }[language];
  return Array.from({ length: count }, (_, at) =>
    apiImage({
      id: `img${at}`,
      url: `${ORIGIN}/picture/${at}.svg`,
      page_url: `${ORIGIN}/img${at}`,
      ...{ filename: `lake-${at}.svg`, format: 'svg', bytes: 900, transformable: false },
      ...{ width: Math.round(1200 * SHAPES[at % SHAPES.length]!), height: 1200 },
      ...{ published_at: '2026-01-01T00:00:00Z', created_at: '2026-01-01T00:00:00Z' },
      caption: `${caption} ${at + 1}`,
    }),
  );
}

/** A flat landscape: few colours and few edges, for small files that every machine draws alike. */
function picture(at: number): string {
  const width = Math.round(1200 * SHAPES[at % SHAPES.length]!);
  const hue = (at * 47 + 200) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="1200" viewBox="0 0 ${width} 1200">
    <rect width="${width}" height="1200" fill="hsl(${hue} 60% 75%)"/>
    <rect x="${width * 0.6}" y="200" width="200" height="200" fill="hsl(${(hue + 40) % 360} 90% 90%)"/>
    <path d="M0 800 L${width / 2} 500 L${width} 900 V1200 H0 Z" fill="hsl(${hue} 45% 45%)"/>
    <rect y="1000" width="${width}" height="200" fill="hsl(${hue} 45% 30%)"/></svg>`;
}

const html = ({ language }: View) => `<!doctype html>
  <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
    <head>
      <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Pictures</title>
      <link rel="stylesheet" href="/page.css" />
      <script type="module" src="/dist/imgpro.js"></script>
    </head>
    <body></body>
  </html>`;

/** One weight of the font, in one script. Its own lines are high, for vowel marks; these are as high as a system font's. */
const face = (script: 'latin' | 'arabic', weight: 400 | 600) => `@font-face {
  font-family: ${script}; font-weight: ${weight}; src: url(/font/files/vazirmatn-${script}-${weight}-normal.woff2);
  ascent-override: 95%; descent-override: 25%; line-gap-override: 0% }`;

// The viewer has the system's font, and stands in the page's own tree: what the page says of its elements wins.
const style = `
  ${([400, 600] as const).flatMap((weight) => [face('latin', weight), face('arabic', weight)]).join('\n')}
  :root { color-scheme: light dark }
  body { margin: 16px; background: light-dark(#fff, #0f1116); font: 16px/1.5 latin, arabic }
  .imgpro-lightbox, .imgpro-lightbox * { font-family: latin, arabic !important }`;

/** Opens the page; its list of images is answered so. */
export async function open(page: Page, view: View, service: Service = 'unused'): Promise<void> {
  await page.emulateMedia({ colorScheme: view.colours });
  await page.setViewportSize(view);
  await page.route(`${ORIGIN}/**`, (route) => answer(route, view, service));
  await page.goto(ORIGIN);
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((face) => face.load()));
  });
}

/** Takes the page and the uploader on it to other circumstances; resolves when its words are in that language. */
export async function show(page: Page, view: View): Promise<void> {
  await page.emulateMedia({ colorScheme: view.colours });
  await page.setViewportSize(view);
  await page.evaluate((language) => {
    document.documentElement.lang = language;
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
  }, view.language);
  const isArabic = () =>
    page.locator('imgpro-uploader').evaluate(({ shadowRoot }) => {
      const base = shadowRoot!.querySelector('[part~=base]')!.cloneNode(true) as Element;
      // Announcements stay in the language that they were made in.
      for (const said of base.querySelectorAll('[role=status]')) said.remove();
      const words = base.textContent!;
      return /[\u0600-\u06ff]/.test(words);
    });
  await expect.poll(isArabic).toBe(view.language === 'ar');
}

/** How many images were uploaded to each page. */
const uploads = new WeakMap<Page, number>();

/** An upload is stored; a file called `stuck-…` stays on its way, one called `refused-…` is refused, for one called `beyond-…` there is no room. */
async function upload(
  route: Route,
  send: (contentType: string, body: string, status?: number) => Promise<void>,
): Promise<void> {
  const page = route.request().frame().page();
  const name =
    /filename="([^"]*)"/.exec(route.request().postDataBuffer()?.toString('latin1') ?? '')?.[1] ?? '';
  if (name.startsWith('stuck-')) return;
  if (name.startsWith('refused-'))
    return send('application/json', '{"error":{"type":"invalid_request_error","code":"invalid_image"}}', 422);
  if (name.startsWith('beyond-'))
    return send('application/json', '{"error":{"type":"quota_error","code":"quota_exceeded"}}', 403);
  const at = uploads.get(page) ?? 0;
  uploads.set(page, at + 1);
  return send('application/json', JSON.stringify(images(at + 1, 'en')[at]), 201);
}

async function answer(route: Route, view: View, service: Service): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const [, first = '', ...rest] = pathname.split('/');
  const send = (contentType: string, body: string | Buffer, status = 200) =>
    route.fulfill({ status, contentType, body });
  if (first === '') return send('text/html', html(view));
  if (first === 'page.css') return send('text/css', style);
  if (first === 'picture') return send('image/svg+xml', picture(Number.parseInt(rest[0]!, 10)));
  if (first === 'v1' && rest[0] === 'images' && route.request().method() === 'POST')
    return upload(route, send);
  if (first === 'v1') {
    if (service === 'silent') return;
    return send('application/json', '{"error":{"type":"invalid_request_error","code":"not_found"}}', 404);
  }
  const folder = folders[first];
  if (!folder) return send('text/plain', '', 404);
  const file = join(folder, ...rest);
  return send(types[extname(file)] ?? 'text/plain', await readFile(file));
}
