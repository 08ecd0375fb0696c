import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { configuration } from '../src/elements/shared/base/configuration.ts';
import { configure, ImgproError, type ImgproUploader } from '../src/index.ts';
import { button, isIn, PATIENCE, says, shown, statuses, the, told, warns } from './drive.ts';
import { expireToken, faults, fillAccount, images, setOffline, setSpeed, startMock } from './mock.ts';
import { element } from './render.ts';
import { samplePhoto } from './samples.ts';

const meta: Meta = {
  title: 'Uploader',
  component: 'imgpro-uploader',
  tags: ['autodocs'],
  args: { multiple: true },
  render: (args, context) => element('imgpro-uploader', args, context),
};
export default meta;

type Story = StoryObj;

const HUES: Record<string, number> = { meadow: 110, dunes: 32, harbour: 210, orchard: 150, heath: 280 };
const photo = (name: string, size?: [number, number]) =>
  samplePhoto(`${name}.jpg`, HUES[name] ?? 0, ...(size ?? [1200, 800]));
const photos = (...names: string[]) => Promise.all(names.map((name) => photo(name)));
/** A photo of 6 MB, most of it empty. */
const largePhoto = async (name: string) =>
  new File([await photo(name), new Uint8Array(6e6)], `${name}.jpg`, { type: 'image/jpeg' });
const uploader = (canvas: HTMLElement): ImgproUploader => the(canvas, 'imgpro-uploader');

/** Pastes as a person does, who has just copied this. */
async function paste(
  element: HTMLElement,
  texts: Record<string, string>,
  files: readonly File[] = [],
): Promise<void> {
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(texts)) clipboardData.setData(type, text);
  for (const file of files) clipboardData.items.add(file);
  const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
  // Firefox drops the files of a clipboard that a script made.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  element.dispatchEvent(event);
}

/** A camera that is a drawing; returns what puts the real ones back. */
function pretendCamera(): () => void {
  const real = Object.getOwnPropertyDescriptor(Navigator.prototype, 'mediaDevices');
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d')!;
  let hue = 0;
  const paint = () => {
    context.fillStyle = `hsl(${(hue += 3)} 45% 60%)`;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = '#fff8';
    context.fillRect(hue % 640, 180, 120, 120);
  };
  paint();
  const stream = canvas.captureStream(20);
  const [track] = stream.getVideoTracks();
  const timer = setInterval(() => (track!.readyState === 'ended' ? clearInterval(timer) : paint()), 50);
  const value = {
    getUserMedia: async () => stream,
    enumerateDevices: async () => [
      { kind: 'videoinput', deviceId: track!.getSettings().deviceId ?? 'one', label: 'Camera of the laptop' },
      { kind: 'videoinput', deviceId: 'two', label: 'Camera of the desk' },
    ],
  };
  Object.defineProperty(navigator, 'mediaDevices', { value, configurable: true });
  return () => {
    delete (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (real) Object.defineProperty(Navigator.prototype, 'mediaDevices', real);
  };
}

/** Nothing chosen yet: choose, drop or paste. */
export const Empty: Story = {
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '[part~="browse"]');
    await isIn(element, 'empty');
  },
};

/** Files are over the drop zone. */
export const DragOver: Story = {
  tags: ['!autodocs'],
  name: 'Drag over',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const zone = await shown(element, '.base');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await photo('meadow'));
    // A drag that is silent has ended: browsers repeat the event, and so does this.
    const over = () =>
      zone.dispatchEvent(
        new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      );
    over();
    await isIn(element, 'dragging');
    const timer = setInterval(() => (element.isConnected ? over() : clearInterval(timer)), 300);
  },
};

/** Chosen, and waiting for `upload()`. */
export const Queued: Story = {
  tags: ['!autodocs'],
  args: { manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'queued', 'queued');
  },
};

/** On their way, over a slow line: how far is shown. */
export const Uploading: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await setSpeed(200);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'uploading', 'uploading');
    await isIn(element, 'uploading');
    await says(element, /\d%/);
  },
};

/** A large photo over a slow line: its speed, and the time that is left. */
export const TimeLeft: Story = {
  tags: ['!autodocs'],
  name: 'Time left',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await setSpeed(400_000);
    await element.addFiles([await largePhoto('harbour')]);
    await statuses(element, 'uploading');
    await says(element, /B\/s\s*\d+ seconds left/);
  },
};

/** All is sent, and the service takes its time. */
export const Sent: Story = {
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'POST /v1/images', delay_ms: 600_000 });
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'uploading', 'uploading');
    await shown(element, '.bar[data-endless]');
  },
};

/** Paused by the person; the rest waits. */
export const Paused: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'POST /v1/images', delay_ms: 600_000 });
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'uploading', 'uploading');
    element.pause();
    await statuses(element, 'paused', 'paused');
    await isIn(element, 'paused');
  },
};

/** Stored, and not ready yet; each becomes ready by itself. */
export const Processing: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'GET /v1/images/:id', delay_ms: 600_000 });
    await element.addFiles([await samplePhoto('mock-processing-film.jpg', 200)]);
    await statuses(element, 'processing');
    await expect(element.value).toHaveLength(1);
  },
};

/** All stored. */
export const Done: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'ready', 'ready');
    await expect(element.images.map(({ filename }) => filename)).toEqual(['meadow.jpg', 'dunes.jpg']);
  },
};

/** The actions on a stored image: behind one button, by keyboard and touch too. */
export const RowMenu: Story = {
  tags: ['!autodocs'],
  name: 'Menu of a row',
  play: async (context) => {
    await Done.play!(context);
    const element = uploader(context.canvasElement);
    (await shown(element, '[data-action="menu"]')).focus();
    await userEvent.keyboard('{Enter}');
    const first = await shown(element, '.row-menu [role="menuitem"]');
    await waitFor(() => expect(element.shadowRoot!.activeElement).toBe(first), PATIENCE);
    await says(element, /Copy link/);
    await says(element, /Remove from the list/);
  },
};

/** An image is deleted for good only after a question. */
export const DeleteQuestion: Story = {
  tags: ['!autodocs'],
  name: 'Delete, asked',
  play: async (context) => {
    await RowMenu.play!(context);
    const element = uploader(context.canvasElement);
    await userEvent.keyboard('d{Enter}');
    await says(element, /Delete meadow\.jpg for good\?/);
    await expect(element.shadowRoot!.activeElement).toHaveAttribute('data-action', 'keep');
    await expect(element.files).toHaveLength(2);
  },
};

/** One quiet line a file: a click or Enter opens it in place. */
export const Fields: Story = {
  tags: ['!autodocs'],
  args: { fields: 'caption alt_text' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'ready', 'ready');
    await says(element, /Add a caption/);
    await expect(element.shadowRoot!.querySelector('textarea')).toBeNull();
  },
};

/** Opened in place; Tab goes on from file to file. */
export const FieldsOpen: Story = {
  tags: ['!autodocs'],
  name: 'Fields, open',
  args: { fields: 'caption alt_text' },
  play: async (context) => {
    await Fields.play!(context);
    const element = uploader(context.canvasElement);
    button(element, 'Add a caption: meadow.jpg').click();
    const caption = await shown(element, 'textarea');
    await waitFor(() => expect(element.shadowRoot!.activeElement).toBe(caption), PATIENCE);
    await userEvent.keyboard('Flowers up to the knees');
    await waitFor(
      () => expect(element.files[0]!.fields).toEqual({ caption: 'Flowers up to the knees' }),
      PATIENCE,
    );
  },
};

/** The page proposes descriptions, each of which is used or not. */
export const FieldsSuggested: Story = {
  tags: ['!autodocs'],
  name: 'Fields, suggested',
  args: { fields: 'caption alt_text' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    element.suggest = ({ name }) => ({ alt_text: `A gentle sky over ${name.replace('.jpg', '')}` });
    await element.addFiles(await photos('meadow', 'dunes'));
    await says(element, /There are 2 suggestions/);
    button(element, 'Use the suggestion: Alt text of meadow.jpg').click();
    await waitFor(
      () =>
        expect(element.files.map(({ fields }) => fields)).toEqual([
          { alt_text: 'A gentle sky over meadow' },
          {},
        ]),
      PATIENCE,
    );
  },
};

/** A description is required: its file waits, the others go on. The form was to be sent. */
export const FieldsRequired: Story = {
  tags: ['!autodocs'],
  name: 'Fields, required and empty',
  args: { fields: 'alt_text*', name: 'photos' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes', 'harbour'));
    await says(element, /3 photos need a description/);
    button(element, 'Description needed: meadow.jpg').click();
    await shown(element, 'textarea');
    await waitFor(() => expect(element.shadowRoot!.activeElement?.tagName).toBe('TEXTAREA'), PATIENCE);
    await userEvent.keyboard('Flowers{Enter}');
    await statuses(element, 'ready', 'queued', 'queued');
    await expect(element.checkValidity()).toBe(false);
    await says(element, /2 photos need a description/);
    await shown(element, '[data-tried="true"]');
  },
};

/** One text for all: those without one have it now, and it can be taken back. */
export const FieldsForAll: Story = {
  tags: ['!autodocs'],
  name: 'Fields, applied to all',
  args: { fields: 'caption', manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes', 'harbour'));
    await shown(element, '[data-action="write"]');
    button(element, 'Add a caption: meadow.jpg').click();
    await shown(element, 'textarea');
    await waitFor(() => expect(element.shadowRoot!.activeElement?.tagName).toBe('TEXTAREA'), PATIENCE);
    await userEvent.keyboard('Our summer');
    (await shown(element, '[data-action="apply-caption"]')).click();
    await says(element, /Used for 2 more photos/);
    await expect(element.files.map(({ fields }) => fields['caption'])).toEqual(Array(3).fill('Our summer'));
  },
};

/** The service could not process it: the row says what happened and what can be done. */
export const Failed: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await photo('meadow'), await samplePhoto('mock-failed-scan.jpg', 0)]);
    await statuses(element, 'ready', 'failed');
    await says(element, /could not be processed/);
    await shown(element, '[data-status="failed"] button');
  },
};

/** The last of many failed: its row comes into sight by itself, once. */
export const FailedInSight: Story = {
  tags: ['!autodocs'],
  name: 'Failed, in sight',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    element.style.setProperty('--imgpro-list-size', '10rem');
    const fine = Array.from({ length: 6 }, (_, at) => samplePhoto(`photo-${at}.jpg`, at * 50, 64, 48));
    await element.addFiles([...(await Promise.all(fine)), await samplePhoto('mock-failed-scan.jpg', 0)]);
    await statuses(element, 'ready', 'ready', 'ready', 'ready', 'ready', 'ready', 'failed');
    const list = await shown(element, '.list');
    const bottom = (box: Element) => box.getBoundingClientRect().bottom;
    await waitFor(
      () => expect(bottom(list.querySelector('[data-status="failed"]')!)).toBeLessThan(bottom(list) + 1),
      PATIENCE,
    );
  },
};

/** Taken down by the service as soon as it had been stored. */
export const Blocked: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await samplePhoto('mock-blocked-scan.jpg', 0)]);
    await statuses(element, 'failed');
    await says(element, /This image is not allowed/);
  },
};

/** Made ready in the browser, before it is sent. */
export const Preparing: Story = {
  tags: ['!autodocs'],
  args: { 'max-dimension': '640' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'POST /v1/images', delay_ms: 600_000 });
    const seen = new Set<string>();
    const watch = () => element.files.forEach(({ status }) => seen.add(status));
    const timer = setInterval(watch, 1);
    await element.addFiles([await photo('meadow', [3000, 2000])]);
    await statuses(element, 'uploading');
    clearInterval(timer);
    await expect([...seen]).toContain('preparing');
  },
};

/** One is stored, and one failed: the summary says both, and offers another try. */
export const PartlyFailed: Story = {
  tags: ['!autodocs'],
  name: 'Partly failed',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await faults({ match: 'POST /v1/images', status: 422 });
    await element.addFiles(await photos('dunes'));
    await statuses(element, 'ready', 'failed');
    await says(element, /1 uploaded, 1 failed/);
  },
};

/** The answer was lost on its way; the next attempt has the same key, and nothing is stored twice. */
export const LostAnswer: Story = {
  tags: ['!autodocs'],
  name: 'Lost answer',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    // A name of its own: what another story was sending may be stored meanwhile.
    const name = `lost-answer-${Date.now()}.jpg`;
    const [photo] = await photos('meadow');
    await faults({ match: 'POST /v1/images', times: 1, drop: 'after' });
    await element.addFiles([new File([photo!], name, { type: photo!.type })]);
    await statuses(element, 'ready');
    await expect((await images(100)).filter(({ filename }) => filename === name)).toHaveLength(1);
  },
};

/** The token has expired: another one is fetched, and nobody notices. */
export const TokenExpired: Story = {
  tags: ['!autodocs'],
  name: 'Token expired',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await expireToken();
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
  },
};

/** The service is busy; the next attempt is announced. */
export const Waiting: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'POST /v1/images', status: 429, retry_after: 240 });
    await element.addFiles(await photos('meadow'));
    await says(element, /Busy/);
  },
};

/** Too many uploads for the service: it counts down, and goes on by itself. */
export const Limited: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await faults({ match: 'POST /v1/images', status: 429, retry_after: 42 });
    await element.addFiles(await photos('meadow', 'dunes'));
    await says(element, /Too many uploads just now. Going on in 0:\d\d/);
  },
};

/** The account of the site has no uploads left. A visitor reads only that no more can be taken; the console says why. */
export const Quota: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await fillAccount();
    await element.addFiles(await photos('dunes'));
    await statuses(element, 'ready', 'failed');
    await says(element, /This site can’t take more images at the moment\. Please tell its owner\./);
    await expect(element.files[1]!.error?.code).toBe('quota_exceeded');
    await expect(element.shadowRoot!.textContent).not.toMatch(
      /img\.pro|account|quota|plan|upgrade|storage|month/i,
    );
    // No link to the account's upgrade, which the service gives to its owner.
    await expect(element.files[1]!.error).not.toHaveProperty('action.url');
    await warns(/quota_exceeded: the img\.pro account of this site/);
  },
};

/** Without a token endpoint: images end after 30 days, and with `signup-nudge` the service offers an account. */
export const Anonymous: Story = {
  tags: ['!autodocs'],
  args: { 'signup-nudge': true },
  beforeEach: async () => {
    const { tokenEndpoint } = configuration();
    configure({ tokenEndpoint: undefined, apiUrl: await startMock() });
    return () => configure({ tokenEndpoint, apiUrl: undefined });
  },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'ready', 'ready');
    await says(element, /These images are deleted in 30 days\. Create Account/);
    await expect((await shown(element, '.fact a')).getAttribute('rel')).toBe('noopener noreferrer');
  },
};

/** Another order: Ctrl or Cmd, Shift and an arrow, or dragged by the picture. */
export const Ordered: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes', 'harbour'));
    await statuses(element, 'ready', 'ready', 'ready');
    const [meadow] = element.files;
    (await shown(element, `[data-id="${meadow!.id}"] [data-action="menu"]`)).focus();
    const down = { key: 'ArrowDown', ctrlKey: true, shiftKey: true, bubbles: true, composed: true };
    await waitFor(async () => {
      element.shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent('keydown', down));
      await expect(element.files.indexOf(meadow!)).toBeGreaterThan(0);
    }, PATIENCE);
    await expect(element.value).toHaveLength(3);
    await says(element, /meadow\.jpg is now/);
  },
};

/** No connection: nothing is lost, and it continues by itself. */
export const Offline: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await setOffline(true);
    await element.addFiles(await photos('dunes'));
    await isIn(element, 'offline');
    await says(element, /You are offline/);
  },
};

/** The site's token endpoint refuses: the row says so, with a button. */
export const NoToken: Story = {
  tags: ['!autodocs'],
  name: 'No token',
  args: { 'token-endpoint': 'imgpro/nowhere/token' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'failed');
  },
};

/** Whoever uploads is not signed in. */
export const NotSignedIn: Story = {
  tags: ['!autodocs'],
  name: 'Not signed in',
  args: {
    tokenProvider: () =>
      Promise.reject(new ImgproError('Nobody is signed in.', { code: 'unauthorized', status: 401 })),
  },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'failed');
    await says(element, /You are not signed in/);
  },
};

/** The same photo twice: it is not added, unless one insists. */
export const Duplicate: Story = {
  tags: ['!autodocs'],
  args: { manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await element.addFiles(await photos('meadow'));
    await says(element, /meadow\.jpg is on the list already/);
    await shown(element, '[data-action="anyway"]');
  },
};

/** Larger than the page allows. */
export const TooLarge: Story = {
  tags: ['!autodocs'],
  name: 'Too large',
  args: { 'max-file-size': '2KB' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await says(element, /meadow\.jpg is too large/);
  },
};

/** A file that is no image is refused before it is sent. */
export const Rejected: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const rejected = told(element, 'imgpro-file-rejected');
    await element.addFiles([new File(['Dear diary'], 'photo.jpg', { type: 'image/jpeg' })]);
    const { detail } = (await rejected) as CustomEvent<{ code: string }>;
    await expect(detail.code).toBe('unsupported-type');
    await says(element, /photo\.jpg is not an image/);
  },
};

/** Rules of the page: at most two files, at least 600 pixels wide. */
export const Limits: Story = {
  tags: ['!autodocs'],
  args: { 'max-files': 2, 'min-width': 600 },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([
      await photo('meadow', [320, 200]),
      ...(await photos('dunes', 'harbour', 'heath')),
    ]);
    await statuses(element, 'ready', 'ready');
    await says(element, /at most 2 images can be added/);
  },
};

/** A rule of the page's own: a function that says why not. */
export const Validators: Story = {
  tags: ['!autodocs'],
  args: {
    validators: [
      (file: File) => (file.name.startsWith('IMG_') ? null : 'Only photos from a camera, please.'),
    ],
  },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await says(element, /Only photos from a camera/);
    await expect(element.files).toHaveLength(0);
  },
};

const inForm =
  (make: () => HTMLElement): NonNullable<Story['render']> =>
  (args, context) => {
    const made = element('imgpro-uploader', args, context);
    if (made.form) return made.form;
    const form = document.createElement('form');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.append(made, make());
    return form;
  };
const submitButton = () =>
  Object.assign(document.createElement('button'), { textContent: 'Send', type: 'submit' });

/** In a form: the ids of the images are its value. */
export const InForm: Story = {
  tags: ['!autodocs'],
  name: 'In a form',
  args: { name: 'photos', required: true },
  render: inForm(submitButton),
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await expect(element.validity.valueMissing).toBe(true);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await expect(element.validity.valid).toBe(true);
    await expect(new FormData(element.form!).getAll('photos')).toEqual(element.value);
  },
};

/** Required, and nothing chosen: the form is held back, and the browser points at the way in. */
export const Invalid: Story = {
  tags: ['!autodocs'],
  args: { name: 'photos', required: true, 'min-files': 2 },
  render: inForm(submitButton),
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '[part~="browse"]');
    await userEvent.click(canvasElement.querySelector('button')!);
    await expect(element.validity.valid).toBe(false);
    await expect(element.validationMessage).toMatch(/Add 2 images/);
  },
};

/** Disabled by the fieldset it stands in. */
export const InDisabledFieldset: Story = {
  tags: ['!autodocs'],
  name: 'In a disabled fieldset',
  args: { name: 'photos' },
  render: (args, context) => {
    const made = element('imgpro-uploader', args, context);
    if (made.parentElement) return made.parentElement;
    const fieldset = document.createElement('fieldset');
    fieldset.disabled = true;
    fieldset.append(made);
    return fieldset;
  },
  play: async ({ canvasElement }) => {
    await isIn(uploader(canvasElement), 'disabled');
  },
};

/** Images that the form had before, by their ids. */
export const Value: Story = {
  tags: ['!autodocs'],
  args: { name: 'photos' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const ids = (await images(2)).map(({ id }) => id);
    element.value = ids;
    await waitFor(() => expect(element.files).toHaveLength(2), PATIENCE);
    await expect(element.value).toEqual(ids);
  },
};

/** A text about a stored image could not be saved: the field says so, with a button. */
export const Unsaved: Story = {
  tags: ['!autodocs'],
  args: { fields: 'caption' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await faults({ match: 'PATCH /v1/images/:id', status: 422 });
    (await shown(element, '[data-action="write"]')).click();
    await userEvent.type(await shown(element, 'textarea'), 'A meadow in June');
    await userEvent.tab();
    await says(element, /Not saved/);
  },
};

const recovered = new WeakMap<AbortSignal, HTMLElement>();
const inPage = (made: HTMLElement, signal: AbortSignal) => {
  const page = document.createElement('div');
  recovered.set(signal, page);
  page.append(made);
  return page;
};

/** Of a visit before: the photos and their captions are still there, and wait for a word. */
export const Recovered: Story = {
  tags: ['!autodocs'],
  // The uploader of this visit stands in the place of the other one, in a page that stays.
  render: (args, context) => {
    const made = element('imgpro-uploader', args, context);
    return recovered.get(context.abortSignal) ?? inPage(made, context.abortSignal);
  },
  args: { id: 'story-recovered', fields: 'caption', recover: 'on' },
  play: async ({ canvasElement }) => {
    const before = uploader(canvasElement);
    // Paused, so that something is left; then another page takes the place of this one.
    before.pause();
    await before.addFiles(await photos('harbour', 'dunes'));
    const waiting = before.cloneNode() as ImgproUploader;
    const recovered = told(waiting, 'imgpro-files-added');
    before.replaceWith(waiting);
    await recovered;
    await says(waiting, /2 images from before/);
  },
};

/** Made smaller in the browser, and without the place they were taken at, before anything is sent. */
export const Prepared: Story = {
  tags: ['!autodocs'],
  args: { 'max-dimension': '320', format: 'webp', 'strip-location': true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await expect([element.images[0]!.width, element.images[0]!.format]).toEqual([320, 'webp']);
  },
};

/** The editor, open on a picture that waits; done, it waits as it has become. */
export const Editor: Story = {
  args: { manual: true, editor: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await photo('meadow', [1200, 800])]);
    await userEvent.click(await shown(element, '[data-action="edit"]'));
    await shown(element, '.editor .frame');
    await says(element, /1,200 × 800 px/);
  },
};

/** Square, and turned: the row shows what will be sent. */
export const Edited: Story = {
  tags: ['!autodocs'],
  args: { manual: true, editor: true, 'aspect-ratios': '1:1 4:3' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await photo('meadow', [1200, 800])]);
    const edited = element.edit(element.files[0]!.id);
    await shown(element, '.editor .frame');
    await says(element, /800 × 800 px/);
    await userEvent.click(await shown(element, '[data-action="turn-right"]'));
    await userEvent.click(await shown(element, '[data-action="done"]'));
    await expect((await edited)?.name).toBe('meadow.jpg');
    element.upload();
    await statuses(element, 'ready');
    await expect([element.images[0]!.width, element.images[0]!.height]).toEqual([800, 800]);
  },
};

/** Straightened: the crop becomes as small as it must, so that no corner is empty. */
export const Straightened: Story = {
  tags: ['!autodocs'],
  args: { manual: true, editor: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await photo('harbour', [1200, 800])]);
    await userEvent.click(await shown(element, '[data-action="edit"]'));
    const slider = (await shown(element, '.editor input[type="range"]')) as HTMLInputElement;
    slider.valueAsNumber = 7.5;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await expect(slider).toHaveAttribute('aria-valuetext', '7.5 degrees');
    await says(element, /Size 1,0\d\d × 6\d\d px/);
  },
};

/** A crop that the page's rules do not allow, said while it is drawn. */
export const EditedTooSmall: Story = {
  tags: ['!autodocs'],
  name: 'Edited, too small',
  args: { manual: true, editor: true, 'min-width': '1000' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles([await photo('orchard', [1200, 800])]);
    await userEvent.click(await shown(element, '[data-action="edit"]'));
    await userEvent.click(await shown(element, '[data-action="turn-left"]'));
    await says(element, /It has to be at least 1,000 px wide/);
    await expect(await shown(element, '[data-action="done"]')).toHaveAttribute('aria-disabled', 'true');
  },
};

/** A picture that is damaged: said in the editor, and to the page's author. */
export const EditorFails: Story = {
  tags: ['!autodocs'],
  name: 'Editor, damaged picture',
  args: { manual: true, editor: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const whole = await photo('heath', [1200, 800]);
    await element.addFiles([new File([whole.slice(0, 9000)], 'cut.jpg', { type: 'image/jpeg' })]);
    await userEvent.click(await shown(element, '[data-action="edit"]'));
    await says(element, /The image cannot be opened here/);
    await warns(/it cannot be decoded here, or is damaged/);
  },
};

/** By its address; the service fetches it. */
export const Link: Story = {
  tags: ['!autodocs'],
  args: { sources: 'file drop paste url' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await userEvent.click(await shown(element, '[data-action="link"]'));
    const field = await shown(element, '.link input');
    await expect(element.shadowRoot!.activeElement).toBe(field);
  },
};

/** An address that is none. */
export const LinkInvalid: Story = {
  tags: ['!autodocs'],
  ...Link,
  name: 'Link, invalid',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await userEvent.click(await shown(element, '[data-action="link"]'));
    await userEvent.type(await shown(element, '.link input'), 'meadow{Enter}');
    await says(element, /Enter a full address/);
  },
};

/** Folders beside files. */
export const Folder: Story = {
  args: { sources: 'file folder drop' },
  play: async ({ canvasElement }) => {
    await shown(uploader(canvasElement), '[data-action="folder"]');
  },
};

/** A camera beside the files: the phone's own, or a dialog. */
export const Camera: Story = {
  args: { sources: 'file drop camera' },
  play: async ({ canvasElement }) => {
    await shown(uploader(canvasElement), '[data-action="camera"]');
  },
};

/** A larger area of the page takes drops, too. */
export const DropTarget: Story = {
  tags: ['!autodocs'],
  name: 'Drop target',
  args: { 'drop-target': 'body' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '.base');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await photo('meadow'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    await statuses(element, 'ready');
  },
};

/** One image: another one takes its place. */
export const Single: Story = {
  tags: ['!autodocs'],
  args: { multiple: false },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await says(element, /Replace image/);
  },
};

/** Tiles instead of rows. */
export const Grid: Story = {
  tags: ['!autodocs'],
  args: { view: 'grid' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow', 'dunes', 'harbour', 'orchard'));
    await statuses(element, 'ready', 'ready', 'ready', 'ready');
  },
};

/** Two hundred files: only the rows near the visible ones stand in the page. */
export const LongList: Story = {
  tags: ['!autodocs'],
  name: 'Long list',
  args: { manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const files = Array.from({ length: 200 }, (_, at) => samplePhoto(`photo-${at}.jpg`, at * 7, 32, 24));
    await element.addFiles(await Promise.all(files));
    await expect(element.files).toHaveLength(200);
    await says(element, /200 images/);
  },
};

/** Only a button. */
export const Button: Story = {
  args: { variant: 'button' },
  play: async ({ canvasElement }) => {
    await shown(uploader(canvasElement), '[part~="browse"]');
  },
};

/** A button that opens a dialog with the whole panel. */
export const Dialog: Story = {
  tags: ['!autodocs'],
  args: { variant: 'dialog' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await userEvent.click(await shown(element, '[data-action="open"]'));
    await shown(element, 'dialog[open]');
  },
};

/** The dialog, with files in it. */
export const DialogFilled: Story = {
  tags: ['!autodocs'],
  ...Dialog,
  name: 'Dialog, with files',
  play: async (context) => {
    await Dialog.play!(context);
    const element = uploader(context.canvasElement);
    await element.addFiles(await photos('meadow', 'dunes'));
    await statuses(element, 'ready', 'ready');
    await expect(element.shadowRoot!.querySelector('dialog')).toHaveAttribute('open');
  },
};

/** The page's own input inside, for pages without a script: with one, the uploader stands in for it. */
export const NativeInput: Story = {
  tags: ['!autodocs'],
  name: 'Native input inside',
  args: { multiple: false },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const input = Object.assign(document.createElement('input'), { type: 'file', name: 'photo' });
    input.multiple = true;
    input.setAttribute('aria-label', 'Photos of the flat');
    element.append(input);
    await waitFor(() => expect(element.name).toBe('photo'), PATIENCE);
    await says(element, /Drop images here/);
    await expect(input.getAttribute('form')).toBe('');
    const chosen = new DataTransfer();
    chosen.items.add(await photo('meadow'));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await statuses(element, 'ready');
  },
};

/** A paste tells what it took. */
export const Pasted: Story = {
  tags: ['!autodocs'],
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '[part~="browse"]');
    await paste(element, {}, [await photo('meadow'), await photo('dunes')]);
    await says(element, /Pasted: 2 images/);
    await statuses(element, 'ready', 'ready');
  },
};

/** A paste of text alone, by a person who is in the uploader. */
export const PastedText: Story = {
  tags: ['!autodocs'],
  name: 'Pasted text',
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '[part~="browse"]');
    element.focus();
    await paste(element, { 'text/plain': 'Dear Anna' });
    await says(element, /Nothing to paste: the clipboard has text only/);
  },
};

/** Files are over the page, which is the drop target: the overlay says where they go. */
export const DropOnPage: Story = {
  tags: ['!autodocs'],
  name: 'Drop on the page',
  args: { 'drop-target': 'body', 'aria-label': 'Photos of the flat' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await shown(element, '[part~="browse"]');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(await photo('meadow'));
    // A drag that is silent has ended: browsers repeat the event, and so does this.
    const over = () =>
      document.body.dispatchEvent(
        new DragEvent('dragover', { dataTransfer, bubbles: true, composed: true, cancelable: true }),
      );
    over();
    const timer = setInterval(() => (element.isConnected ? over() : clearInterval(timer)), 300);
    const overlay = await shown(element, '.overlay:popover-open');
    await waitFor(() => expect(overlay).toHaveTextContent('Drop to add to “Photos of the flat”'), PATIENCE);
  },
};

/** More than 500 images in a folder: a question in place, before they are added. */
export const LargeFolder: Story = {
  tags: ['!autodocs'],
  name: 'Large folder',
  args: { manual: true, 'max-files': '800' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const zone = await shown(element, '.base');
    const picture = await photo('meadow', [40, 30]);
    const entries = Array.from({ length: 1240 }, (_, at) => ({
      ...{ name: `${at}.jpg`, isDirectory: false },
      file: (done: (file: File) => void) =>
        done(new File([picture, String(at)], `${at}.jpg`, { type: 'image/jpeg' })),
    }));
    const createReader = () => ({
      readEntries: (done: (found: object[]) => void) => done(entries.splice(0, 100)),
    });
    const folder = { name: 'Holiday', isDirectory: true, createReader };
    const items = [{ kind: 'file', webkitGetAsEntry: () => folder, getAsFile: () => null }];
    const drop = new DragEvent('drop', { bubbles: true, composed: true, cancelable: true });
    Object.defineProperty(drop, 'dataTransfer', { value: { types: ['Files'], items } });
    zone.dispatchEvent(drop);
    await says(element, /1,240 images in “Holiday”\. Add all\? Only 800 can be added here\./);
    await expect(button(element, 'Add the first 800')).toBeVisible();
    await expect(element.files).toHaveLength(0);
  },
};

/** The camera's dialog with several photos taken; the camera is a picture that moves. */
export const CameraShots: Story = {
  tags: ['!autodocs'],
  name: 'Camera, several photos',
  args: { sources: 'file drop camera', manual: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    const putBack = pretendCamera();
    try {
      (await shown(element, '[data-action="camera"]')).click();
      const take = await shown(element, '[data-action="camera-take"]');
      for (const count of [1, 2, 3]) {
        take.click();
        await says(element, new RegExp(`${count} photos? taken`));
      }
      await expect(button(element, 'Add 3 photos')).toBeVisible();
      await expect(button(element, 'Photo 2 of 3')).toBeVisible();
    } finally {
      putBack();
    }
  },
};

/** The page's own words and icon, by slots. */
export const OwnWords: Story = {
  name: 'Own words',
  args: { 'slot: label': 'Photos of the flat', 'slot: hint': 'Each room once, by daylight' },
  play: async ({ canvasElement }) => {
    await shown(uploader(canvasElement), 'slot[name="label"]');
    await expect(canvasElement.textContent).toContain('Photos of the flat');
  },
};

export const Disabled: Story = {
  args: { disabled: true },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await isIn(element, 'disabled');
    await expect(await element.addFiles(await photos('meadow'))).toEqual([]);
  },
};

/** To be looked at: nothing can be added or removed. */
export const Readonly: Story = {
  tags: ['!autodocs'],
  ...Done,
  play: async (context) => {
    await Done.play!(context);
    const element = uploader(context.canvasElement);
    element.readonly = true;
    await element.updateComplete;
    await expect(element.shadowRoot!.querySelector('[data-action="remove"]')).toBeNull();
  },
};

/** Values that cannot be: each is said on the console, and the default takes its place. */
export const Impossible: Story = {
  tags: ['!autodocs'],
  name: 'Impossible values',
  args: {
    ...{ accept: 'text/plain', 'max-files': 'many', 'max-file-size': 'huge', animated: 'perhaps' },
    ...{ sources: 'fax', variant: 'tower', view: 'pile', concurrency: '-1', quality: '7', format: 'tiff' },
  },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await warns(/accept="text\/plain" names no image format/);
    await warns(/max-files="many" is not a whole number/);
    await warns(/max-file-size="huge" is not a size such as 20MB/);
    await warns(/animated="perhaps": it has to be one of allow, deny, only/);
    await warns(/sources="fax": the ways in are file, folder/);
    await warns(/variant="tower": it has to be one of panel, button, dialog/);
    await warns(/view="pile": it has to be one of list, grid/);
    await warns(/concurrency="-1" is not a whole number/);
    await warns(/quality="7" is not a number above 0 and up to 1/);
    await warns(/format="tiff": it has to be one of jpeg, webp, png/);
  },
};
