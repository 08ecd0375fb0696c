import { waitUntil } from '@open-wc/testing';
import type { Image } from '../../src/api/index.ts';
import { ImgproClient } from '../../src/api/index.ts';
import type { ImgproImage } from '../../src/elements/image/imgpro-image.ts';
import type { ImageState } from '../../src/image/core/state.ts';
import { mockUrl } from './servers.ts';

export const apiUrl = `${mockUrl}/v1`;

/** A client with the demo account's key, as only a test may have in a browser. */
export const owner = new ImgproClient({
  apiKey: 'img_live_demo',
  baseUrl: apiUrl,
  dangerouslyAllowBrowser: true,
});

/** A picture of its own in the mock: nobody else asks for it. */
export async function storedImage({
  width = 1600,
  height = 1200,
  name = 'ridge.jpg',
  type = 'image/jpeg',
  ...fields
}: { width?: number; height?: number; name?: string; type?: string; caption?: string } & Record<
  string,
  unknown
> = {}): Promise<Image> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#ff9a6b');
  sky.addColorStop(1, '#5b7fb5');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = `hsl(${Math.random() * 360} 60% 40%)`;
  context.fillRect(width / 4, height / 2, width / 2, height / 3);
  const file = new File([await canvas.convertToBlob({ type })], name, { type });
  return owner.images.upload(file, { caption: 'A ridge at dusk', ...fields });
}

async function control(method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${mockUrl}/__mock${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Changes an image in the mock: its state, whether it is flagged. */
export const changeImage = (id: string, change: Record<string, unknown>) =>
  control('PATCH', `/images/${id}`, change);

/** Holds the next answers with an image's file back, in whatever size. */
export async function holdFile(url: string, milliseconds: number, times = 1): Promise<void> {
  const match = `GET ${new URL(url).pathname}`;
  await control('PUT', '/faults', [{ match, times, delay_ms: milliseconds }]);
}

/** The requests for an image's file, or for what the API knows of it. */
export async function requestsFor(id: string, what: 'file' | 'api'): Promise<string[]> {
  const { requests } = (await control('GET', '/requests')) as {
    requests: { method: string; path: string; query: string }[];
  };
  return requests
    .filter(({ method, path }) => method === 'GET' && path.includes(id))
    .filter(({ path }) => path.startsWith('/cdn/') === (what === 'file'))
    .map(({ path, query }) => path + (query ? `?${String(query).replace(/^\?/, '')}` : ''));
}

/** One `<imgpro-image>` as a person and a page's author see it. */
export class ImageHarness {
  readonly element: ImgproImage;
  readonly events: { type: string; detail: any }[] = [];

  constructor(element: ImgproImage) {
    this.element = element;
    for (const type of ['imgpro-load', 'imgpro-error', 'imgpro-state', 'imgpro-reveal'] as const)
      element.addEventListener(type, ({ detail }) => this.events.push({ type, detail }));
  }

  async becomes(state: ImageState): Promise<void> {
    await waitUntil(
      () => this.element.state === state && this.element.matches(`:state(${state})`),
      `the image should become ${state}, is ${this.element.state}`,
      { timeout: 8000 },
    );
    await this.element.updateComplete;
  }

  /** Title of the card over the place of the picture. */
  get words(): string {
    return this.#in('.title')?.textContent?.trim() ?? '';
  }

  get hint(): string {
    return this.#in('.hint')?.textContent?.trim() ?? '';
  }

  get caption(): string {
    return this.#in('[part=caption]')?.textContent?.trim() ?? '';
  }

  get skeleton(): HTMLElement | null {
    return this.#in('[part=skeleton]');
  }

  button(name: 'retry' | 'reveal' | 'zoom' | 'download' | 'copy-link'): HTMLButtonElement | null {
    return this.#in(`[part=${name}]`) as HTMLButtonElement | null;
  }

  get img(): HTMLImageElement {
    return this.element.querySelector('img')!;
  }

  get states(): string[] {
    return this.events.filter(({ type }) => type === 'imgpro-state').map(({ detail }) => detail.state);
  }

  count(type: string): number {
    return this.events.filter((event) => event.type === type).length;
  }

  #in(selector: string): HTMLElement | null {
    return this.element.renderRoot.querySelector(selector);
  }
}
