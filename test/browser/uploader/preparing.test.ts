import { expect, waitUntil } from '@open-wc/testing';
import { findLocation } from '../../../src/upload/prepare/strip-location/index.ts';
import { prepare } from '../../../src/upload/prepare/prepare.ts';
import { prepareStep } from '../../../src/upload/prepare/prepare-step.ts';
import type { UploadFile } from '../../../src/upload/state/types.ts';
import { FakeServer, picture, uploaderPage } from '../../harness/uploader.ts';
import { bytesOf, join, tiff, withSegments, type Tag } from '../../unit/upload/formats/blocks.ts';

/** Two pictures of 8 × 8. */
const MOVING_WEBP =
  'UklGRoQAAABXRUJQVlA4WAoAAAACAAAABwAABwAAQU5JTQYAAAD/////AABBTk1GKAAAAAAAAAAAAAcAAAcAAGQAAAJWUDhMDwAAAC8HwAEABxD9j/4HIqL/AQBBTk1GKAAAAAAAAAAAAAcAAAcAAGQAAABWUDhMDwAAAC8HwAEABxDR//4HIqL/AQA=';

/** 20 × 11, of one colour. */
const SMALL_WEBP = 'UklGRjYAAABXRUJQVlA4ICoAAACwAgCdASoUAAsAP83W42a/tK6nsAgD8DmJQAAPZAAA/Mr5hWL9B8V8AAA=';

const gps: Tag[] = [{ tag: 2, type: 5, value: Uint8Array.from({ length: 24 }, (_, at) => at + 1) }];

/** A photo as a phone makes it: left half red, right half blue, a place in its Exif, turned by its orientation. */
async function photo({
  width = 640,
  height = 480,
  orientation = 1,
  type = 'image/jpeg',
  name = 'photo.jpg',
} = {}) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#d00';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#00d';
  context.fillRect(width / 2, 0, width / 2, height);
  for (let at = 0; at < 400; at += 1) context.fillRect((at * 97) % width, (at * 61) % height, 1, 1);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (type !== 'image/jpeg') return new File([bytes], name, { type });
  const ifd0: Tag[] = [{ tag: 0x0112, type: 3, value: orientation }];
  const exif = join([bytesOf('Exif\0\0'), tiff(true, { ifd0, gps })]);
  return new File([withSegments(bytes, [[0xe1, exif]])], name, { type });
}

/** A PNG of many colours, opaque or not. */
async function drawing(alpha: number): Promise<File> {
  const canvas = new OffscreenCanvas(400, 300);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(400, 300);
  let noise = 1;
  for (let at = 0; at < image.data.length; at += 4) {
    noise = Math.imul(noise, 1103515245) + 12345;
    image.data.set([noise >>> 24, (noise >>> 16) & 255, (noise >>> 8) & 255, alpha * 255], at);
  }
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob();
  return new File([blob], 'drawing.png', { type: 'image/png' });
}

/** Whether the browser's canvas writes a type. */
async function writes(type: string): Promise<boolean> {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext('2d');
  return (await canvas.convertToBlob({ type })).type === type;
}

const bytesIn = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const signal = () => new AbortController().signal;

async function drawn(blob: Blob) {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const colourAt = (x: number, y: number) => {
    const [red = 0, , blue = 0] = context.getImageData(
      Math.floor(x * width),
      Math.floor(y * height),
      1,
      1,
    ).data;
    return red > blue ? 'red' : 'blue';
  };
  return { width, height, colourAt };
}

describe('preparing', () => {
  it('makes a photo smaller, upright, in its format, and leaves no metadata', async () => {
    const original = await photo({ orientation: 6 });
    const small = (await prepare({ file: original, options: { maxDimension: 200 } }))!;
    expect(small.type).to.equal('image/jpeg');
    expect(small.size).to.be.below(original.size);
    const { width, height, colourAt } = await drawn(small);
    expect([width, height]).to.deep.equal([150, 200]);
    expect([colourAt(0.5, 0.1), colourAt(0.5, 0.9)]).to.deep.equal(['red', 'blue']);
    expect(await findLocation(await bytesIn(small))).to.deep.equal([]);
  });

  it('leaves a photo alone that is small enough, even if it could weigh less', async () => {
    const file = await photo();
    expect(await prepare({ file, options: { maxDimension: 640 } })).to.equal(null);
    expect(await prepare({ file, options: { maxDimension: 5000 } })).to.equal(null);
  });

  it('never sends more bytes than there were', async () => {
    const tiny = await prepare({ file: await photo(), options: { maxDimension: 300, quality: 0.1 } });
    expect(await prepare({ file: tiny!, options: { maxDimension: 290, quality: 1 } })).to.equal(null);
  });

  it('keeps the limit always where the page asks for it, even if the file becomes heavier', async () => {
    const tiny = (await prepare({ file: await photo(), options: { maxDimension: 300, quality: 0.1 } }))!;
    const small = (await prepare({ file: tiny, options: { maxDimension: 290, always: true, quality: 1 } }))!;
    expect(small.size).to.be.above(tiny.size);
    expect((await drawn(small)).width).to.equal(290);
    expect(await prepare({ file: tiny, options: { maxDimension: 300, always: true } })).to.equal(null);
  });

  it('keeps the limit always for a WebP, in another format where the browser writes none', async () => {
    const webp = Uint8Array.from(atob(SMALL_WEBP), (letter) => letter.charCodeAt(0));
    const file = new File([webp], 'a.webp');
    const small = (await prepare({ file, options: { maxDimension: 10, always: true } }))!;
    expect(small.type).to.equal((await writes('image/webp')) ? 'image/webp' : 'image/jpeg');
    expect((await drawn(small)).width).to.equal(10);
  });

  it('does not draw anew what is cut off: it would look whole', async () => {
    for (const type of ['image/jpeg', 'image/png']) {
      const whole = await bytesIn(await photo({ type }));
      const cut = new File([whole.subarray(0, whole.length - 400)], 'cut', { type });
      for (const options of [{ maxDimension: 100 }, { maxDimension: 100, always: true }, { quality: 0.5 }])
        expect(await prepare({ file: cut, options }).catch(() => null), type).to.equal(null);
    }
  });

  it('writes a photo again when a quality is asked for', async () => {
    const file = await photo();
    const lighter = (await prepare({ file, options: { quality: 0.3 } }))!;
    expect(lighter.size).to.be.below(file.size);
    expect((await drawn(lighter)).width).to.equal(640);
  });

  it('keeps the transparency of a PNG', async () => {
    const canvas = new OffscreenCanvas(400, 400);
    const context = canvas.getContext('2d')!;
    for (let at = 0; at < 3000; at += 1) {
      context.fillStyle = `hsl(${at} 80% 50%)`;
      context.fillRect((at * 31) % 200, (at * 17) % 400, 3, 3);
    }
    const file = await canvas.convertToBlob();
    const small = (await prepare({ file, options: { maxDimension: 100 } }))!;
    expect(small.type).to.equal('image/png');
    const bitmap = await createImageBitmap(small);
    const result = new OffscreenCanvas(100, 100).getContext('2d')!;
    result.drawImage(bitmap, 0, 0);
    expect(result.getImageData(90, 50, 1, 1).data[3]).to.equal(0);
  });

  it('keeps what shines through when a JPEG is asked for, and converts what is opaque', async () => {
    const [clear, opaque] = await Promise.all([drawing(0.5), drawing(1)]);
    expect(await prepare({ file: clear, options: { format: 'jpg' } })).to.equal(null);
    expect((await prepare({ file: clear, options: { format: 'jpg', maxDimension: 100 } }))!.type).to.equal(
      'image/png',
    );
    const converted = (await prepare({ file: opaque, options: { format: 'jpg' } }))!;
    expect(converted.type).to.equal('image/jpeg');
    expect(converted.size).to.be.below(opaque.size);
    const { width, height } = await drawn(converted);
    expect([width, height]).to.deep.equal([400, 300]);
  });

  it('converts a photo upright, or keeps its format where the browser cannot write the other', async () => {
    const original = await photo({ orientation: 6 });
    const options = { format: 'webp', maxDimension: 200, quality: 0.5 } as const;
    const converted = (await prepare({ file: original, options }))!;
    expect(converted.type).to.equal((await writes('image/webp')) ? 'image/webp' : 'image/jpeg');
    const { width, height, colourAt } = await drawn(converted);
    expect([width, height]).to.deep.equal([150, 200]);
    expect([colourAt(0.5, 0.1), colourAt(0.5, 0.9)]).to.deep.equal(['red', 'blue']);
  });

  it('sends no PNG in place of what the browser cannot write', async () => {
    const toBlob = OffscreenCanvas.prototype.convertToBlob;
    OffscreenCanvas.prototype.convertToBlob = function () {
      return toBlob.call(this, { type: 'image/png' });
    };
    try {
      const file = await drawing(1);
      expect(await prepare({ file, options: { format: 'webp' } })).to.equal(null);
      const accepted = ['webp'] as const; // then weight is no reason to keep the file as it is
      expect(await prepare({ file, options: { format: 'webp', accepted } })).to.equal(null);
    } finally {
      OffscreenCanvas.prototype.convertToBlob = toBlob;
    }
  });

  it('keeps the original where the conversion would weigh more, unless it may not be sent as it is', async () => {
    const file = await photo();
    expect(await prepare({ file, options: { format: 'png' } })).to.equal(null);
    const accepted = ['png'] as const;
    const needed = (await prepare({ file, options: { format: 'png', accepted } }))!;
    expect(needed.type).to.equal('image/png');
    expect(needed.size).to.be.above(file.size);
  });

  it('never flattens what moves', async () => {
    const png = await bytesIn(await drawing(1));
    const control = join([
      Uint8Array.of(0, 0, 0, 8),
      bytesOf('acTL'),
      Uint8Array.of(0, 0, 0, 2),
      new Uint8Array(8),
    ]);
    const apng = join([png.subarray(0, 33), control, png.subarray(33)]);
    const webp = Uint8Array.from(atob(MOVING_WEBP), (letter) => letter.charCodeAt(0));
    for (const bytes of [apng, webp]) {
      const file = new File([bytes], 'moves');
      await createImageBitmap(file); // it could be drawn, and would stand still
      for (const format of ['jpg', 'png', 'webp'] as const)
        expect(await prepare({ file, options: { format, accepted: [format] } }), format).to.equal(null);
      expect(await prepare({ file, options: { maxDimension: 4 } })).to.equal(null);
    }
    const gif = new File([bytesOf('GIF89a')], 'a.gif');
    expect(await prepare({ file: gif, options: { format: 'jpg', accepted: ['jpg'] } })).to.equal(null);
  });

  it('writes the same without an OffscreenCanvas', async () => {
    const { OffscreenCanvas } = window;
    const file = await drawing(1);
    try {
      delete (window as { OffscreenCanvas?: unknown }).OffscreenCanvas;
      expect((await prepare({ file, options: { format: 'jpg' } }))!.type).to.equal('image/jpeg');
    } finally {
      Object.assign(window, { OffscreenCanvas });
    }
  });

  it('keeps colours that sRGB does not have', async function () {
    const canvas = new OffscreenCanvas(400, 300);
    const wide = { colorSpace: 'display-p3' } as const;
    const context = canvas.getContext('2d', wide)!;
    const { getContextAttributes } = context as unknown as CanvasRenderingContext2D;
    if (getContextAttributes?.call(context).colorSpace !== 'display-p3') this.skip();
    context.fillStyle = 'color(display-p3 1 0 0)';
    context.fillRect(0, 0, 400, 300);
    for (let at = 0; at < 200; at += 1) context.clearRect((at * 97) % 400, (at * 61) % 300, 2, 2);
    const file = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
    const small = (await prepare({ file, options: { maxDimension: 100 } }))!;
    const result = new OffscreenCanvas(100, 75).getContext('2d', wide)!;
    result.drawImage(await createImageBitmap(small), 0, 0);
    const [red = 0, green = 255] = result.getImageData(40, 40, 1, 1, wide).data;
    // Clipped to sRGB, the same red would be 234 51 35.
    expect(red).to.be.above(244);
    expect(green).to.be.below(26);
  });

  it('leaves alone what it cannot decode, and what has no pixels', async () => {
    const broken = new File([bytesOf('\xff\xd8\xff\xe0 nothing more')], 'broken.jpg', { type: 'image/jpeg' });
    const svg = new File(['<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="5000"/>'], 'a.svg', {
      type: 'image/svg+xml',
    });
    expect(await prepare({ file: broken, options: { maxDimension: 10 } })).to.equal(null);
    expect(await prepare({ file: svg, options: { maxDimension: 10 } })).to.equal(null);
  });

  it('removes the location in a worker, and not a pixel with it', async () => {
    const original = await photo({ orientation: 8 });
    performance.clearResourceTimings(); // browsers list no more than some hundred
    const clean = await prepareStep({ stripLocation: true })(entry(original), original, signal());
    expect(await findLocation(await bytesIn(original))).to.have.length(1);
    expect(await findLocation(await bytesIn(clean))).to.deep.equal([]);
    expect(clean.size).to.equal(original.size);
    const [before, after] = await Promise.all([drawn(original), drawn(clean)]);
    expect([after.width, after.height]).to.deep.equal([before.width, before.height]);
    expect(
      performance.getEntriesByType('resource').some(({ name }) => name.includes('prepare-worker')),
    ).to.equal(true);
  });

  it('returns the very file when there is nothing to remove', async () => {
    const file = await photo({ type: 'image/png', name: 'a.png' });
    expect(await prepareStep({ stripLocation: true })(entry(file), file, signal())).to.equal(file);
  });

  it('stops at a signal', async () => {
    const file = await photo();
    const stop = new AbortController();
    const work = prepareStep({ maxDimension: 100 })(entry(file), file, stop.signal);
    stop.abort();
    const outcome = await work.then(
      () => 'done',
      (cause: Error) => cause.name,
    );
    expect(outcome).to.equal('AbortError');
  });
});

const entry = ({ name, type }: File) => ({ name, type }) as UploadFile;

describe('<imgpro-uploader> that prepares', () => {
  let server: FakeServer;
  beforeEach(() => (server = new FakeServer()));
  afterEach(() => server.restore());

  it('sends the smaller photo, and the same bytes under the same key again', async () => {
    const page = await uploaderPage({ 'max-dimension': '160', 'strip-location': true, retries: '0' });
    const seen: string[] = [];
    page.element.addEventListener('imgpro-files-added', () => seen.push(...page.statuses));
    page.choose(await photo());
    const first = await server.next();
    expect((await drawn(first.file!)).width).to.equal(160);
    expect(first.file!.name).to.equal('photo.jpg');
    first.respond(503, {});
    await page.shows('failed');
    page.element.retry();
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    expect(await bytesIn(second.file!)).to.deep.equal(await bytesIn(first.file!));
    second.store();
    await page.told('imgpro-image-ready');
  });

  it('converts what the token does not take, names it anew, and sends it', async () => {
    server.answers.set('/imgpro/token', () => ({
      body: { token: 'minted', policy: { types: ['image/jpeg'], abilities: ['create'] } },
    }));
    const page = await uploaderPage({ format: 'jpeg', multiple: true, 'token-endpoint': '/imgpro/token' });
    const small = await picture('tiny.png');
    page.choose(small, new File([await drawing(1)], 'IMG_2.PNG'), await photo());
    const names: string[] = [];
    for (let at = 0; at < 3; at += 1) {
      const request = await server.next(); // they are prepared at once, and may be ready in any order
      names.push(`${request.file!.name} ${request.file!.type}`);
      request.store();
    }
    expect(names.sort()).to.deep.equal([
      'IMG_2.jpg image/jpeg',
      'photo.jpg image/jpeg',
      'tiny.jpg image/jpeg',
    ]);
  });

  it('says of a picture that could not be converted that it is not taken', async () => {
    server.answers.set('/imgpro/token', () => ({
      body: { token: 'minted', policy: { types: ['image/jpeg'], abilities: ['create'] } },
    }));
    const page = await uploaderPage({ format: 'jpeg', 'token-endpoint': '/imgpro/token' });
    page.choose(await drawing(0.5));
    await page.shows('failed');
    expect(page.element.files[0]!.error!.code).to.equal('unsupported_type');
    const words = 'This kind of file is not accepted. These are: JPEG.';
    expect(page.rows[0]!.textContent).to.contain(words);
    await waitUntil(() => page.spoken.includes(words), 'it is not said aloud');
    expect(server.requests).to.have.length(0);
  });

  it('sends a picture as it is when its conversion would be heavier, and for a format there is not', async () => {
    const page = await uploaderPage({ format: 'png' });
    const file = await photo();
    page.choose(file);
    const first = await server.next();
    expect([first.file!.name, first.file!.size]).to.deep.equal(['photo.jpg', file.size]);
    first.store();
    page.element.setAttribute('format', 'avif');
    page.choose(await drawing(1));
    expect((await server.next()).file!.type).to.equal('image/png');
  });

  it('keeps the limit always, if the page says so', async () => {
    const tiny = (await prepare({ file: await photo(), options: { maxDimension: 300, quality: 0.1 } }))!;
    const page = await uploaderPage({ 'max-dimension': '290 always', quality: '1' });
    page.choose(new File([tiny], 'tiny.jpg', { type: 'image/jpeg' }));
    const { file } = await server.next();
    expect((await drawn(file!)).width).to.equal(290);
    expect(file!.size).to.be.above(tiny.size);
  });

  it('does not send a file whose location cannot be removed, and says so', async () => {
    const page = await uploaderPage({ 'strip-location': true });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:exif="e"><exif:GPSLatitude>5</exif:GPSLatitude></svg>';
    page.choose(new File([svg], 'map.svg', { type: 'image/svg+xml' }));
    await page.shows('failed');
    expect(page.element.files[0]!.error!.code).to.equal('location_not_removed');
    expect(page.rows[0]!.textContent).to.contain('location could not be removed');
    expect(page.button('retry')).to.equal(null);
    expect(server.requests).to.have.length(0);
  });

  it('says that it prepares', async () => {
    const page = await uploaderPage({ 'max-dimension': '100', multiple: true });
    // A fast browser is through with one before two frames have passed.
    let said = '';
    const watch = new MutationObserver(() => (said += page.rows[0]?.querySelector('.status')?.textContent));
    watch.observe(page.root, { subtree: true, childList: true, characterData: true });
    page.choose(await photo({ width: 4000, height: 3000 }));
    (await server.next()).store();
    await page.shows('ready');
    watch.disconnect();
    expect(said).to.contain('Preparing');
  });

  it('judges the weight of what is sent, not of what was chosen', async () => {
    const heavy = await photo({ width: 2400, height: 1800 });
    const light = (await prepare({ file: heavy, options: { maxDimension: 100 } }))!;
    const page = await uploaderPage({ 'max-dimension': '100', 'max-file-size': String(light.size) });
    page.choose(heavy);
    (await server.next()).store();
    await page.shows('ready');
  });

  it('does not send a photo that is still too heavy, and says so', async () => {
    const page = await uploaderPage({ 'max-dimension': '100', 'max-file-size': '500' });
    page.choose(await photo());
    await page.shows('failed');
    expect(page.element.files[0]!.error!.code).to.equal('file_too_large');
    expect(server.requests).to.have.length(0);
  });

  it('warns of values it cannot use, and sends the file as it is', async () => {
    const page = await uploaderPage({ 'max-dimension': 'small', quality: '85' });
    const file = await photo();
    page.choose(file);
    expect((await server.next()).file!.size).to.equal(file.size);
  });
});
