import { expect, waitUntil as until } from '@open-wc/testing';
import {
  nextCamera,
  otherSide,
  photoName,
  problemOf,
} from '../../../src/elements/uploader/input/camera/camera.ts';
import de from '../../../src/locales/de.ts';
import { registerLocale } from '../../../src/locales/registry.ts';
import { FakeServer, uploaderPage, type UploaderPage } from '../../harness/uploader.ts';

/** A busy machine takes its time. */
const waitUntil = (check: () => unknown, message = 'it never came so far', options = { timeout: 8000 }) =>
  until(check as () => boolean, message, options);

/** The first camera looks at the person, the second one away. */
const SIDES = ['user', 'environment'];

/** The cameras of a machine: each gives a picture of its own colour. */
class Cameras {
  readonly started: string[] = [];
  readonly tracks: MediaStreamTrack[] = [];
  failure: DOMException | null = null;
  colours: string[] = [];
  /** For when a camera is plugged in or out. */
  changed = () => {};
  unplug = () => {};
  #real = navigator.mediaDevices;

  constructor(...colours: string[]) {
    const fake = {
      getUserMedia: async ({ video }: { video: MediaTrackConstraints }) => {
        if (this.failure) throw this.failure;
        const facing = (video.facingMode as { exact?: string } | undefined)?.exact;
        const wanted = (video.deviceId as { exact: string } | undefined)?.exact;
        const colour = wanted ?? colours[facing ? SIDES.indexOf(facing) : 0];
        if (!colour) throw new DOMException('', 'OverconstrainedError');
        this.started.push(colour);
        return this.#stream(colour, SIDES[colours.indexOf(colour)]);
      },
      enumerateDevices: async () =>
        colours.map((deviceId) => ({ kind: 'videoinput', deviceId, label: `The ${deviceId} one` })),
      addEventListener: (type: string, changed: () => void) => (this.changed = changed),
    };
    this.colours = colours;
    Object.defineProperty(navigator, 'mediaDevices', { value: fake, configurable: true });
  }

  #stream(colour: string, facingMode = 'user'): MediaStream {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const context = canvas.getContext('2d')!;
    let painted = 0;
    const paint = () => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 64, 48);
      // No two photos are the same.
      context.fillStyle = `hsl(${(painted += 25)} 90 50)`;
      context.fillRect(0, 0, 16, 16);
    };
    paint();
    const stream = canvas.captureStream(30);
    const [track] = stream.getVideoTracks();
    Object.assign(track!, {
      getSettings: () => ({ deviceId: colour, facingMode }),
      // Firefox lets nobody but itself dispatch `ended`.
      addEventListener: (type: string, ended: () => void) => type === 'ended' && (this.unplug = ended),
    });
    this.tracks.push(track!);
    const timer = setInterval(() => (track!.readyState === 'ended' ? clearInterval(timer) : paint()), 20);
    return stream;
  }

  get running(): number {
    return this.tracks.filter(({ readyState }) => readyState === 'live').length;
  }

  restore(): void {
    for (const track of this.tracks) track.stop();
    Object.defineProperty(navigator, 'mediaDevices', { value: this.#real, configurable: true });
  }
}

const dialogOf = (page: UploaderPage) => page.root.querySelector<HTMLDialogElement>('dialog.camera')!;

describe('the camera of <imgpro-uploader>', () => {
  let server: FakeServer;
  let cameras: Cameras;
  let page: UploaderPage;

  async function open(...colours: string[]): Promise<void> {
    cameras = new Cameras(...colours);
    await openOn({ multiple: true });
  }
  async function openSingle(...colours: string[]): Promise<void> {
    cameras = new Cameras(...colours);
    await openOn({});
  }
  async function openOn(attributes: Record<string, string | boolean>): Promise<void> {
    page = await uploaderPage({ sources: 'file camera', manual: true, ...attributes });
    page.button('camera')!.focus();
    page.button('camera')!.click();
    await waitUntil(() => dialogOf(page), 'no dialog came');
  }
  const shows = (action: string) =>
    waitUntil(() => page.button(action), `${action} is not offered`, { timeout: 8000 });

  beforeEach(() => (server = new FakeServer()));
  afterEach(() => {
    server.restore();
    cameras.restore();
  });

  it('is accessible, live and with a photo taken', async () => {
    await open('rgb(200 0 0)');
    await shows('camera-take');
    await expect(page.element).to.be.accessible();
    page.button('camera-take')!.click();
    await shows('camera-use');
    await expect(page.element).to.be.accessible();
  });

  it('takes a photo and uploads it, and lets the camera go', async () => {
    await openSingle('rgb(200 0 0)');
    await shows('camera-take');
    expect(page.root.activeElement).to.equal(page.button('camera-take'));
    page.button('camera-take')!.click();
    await shows('camera-use');
    expect(cameras.running).to.equal(0);
    expect(page.root.activeElement).to.equal(page.button('camera-use'));
    page.button('camera-use')!.click();
    await page.told('imgpro-files-added');
    page.element.upload();
    const { file } = await server.next();
    expect(file!.name).to.match(/^photo-\d{4}-\d\d-\d\d-\d{6}\.jpg$/);
    expect(page.element.files[0]!.source).to.equal('camera');
    const bitmap = await createImageBitmap(file!);
    expect([bitmap.width, bitmap.height]).to.deep.equal([64, 48]);
    const context = new OffscreenCanvas(64, 48).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    expect(context.getImageData(32, 24, 1, 1).data[0]).to.be.within(180, 220);
    expect(dialogOf(page)).to.equal(null);
    expect(page.root.activeElement).to.equal(page.button('camera'));
  });

  it('takes another when the first was no good', async () => {
    await openSingle('rgb(0 90 0)');
    await shows('camera-take');
    page.button('camera-take')!.click();
    await shows('camera-again');
    page.button('camera-again')!.click();
    await shows('camera-take');
    expect(cameras.running).to.equal(1);
    expect(page.element.files).to.have.length(0);
  });

  it('changes to the other camera', async () => {
    await open('rgb(200 0 0)', 'rgb(0 0 200)');
    await shows('camera-switch');
    page.button('camera-switch')!.click();
    await waitUntil(() => cameras.started.length === 2 && page.button('camera-switch'));
    expect(cameras.started).to.deep.equal(['rgb(200 0 0)', 'rgb(0 0 200)']);
    expect(cameras.running).to.equal(1);
  });

  it('starts the camera that is chosen by its name', async () => {
    await open('red', 'blue', 'green');
    await shows('camera-take');
    const select = page.root.querySelector<HTMLSelectElement>('.camera select')!;
    expect([...select.options].map(({ text }) => text)).to.deep.equal([
      'The red one',
      'The blue one',
      'The green one',
    ]);
    select.value = 'green';
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => cameras.started.length === 2 && page.button('camera-take'));
    expect([cameras.started, cameras.running]).to.deep.equal([['red', 'green'], 1]);
  });

  it('knows of a camera that is plugged in meanwhile', async () => {
    await open('red');
    await shows('camera-take');
    expect(page.root.querySelector('.camera select')).to.equal(null);
    cameras.colours.push('blue');
    cameras.changed();
    await waitUntil(() => page.root.querySelector('.camera select'));
  });

  it('shows the front camera mirrored, and takes its photo as it is; the back camera is not mirrored', async () => {
    await openSingle('red', 'blue');
    await shows('camera-take');
    const mirrored = () => getComputedStyle(page.root.querySelector('.camera video')!).scale;
    expect(mirrored()).to.equal('-1 1');
    page.button('camera-switch')!.click();
    await waitUntil(() => cameras.started.length === 2 && page.button('camera-take'));
    expect(mirrored()).to.equal('none');
  });

  it('takes several, looks at them, takes one again, and adds them all', async () => {
    await open('rgb(200 0 0)');
    const strip = () => page.root.querySelectorAll('.camera .strip button').length;
    for (const count of [1, 2, 3]) {
      await shows('camera-take');
      page.button('camera-take')!.click();
      await waitUntil(() => strip() === count);
      expect(page.root.activeElement!.getAttribute('data-action')).to.equal('camera-take');
    }
    expect(dialogOf(page).textContent).to.contain('3 photos taken');
    expect(page.button('camera-use')!.textContent.trim()).to.equal('Add 3 photos');
    page.root.querySelectorAll<HTMLElement>('.camera .strip button')[1]!.click();
    await shows('camera-again');
    await expect(page.element).to.be.accessible();
    page.button('camera-again')!.click();
    await waitUntil(() => strip() === 2 && page.button('camera-take'));
    expect(cameras.running, 'it never stopped').to.equal(1);
    page.button('camera-use')!.click();
    await waitUntil(() => page.element.files.length === 2);
    expect(new Set(page.element.files.map(({ name }) => name)).size).to.equal(2);
    expect([cameras.running, dialogOf(page)]).to.deep.equal([0, null]);
  });

  it('takes no more than may be added', async () => {
    cameras = new Cameras('red');
    await openOn({ multiple: true, 'max-files': '2' });
    for (const count of [1, 2]) {
      await shows('camera-take');
      page.button('camera-take')!.click();
      await waitUntil(() => page.root.querySelectorAll('.camera .strip button').length === count);
    }
    expect(page.button('camera-take')!.disabled).to.equal(true);
    expect(dialogOf(page).textContent).to.contain('No more photos');
  });

  it('follows the language of the page, and keeps the photos', async () => {
    registerLocale(de);
    await open('rgb(200 0 0)');
    await shows('camera-take');
    page.button('camera-take')!.click();
    await shows('camera-use');
    try {
      document.documentElement.lang = 'de';
      await waitUntil(() => page.button('camera-take')!.textContent!.trim() === 'Aufnehmen');
      expect(dialogOf(page).textContent).not.to.match(/photo/);
      expect(dialogOf(page).querySelectorAll('.strip img')).to.have.length(1);
      expect(cameras.running).to.equal(1);
    } finally {
      document.documentElement.lang = 'en';
    }
  });

  it('asks before photos are lost', async () => {
    await open('red');
    await shows('camera-take');
    page.button('camera-take')!.click();
    await shows('camera-use');
    page.button('close-camera')!.click();
    await shows('camera-discard');
    expect(dialogOf(page).textContent).to.contain('Discard the photo?');
    dialogOf(page).dispatchEvent(new Event('cancel', { cancelable: true })); // Escape: back
    await shows('camera-take');
    page.button('close-camera')!.click();
    await shows('camera-discard');
    page.button('camera-discard')!.click();
    await waitUntil(() => !dialogOf(page));
    expect([cameras.running, page.element.files.length]).to.deep.equal([0, 0]);
  });

  it('says that it was unplugged, and keeps the photos', async () => {
    await open('red');
    await shows('camera-take');
    page.button('camera-take')!.click();
    await shows('camera-use');
    cameras.unplug();
    await shows('camera-retry');
    expect(dialogOf(page).querySelector('[role=alert]')!.textContent).to.contain('unplugged');
    page.button('camera-use')!.click();
    await waitUntil(() => page.element.files.length === 1);
  });

  it('offers no other camera when there is one', async () => {
    await open('rgb(200 0 0)');
    await shows('camera-take');
    expect(page.button('camera-switch')).to.equal(null);
  });

  it('lets the camera go when it is closed, and when the element leaves the page', async () => {
    await open('rgb(200 0 0)');
    await shows('camera-take');
    page.button('close-camera')!.click();
    await waitUntil(() => !dialogOf(page));
    expect(cameras.running).to.equal(0);
    page.button('camera')!.click();
    await shows('camera-take');
    page.element.remove();
    await waitUntil(() => cameras.running === 0, 'the camera is still on');
    expect(page.root.querySelector('dialog.camera')).to.equal(null);
  });

  for (const [name, words] of [
    ['NotAllowedError', 'not allowed'],
    ['NotFoundError', 'No camera'],
    ['NotReadableError', 'in use'],
  ] as const)
    it(`says what is wrong after a ${name}, and tries again`, async () => {
      await open('rgb(200 0 0)');
      await shows('camera-take');
      page.button('close-camera')!.click();
      cameras.failure = new DOMException('', name);
      page.button('camera')!.click();
      await shows('camera-retry');
      expect(dialogOf(page).querySelector('[role=alert]')!.textContent).to.contain(words);
      await expect(page.element).to.be.accessible();
      cameras.failure = null;
      page.button('camera-retry')!.click();
      await shows('camera-take');
    });

  it('says on an insecure page that it needs a secure one', async () => {
    cameras = new Cameras();
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    page = await uploaderPage({ sources: 'camera' });
    page.button('camera')!.click();
    await waitUntil(() => page.root.querySelector('.camera [role=alert]'));
    expect(page.root.querySelector('.camera [role=alert]')!.textContent).to.contain('https');
    expect(page.button('camera-retry')).to.equal(null);
  });

  it('is not there unless it is asked for', async () => {
    cameras = new Cameras();
    page = await uploaderPage({ sources: 'file' });
    expect(page.button('camera')).to.equal(null);
    expect(page.root.querySelector('input.camera')).to.equal(null);
  });

  it('is the phone’s own on a phone', async () => {
    cameras = new Cameras('rgb(0 0 0)');
    const real = window.matchMedia;
    window.matchMedia = (query) =>
      query.includes('coarse') ? ({ matches: true } as MediaQueryList) : real(query);
    try {
      page = await uploaderPage({ sources: 'file camera' });
      const input = page.root.querySelector<HTMLInputElement>('input.camera')!;
      expect([input.accept, input.getAttribute('capture')]).to.deep.equal(['image/*', 'environment']);
      let opened = false;
      input.addEventListener('click', (event) => {
        opened = true;
        event.preventDefault();
      });
      page.button('camera')!.click();
      expect(opened).to.equal(true);
      expect(dialogOf(page)).to.equal(null);
    } finally {
      window.matchMedia = real;
    }
  });
});

describe('what the camera decides', () => {
  it('tells a forbidding page from a forbidding person', () => {
    const denied = new DOMException('', 'NotAllowedError');
    expect([problemOf(denied, true), problemOf(denied, false)]).to.deep.equal([
      'cameraDenied',
      'cameraBlocked',
    ]);
    expect([
      problemOf(new DOMException('', 'OverconstrainedError'), true),
      problemOf('odd', true),
    ]).to.deep.equal(['cameraNone', 'cameraFailed']);
  });

  it('names photos of one second differently, and knows the other side', () => {
    expect(photoName('x', [])).to.equal('photo-x.jpg');
    expect(photoName('x', ['photo-x.jpg', 'photo-x-2.jpg'])).to.equal('photo-x-3.jpg');
    expect([otherSide('user'), otherSide('environment'), otherSide(undefined)]).to.deep.equal([
      'environment',
      'user',
      undefined,
    ]);
  });

  it('goes round the cameras', () => {
    expect(['a', 'b', undefined].map((id) => nextCamera(['a', 'b'], id))).to.deep.equal(['b', 'a', 'a']);
    expect(nextCamera([], 'a')).to.equal(undefined);
  });
});
