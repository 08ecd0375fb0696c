import type { ReactiveElement } from 'lit';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { camera as english } from '../../../../locales/en/camera.ts';
import { icon, type IconName } from '../../../shared/controls/icons.ts';
import { isOnBackdrop, notePress } from '../../clicks.ts';
import { inputStyles } from '../../panel/input.styles.ts';
import type { PartContext } from '../../part-context.ts';
import type { Content, Texts } from '../../view-model.ts';
import { stamp } from '../name-pasted.ts';
import { isRepeatableProblem, photoName, type CameraProblem } from './camera.ts';
import { CameraStream, type CameraChoice } from './camera-stream.ts';
import { cameraStyles } from './camera.styles.ts';

/** A photo that was taken, and is not on the list yet. */
interface Shot {
  file: File;
  url: string;
}

type State =
  | { is: 'starting' }
  | { is: 'live' }
  | { is: 'taken'; shot: Shot }
  | { is: 'leaving' }
  | { is: 'failed'; problem: CameraProblem };

export interface CameraDialogOptions {
  /** The uploader: another language is told by its rendering. */
  host: ReactiveElement;
  texts: Texts;
  /** How many photos may be taken; one is looked at before it is used, several are gathered in a strip. */
  room: number;
  onPhotos(photos: File[]): void;
  /** The dialog closes when it aborts. */
  signal: AbortSignal;
}

/** Opens the dialog, unless it is open or the uploader has left the page. */
export function openCamera(root: ShadowRoot, { host, session, options }: PartContext): void {
  const { texts, input } = options;
  const signal = options.signal();
  if (root.querySelector('dialog.camera[open]') || signal.aborted) return;
  const { rules, queue } = session;
  const room = host.multiple ? (rules.maxFiles ?? Infinity) - queue.size : 1;
  new CameraDialog(root, {
    ...{ host, texts, room, signal },
    onPhotos: (photos) => void input.add(photos, 'camera'),
  });
}

/** Takes photos with the camera of a desktop or laptop: a dialog of its own, gone without a trace when it closes. */
export class CameraDialog {
  readonly #options: CameraDialogOptions;
  readonly #camera = new CameraStream();
  readonly #dialog = document.createElement('dialog');
  readonly #open = new AbortController();
  #state: State = { is: 'starting' };
  #shots: readonly Shot[] = [];
  /** How many photos there are, as it was said last to screen readers. */
  #said = 0;

  constructor(root: ShadowRoot, options: CameraDialogOptions) {
    this.#options = options;
    options.texts.learn(english);
    for (const { styleSheet } of [inputStyles, cameraStyles])
      if (!root.adoptedStyleSheets.includes(styleSheet!)) root.adoptedStyleSheets.push(styleSheet!);
    const dialog = this.#dialog;
    dialog.className = 'camera';
    dialog.setAttribute('part', 'camera');
    dialog.setAttribute('aria-labelledby', 'camera-title');
    dialog.addEventListener('close', () => this.#end());
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#leave();
    });
    dialog.addEventListener('click', (event) => {
      event.stopPropagation(); // what it means to the uploader is not meant
      if (isOnBackdrop(event)) this.#leave();
    });
    dialog.addEventListener('pointerdown', notePress);
    options.signal.addEventListener('abort', () => this.#end(), { once: true });
    const { signal } = this.#open;
    const life = { hostUpdated: () => this.#show(this.#state) };
    options.host.addController(life);
    signal.addEventListener('abort', () => options.host.removeController(life));
    const changed = () => void this.#camera.lookAround().then(() => this.#show(this.#state));
    navigator.mediaDevices?.addEventListener?.('devicechange', changed, { signal });
    root.append(dialog);
    this.#show({ is: 'starting' });
    dialog.showModal();
    void this.#start();
  }

  get #isForSeveral(): boolean {
    return this.#options.room > 1;
  }

  async #start(choice: CameraChoice = null): Promise<void> {
    this.#show({ is: 'starting' });
    const problem = await this.#camera.start(choice);
    if (problem) return this.#show({ is: 'failed', problem });
    const { stream } = this.#camera;
    if (!stream) return; // closed meanwhile
    // A camera that is unplugged, or taken away in the browser's own bar.
    stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (stream === this.#camera.stream) this.#show({ is: 'failed', problem: 'cameraGone' });
    });
    const video = this.#dialog.querySelector('video')!;
    video.srcObject = stream;
    await video.play().catch(() => {}); // interrupted by the next stream
    if (stream === this.#camera.stream) this.#show({ is: 'live' });
  }

  /** The picture of the camera as it is: what is shown mirrored is not taken so. */
  async #take(): Promise<void> {
    const video = this.#dialog.querySelector('video')!;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
    if (this.#state.is !== 'live') return;
    if (!photo) return this.#show({ is: 'failed', problem: 'cameraFailed' });
    const now = new Date();
    const names = this.#shots.map(({ file }) => file.name);
    const options = { type: photo.type, lastModified: now.getTime() };
    const file = new File([photo], photoName(stamp(now), names), options);
    const shot = { file, url: URL.createObjectURL(file) };
    this.#shots = [...this.#shots, shot];
    this.#said = this.#shots.length;
    if (this.#isForSeveral) return this.#show({ is: 'live' });
    this.#camera.stop();
    this.#show({ is: 'taken', shot });
  }

  /** The photo is no good: the camera runs again, or still does. */
  #drop(shot: Shot): void {
    URL.revokeObjectURL(shot.url);
    this.#shots = this.#shots.filter((each) => each !== shot);
    this.#said = 0;
    this.#back();
  }

  #back(): void {
    if (this.#camera.stream) this.#show({ is: 'live' });
    else void this.#start();
  }

  #use(): void {
    const photos = this.#shots.map(({ file }) => file);
    this.#dialog.close();
    this.#options.onPhotos(photos);
  }

  /** Closes the dialog; photos that would be lost are asked about. */
  #leave(): void {
    if (this.#state.is === 'leaving') this.#back();
    else if (this.#isForSeveral && this.#shots.length > 0) this.#show({ is: 'leaving' });
    else this.#dialog.close();
  }

  #end(): void {
    this.#camera.stop();
    this.#open.abort();
    for (const { url } of this.#shots) URL.revokeObjectURL(url);
    this.#shots = [];
    this.#dialog.remove();
  }

  #show(state: State): void {
    const hadFocus = this.#dialog.matches(':focus-within');
    const isNew = state.is !== this.#state.is;
    this.#state = state;
    if (this.#open.signal.aborted) return;
    render(this.#template(state), this.#dialog);
    // The element that had the focus may be gone; the next step is what a person wants.
    if (isNew && (hadFocus || this.#dialog.open))
      this.#dialog.querySelector<HTMLElement>('.primary:not(:disabled)')?.focus();
  }

  #template(state: State): TemplateResult {
    const { t } = this.#options.texts;
    return html`<div class="sheet">
      <header>
        <h2 id="camera-title">${t('camera')}</h2>
        <button
          type="button"
          class="icon-button"
          data-action="close-camera"
          aria-label=${t('close')}
          title=${t('close')}
          @click=${() => this.#leave()}
        >
          ${icon('close')}
        </button>
      </header>
      <div class="stage" data-state=${state.is} data-mirrored=${this.#camera.facesUser}>
        <video
          muted
          playsinline
          disablepictureinpicture
          aria-label=${t('cameraView')}
          ?hidden=${state.is !== 'live' && state.is !== 'leaving'}
        ></video>
        ${state.is === 'taken' ? html`<img src=${state.shot.url} alt=${t('cameraTaken')} />` : nothing}
        ${state.is === 'failed' ? html`<p class="problem" role="alert">${icon('warning')}<span>${t(state.problem)}</span></p>` : nothing}
        <p class="starting" role="status">
          ${state.is === 'starting' ? html`<span class="spinner"></span>${t('cameraStarting')}` : nothing}
        </p>
      </div>
      ${this.#isForSeveral ? this.#strip(state) : nothing}
      <p class="visually-hidden" role="status">
        ${this.#said ? t('cameraShots', { count: this.#said }) : ''}
      </p>
      <footer>${this.#buttons(state)}</footer>
    </div>`;
  }

  /** The photos taken so far, small; each can be looked at. */
  #strip(state: State): Content {
    const { t } = this.#options.texts;
    const total = this.#shots.length;
    if (total === 0) return nothing;
    return html`<ul class="strip" aria-label=${t('cameraShots', { count: total })}>
      ${this.#shots.map(
        (shot, at) =>
          html`<li>
            <button
              type="button"
              data-action="camera-look"
              aria-label=${t('cameraShot', { number: at + 1, total })}
              aria-pressed=${state.is === 'taken' && state.shot === shot}
              @click=${() => this.#show({ is: 'taken', shot })}
            >
              <img src=${shot.url} alt="" decoding="async" />
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #button(
    action: string,
    look: IconName | null,
    text: string,
    act: () => void,
    { main = false, off = false } = {},
  ): TemplateResult {
    return html`<button
      type="button"
      class=${main ? 'button primary' : 'button'}
      data-action=${action}
      ?disabled=${off}
      @click=${act}
    >
      ${look ? icon(look) : nothing}${text}
    </button>`;
  }

  #buttons(state: State): Content {
    const { t } = this.#options.texts;
    const start = () => void this.#start();
    switch (state.is) {
      case 'starting':
        return this.#cameraChoice();
      case 'failed':
        return html`${this.#cameraChoice()}${
          isRepeatableProblem(state.problem)
            ? this.#button('camera-retry', 'retry', t('retry'), start, { main: true })
            : nothing
        }${this.#addButton()}`;
      case 'live': {
        const isFull = this.#shots.length >= this.#options.room;
        const take = () => void this.#take();
        return html`${this.#cameraChoice()}${
          this.#camera.canFlip
            ? this.#button('camera-switch', 'retry', t('cameraSwitch'), () => void this.#start('flip'))
            : nothing
        }${this.#button('camera-take', 'camera', t('cameraTake'), take, { main: !isFull, off: isFull })}${
          isFull ? html`<span class="full">${t('cameraFull')}</span>` : nothing
        }${this.#addButton(isFull)}`;
      }
      case 'taken': {
        const { shot } = state;
        const again = () => this.#drop(shot);
        if (!this.#isForSeveral)
          return html`${this.#button('camera-again', 'retry', t('cameraAgain'), again)}
          ${this.#button('camera-use', 'check', t('cameraUse'), () => this.#use(), { main: true })}`;
        return html`${this.#button('camera-again', 'retry', t('cameraRetake'), again)}
        ${this.#button('camera-back', 'camera', t('cameraBack'), () => this.#back(), { main: true })}${this.#addButton()}`;
      }
      case 'leaving':
        return html`<span class="leave" role="alert">${t('cameraLeave', { count: this.#shots.length })}</span>
          ${this.#button('camera-discard', null, t('cameraDiscard'), () => this.#dialog.close())}
          ${this.#addButton(true)}`;
    }
  }

  /** Adds all photos of the strip. */
  #addButton(main = false): Content {
    const count = this.#shots.length;
    if (count === 0 || !this.#isForSeveral) return nothing;
    const text = this.#options.texts.t('cameraAdd', { count });
    return this.#button('camera-use', 'check', text, () => this.#use(), { main });
  }

  #cameraChoice(): Content {
    const { t } = this.#options.texts;
    const { cameras, current } = this.#camera;
    if (cameras.length < 2) return nothing;
    const choose = (event: Event) =>
      void this.#start({ id: (event.currentTarget as HTMLSelectElement).value });
    return html`<select
      class="input"
      data-action="camera-choose"
      aria-label=${t('cameraChoose')}
      @change=${choose}
    >
      ${cameras.map(
        ({ id, label }, at) =>
          html`<option value=${id} ?selected=${id === current}>
            ${label || t('cameraNumber', { number: at + 1 })}
          </option>`,
      )}
    </select>`;
  }
}
