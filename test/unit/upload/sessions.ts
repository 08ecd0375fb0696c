import { vi } from 'vitest';
import type { ImgproClient, TokenSource } from '../../../src/api/index.ts';
import '../../../src/upload/send/client-request.ts'; // else it is fetched, in a time that is not ours
import '../../../src/uppy/max-files.ts';
import '../../../src/uppy/postprocess.ts';
import '../../../src/api/client/wait.ts';
import type { NewFile } from '../../../src/upload/check/check-files.ts';
import { UppyBridge } from '../../../src/uppy/uppy-bridge.ts';
import { UploadSession } from '../../../src/upload/session/session.ts';
import type { SessionEvent, SessionSettings } from '../../../src/upload/state/session-types.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13];

/** A picture with bytes of its own, by its name. */
export const picture = (name: string): File =>
  new File([new Uint8Array(PNG), name], name, { type: 'image/png' });

export const chosen = (...names: string[]): NewFile[] =>
  names.map((name) => ({ data: picture(name), name, source: 'file' }));

export const image = (id: string, patch: object = {}): object => ({
  ...{ id, url: `https://cdn.test/${id}`, sizes: {}, metadata: {}, status: 'ready' },
  ...patch,
});

/** One request that a test answers by hand. */
export interface Call {
  name: string;
  signal: AbortSignal;
  fields: Record<string, unknown>;
  store(id?: string, patch?: object): void;
  fail(cause: unknown): void;
}

/** A session before a client that only notes what it is asked for; the page's rules come with `tokens`, where given. */
export function sessionOf(settings: Partial<SessionSettings> = {}, tokens?: TokenSource) {
  const sent: Call[] = [];
  const asked: { id: string; answer(patch?: object): void }[] = [];
  const deleted: string[] = [];
  const events: SessionEvent[] = [];
  const waiting = new Map<string, () => void>();
  const create = (name: string, { signal, ...fields }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const store = (id = `image-of-${name}`, patch = {}) => resolve(image(id, patch));
      sent.push({ name, signal, fields, store, fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const client = {
    images: {
      upload: (_data: Blob, options: { filename: string; signal: AbortSignal }) =>
        create(options.filename, options),
      import: (url: string, options: { signal: AbortSignal }) => create(url, options),
      get: (id: string, { signal }: { signal: AbortSignal }) =>
        new Promise((resolve, reject) => {
          const question = { id, answer: (patch = {}) => (drop(), resolve(image(id, patch))) };
          const drop = () => asked.splice(asked.indexOf(question), 1);
          asked.push(question);
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      delete: (id: string) => (deleted.push(id), Promise.resolve()),
    },
  } as unknown as ImgproClient;
  let bridge!: UppyBridge;
  const session = new UploadSession({
    sender: (host) => (bridge = new UppyBridge(host)),
    connection: () => ({ client, requests: client, tokens }),
    settings: () => ({
      ...{ rules: {}, multiple: true, concurrency: 4, retries: 0, manual: false, deleteOnRemove: false },
      common: () => ({}),
      ...settings,
    }),
    onEvent: (event) => {
      events.push(event);
      const listener = waiting.get(event.type);
      waiting.delete(event.type);
      listener?.();
    },
  });
  return {
    ...{ session, bridge, sent, asked, deleted, events },
    /** Calls back at the first event of a kind, at once, as an element tells a page. */
    once: (type: SessionEvent['type'], listener: () => void) => void waiting.set(type, listener),
    names: () => session.queue.files.map(({ name }) => name),
    statuses: () => session.queue.files.map(({ status }) => status),
    told: () => events.map(({ type }) => type),
    /** So many requests are under way. */
    requests: (count: number) =>
      vi.waitFor(() => {
        if (sent.length < count) throw new Error(`${sent.length} requests instead of ${count}`);
        return sent;
      }),
  };
}

/** After all that was due has happened. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A promise that a test settles. */
export function deferred<Value>(): { promise: Promise<Value>; resolve(value: Value): void } {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((done) => (resolve = done));
  return { promise, resolve };
}
