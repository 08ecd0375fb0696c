import { html, nothing, render, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { safeUrl } from '../../../image/urls.ts';
import { image as english } from '../../../locales/en/image.ts';
import { design } from '../../shared/design.ts';
import { FocusKeeper, focusOn } from '../../shared/focus.ts';
import { Localisation } from '../../shared/localisation.ts';
import { copyText, saveFile } from '../../shared/share.ts';
import { panel, type PanelContext } from './panels.ts';
import { sceneStyles } from './scene.styles.ts';
import { tools, toolsOf, type ToolName, type ToolNews } from './tools.ts';
import { fileOf, zoom, type ZoomContext } from './zoom.ts';

/** All that is drawn beside the picture. */
export interface SceneView extends Omit<PanelContext, 't'> {
  /** A card, or nothing but words for those who cannot see the place of a picture that is on its way. */
  kind: 'card' | 'words' | 'none';
  /** What can be done with the picture, now. */
  zoomable: boolean;
  actions: string | readonly string[] | null;
  /** The picture that the buttons are about. */
  picture: Pick<ZoomContext, 'image' | 'img' | 'options'> | null;
}

/** Where it is drawn: nodes of `frame.ts`. */
export interface SceneSite {
  root: ShadowRoot;
  base: HTMLElement;
  box: HTMLElement;
  stage: HTMLElement;
}

/** How long the outcome of a click is told (ms). */
const NEWS = 2_500;

/** What stands beside and over the picture when it is not simply there; made when an element first needs it. */
export class Scene {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #site: SceneSite;
  readonly #text: Localisation<typeof english>;
  readonly #focus = new FocusKeeper();
  /** The focus waits at the picture's place for something to do with the picture. */
  #rests = false;
  #view: SceneView | null = null;
  #news: ToolNews | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, site: SceneSite) {
    this.#host = host;
    this.#site = site;
    this.#text = new Localisation(host, 'image', english);
    // Before those of the frame, which win.
    const { root } = site;
    root.adoptedStyleSheets = [design.styleSheet!, sceneStyles.styleSheet!, ...root.adoptedStyleSheets];
  }

  /** Before anything in the shadow tree changes: who has the focus? */
  before(): void {
    this.#focus.before(this.#site.root);
  }

  draw(view: SceneView): void {
    const { root, stage, box } = this.#site;
    this.#view = view;
    render(this.#staged(view), stage, { host: this.#host });
    const names = toolsOf(view.zoomable, view.actions);
    render(names.length > 0 ? this.#tools(names, view.alt) : nothing, box, { host: this.#host });
    const rested = this.#rests && view.state === 'ready';
    if (this.#focus.lost(root) !== null || rested) this.#takeFocus();
  }

  /** Does what a button offers. */
  async use(tool: ToolName): Promise<void> {
    const picture = this.#view?.picture;
    if (!picture) return;
    if (tool === 'zoom') return this.#zoom(picture);
    const file = fileOf(picture.image, picture.img);
    if (!file) return;
    if (tool === 'download') return saveFile(file.url, file.name);
    const address = new URL(safeUrl(picture.image?.page_url) ?? file.url, document.baseURI).href;
    const good = await copyText(address);
    this.#tell({ tool, text: good ? 'linkCopied' : 'linkNotCopied', good });
  }

  async #zoom(picture: NonNullable<SceneView['picture']>): Promise<void> {
    await zoom({
      ...picture,
      lang: this.#text.lang,
      t: (key, parameters) => this.#text.t(key, parameters),
      closed: () => this.#find('[part=zoom]')?.focus(),
    });
  }

  #staged(view: SceneView): TemplateResult | typeof nothing {
    if (view.kind === 'none') return nothing;
    const t: PanelContext['t'] = (key, parameters) => this.#text.t(key, parameters);
    if (view.kind === 'card') return panel({ ...view, t });
    return html`<span class="visually-hidden">${t('loading')}</span>`;
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

  #tell(news: ToolNews): void {
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
    const places = [link, this.#find('[part~=retry], [part~=reveal], .tools button'), base];
    const taken = places.find((place) => place && focusOn(place));
    this.#rests = taken === base;
    if (this.#rests) base.addEventListener('blur', () => (this.#rests = false), { once: true });
  }

  #find(selector: string): HTMLElement | null {
    return this.#site.root.querySelector<HTMLElement>(selector);
  }
}
