import type { ReactiveElement } from '@lit/reactive-element';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { altText, type ImageLike, type ImageOptions } from '../../../image/core/plain.ts';
import type { ErrorLike, ImageState } from '../../../image/core/state.ts';
import { safeUrl } from '../../../image/core/urls.ts';
import { image as english } from '../../../locales/en/image.ts';
import { controls } from '../../shared/controls/controls.styles.ts';
import { design } from '../../shared/ui/design.ts';
import type { Lightbox } from '../../shared/lightbox/lightbox.ts';
import { FocusKeeper, focusOn } from '../../shared/pictures/focus.ts';
import { Localisation } from '../../shared/ui/localisation.ts';
import { copyText, saveFile } from '../../shared/share.ts';
import { panel, type PanelContext } from './panels.ts';
import { sceneStyles } from './scene.styles.ts';
import { tools, toolsOf, type ToolName, type ToolNews } from './tools.ts';
import { fileOf, zoom, type ZoomContext } from './zoom.ts';

/** The element as its scene sees it. */
export interface SceneHost extends ReactiveElement {
  readonly alt: string | null;
  readonly img: HTMLImageElement | null;
  readonly state: ImageState;
  readonly zoomable: boolean;
  readonly actions: string | readonly string[] | null;
  retry(): void;
  reveal(): void;
}

/** The view of the picture: all that the scene knows of it. */
export interface SceneView {
  /** A card, or nothing but words for those who cannot see the place of a picture that is on its way. */
  kind: 'card' | 'words' | 'none';
  /** The picture is there, and something can be done with it. */
  usable: boolean;
  image: ImageLike | null;
  error: ErrorLike | null;
  options: ImageOptions;
}

/** Where it is drawn: nodes of `frame.ts`. */
export interface SceneSite {
  base: HTMLElement;
  box: HTMLElement;
  stage: HTMLElement;
}

/** How long the outcome of a click is told (ms). */
const NEWS = 2_500;

/** The parts beside and over the picture when it is not simply there; made when an element first needs it. */
export class Scene {
  readonly #host: SceneHost;
  readonly #root: ShadowRoot;
  readonly #site: SceneSite;
  readonly #text: Localisation<typeof english>;
  readonly #focus = new FocusKeeper();
  /** The focus waits at the picture's place for something to do with the picture. */
  #rests = false;
  #view: SceneView | null = null;
  /** The viewer, while it is open. */
  #viewer: Lightbox | null = null;
  #news: ToolNews | null = null;

  constructor(host: SceneHost, site: SceneSite) {
    const root = host.renderRoot as ShadowRoot;
    this.#host = host;
    this.#root = root;
    this.#site = site;
    this.#text = new Localisation(host, 'image', english);
    // Before those of the frame, which win.
    root.adoptedStyleSheets = [
      ...[design, controls, sceneStyles].map(({ styleSheet }) => styleSheet!),
      ...root.adoptedStyleSheets,
    ];
    // A picture that has left the page, and was not moved within it, takes its viewer along.
    const leave = () => host.isConnected || this.#viewer?.close();
    host.addController({ hostDisconnected: () => queueMicrotask(leave) });
  }

  /** Before anything in the shadow tree changes: who has the focus? */
  before(): void {
    this.#focus.before(this.#root);
  }

  draw(view: SceneView): void {
    const host = this.#host;
    const { stage, box } = this.#site;
    const alt = altText(view.image ?? {}, host.alt) ?? host.img?.alt ?? '';
    this.#view = view;
    render(this.#staged(view, alt), stage, { host });
    const names = view.usable ? toolsOf(host.zoomable, host.actions) : [];
    render(names.length > 0 ? this.#tools(names, alt) : nothing, box, { host });
    const rested = this.#rests && (host.state === 'ready' || host.state === 'error');
    if (this.#focus.lost(this.#root) !== null || rested) this.#takeFocus();
  }

  /** Does what a button offers. */
  async use(tool: ToolName): Promise<void> {
    const { img } = this.#host;
    if (!this.#view || !img) return;
    const { image, options } = this.#view;
    if (tool === 'zoom') return this.#zoom({ image, img, options });
    const file = fileOf(image, img);
    if (!file) return;
    if (tool === 'download') return saveFile(file.url, file.name);
    const address = new URL(safeUrl(image?.page_url) ?? file.url, document.baseURI).href;
    const good = await copyText(address);
    this.#tell({ tool, text: good ? 'linkCopied' : 'linkNotCopied', good });
  }

  async #zoom(picture: Pick<ZoomContext, 'image' | 'img' | 'options'>): Promise<void> {
    this.#viewer = await zoom({
      ...picture,
      lang: this.#text.lang,
      t: (key, parameters) => this.#text.t(key, parameters),
      closed: () => {
        this.#viewer = null;
        this.#find('[part=zoom]')?.focus();
      },
    });
  }

  #staged({ kind, image, error, options }: SceneView, alt: string): TemplateResult | typeof nothing {
    if (kind === 'none') return nothing;
    const t: PanelContext['t'] = (key, parameters) => this.#text.t(key, parameters);
    if (kind === 'words') return html`<span class="visually-hidden">${t('loading')}</span>`;
    const host = this.#host;
    return panel({
      foreign: this.#text.foreign,
      state: host.state,
      image,
      error,
      alt,
      nsfw: options.nsfw!,
      offline: !navigator.onLine,
      t,
      retry: () => host.retry(),
      reveal: () => host.reveal(),
    });
  }

  #tools(names: readonly ToolName[], alt: string): TemplateResult {
    return tools({
      names,
      alt,
      news: this.#news,
      use: (tool) => void this.use(tool),
      t: (key, parameters) => this.#text.t(key, parameters),
    });
  }

  #tell(told: Omit<ToolNews, 'again'>): void {
    const news = { ...told, again: this.#news?.again === false };
    this.#news = news;
    this.#host.requestUpdate();
    setTimeout(() => {
      if (this.#news !== news) return;
      this.#news = null;
      this.#host.requestUpdate();
    }, NEWS);
  }

  /** The button of a panel is gone: what can be done with the picture has the focus now, else the place of both. */
  #takeFocus(): void {
    const { base } = this.#site;
    const link = this.#host.querySelector<HTMLElement>('a:has(img:not([slot]))');
    const places = [this.#find('[part~=retry], [part~=reveal]'), link, this.#find('.tools button'), base];
    const taken = places.find((place) => place && focusOn(place));
    this.#rests = taken === base;
    if (this.#rests) base.addEventListener('blur', () => (this.#rests = false), { once: true });
  }

  #find(selector: string): HTMLElement | null {
    return this.#root.querySelector<HTMLElement>(selector);
  }
}
