import type { PropertyValues } from '@lit/reactive-element';
import { noChange, render, type RenderOptions, type RootPart } from 'lit/html.js';
import { ImgproBase } from '../base/base.ts';

/** An element whose shadow tree is one template: what LitElement is to ReactiveElement, on our own base. */
export abstract class TemplateElement extends ImgproBase {
  protected readonly renderOptions: RenderOptions = { host: this };
  #part: RootPart | undefined;

  /** The content of the shadow tree. */
  protected render(): unknown {
    return noChange;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // Styles that stand in the tree, where sheets cannot be adopted, come after what is rendered.
    this.renderOptions.renderBefore ??= root.firstChild;
    return root;
  }

  protected override update(changed: PropertyValues): void {
    const template = this.render();
    if (!this.hasUpdated) this.renderOptions.isConnected = this.isConnected;
    super.update(changed);
    this.#part = render(template, this.renderRoot, this.renderOptions);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#part?.setConnected(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#part?.setConnected(false);
  }
}
