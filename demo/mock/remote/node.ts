import { deferred } from '../deferred.ts';
import type { lookup } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { isPrivateHost, isPublicAddress } from '../../../src/server/addresses.ts';
import { ImportFailed, type Blobs, type Fetched, type Remote } from '../ports.ts';
import { filenameOfUrl } from '../rules/filename.ts';
import { isException } from './addresses.ts';

const MAX_REDIRECTS = 5;

/**
 * Fetches pictures for imports. Every hop is resolved first, refused unless all its addresses are public, and then
 * connected to the very address that was checked, so that a second look-up can't lead elsewhere.
 */
export class NodeRemote implements Remote {
  readonly #blobs: Blobs;
  readonly #exceptions: readonly string[];

  constructor(blobs: Blobs, exceptions: readonly string[] = []) {
    this.#blobs = blobs;
    this.#exceptions = exceptions;
  }

  async fetch(
    url: URL,
    limits: { fileBytes: number; milliseconds: number; signal?: AbortSignal },
  ): Promise<Fetched> {
    const slow = AbortSignal.timeout(limits.milliseconds);
    const signal = limits.signal ? AbortSignal.any([slow, limits.signal]) : slow;
    try {
      return await this.#follow(url, limits.fileBytes, signal);
    } catch (error) {
      if (slow.aborted)
        throw new ImportFailed(
          'slow',
          `The address did not answer within ${limits.milliseconds / 1000} seconds.`,
        );
      if (error instanceof ImportFailed) throw error;
      throw new ImportFailed('unreachable', `The address could not be fetched: ${(error as Error).message}.`);
    }
  }

  async #follow(start: URL, fileBytes: number, signal: AbortSignal): Promise<Fetched> {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const answer = await this.#request(url, signal);
      const status = answer.statusCode ?? 0;
      if (status >= 300 && status < 400 && answer.headers.location) {
        answer.destroy();
        const next = URL.canParse(answer.headers.location, url)
          ? new URL(answer.headers.location, url)
          : null;
        if (!next || (next.protocol !== 'http:' && next.protocol !== 'https:')) {
          throw new ImportFailed('refused', 'The address leads to something that is not http or https.');
        }
        url = next;
        continue;
      }
      if (status !== 200) {
        answer.destroy();
        throw new ImportFailed('unreachable', `The address answered with status ${status}.`);
      }
      const saved = await this.#save(answer, fileBytes);
      // The name is the asked address's, not that of wherever it led (demo/mock/README.md, Creating).
      return { ...saved, filename: filenameOfUrl(start), type: answer.headers['content-type'] ?? '' };
    }
    throw new ImportFailed('unreachable', 'The address redirects too often.');
  }

  async #request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const { address, family } = await this.#check(url);
    const { promise, resolve: settle, reject } = deferred<IncomingMessage>();
    const pinned: typeof lookup = ((
      _host: string,
      options: { all?: boolean },
      done: (...args: unknown[]) => void,
    ) => (options.all ? done(null, [{ address, family }]) : done(null, address, family))) as typeof lookup;
    const request = (url.protocol === 'https:' ? https : http).get(url, {
      lookup: pinned,
      agent: false,
      signal,
      headers: { Accept: 'image/*,*/*;q=0.1', 'Accept-Encoding': 'identity', 'User-Agent': 'imgpro-mock' },
    });
    request.on('response', settle).on('error', reject);
    return promise;
  }

  async #check(url: URL): Promise<{ address: string; family: number }> {
    const excepted = isException(url, this.#exceptions);
    // Judged by its name first: an internal name says something even where it resolves to nothing.
    if (!excepted && isPrivateHost(url.hostname)) throw refused();
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host, { all: true });
    const first = found[0];
    if (!first) throw new ImportFailed('unreachable', 'The address could not be resolved.');
    if (!excepted && !found.every(({ address }) => isPublicAddress(address))) throw refused();
    return first;
  }

  async #save(answer: IncomingMessage, fileBytes: number): Promise<Pick<Fetched, 'staged' | 'oversize'>> {
    const writer = await this.#blobs.stage();
    let size = 0;
    try {
      for await (const chunk of answer as AsyncIterable<Uint8Array>) {
        const room = fileBytes - size;
        size += chunk.length;
        if (room > 0) await writer.write(chunk.subarray(0, room));
        if (size > fileBytes) break;
      }
      return { staged: await writer.finish(), oversize: size > fileBytes };
    } catch (error) {
      await writer.abort();
      throw error;
    } finally {
      answer.destroy();
    }
  }
}

function refused(): ImportFailed {
  return new ImportFailed('refused', 'The url must be publicly reachable; private addresses are refused.');
}
