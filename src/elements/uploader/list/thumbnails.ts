/** Pixels across, for the largest tile on a dense screen. */
const WIDTH = 320;
/** Pictures decoded at a time: a phone's memory holds few photos at full size. */
const AT_A_TIME = 2;
/** Thumbnails kept; those used longest ago go first. */
const KEEP = 200;

/**
 * Small previews of chosen files, made when they are first wanted and revoked when they are not. A format the browser
 * cannot decode has none: the row then shows a glyph.
 */
export class Thumbnails {
  readonly #changed: () => void;
  readonly #urls = new Map<string, string | null>();
  readonly #waiting = new Map<string, Blob | Promise<Blob>>();
  /** The bytes that the picture of each file is, or will be, of. */
  readonly #drawn = new Map<string, unknown>();
  #working = 0;
  /** One for all: what is drawn on it is taken from it at once. */
  #canvas: HTMLCanvasElement | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The address of a file's thumbnail; undefined while there is none yet, null when there can be none. */
  get(id: string): string | null | undefined {
    const url = this.#urls.get(id);
    if (url !== undefined) {
      this.#urls.delete(id); // to the end: the last used
      this.#urls.set(id, url);
    }
    return url;
  }

  /** @param isAnother The file has become another: its present picture is shown until the next one is there. */
  want(id: string, file: Blob | Promise<Blob>, isAnother = false): void {
    if (!isAnother && (this.#urls.has(id) || this.#waiting.has(id))) return;
    this.#waiting.set(id, file);
    this.#next();
  }

  /** A row that is out of sight before its turn need not be drawn. */
  unwant(id: string): void {
    this.#waiting.delete(id);
  }

  forget(id: string): void {
    this.#waiting.delete(id);
    this.#revoke(id);
    this.#urls.delete(id);
    this.#drawn.delete(id);
  }

  #revoke(id: string): void {
    const url = this.#urls.get(id);
    if (url) URL.revokeObjectURL(url);
  }

  clear(): void {
    for (const id of [...this.#urls.keys()]) this.forget(id);
    this.#waiting.clear();
  }

  #next(): void {
    if (this.#working >= AT_A_TIME) return;
    const [first] = this.#waiting;
    if (!first) return;
    const [id, file] = first;
    this.#waiting.delete(id);
    this.#urls.set(id, this.#urls.get(id) ?? null);
    this.#drawn.set(id, file);
    this.#working += 1;
    const canvas = (this.#canvas ??= document.createElement('canvas'));
    void Promise.resolve(file)
      .then((bytes) => thumbnail(bytes, canvas))
      .catch(() => null)
      .then((small) => {
        this.#working -= 1;
        if (small && this.#urls.has(id) && this.#drawn.get(id) === file) {
          this.#revoke(id);
          this.#urls.set(id, URL.createObjectURL(small));
          this.#trim();
        }
        this.#changed();
        this.#next();
      });
    this.#next();
  }

  #trim(): void {
    for (const id of this.#urls.keys()) {
      if (this.#urls.size <= KEEP) return;
      this.forget(id);
    }
  }
}

async function thumbnail(file: Blob, canvas: HTMLCanvasElement): Promise<Blob | null> {
  const paint = (bitmap: ImageBitmap): Promise<Blob | null> => {
    canvas.width = bitmap.width;
    canvas.height = Math.min(bitmap.height, WIDTH * 2);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    bitmap.close();
    return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8));
  };
  const options = { resizeWidth: WIDTH, resizeQuality: 'medium' } as const;
  const jpeg = file.type === 'image/jpeg' && (await createImageBitmap(file, options).catch(() => null));
  return jpeg ? paint(jpeg) : (await import('./rare-thumbnails.ts')).rareThumbnail(file, options, paint);
}
