import { expect, waitUntil } from '@open-wc/testing';
import { formatOf } from '../../../src/api/formats.ts';
import type { Image } from '../../../src/api/types.ts';
import { inspect } from '../../../src/upload/check/inspect.ts';
import { isMoving } from '../../../src/upload/formats/animated.ts';
import { prepareStep } from '../../../src/upload/prepare/prepare-step.ts';
import { fitWithin } from '../../../src/upload/prepare/scale.ts';
import type { PrepareOptions } from '../../../src/upload/prepare/prepare.ts';
import { findLocation } from '../../../src/upload/prepare/strip-location/index.ts';
import type { UploadFile } from '../../../src/upload/state/types.ts';
import type { Facts } from '../../harness/corpus.ts';
import { CORNERS, luma, type Colour, type Size } from '../../harness/corpus/pixels.ts';
import { mockUrl } from '../../harness/servers.ts';
import { uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

type Listed = Facts & { name: string; type: string };

const FOLDER = '/test/harness/corpus-files/';
const specimens = (await (await fetch(`${FOLDER}index.json`)).json()) as Listed[];

const engine = navigator.userAgent.includes('Firefox')
  ? 'firefox'
  : navigator.userAgent.includes('Chrome')
    ? 'chromium'
    : 'webkit';

async function fileOf({ name, type }: Listed, at: number): Promise<File> {
  const text = await (await fetch(FOLDER + at)).text();
  return new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type });
}

/** The picture as the browser shows it; null when it cannot decode it. */
async function shown(blob: Blob): Promise<HTMLImageElement | ImageBitmap | null> {
  if (formatOf(new Uint8Array(await blob.slice(0, 4096).arrayBuffer()))?.format !== 'svg')
    return createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([blob], { type: 'image/svg+xml' }));
  return image.decode().then(
    () => image,
    () => null,
  );
}

const sizeOf = (picture: HTMLImageElement | ImageBitmap): Size =>
  picture instanceof HTMLImageElement
    ? { width: picture.naturalWidth, height: picture.naturalHeight }
    : { width: picture.width, height: picture.height };

/** Frames that the browser's decoder finds; null where it has none, or none for the format. */
async function framesOf(file: Blob, type: string): Promise<number | null> {
  if (!('ImageDecoder' in window) || !(await ImageDecoder.isTypeSupported(type))) return null;
  const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type });
  await decoder.tracks.ready;
  await decoder.completed;
  const { frameCount } = decoder.tracks.selectedTrack!;
  decoder.close();
  return frameCount;
}

/** Colours in the middle of each quarter. */
function cornersOf(picture: HTMLImageElement | ImageBitmap): Colour[] {
  const canvas = new OffscreenCanvas(8, 8);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0, 8, 8);
  return [
    [2, 2],
    [5, 2],
    [2, 5],
    [5, 5],
  ].map(([x, y]) => [...context.getImageData(x!, y!, 1, 1).data].slice(0, 3) as never);
}

function expectLook(picture: HTMLImageElement | ImageBitmap, { look, tolerance }: Facts, what: string): void {
  if (!look) return;
  for (const [at, colour] of cornersOf(picture).entries()) {
    const wanted = look === 'grey' ? (Array(3).fill(luma(CORNERS[at]!)) as never as Colour) : CORNERS[at]!;
    const off = Math.max(...wanted.map((value, channel) => Math.abs(value - colour[channel]!)));
    expect(off, `${what}: corner ${at} is ${colour.join()} instead of ${wanted.join()}`).to.be.at.most(
      tolerance,
    );
  }
}

/** Bytes of a place, as the corpus writes it: packed in Exif, in words in XMP. */
const PLACES = ['\xe8\x03\0\0\x30\x75\0\0\xe8\x03\0\0', '52,30.0N', 'drone:GpsLongtitude="13.4"'];
async function tellsPlace(blob: Blob): Promise<string[]> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  return [...(await findLocation(bytes)), ...PLACES.filter((place) => text.includes(place))];
}

const signal = () => new AbortController().signal;
const prepared = (file: File, options: PrepareOptions) =>
  prepareStep(options)({ name: file.name, type: file.type } as UploadFile, file, signal());

const page = (attributes: Record<string, string | boolean> = {}): Promise<UploaderPage> =>
  uploaderPage({ 'api-url': `${mockUrl}/v1`, retries: '0', ...attributes });

/** Waits until what a file becomes is known. */
async function settled(uploader: UploaderPage): Promise<void> {
  await waitUntil(
    () =>
      uploader.types.includes('imgpro-file-rejected') ||
      uploader.statuses.some((status) => status === 'ready' || status === 'failed'),
    'the file was neither refused nor stored nor failed',
    { timeout: 60_000, interval: 5 },
  );
  await uploader.rendered();
}

/** No picture in the row is a broken one. */
async function expectPreview(uploader: UploaderPage, what: string): Promise<HTMLImageElement | null> {
  const image = () => uploader.root.querySelector<HTMLImageElement>('.thumb img');
  await waitUntil(() => image()?.complete ?? true, `${what}: the preview is never there`, { timeout: 5000 });
  await uploader.rendered();
  const found = image();
  expect(found === null || found.naturalWidth > 0, `${what}: the preview is a broken picture`).to.equal(true);
  return found;
}

const PREPARED: Record<string, PrepareOptions> = {
  smaller: { maxDimension: 40, stripLocation: true },
  'as WebP': { format: 'webp', stripLocation: true },
  'as JPEG, smaller': { format: 'jpg', maxDimension: 60, stripLocation: true },
  'smaller always': { maxDimension: 40, always: true, quality: 1, stripLocation: true },
  'without the place': { stripLocation: true },
};

/** Formats that are drawn anew. */
const DRAWN = new Set<Facts['format']>(['jpg', 'png', 'webp', 'avif', 'heic', 'bmp']);

/** The slowest steps of the run. */
const times: [milliseconds: number, what: string][] = [];
async function timed<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    times.push([performance.now() - start, what]);
  }
}

describe(`the corpus, ${specimens.length} files, in ${engine}`, function () {
  this.timeout(90_000); // for the decoder of HEIC, which is fetched first
  after(() => {
    const slowest = times.sort(([a], [b]) => b - a).slice(0, 5);
    console.log(
      `${specimens.length} files; slowest: ${slowest.map(([time, what]) => `${what} ${Math.round(time)} ms`).join(', ')}`,
    );
  });

  for (const [at, facts] of specimens.entries()) {
    const { name, format, size, animated, sound } = facts;
    const excused = facts.differs[engine] !== undefined;

    it(`${name}: the header tells what the browser shows`, async () => {
      const file = await fileOf(facts, at);
      const known = await timed(`inspecting ${name}`, () =>
        inspect(file, { dimensions: true, motion: true }),
      );
      expect(known.format).to.equal(format);
      const picture = format && (await shown(file));
      const frames = format && sound && (await framesOf(file, known.mime));
      if (frames) expect(frames > 1, `the browser finds ${frames} frames`).to.equal(animated);
      if (!format || !picture || excused) return;
      if (sound) {
        expect(known.moving).to.equal(animated);
        expect(sizeOf(picture)).to.deep.equal(size);
        expectLook(picture, facts, 'shown');
      } else if (known.moving !== null && format !== 'svg') expect(known.moving).to.equal(animated);
      if (format !== 'svg') expect(known.dimensions).to.deep.equal(sizeOf(picture));
    });

    it(`${name}: goes through the uploader`, async () => {
      const file = await fileOf(facts, at);
      const uploader = await page({ manual: true });
      uploader.choose(file);
      if (!format) {
        await settled(uploader);
        const { code } = uploader.detail<{ code: string }>('imgpro-file-rejected');
        expect(code).to.equal(file.size === 0 ? 'empty' : 'unsupported-type');
        return;
      }
      await uploader.shows('queued');
      const decoded = await shown(file);
      if (decoded && sound) {
        await waitUntil(() => uploader.root.querySelector('.thumb img'), 'there is no preview', {
          timeout: 8000,
        });
        const small = await expectPreview(uploader, 'chosen');
        // A preview is upright, also where the browser turns nothing.
        if (!excused || /exif-|turned-/.test(name)) {
          const wanted = size!.width / size!.height;
          const ratio = small!.naturalWidth / small!.naturalHeight;
          if (wanted > 0.5 && wanted < 10) expect(ratio / wanted).to.be.within(0.97, 1.03);
          const painted = await shown(await (await fetch(small!.src)).blob());
          expectLook(painted!, facts, 'the preview');
        }
      } else await expectPreview(uploader, 'chosen');
      await timed(`sending ${name}`, async () => {
        uploader.element.upload();
        await settled(uploader);
      });
      if (sound || !excused) await expectPreview(uploader, 'sent');
      if (sound && !facts.differs.mock) expect(uploader.statuses).to.deep.equal(['ready']);
      if (uploader.statuses[0] !== 'ready' || facts.differs.mock) return;
      const [image] = uploader.element.images as [Image];
      expect(image.format).to.equal(format === 'heic' ? 'jpg' : format);
      if (size) expect({ width: image.width, height: image.height }).to.deep.equal(size);
      if (format !== 'heic' && format !== 'svg') expect(image.bytes).to.equal(file.size);
    });

    if (format)
      it(`${name}: is prepared`, async () => {
        const file = await fileOf(facts, at);
        const original = new Uint8Array(await file.arrayBuffer());
        const decoded = await shown(file);
        for (const [how, options] of Object.entries(PREPARED)) {
          let result: File;
          try {
            result = (await timed(`preparing ${name} ${how}`, () => prepared(file, options))) as File;
          } catch (cause) {
            expect((cause as { code?: string }).code, how).to.equal('location_not_removed');
            expect(sound, `${how}: the place could not be removed`).to.equal(false);
            continue;
          }
          expect(await tellsPlace(result), how).to.deep.equal([]);
          const bytes = new Uint8Array(await result.arrayBuffer());
          const became = formatOf(bytes)?.format;
          if (format !== 'heic' && !options.always)
            expect(bytes.length, `${how}: heavier`).to.be.at.most(Math.max(original.length, 1));
          const isRewritten = became !== format || bytes.length !== original.length;
          if (animated && sound)
            expect(await isMoving(result, became!), `${how}: stands still`).to.equal(true);
          if (!sound) {
            if (name.startsWith('cut-'))
              expect(isRewritten, `${how}: what is cut off was drawn anew`).to.equal(false);
            continue;
          }
          const picture = await shown(result);
          if (decoded) expect(picture, `${how}: broken`).to.not.equal(null);
          if (!picture || !size || (excused && !isRewritten)) continue;
          const { width, height } = sizeOf(picture);
          const wanted = fitWithin(size, options.maxDimension);
          const isKept = !options.always || animated || !DRAWN.has(format);
          if (isKept && Math.max(width, height) > Math.max(wanted.width, wanted.height))
            expect({ width, height }, how).to.deep.equal(size);
          else expect({ width, height }, how).to.deep.equal(wanted);
          expectLook(picture, { ...facts, tolerance: facts.tolerance + 12 }, how);
          if (facts.place && became === format && !isRewritten)
            expect(bytes, how).to.not.deep.equal(original);
        }
      });
  }
});
