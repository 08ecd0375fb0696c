import type { BatchResult, Image, UploadPolicy } from '../types.ts';

/** A short-lived token from a token source, with the API that accepts it and what it allows. */
export interface TokenGrant {
  /** `null` = anonymous. */
  token: string | null;
  /** Base address of the API that accepts this token. */
  apiUrl?: string;
  /** Time of expiry in milliseconds, by the local clock. */
  expiresAt?: number;
  policy?: UploadPolicy;
}

/** Source of short-lived tokens, which caches and refreshes them. The client asks it before every attempt. */
export interface TokenSource {
  /** `expired` is the token that was just refused; it forces one refresh, shared by all callers. */
  get(options?: { signal?: AbortSignal; expired?: string }): Promise<TokenGrant>;
}

/** How to reach the service. Without `apiKey` and `token` the client is anonymous; an empty one is refused. */
export interface ClientOptions {
  /** A secret key, for servers and scripts alone: it is refused in a browser. */
  apiKey?: string;
  /** A minted token, or a source of them, for browsers. */
  token?: string | TokenSource;
  /** Wins over the `apiUrl` of a token. Default: `https://api.img.pro/v1`. */
  baseUrl?: string;
  /** Default: the platform's own. */
  fetch?: typeof globalThis.fetch;
  /** Attempts after the first one. Default 4; 0 turns retries off. */
  maxRetries?: number;
  /** Milliseconds for each attempt. Default: a minute, for the upload of a file a quarter of an hour. */
  timeout?: number;
  /** Allows a secret key in a browser: everyone who opens the page can then read it. */
  dangerouslyAllowBrowser?: boolean;
  /** The app's user on whose behalf it acts, sent as `X-Img-User`; for app secrets. */
  userId?: string;
}

/** Options of every call. */
export interface RequestOptions {
  /** Aborts the request, the waits between its attempts, and polling; the call rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Identifies this creation, so that a repeated request never stores it twice (for 24 h). Default: a random one. */
  idempotencyKey?: string;
  /** Milliseconds for each attempt. */
  timeout?: number;
  /** Attempts after the first one. */
  maxRetries?: number;
}

/** Options of a call about many images. */
export interface BatchOptions<Item> extends RequestOptions {
  /**
   * Told of each request's result as it comes. An error that it throws ends the call: no more are sent, and the call rejects
   * with it.
   */
  onUpdate?: (result: BatchResult<Item>) => void;
}

/** A field's value; it is stored as text. */
export type MetadataValue = string | number | boolean | null | undefined;

/** Fields stored with a new image. */
export interface CreateFields {
  caption?: string | null;
  /** Time to live: seconds, or `5m` to `90d`. Default: for ever with a key, 30 days without. */
  ttl?: string | number | null;
  /** A date, ISO-8601 text, or unix seconds. Default: now. */
  published_at?: string | number | Date | null;
  /** `false` hides the viewer page and the API's answer, not the file's CDN address. Needs a key or token. */
  public?: boolean;
  nsfw?: boolean;
  /** Your own fields: at most 50, names of up to 64 and values of up to 1,024 characters. */
  metadata?: Record<string, MetadataValue>;
}

export interface UploadOptions extends CreateFields {
  /** Default: the File's own, or `image`. The format follows from the content, not from the name. */
  filename?: string;
}

/**
 * A change of an image. An Image as it was read, with some fields altered, is one too: what can't be edited is left out.
 */
export interface ImagePatch extends Partial<Omit<Image, 'published_at' | 'caption' | 'metadata'>> {
  /** `null` or '' clears it. */
  caption?: string | null;
  /** Seconds, or `5m` to `90d`; `null` keeps it for ever. */
  ttl?: string | number | null;
  /** A date, ISO-8601 text, or unix seconds. `null` (a draft, as read) is left as it is. */
  published_at?: string | number | Date | null;
  /** Merged with what is stored; `null` removes a field. */
  metadata?: Record<string, MetadataValue>;
}

/** Bytes of an image. Streams are read into memory first, so that a retry can send them again. */
export type ImageSource =
  Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;
