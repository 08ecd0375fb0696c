/** What the benchmark does in an uploader's page; by its set-up, every page says how far it is. */

/** `busy` is all that is neither stored nor failed. */
export type FileState = 'stored' | 'failed' | 'busy';

declare global {
  interface Window {
    /** How many files the uploader has told of. */
    counts: { listed: number; stored: number; failed: number };
    peer: { states(): FileState[] };
    benchUploads: BenchUploads;
  }
}

interface BenchUploads {
  /** Photos with bytes of their own: small ones have a comment segment, large ones bytes after their end. */
  make(count: number, least: number, most: number): Promise<void>;
  /** Chooses them in the uploader's own `<input type="file">`, as the file chooser does. */
  choose(): void;
  /** Resolves when so many are listed, or stored. */
  until(what: 'listed' | 'stored', count: number): Promise<void>;
  /** Resolves when for a second no frame has been late by more than 50 ms; ms from now to the beginning of that second. */
  calm(): Promise<number>;
}

/** Runs in the page before all else. */
export function prepareBench(control: string): void {
  const roots: ParentNode[] = [document];
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };
  const find = <Found extends Element>(selector: string): Found | undefined =>
    roots.map((root) => root.querySelector<Found>(selector)).find((found) => found !== null) ?? undefined;
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
  let chosen: DataTransfer;
  let input: HTMLInputElement | undefined;

  /** The uploader's input; where each click makes one, without a person the chooser does not open. */
  const inputOf = (): HTMLInputElement | undefined => {
    const input = () => find<HTMLInputElement>('input[type="file"]:not([webkitdirectory])');
    if (!input()) find<HTMLElement>(control)?.click();
    return input();
  };

  window.benchUploads = {
    async make(count, least, most) {
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 24 });
      canvas.getContext('2d')!.fillRect(4, 4, 20, 12);
      const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg'));
      const photo = new Uint8Array(await blob.arrayBuffer());
      chosen = new DataTransfer();
      for (let at = 0; at < count; at++) {
        const size = least + ((at * 7919) % (most - least + 1));
        const own = crypto.getRandomValues(new Uint8Array(Math.min(60_000, size - photo.length)));
        const comment = new Uint8Array([0xff, 0xfe, (own.length + 2) >> 8, (own.length + 2) & 255]);
        const rest = new Uint8Array(Math.max(0, size - photo.length - own.length - comment.length));
        const parts = [photo.subarray(0, 2), comment, own, photo.subarray(2), rest];
        const options = { type: 'image/jpeg', lastModified: 1_700_000_000_000 + at };
        chosen.items.add(new File(parts, `IMG_${`${at}`.padStart(4, '0')}.jpg`, options));
      }
      input = inputOf();
    },
    choose() {
      input!.files = chosen.files;
      for (const type of ['input', 'change']) input!.dispatchEvent(new Event(type, { bubbles: true }));
    },
    async until(what, count) {
      while (window.counts[what] < count)
        if (window.counts.failed > 0) throw new Error(`${window.counts.failed} have failed.`);
        else if (what === 'listed') await frame();
        else await new Promise((done) => addEventListener('told', done, { once: true }));
    },
    async calm() {
      const begin = performance.now();
      let last = begin;
      let quietSince = begin;
      while (last - quietSince < 1000) {
        await frame();
        const now = performance.now();
        if (now - last > 50) quietSince = now;
        last = now;
      }
      return quietSince - begin;
    },
  };
}
