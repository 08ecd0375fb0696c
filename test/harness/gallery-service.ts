/** A service for the gallery to talk to, without a network: images by code, lists, batches, failures. */
import { ImgproClient } from '../../src/api/index.ts';
import type { Image } from '../../src/api/types.ts';
import { apiImage } from './api-image.ts';

const pictures = new Map<string, string>();

/** A real picture of this shape and colour at a `blob:` address: nothing is fetched over the network. */
export async function picture(width: number, height: number, hue = 200): Promise<string> {
  const key = `${width}x${height}:${hue}`;
  const known = pictures.get(key);
  if (known) return known;
  const canvas = new OffscreenCanvas(Math.ceil(width / 10), Math.ceil(height / 10));
  const context = canvas.getContext('2d')!;
  context.fillStyle = `hsl(${hue} 60% 60%)`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const url = URL.createObjectURL(await canvas.convertToBlob({ type: 'image/png' }));
  pictures.set(key, url);
  return url;
}

const SHAPES = [
  [1500, 1000],
  [1000, 1500],
  [1600, 900],
  [1200, 1200],
  [1333, 1000],
] as const;

/** Images as the API has them: `photo0`, `photo1`, … of varied shapes. */
export async function makeImages(
  count: number,
  patch: Partial<Image> = {},
  prefix = 'photo',
): Promise<Image[]> {
  const urls = await Promise.all(SHAPES.map(([width, height], i) => picture(width, height, i * 60)));
  return Array.from({ length: count }, (_, i) => {
    const [width, height] = SHAPES[i % SHAPES.length]!;
    return apiImage({
      id: `${prefix}${i}`,
      url: urls[i % SHAPES.length]!,
      page_url: `https://img.example/${prefix}${i}`,
      ...{ filename: `${prefix}-${i}.jpg`, width, height, bytes: 1000, transformable: false },
      ...{ published_at: '2026-01-01T00:00:00Z', created_at: '2026-01-01T00:00:00Z' },
      ...patch,
    });
  });
}

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}

/** A service of these images: lists by cursor, gets, patches and deletes, and fails when it is told to. */
export class FakeService {
  readonly calls: Call[] = [];
  images: Image[];
  /** Answers these statuses first, one a request; `0` is a lost connection. */
  failures: { status: number; code?: string }[] = [];
  /** Ids that are locked. */
  locked = new Set<string>();
  /** Ids that a batch says it does not know. */
  missing = new Set<string>();
  /** Whether the next batch is done, and its answer lost. */
  losesAnswer = false;
  #gate: Promise<void> | null = null;

  constructor(images: Image[]) {
    this.images = images;
  }

  /** Holds all answers back until the returned function is called. */
  hold(): () => void {
    let release!: () => void;
    this.#gate = new Promise((resolve) => (release = resolve));
    return () => {
      this.#gate = null;
      release();
    };
  }

  readonly client = new ImgproClient({
    token: 'test-token',
    baseUrl: 'https://api.example/v1',
    maxRetries: 0,
    fetch: (input, init) => this.fetch(input, init),
  });

  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    this.#answer(new URL(String(input)), init);

  async #answer(url: URL, init: RequestInit = {}): Promise<Response> {
    const method = init.method ?? 'GET';
    const path = url.pathname.replace('/v1', '');
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
    this.calls.push({ method, path, query: url.searchParams, body });
    await this.#gate;
    init.signal?.throwIfAborted();
    const failure = this.failures.shift();
    if (failure?.status === 0) throw new TypeError('Failed to fetch');
    if (failure) return problem(failure.status, failure.code ?? 'upload_failed');
    if (path === '/images' && method === 'GET') return this.#list(url.searchParams);
    if (path === '/images/batch') {
      const answer = this.#batch(method, body);
      if (!this.losesAnswer) return answer;
      this.losesAnswer = false;
      throw new TypeError('Failed to fetch');
    }
    const image = this.images.find(({ id }) => `/images/${id}` === path);
    return image ? json(image) : problem(404, 'not_found');
  }

  #list(query: URLSearchParams): Response {
    const ids = query.get('ids')?.split(',');
    if (ids) return list(this.images.filter(({ id }) => ids.includes(id)).reverse(), null);
    const from = Number(query.get('cursor') ?? 0);
    const to = from + Number(query.get('limit') ?? 50);
    return list(this.images.slice(from, to), to < this.images.length ? String(to) : null);
  }

  #batch(method: string, { ids, ...patch }: Record<string, unknown>): Response {
    const asked = ids as string[];
    const codeOf = (id: string) =>
      this.locked.has(id) ? 'media_locked' : this.missing.has(id) ? 'not_found' : null;
    const free = asked.filter((id) => codeOf(id) === null);
    const errors = asked
      .filter((id) => codeOf(id) !== null)
      .map((id) => ({ id, error: { type: 'permission_error', code: codeOf(id), message: 'No.' } }));
    if (method === 'DELETE') {
      this.images = this.images.filter(({ id }) => !free.includes(id));
      const data = free.map((id) => ({ id, object: 'image', deleted: true }));
      return json({ object: 'batch_result', data, errors }, errors.length ? 207 : 200);
    }
    this.images = this.images.map((image) => (free.includes(image.id) ? patched(image, patch) : image));
    const data = this.images.filter(({ id }) => free.includes(id));
    return json({ object: 'batch_result', data, errors }, errors.length ? 207 : 200);
  }
}

/** An image with a PATCH made, as the API makes it: a span of time is an expiry, other fields are metadata. */
function patched(image: Image, { caption, public: isPublic, ttl, ...rest }: Record<string, unknown>): Image {
  const changed = { ...image };
  if (caption !== undefined) changed.caption = (caption as string) || null;
  if (isPublic !== undefined) changed.public = isPublic as boolean;
  if (ttl === null) changed.expires_at = null;
  else if (ttl !== undefined) changed.expires_at = new Date(Date.now() + Number(ttl) * 1000).toISOString();
  const metadata = Object.entries({ ...image.metadata, ...rest }).filter(([, value]) => value !== null);
  changed.metadata = Object.fromEntries(metadata) as Record<string, string>;
  return changed;
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const problem = (status: number, code: string) =>
  json({ error: { type: 'api_error', code, message: `The service says ${code}.` } }, status);
const list = (data: Image[], next_cursor: string | null) =>
  json({ object: 'list', data, pagination: { has_more: next_cursor !== null, next_cursor, next_url: null } });
