import { pngOf } from './png.ts';

export interface Reply {
  status: number;
  headers: Headers;
  // Read by checks that say what they expect of it.
  json: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  text: string;
}

/** Keys of one account that may do everything, only read, only write; of one that has used its uploads; of another one; of an app. */
export type KeyName = 'key' | 'read' | 'write' | 'full' | 'other' | 'app';
export type Keys = Partial<Record<KeyName, string | null>>;

interface Ask {
  key?: string | null;
  json?: unknown;
  form?: Record<string, string | File>;
  headers?: Record<string, string>;
}

interface Owner {
  key: string | null;
  user: string | null;
}

/** A caller of one implementation. It remembers what it stored, to leave nothing behind. */
export class Probe {
  readonly base: string;
  readonly keys: Keys;
  readonly #stored = new Map<string, Owner>();

  /** `base` with or without `/v1` at its end. */
  constructor(base: string, keys: Keys) {
    this.base = base.replace(/\/+$/, '').replace(/\/v1$/, '');
    this.keys = keys;
  }

  async call(method: string, path: string, ask: Ask = {}): Promise<Reply> {
    const headers = new Headers(ask.headers);
    const key = ask.key === undefined ? (this.keys.key ?? null) : ask.key;
    if (key !== null) headers.set('Authorization', `Bearer ${key}`);
    let body: BodyInit | null = null;
    if (ask.json !== undefined) {
      headers.set('Content-Type', 'application/json');
      body = JSON.stringify(ask.json);
    } else if (ask.form) {
      const data = new FormData();
      for (const [name, value] of Object.entries(ask.form)) data.append(name, value);
      body = data;
    }
    const response = await fetch(`${this.base}/v1${path}`, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const json = parse(text);
    if (method === 'POST' && response.ok && typeof json['id'] === 'string')
      this.#stored.set(json['id'], { key, user: headers.get('X-Img-User') });
    return { status: response.status, headers: response.headers, json, text };
  }

  /** Stores a small picture of its own. */
  upload(
    fields: Record<string, string> = {},
    ask: Ask & { width?: number; height?: number; name?: string } = {},
  ): Promise<Reply> {
    const { width = 12, height = 8, name = 'verify.png', ...rest } = ask;
    return this.call('POST', '/images', { form: { ...fields, file: pngOf(width, height, name) }, ...rest });
  }

  /** Fetches a file as it is delivered. */
  async file(url: string): Promise<{ status: number; type: string; headers: Headers; bytes: Uint8Array }> {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { status, headers } = response;
    return { status, headers, bytes, type: headers.get('content-type') ?? '' };
  }

  /** Deletes what was stored with a key that may delete; without one that can't be done, and it expires by itself. */
  async clean(): Promise<void> {
    const owners = new Set([...this.#stored.values()].map((owner) => JSON.stringify(owner)));
    for (const owner of owners) {
      const { key, user } = JSON.parse(owner) as Owner;
      if (key === null) continue;
      const ids = [...this.#stored].filter(([, each]) => JSON.stringify(each) === owner).map(([id]) => id);
      const headers: Record<string, string> = user === null ? {} : { 'X-Img-User': user };
      for (let at = 0; at < ids.length; at += 100)
        await this.call('DELETE', '/images/batch', { key, headers, json: { ids: ids.slice(at, at + 100) } });
    }
  }
}

function parse(text: string): Reply['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Reply['json']) : {};
  } catch {
    return {};
  }
}
