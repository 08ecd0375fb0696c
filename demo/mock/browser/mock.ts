import { buildMock, type Mock } from '../app.ts';
import { MemoryBlobs } from '../blobs/memory.ts';
import type { Settings } from '../settings.ts';
import { MemoryStore } from '../store/memory.ts';
import { FormDataBodies } from './bodies.ts';
import { CanvasPixels } from './pixels.ts';
import { BrowserRemote } from './remote.ts';

/** A mock in a browser: everything in memory, pixels by canvas. `basePath` is where its addresses begin. */
export function createBrowserMock(options: Partial<Settings> & { basePath: string }): Promise<Mock> {
  const blobs = new MemoryBlobs();
  return buildMock(
    {
      store: new MemoryStore(),
      blobs,
      pixels: new CanvasPixels(),
      bodies: new FormDataBodies(blobs),
      remote: new BrowserRemote(blobs),
    },
    {
      images: 0,
      seed: 1,
      lifecycle: 'errors',
      anonymousLimit: null,
      publicUrl: null,
      control: 'any',
      admin: null,
      ...options,
    },
  );
}
