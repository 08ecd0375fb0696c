import type { Image } from '../../../api/types.ts';
import { pageOrFile } from '../../../image/links.ts';
import { viewerPart } from '../parts.ts';
import { idOfHash } from './address.ts';
import type { Cause, Viewer, ViewerHost } from './viewer.ts';
import { ViewerNotice } from './viewer-notice.ts';

/** The viewer as the gallery has it from the beginning: its code is fetched when it is wanted, or likely to be. */
export class LateViewer {
  /** Whether the code could not be had: pointers passing by do not ask for it again before the connection is back. */
  static isMissing = false;
  readonly #host: ViewerHost;
  readonly #notice: ViewerNotice;
  #viewer: Viewer | null = null;
  /** Counts what is asked for: the last wish holds. */
  #wish = 0;

  constructor(host: ViewerHost) {
    this.#host = host;
    this.#notice = new ViewerNotice(host.text);
  }

  /** Follows the address while the gallery wants it. */
  connect(isWanted: () => boolean, signal: AbortSignal): void {
    const follow = () => isWanted() && void this.followAddress();
    window.addEventListener('popstate', follow, { signal });
    window.addEventListener('hashchange', follow, { signal });
    // A page out of the back/forward cache may stand at another entry than it was left at.
    window.addEventListener('pageshow', (event) => event.persisted && follow(), { signal });
  }

  /** A person is near: the viewer may be wanted soon. */
  preload(): void {
    if (viewerPart.present || LateViewer.isMissing || !navigator.onLine) return;
    LateViewer.#fetch().catch(() => {}); // said when it is really wanted
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
    const id = idOfHash(location.hash);
    if (id === null) this.close();
    else await this.#open(id, 'address');
  }

  /** Images have come, gone or changed. */
  update(): void {
    this.#viewer?.update();
  }

  static async #fetch() {
    try {
      return await viewerPart.fetch();
    } catch (error) {
      this.isMissing = true;
      window.addEventListener('online', () => (this.isMissing = false), { once: true });
      throw error;
    }
  }

  async #open(id: string, cause: Cause): Promise<void> {
    const wish = ++this.#wish;
    try {
      if (!viewerPart.present) this.#notice.wait();
      const { Viewer } = viewerPart.present ?? (await LateViewer.#fetch());
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
  return image ? pageOrFile(image) : null;
}
