import type { Image } from '../../../api/types.ts';
import { safeUrl } from '../../../image/core/urls.ts';
import type { Part } from '../../shared/ui/part.ts';
import type * as module from './viewer.ts';
import type { Cause, Viewer, ViewerHost } from './viewer.ts';
import { ViewerNotice } from './viewer-notice.ts';

/** The way to the viewer, whose code is fetched when it is wanted, or likely to be. */
export class LateViewer {
  /** Whether the code could not be had: pointers passing by do not ask for it again before the connection is back. */
  static isMissing = false;
  readonly #host: ViewerHost;
  readonly #part: Part<typeof module>;
  readonly #notice: ViewerNotice;
  #viewer: Viewer | null = null;
  /** Counts what is asked for: the last wish holds. */
  #wish = 0;

  constructor(host: ViewerHost, part: Part<typeof module>) {
    this.#host = host;
    this.#part = part;
    this.#notice = new ViewerNotice(host.text);
  }

  /** A person is near: the viewer may be wanted soon. */
  preload(): void {
    if (this.#part.present || LateViewer.isMissing || !navigator.onLine) return;
    this.#fetch().catch(() => {}); // said when it is really wanted
  }

  /** Opens the viewer at an image, or goes there if it is open. */
  open(id: string): Promise<void> {
    return this.#open(id, 'call');
  }

  close(): void {
    this.#wish++;
    this.#notice.hide();
    this.#viewer?.close();
  }

  async followAddress(): Promise<void> {
    if (this.#viewer) return this.#viewer.followAddress();
    const [, id] = /[#?&]imgpro=([\w-]+)/.exec(location.hash) ?? [];
    if (id) await this.#open(id, 'address');
    else this.close();
  }

  /** Images have come, gone or changed. */
  update(): void {
    this.#viewer?.update();
  }

  async #fetch() {
    try {
      return await this.#part.fetch();
    } catch (error) {
      LateViewer.isMissing = true;
      window.addEventListener('online', () => (LateViewer.isMissing = false), { once: true });
      throw error;
    }
  }

  async #open(id: string, cause: Cause): Promise<void> {
    const wish = ++this.#wish;
    try {
      if (!this.#part.present) this.#notice.wait();
      const { Viewer } = this.#part.present ?? (await this.#fetch());
      if (wish !== this.#wish) return;
      this.#notice.hide();
      this.#viewer ??= new Viewer(this.#host);
    } catch {
      if (wish === this.#wish) this.#notice.fail(addressOf(this.#host.find(id)));
      return;
    }
    await (cause === 'call' ? this.#viewer.open(id, cause) : this.#viewer.followAddress());
  }
}

/** Where the image can be seen without the viewer. */
function addressOf(image: Image | undefined): string | null {
  return image ? (safeUrl(image.page_url) ?? safeUrl(image.url)) : null;
}
