/**
 * The shapes of the img.pro API, generation 3: what the client returns and what the mock serves.
 * Types only: importing this file costs nothing at run time.
 */

/** One ready-made variant. `width` and `height` in pixels. */
export interface ImageSize {
  url: string;
  width: number;
  height: number;
}

/**
 * The ready-made variants: the *short* side becomes 320, 640, 1080, never enlarged.
 * `{}` for sources that can't be transformed (SVG, BMP, ICO) and while processing.
 */
export type ImageSizes = Partial<Record<'small' | 'medium' | 'large' | (string & {}), ImageSize>>;

/** State of processing. `failed` only appears on generation-3a objects. */
export type ImageStatus = 'ready' | 'processing' | 'failed';

export type BlockReason = 'content_policy' | 'dmca' | 'spam' | 'terms';

/** The Image object: every field is always present (demo/mock/README.md, Images). */
export interface Image {
  id: string;
  object: 'image';
  /** The file itself: a direct, embeddable, transformable CDN address. */
  url: string;
  /** The viewer page, the address one sends to a person. */
  page_url: string;
  sizes: ImageSizes;
  filename: string;
  /** Output format, `jpg` (never `jpeg`), `png`, … */
  format: string;
  /** Pixels; null while processing. */
  width: number | null;
  /** Pixels; null while processing. */
  height: number | null;
  /** Stored size; null while processing. */
  bytes: number | null;
  /** False for SVG, BMP and ICO: such sources take no transform parameters. */
  transformable: boolean;
  status: ImageStatus;
  /** Whether the viewer page and the API read are public; the CDN address always is. */
  public: boolean;
  /** ISO-8601 UTC; null is a draft. */
  published_at: string | null;
  /** ISO-8601 UTC; null is permanent. */
  expires_at: string | null;
  /** ISO-8601 UTC. */
  created_at: string;
  caption: string | null;
  metadata: Record<string, string>;
  nsfw: boolean;
  blocked: boolean;
  /** Only for the owner of a blocked image. */
  block_reason: BlockReason | (string & {}) | null;
  /** Only with status `failed`. */
  failure_reason: string | null;
}

/** Record that a deleted image leaves behind. */
export interface Tombstone {
  id: string;
  object: 'image';
  deleted: true;
}

export interface Pagination {
  has_more: boolean;
  next_cursor: string | null;
  next_url: string | null;
}

export interface ImageList {
  object: 'list';
  data: Image[];
  pagination: Pagination;
}

export interface BatchError {
  id: string;
  error: { type: ErrorType; code: ErrorCode; message: string };
}

export interface BatchResult<Item> {
  object: 'batch_result';
  data: Item[];
  errors: BatchError[];
}

export interface Usage {
  object: 'usage';
  monthly: {
    uploads: number;
    uploads_limit: number | null;
    uploads_remaining: number | null;
    /** ISO-8601 UTC, the first of next month. */
    resets_at: string;
  };
  totals: {
    images_stored: number;
    storage_used_bytes: number;
    storage_limit_bytes: number | null;
    storage_remaining_bytes: number | null;
  };
  plan: string;
}

/** Coarse classes of error; others may be added by the service. */
export type ErrorType =
  | 'authentication_error'
  | 'permission_error'
  | 'quota_error'
  | 'invalid_request_error'
  | 'idempotency_error'
  | 'rate_limit_error'
  | 'processing_error'
  | 'api_error'
  | (string & {});

/** Specific error codes, of the service (demo/mock/README.md, Errors) and of the token backend; others may be added. */
export type ErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'media_locked'
  | 'media_blocked'
  | 'media_failed'
  | 'quota_exceeded'
  | 'not_found'
  | 'idempotency_key_conflict'
  | 'idempotency_key_in_progress'
  | 'validation_error'
  | 'rate_limited'
  | 'upload_failed'
  | 'import_failed'
  | 'update_failed'
  | 'delete_failed'
  | 'fetch_failed'
  | 'bad_request'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'token_missing'
  | 'token_invalid'
  | 'token_expired'
  | 'token_scope'
  | 'token_exhausted'
  | 'origin_mismatch'
  | 'file_too_large'
  | 'unsupported_type'
  | 'request_timeout'
  | 'gateway_misconfigured'
  | 'upstream_unreachable'
  | (string & {});

/** Action that the service suggests to do next: sign up, upgrade, or wait. */
export interface ErrorAction {
  type: string;
  url?: string;
  label?: string;
  /** Seconds, with type `wait`. */
  retry_after?: number;
}

/** The body of every error answer. */
export interface ErrorBody {
  error: {
    type: ErrorType;
    code: ErrorCode;
    message: string;
    action?: ErrorAction;
    /** A sentence, or several, for each field at fault. */
    details?: Record<string, string | string[]>;
    usage?: Record<string, unknown>;
  };
}

/** An ability of a token: one thing that it lets its bearer do through the gateway. */
export type Ability = 'create' | 'read' | 'list' | 'update' | 'delete' | 'usage';

/** Limits of a token; the uploader takes its rules from it. */
export interface UploadPolicy {
  /** Largest file, in bytes. */
  max_bytes?: number;
  /** MIME types. */
  types?: string[];
  /** How many images may be stored with this token. */
  max_files?: number;
  abilities?: Ability[];
  /** Metadata fields a browser may set. */
  fields?: string[];
  /** Whether imports by URL are allowed. */
  import?: boolean;
}

/** The answer of `POST {base}/token`; a bare `{"token": "…"}` is accepted too. */
export interface TokenResponse {
  object?: 'upload_token';
  token: string;
  /** ISO-8601 UTC. */
  expires_at?: string;
  /** ISO-8601 UTC: the server's clock, so that the lifetime can be computed without the local one, which may be wrong. */
  server_time?: string;
  /** Address of the API that accepts the token: absolute, or a path on the token endpoint's origin. */
  api_url?: string;
  policy?: UploadPolicy;
}
