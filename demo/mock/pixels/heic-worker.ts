import decode from 'heic-decode';
import { parentPort } from 'node:worker_threads';
import { heicExif } from './heic-exif.ts';

// One message in, one out: the bytes of a file, then its pixels (already upright) or a sentence.
parentPort?.on('message', (bytes: Uint8Array) => {
  decode({ buffer: bytes }).then(
    ({ width, height, data }) => {
      const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      parentPort?.postMessage({ width, height, pixels, exif: heicExif(bytes) }, [
        pixels.buffer as ArrayBuffer,
      ]);
    },
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
