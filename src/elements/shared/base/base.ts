import { ReactiveElement, type PropertyDeclarations } from '@lit/reactive-element';
import type { ImgproClient } from '../../../api/index.ts';
import { isSecretKey } from '../../../api/keys.ts';
import type { TokenProvider } from '../../../tokens/source.ts';
import { offConfigurationChange, onConfigurationChange } from './configuration.ts';
import { setDefaults } from './defaults.ts';
import { warnOnce } from './warn.ts';

/**
 * The base of the three elements: the way to the API, one signal a connection, custom states, typed events.
 * It is Lit's element without its templates, which an image needs for nothing that it shows at first.
 *
 * @cssproperty [--imgpro-accent=light-dark(#2f5bea, #8ea8ff)] - Colour of main buttons, progress, focus and selection.
 * @cssproperty [--imgpro-on-accent=light-dark(#ffffff, #0d1330)] - Colour of text on the accent.
 * @cssproperty [--imgpro-text=light-dark(#181b24, #eceef4)] - Colour of text.
 * @cssproperty [--imgpro-muted=light-dark(#596073, #a4abbd)] - Colour of hints and states.
 * @cssproperty [--imgpro-surface=light-dark(#ffffff, #15171e)] - Background colour of panels and buttons.
 * @cssproperty [--imgpro-raised=light-dark(#f5f6f9, #1f222c)] - Background colour under the pointer.
 * @cssproperty [--imgpro-line=light-dark(#d9dde6, #343947)] - Colour of lines.
 * @cssproperty [--imgpro-line-strong=light-dark(#868da0, #727a8f)] - Colour of the borders of controls.
 * @cssproperty [--imgpro-danger=light-dark(#b3261e, #ff9a90)] - Colour of errors, and of the button that deletes.
 * @cssproperty [--imgpro-success=light-dark(#1a7340, #6fd598)] - Colour of what is done.
 * @cssproperty [--imgpro-warning=light-dark(#8a5300, #f2b866)] - Colour of what waits.
 * @cssproperty [--imgpro-radius=12px] - Radius of corners; small ones have 0.6 of it.
 * @cssproperty [--imgpro-space=8px] - The unit of space.
 * @cssproperty [--imgpro-font=inherit] - Font family.
 * @cssproperty [--imgpro-duration=160ms] - Duration of transitions; none with reduced motion.
 */
export abstract class ImgproBase extends ReactiveElement {
  /** As Lit reads them; what each means stands below. */
  static override properties: PropertyDeclarations = {
    tokenEndpoint: { attribute: 'token-endpoint' },
    apiUrl: { attribute: 'api-url' },
    tokenProvider: { attribute: false },
    client: { attribute: false },
  };

  static {
    setDefaults(this);
  }

  /**
   * Address of the site's token endpoint. Without one, and without a page-wide one, requests are anonymous.
   * @default null
   */
  declare tokenEndpoint: string | null;

  /**
   * Base address of the API; default: the token's own, else the service.
   * @default null
   */
  declare apiUrl: string | null;

  /**
   * The page's own way to a token, asked instead of the endpoint.
   * @default null
   */
  declare tokenProvider: TokenProvider | null;

  /**
   * An API client of the page's own; it beats every other setting.
   * @default null
   */
  declare client: ImgproClient | null;

  protected readonly internals: ElementInternals = this.attachInternals();

  #lifetime: AbortController | null = null;
  #present = false;

  /** Aborts when the element has left the page; a new one is made when it is put back. */
  protected get signal(): AbortSignal {
    return (this.#lifetime ??= new AbortController()).signal;
  }

  /** The element came to the page (and was not merely moved within it). */
  protected connected(): void {}

  /** The element was moved within the page, perhaps into another shadow tree. */
  protected moved(): void {}

  /** The element left the page; `signal` has just been aborted. */
  protected disconnected(): void {}

  /** The settings that lead to the API have changed; anything made of them is to be made anew. */
  protected settingsChanged(): void {}

  /** The connection to the API has changed; what was loaded through the old way may be stale. */
  protected connectionChanged(): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#present) return this.moved(); // within one task
    this.#present = true;
    this.settingsChanged();
    onConfigurationChange(this.#reconnect);
    this.#refuseSecretKeys();
    this.connected();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A microtask later tells a move from a removal: `append` of a connected element does both in one go.
    queueMicrotask(() => {
      if (this.isConnected || !this.#present) return;
      this.#present = false;
      offConfigurationChange(this.#reconnect);
      this.#lifetime?.abort();
      this.#lifetime = null;
      this.disconnected();
    });
  }

  /** A style sheet belongs to the document that it was made for, and another document has other tags. */
  adoptedCallback(): void {
    warnOnce('adopted', `<${this.localName}> was moved to another document: make it there.`);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!Object.keys(ImgproBase.properties).some((key) => changed.has(key))) return;
    if (this.hasUpdated) this.#reconnect();
    else this.settingsChanged();
  }

  readonly #reconnect = (): void => {
    this.settingsChanged();
    this.connectionChanged();
  };

  /** Shows or hides `:state(name)`. */
  protected setState(name: string, on: boolean): void {
    if (on) this.internals.states.add(name);
    else this.internals.states.delete(name);
  }

  /** Dispatches a bubbling, composed CustomEvent. Returns false when a listener prevented the default. */
  protected emit<Detail>(type: string, detail: Detail, options: { cancelable?: boolean } = {}): boolean {
    return this.dispatchEvent(
      new CustomEvent<Detail>(type, { detail, bubbles: true, composed: true, ...options }),
    );
  }

  #refuseSecretKeys(): void {
    for (const { name, value } of this.attributes) {
      if (!isSecretKey(value)) continue;
      warnOnce(
        `secret-key:${name}`,
        `<${this.localName} ${name}> holds a secret key, which every visitor can read. Revoke it: use token-endpoint.`,
      );
    }
  }
}
