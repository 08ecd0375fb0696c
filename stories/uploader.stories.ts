import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { ImgproError, type ImgproUploader } from '../src/index.ts';
import { isIn, PATIENCE, says, shown, statuses, the, told, warns } from './drive.ts';
import { expireToken, faults, images, setOffline, setSpeed } from './mock.ts';
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
const uploader = (canvas: HTMLElement): ImgproUploader => the(canvas, 'imgpro-uploader');

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

/** Captions and alternative texts can be written below each; stored images are changed as one types. */
export const Fields: Story = {
  tags: ['!autodocs'],
  ...Done,
  args: { fields: 'caption alt_text' },
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
    const before = (await images(100)).length;
    await faults({ match: 'POST /v1/images', times: 1, drop: 'after' });
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await expect((await images(100)).length).toBe(before + 1);
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
    await says(element, /2 files were not added/);
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

/** What was written about a stored image could not be saved: the field says so, with a button. */
export const Unsaved: Story = {
  tags: ['!autodocs'],
  args: { fields: 'caption' },
  play: async ({ canvasElement }) => {
    const element = uploader(canvasElement);
    await element.addFiles(await photos('meadow'));
    await statuses(element, 'ready');
    await faults({ match: 'PATCH /v1/images/:id', status: 422 });
    const field = await shown(element, '[data-status="ready"] input, [data-status="ready"] textarea');
    await userEvent.type(field, 'A meadow in June');
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
