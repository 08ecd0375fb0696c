import type { Cursor } from './rules/cursor.ts';
import type { SourceFormat } from './rules/formats.ts';
import type { Remembered } from './rules/idempotency.ts';
import type { Limits } from './rules/quota.ts';
import type { Window } from './rules/rate.ts';
import type { Dimensions } from './rules/sizes.ts';
import type { OutputFormat, Transform } from './rules/transform.ts';

/**
 * Interfaces the mock needs from its surroundings. Node supplies SQLite, files, sharp and busboy; a service worker
 * supplies memory, canvas and `formData()`. Everything above these interfaces runs in both.
 */
export interface Ports {
  store: Store;
  blobs: Blobs;
  pixels: Pixels;
  bodies: Bodies;
  remote: Remote;
}

/** An image as it is kept. `publishedAt`, `expiresAt`, `createdAt` in unix seconds, `turn.at` in milliseconds. */
export interface StoredImage {
  /** Rises with every image stored and is never used twice; part of the cursor. */
  row: number;
  id: string;
  /** null = uploaded without a key. */
  account: string | null;
  /** Whose it is among the people of an app's account; null with any other key. */
  user: string | null;
  filename: string | null;
  source: SourceFormat;
  width: number;
  height: number;
  bytes: number;
  state: 'ready' | 'processing' | 'failed';
  blocked: boolean;
  blockReason: string | null;
  locked: boolean;
  failureReason: string | null;
  /** A change of state to come by the mock's clock. */
  turn: { at: number; to: 'ready' | 'failed' | 'blocked'; reason?: string } | null;
  /** Being decoded by the mock itself (HEIC). */
  decoding: boolean;
  public: boolean;
  publishedAt: number;
  expiresAt: number | null;
  createdAt: number;
  caption: string | null;
  metadata: Record<string, string>;
  nsfw: boolean;
  /** Set on images that are painted when first delivered instead of read from a file. */
  scene: number | null;
}

export type NewImage = Omit<StoredImage, 'row'>;

export interface PageQuery {
  account: string;
  /** One of an app's users; absent or null = what belongs to none of them. */
  user?: string | null;
  limit: number;
  after?: Cursor;
  offset?: number;
  ids?: string[];
  /** Also blocked and failed ones (`--lifecycle objects`). */
  hidden?: boolean;
  tags?: { names: string[]; all: boolean };
}

export interface Account {
  id: string;
  plan: string;
  limits: Limits;
}

export interface Key {
  key: string;
  account: string;
  abilities: string[];
  /** The secret of an app: each request names one of its users, and sees only what is theirs. */
  app?: boolean;
}

export interface Totals {
  images: number;
  bytes: number;
}

/** Synchronous, so that a rule that reads and then writes can't be interleaved. */
export interface Store {
  insert(image: NewImage): StoredImage;
  insertMany(images: Iterable<NewImage>): void;
  get(id: string): StoredImage | null;
  update(id: string, changes: Partial<StoredImage>): StoredImage | null;
  delete(id: string): void;
  page(query: PageQuery): StoredImage[];
  /** Images whose turn or expiry has come; milliseconds. */
  due(now: number): StoredImage[];
  decoding(): StoredImage[];
  /** Newest rows of every account, for the admin page. */
  latest(limit: number): StoredImage[];
  has(id: string): boolean;
  totals(account: string): Totals;
  count(): number;

  account(id: string): Account | null;
  putAccount(account: Account): void;
  key(key: string): Key | null;
  keys(): Key[];
  putKey(key: Key): void;

  uploads(account: string, month: string): number;
  countUpload(account: string, month: string, by: number): void;
  window(name: string): Window | null;
  putWindow(name: string, window: Window): void;
  remembered(scope: string, key: string): Remembered | null;
  remember(scope: string, key: string, answer: Remembered): void;
  forget(before: number): void;
  setting(name: string): string | null;
  setSetting(name: string, value: string): void;

  /** All or nothing. */
  atomic<Value>(work: () => Value): Value;
  /** Everything away, row numbers too. */
  clear(): void;
  close(): void;
}

/** A file on its way in: nothing of it is visible until it is committed under an image id. */
export interface Staged {
  /** All of it; for small files only. */
  read(): Promise<Uint8Array>;
  readonly size: number;
  /** The first bytes, enough to tell the format. */
  readonly head: Uint8Array;
  readonly sha256: string;
  /** A path or the bytes, for the pixels. */
  readonly data: string | Uint8Array;
  commit(name: string): Promise<void>;
  /** Does nothing after a commit. */
  discard(): Promise<void>;
}

export interface Writer {
  write(chunk: Uint8Array): Promise<void>;
  finish(): Promise<Staged>;
  abort(): Promise<void>;
}

/** Originals under the image's id, variants under `id/…`. */
export interface Blobs {
  stage(): Promise<Writer>;
  /** The original: a path, or the bytes. */
  original(id: string): Promise<string | Uint8Array | null>;
  readOriginal(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
  variant(id: string, name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  putVariant(id: string, name: string, bytes: Uint8Array): Promise<void>;
  /** The original and all variants. */
  remove(id: string): Promise<void>;
  /** After a crash: originals nobody knows any more. */
  originals(): Promise<string[]>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Says in a sentence why a file is not a picture we can take. */
export class UnreadableImage extends Error {
  override name = 'UnreadableImage';
}

export type PixelSource =
  | { kind: 'file'; data: string | Uint8Array; format: SourceFormat; width: number; height: number }
  | { kind: 'scene'; scene: number; width: number; height: number };

export interface Pixels {
  /** Dimensions as shown (upright). Rejects with UnreadableImage. */
  measure(data: string | Uint8Array, format: SourceFormat): Promise<Dimensions>;
  /** Decodes what the delivery can't (HEIC) into a JPEG. Rejects with UnreadableImage. */
  develop(data: string | Uint8Array): Promise<{ bytes: Uint8Array; width: number; height: number }>;
  render(source: PixelSource, transform: Transform, format: OutputFormat): Promise<Uint8Array<ArrayBuffer>>;
  /** Removes scripts, handlers and outside references. */
  sanitiseSvg(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  isColour(text: string): boolean;
  close(): Promise<void>;
}

export interface FilePart {
  field: string;
  filename: string | null;
  type: string;
  staged: Staged;
  /** Longer than the limit; what is staged is cut off. */
  oversize: boolean;
}

export interface Form {
  fields: [string, string][];
  files: FilePart[];
  /** Bytes of the body. */
  bytes: number;
}

export interface Bodies {
  /** Reads multipart/form-data, its files straight into staged blobs. Rejects with BrokenBody. */
  form(request: Request, limits: { fileBytes: number; signal?: AbortSignal }): Promise<Form>;
}

/** A body that can't be read: framing, size of its parts, an early end. */
export class BrokenBody extends Error {
  override name = 'BrokenBody';
  readonly details: Record<string, string[]> | null;
  constructor(message: string, details: Record<string, string[]> | null = null) {
    super(message);
    this.details = details;
  }
}

export interface Fetched {
  staged: Staged;
  filename: string | null;
  type: string;
  oversize: boolean;
}

/** Why an import failed: `refused` addresses are the caller's mistake, the rest is the other side's. */
export class ImportFailed extends Error {
  override name = 'ImportFailed';
  readonly kind: 'refused' | 'unreachable' | 'slow';
  constructor(kind: 'refused' | 'unreachable' | 'slow', message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface Remote {
  fetch(
    url: URL,
    limits: { fileBytes: number; milliseconds: number; signal?: AbortSignal },
  ): Promise<Fetched>;
}
