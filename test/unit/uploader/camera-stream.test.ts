import { afterEach, expect, test, vi } from 'vitest';
import { CameraStream } from '../../../src/elements/uploader/input/camera/camera-stream.ts';

afterEach(() => vi.unstubAllGlobals());

test('a camera that starts when nobody wants it any more is let go at once', async () => {
  const stop = vi.fn();
  const stream = { getTracks: () => [{ stop }], getVideoTracks: () => [] };
  let start!: (stream: object) => void;
  const mediaDevices = { getUserMedia: () => new Promise((resolve) => (start = resolve)) };
  vi.stubGlobal('navigator', { mediaDevices });
  const camera = new CameraStream();
  const started = camera.start();
  camera.stop(); // the dialog was closed while the browser asked for leave
  start(stream);
  expect(await started).toBeNull();
  expect(stop).toHaveBeenCalledOnce();
  expect(camera.stream).toBeNull();
});
