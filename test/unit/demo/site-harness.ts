import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveMock } from '../../../demo/mock/serve.ts';
import { serveSite } from '../../../demo/site/site.ts';
import type { SiteOptions } from '../../../demo/site/site.ts';
import type { TokenResponse } from '../../../src/api/types.ts';

const PAGES = {
  'index.html': '<h1>Start</h1> %WHO%',
  'gallery.html': '<h1>Gallery</h1> %WHO% %WHOSE% %TOKEN_ENDPOINT%',
  'login.html': '<main>%PEOPLE%</main>',
  'image.html': '<main>%STATES%</main>',
  'no-js.html': '<main>%GALLERY%</main>',
  'form.html': '<h1>Form</h1>',
  '_posted.html': '<main>%POST%</main>',
  '404.html': '<h1>No such page</h1>',
  'assets/site.css': 'a{}',
};

/** A mock, and before it the demo's site with small pages of a test's own. */
export async function startSite({ images = 0, ...options }: { images?: number } & Partial<SiteOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'imgpro-site-'));
  const [distDir, pagesDir] = [join(folder, 'dist'), join(folder, 'pages')];
  await mkdir(join(pagesDir, 'assets'), { recursive: true });
  await mkdir(distDir);
  await writeFile(join(distDir, 'imgpro.js'), 'export {};');
  for (const [name, text] of Object.entries(PAGES)) await writeFile(join(pagesDir, name), text);
  const mock = await serveMock({ port: 0, images, anonymousLimit: 'off' });
  const site = await serveSite({
    port: 0,
    apiUrl: `${mock.url}/v1`,
    secret: 's'.repeat(32),
    distDir,
    pagesDir,
    handler: { log: () => {} },
    ...options,
  });
  return {
    folder,
    mock,
    site,
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(site.url + path, { headers, redirect: 'manual' }),
    async close() {
      await site.close();
      await mock.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** Somebody's cookies: a guest's, or those of one who has signed in. */
export async function cookiesFor(siteUrl: string, user?: 'anna' | 'ben' | 'sam'): Promise<string> {
  const guest = cookiesOf(await fetch(siteUrl));
  return user ? `${guest}; ${cookiesOf(await postForm(siteUrl, '/login', { user }))}` : guest;
}

/** A form of the site's own page, or of another's when the headers say so. */
export function postForm(
  siteUrl: string,
  path: string,
  fields: Record<string, string> | FormData,
  headers: Record<string, string> = { origin: siteUrl },
): Promise<Response> {
  return fetch(siteUrl + path, {
    method: 'POST',
    body: fields instanceof FormData ? fields : new URLSearchParams(fields),
    headers,
    redirect: 'manual',
  });
}

/** The gateway as somebody's page uses it; `base` is where the handler is mounted. */
export async function gatewayFor(siteUrl: string, cookie: string, base = '/imgpro') {
  const response = await fetch(`${siteUrl}${base}/token`, {
    method: 'POST',
    headers: { cookie, origin: siteUrl },
    body: '{}',
  });
  const { token, api_url } = (await response.json()) as TokenResponse;
  const api = new URL(api_url!, siteUrl).href;
  return (method: string, path: string, init: RequestInit = {}) =>
    fetch(api + path, {
      method,
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
}

export const png = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);

/** An upload of one dot. */
export function dot(fields: Record<string, string> = {}, name = 'dot.png'): FormData {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.append(field, value);
  data.append('file', new File([png], name, { type: 'image/png' }));
  return data;
}

export const json = (body: unknown): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
