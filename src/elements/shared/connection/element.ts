import { connect, type Connection } from './connection.ts';
import { TemplateElement } from '../ui/template-element.ts';

/** An element of one template that speaks with the API from the beginning. */
export abstract class ImgproElement extends TemplateElement {
  #connection: Connection | null = null;

  /** How this element reaches the API, by its settings as they are now. */
  protected get connection(): Connection {
    return (this.#connection ??= connect(this));
  }

  protected override settingsChanged(): void {
    this.#connection = null;
  }
}
