import { ImportFailed, type Blobs, type Fetched, type Remote } from '../ports.ts';
import { filenameOfUrl } from '../rules/filename.ts';

/** Fetches pictures for imports as a page may: from hosts that allow it. */
export class BrowserRemote implements Remote {
  readonly #blobs: Blobs;

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  async fetch(url: URL, limits: { fileBytes: number; milliseconds: number }): Promise<Fetched> {
    const signal = AbortSignal.timeout(limits.milliseconds);
    try {
      const answer = await fetch(url, { credentials: 'omit', signal });
      if (!answer.ok)
        throw new ImportFailed('unreachable', `The address answered with status ${answer.status}.`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const writer = await this.#blobs.stage();
      await writer.write(bytes.subarray(0, limits.fileBytes));
      const type = answer.headers.get('content-type') ?? '';
      return {
        staged: await writer.finish(),
        filename: filenameOfUrl(url),
        type,
        oversize: bytes.length > limits.fileBytes,
      };
    } catch (error) {
      if (error instanceof ImportFailed) throw error;
      if (signal.aborted)
        throw new ImportFailed(
          'slow',
          `The address did not answer within ${limits.milliseconds / 1000} seconds.`,
        );
      throw new ImportFailed('unreachable', 'The address could not be fetched from this browser.');
    }
  }
}
