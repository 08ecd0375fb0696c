import { beforeEach, expect, test, vi } from 'vitest';
import { normaliseImage } from '../../../src/api/index.ts';
import type { Image } from '../../../src/api/types.ts';
import { Viewer, type ViewerHost } from '../../../src/elements/gallery/viewer/viewer.ts';

vi.mock('../../../src/elements/shared/lightbox/lightbox.ts', () => ({
  preloadLightbox: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')),
  currentLightbox: () => null,
}));

const assign = vi.fn();
beforeEach(() => {
  assign.mockClear();
  vi.stubGlobal('location', { assign, hash: '' });
});

/** Clicks an image whose viewer cannot be fetched. */
async function open(addresses: Partial<Image>): Promise<void> {
  const image = { ...normaliseImage({ id: 'a', object: 'image', width: 3, height: 2 }), ...addresses };
  const host = { text: { t: (key: string) => key }, find: () => image, isRevealed: () => false };
  const rest = { ownPicture: () => ({ src: 'https://cdn.example/own.jpg' }), thumbnail: () => null };
  await new Viewer({ ...host, ...rest } as unknown as ViewerHost).open('a');
}

test('without its code the viewer leads to the page of the image', async () => {
  await open({ url: 'https://cdn.example/a.jpg', page_url: 'https://img.example/a' });
  expect(assign).toHaveBeenCalledExactlyOnceWith('https://img.example/a');
});

test('… to its file where the address of the page is none', async () => {
  await open({ url: 'https://cdn.example/a.jpg', page_url: 'javascript:alert(1)' });
  expect(assign).toHaveBeenCalledExactlyOnceWith('https://cdn.example/a.jpg');
});

test.each([
  'javascript:alert(1)',
  ' java\nscript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  '',
])('… and nowhere where both are %j', async (hostile) => {
  await open({ url: hostile, page_url: hostile });
  expect(assign).not.toHaveBeenCalled();
});
