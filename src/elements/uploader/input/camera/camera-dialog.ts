import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { camera as english } from '../../../../locales/en/camera.ts';
import { icon } from '../../../shared/controls/icons.ts';
import { isOnBackdrop, notePress } from '../../clicks.ts';
import type { Texts } from '../../view-model.ts';
import { isRepeatableProblem, type CameraProblem } from './camera.ts';
import { CameraStream } from './camera-stream.ts';
import { cameraStyles } from './camera.styles.ts';
import { stamp } from '../name-pasted.ts';

type State =
  | { is: 'starting' }
  | { is: 'live' }
  | { is: 'taken'; photo: Blob; url: string }
  | { is: 'failed'; problem: CameraProblem };

export interface CameraDialogOptions {
  texts: Texts;
  onPhoto(photo: File): void;
  /** The dialog closes when it aborts. */
  signal: AbortSignal;
}

/** Takes a photo with the camera of a desktop or laptop: a dialog of its own, gone without a trace when it closes. */
export class CameraDialog {
  readonly #options: CameraDialogOptions;
  readonly #camera = new CameraStream();
  readonly #dialog = document.createElement('dialog');
  #state: State = { is: 'starting' };

  constructor(root: ShadowRoot, options: CameraDialogOptions) {
    this.#options = options;
    options.texts.learn(english);
    const sheet = cameraStyles.styleSheet!;
    if (!root.adoptedStyleSheets.includes(sheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    const dialog = this.#dialog;
    dialog.className = 'camera';
    dialog.setAttribute('part', 'camera');
    dialog.setAttribute('aria-labelledby', 'camera-title');
    dialog.addEventListener('close', () => this.#end());
    dialog.addEventListener('click', (event) => {
      event.stopPropagation(); // what it means to the uploader is not meant
      if (isOnBackdrop(event)) dialog.close();
    });
    dialog.addEventListener('pointerdown', notePress);
    options.signal.addEventListener('abort', () => this.#end(), { once: true });
    root.append(dialog);
    this.#show({ is: 'starting' });
    dialog.showModal();
    void this.#start();
  }

  async #start(next = false): Promise<void> {
    this.#show({ is: 'starting' });
    const problem = await this.#camera.start(next);
    if (problem) return this.#show({ is: 'failed', problem });
    const { stream } = this.#camera;
    if (!stream) return; // closed meanwhile
    // A camera that is unplugged, or taken away in the browser's own bar.
    stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (stream === this.#camera.stream) this.#show({ is: 'failed', problem: 'cameraBusy' });
    });
    const video = this.#dialog.querySelector('video')!;
    video.srcObject = stream;
    await video.play().catch(() => {}); // interrupted by the next stream
    if (stream === this.#camera.stream) this.#show({ is: 'live' });
  }

  async #take(): Promise<void> {
    const video = this.#dialog.querySelector('video')!;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')!.drawImage(video, 0, 0);
    const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
    if (this.#state.is !== 'live') return;
    if (!photo) return this.#show({ is: 'failed', problem: 'cameraFailed' });
    this.#camera.stop();
    this.#show({ is: 'taken', photo, url: URL.createObjectURL(photo) });
  }

  #use({ photo }: State & { is: 'taken' }): void {
    const now = new Date();
    const file = new File([photo], `photo-${stamp(now)}.jpg`, {
      type: photo.type,
      lastModified: now.getTime(),
    });
    this.#dialog.close();
    this.#options.onPhoto(file);
  }

  #end(): void {
    this.#camera.stop();
    this.#forget();
    this.#dialog.remove();
  }

  #forget(): void {
    if (this.#state.is === 'taken') URL.revokeObjectURL(this.#state.url);
  }

  #show(state: State): void {
    this.#forget();
    const hadFocus = this.#dialog.matches(':focus-within');
    const isNew = state.is !== this.#state.is;
    this.#state = state;
    render(this.#template(state), this.#dialog);
    // The element that had the focus may be gone; the next step is what a person wants.
    if (isNew && (hadFocus || this.#dialog.open))
      this.#dialog.querySelector<HTMLElement>('.primary')?.focus();
  }

  #template(state: State): TemplateResult {
    const { t } = this.#options.texts;
    const close = () => this.#dialog.close();
    return html`<div class="sheet">
      <header>
        <h2 id="camera-title">${t('camera')}</h2>
        <button
          type="button"
          class="icon-button"
          data-action="close-camera"
          aria-label=${t('close')}
          title=${t('close')}
          @click=${close}
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
          ?hidden=${state.is !== 'live'}
        ></video>
        ${state.is === 'taken' ? html`<img src=${state.url} alt=${t('cameraTaken')} />` : nothing}
        ${state.is === 'failed' ? html`<p class="problem" role="alert">${icon('warning')}<span>${t(state.problem)}</span></p>` : nothing}
        <p class="starting" role="status">
          ${state.is === 'starting' ? html`<span class="spinner"></span>${t('cameraStarting')}` : nothing}
        </p>
      </div>
      <footer>${this.#buttons(state)}</footer>
    </div>`;
  }

  #buttons(state: State): TemplateResult | typeof nothing {
    const { t } = this.#options.texts;
    switch (state.is) {
      case 'starting':
        return nothing;
      case 'failed':
        return isRepeatableProblem(state.problem)
          ? html`<button
              type="button"
              class="button primary"
              data-action="camera-retry"
              @click=${() => void this.#start()}
            >
              ${icon('retry')}${t('retry')}
            </button>`
          : nothing;
      case 'live':
        return html`${
            this.#camera.hasOthers
              ? html`<button
                  type="button"
                  class="button"
                  data-action="camera-switch"
                  @click=${() => void this.#start(true)}
                >
                  ${icon('retry')}${t('cameraSwitch')}
                </button>`
              : nothing
          }
          <button
            type="button"
            class="button primary"
            data-action="camera-take"
            @click=${() => void this.#take()}
          >
            ${icon('camera')}${t('cameraTake')}
          </button>`;
      case 'taken':
        return html`<button
            type="button"
            class="button"
            data-action="camera-again"
            @click=${() => void this.#start()}
          >
            ${icon('retry')}${t('cameraAgain')}
          </button>
          <button
            type="button"
            class="button primary"
            data-action="camera-use"
            @click=${() => this.#use(state)}
          >
            ${icon('check')}${t('cameraUse')}
          </button>`;
    }
  }
}
