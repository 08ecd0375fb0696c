import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { HeicDecoder } from '../../../demo/mock/pixels/heic.ts';

test('one decoder decodes one HEIC after another', async () => {
  const decoder = new HeicDecoder();
  try {
    const file = resolve(import.meta.dirname, '../../harness/fixtures/photo.heic');
    for (let turn = 0; turn < 3; turn++) {
      const { width, height } = await decoder.decode(file);
      expect([width, height]).toEqual([1200, 900]);
    }
  } finally {
    await decoder.close();
  }
});
