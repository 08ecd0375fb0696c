import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEY, picture } from './harness.ts';
import { startProcess, type MockProcess } from './process.ts';

const MB = 1_000_000;
let folder: string;
let mock: MockProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imgpro-streaming-'));
  mock = await startProcess(['--data', folder]);
});
afterEach(async () => {
  await mock.stop('SIGKILL');
  await rm(folder, { recursive: true });
});

const BOUNDARY = 'boundary';
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="big.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;

/** A real JPEG of `size` bytes (what follows its end is allowed), sent piece by piece; `until` breaks off early. */
async function send(
  size: number,
  options: { until?: number; key?: string } = {},
): Promise<{ status: number; body: Record<string, never> & { id: string } } | 'aborted'> {
  const jpeg = Buffer.from(await (await picture(400, 300, 'jpeg')).arrayBuffer());
  return new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${options.key ?? KEY}`,
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    };
    const sending = request(`${mock.url}/v1/images`, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as never }));
    });
    sending.on('error', (error) => (options.until === undefined ? reject(error) : resolve('aborted')));
    sending.write(HEAD);
    sending.write(jpeg);
    const filler = Buffer.alloc(256 * 1024, 1);
    let left = size - jpeg.length;
    const more = (): void => {
      while (left > 0) {
        if (options.until !== undefined && size - left >= options.until) return void sending.destroy();
        const chunk = filler.subarray(0, Math.min(left, filler.length));
        left -= chunk.length;
        if (!sending.write(chunk)) return void sending.once('drain', more);
      }
      sending.end(`\r\n--${BOUNDARY}--\r\n`);
    };
    more();
  });
}

const images = async () => {
  const response = await fetch(`${mock.url}/v1/images`, { headers: { Authorization: `Bearer ${KEY}` } });
  return ((await response.json()) as { data: { id: string; bytes: number }[] }).data;
};
const originals = () => readdir(join(folder, 'originals'));
const incoming = async () =>
  (await readdir(join(folder, 'incoming', String(mock.pid))).catch(() => [])).length;

describe('streaming', () => {
  const linux = existsSync('/proc/self/status');

  test.runIf(linux)(
    '70 MB grow memory by less than 20 MB, and 20 uploads at once stay bounded',
    async () => {
      for (let warm = 0; warm < 3; warm++) await send(3 * MB);
      const before = await mock.memory();
      let peak = before;
      const watch = setInterval(
        () =>
          void mock.memory().then(
            (now) => (peak = Math.max(peak, now)),
            () => {},
          ),
        20,
      );
      expect(await send(70 * MB)).toMatchObject({ status: 201, body: { bytes: 70 * MB } });
      const alone = peak - before;
      const all = await Promise.all(Array.from({ length: 20 }, () => send(20 * MB)));
      clearInterval(watch);
      expect(all.every((answer) => answer !== 'aborted' && answer.status === 201)).toBe(true);
      expect(alone / MB).toBeLessThan(20);
      expect((peak - before) / MB).toBeLessThan(120);
    },
    90_000,
  );

  test('an aborted upload leaves neither row nor file', async () => {
    expect(await send(30 * MB, { until: 10 * MB })).toBe('aborted');
    await expect.poll(incoming).toBe(0);
    expect([await images(), await originals()]).toEqual([[], []]);
  });

  test('70 MB and a byte are refused, and the refusal arrives', async () => {
    const answer = await send(70 * MB + 1);
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { details: { file: ['The image is larger than 70 MB.'] } } },
    });
    expect([await images(), await originals(), await incoming()]).toEqual([[], [], 0]);
  }, 30_000);

  test('a kill -9 at any moment leaves a store that opens clean', async () => {
    for (const wait of [0, 5, 15, 30, 60]) {
      const uploads = Array.from({ length: 6 }, () => send(2 * MB).catch(() => 'killed' as const));
      const broken = send(40 * MB, { until: 39 * MB }).catch(() => 'killed' as const);
      await new Promise((resolve) => setTimeout(resolve, wait));
      await mock.stop('SIGKILL');
      const told = (await Promise.all(uploads)).flatMap((answer) =>
        typeof answer === 'object' ? [answer.body.id] : [],
      );
      await broken;
      mock = await startProcess(['--data', folder]);
      const listed = await images();
      // Whatever was answered is there; whatever is there is whole; nothing else lies about.
      expect(told.filter((id) => !listed.some((image) => image.id === id))).toEqual([]);
      expect((await originals()).sort()).toEqual(listed.map(({ id }) => id).sort());
      for (const { id, bytes } of listed) {
        const image = await (await fetch(`${mock.url}/v1/images/${id}`)).json();
        expect([image.bytes, (await (await fetch(image.url)).arrayBuffer()).byteLength]).toEqual([
          2 * MB,
          bytes,
        ]);
      }
    }
  }, 60_000);

  test('data survives a restart; Ctrl-C ends with 0', async () => {
    await send(MB);
    const before = await images();
    expect(await mock.stop('SIGINT')).toBe(0);
    mock = await startProcess(['--data', folder]);
    expect((await images()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });
});
