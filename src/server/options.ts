import type { Ability, Image } from '../api/types.ts';
import type { LogEntry } from './log.ts';
import type { Policy } from './policy.ts';
import type { ImgproStore } from './stores/store.ts';

/** A visitor who may have a token, as `authorize` describes them. */
export interface Authorization {
  /**
   * The site's stable name for this person, up to 255 characters. The service never sees it as it is, unless an app
   * secret is used.
   */
  sub: string;
  /** Abilities of the person; default `create` and `read`. */
  abilities?: Ability[];
  /**
   * The profiles of `policy` that this person may have; default: `default` alone. A page that asks for any other is
   * refused. Where it asks for none it gets `default` if that is among them, else the first.
   */
  profile?: string | string[];
  /** Fixed metadata of every image stored with this token. Keep it constant: a retry must not differ. */
  metadata?: Record<string, string>;
}

/** The wishes of the page, from the body of `POST {basePath}/token`. They never widen what `authorize` allows. */
export interface TokenAsk {
  profile?: string;
  abilities?: Ability[];
  files?: { size: number; type: string }[];
}

/** Who stored an image, for `onUploaded`. */
export interface UploadClaims {
  /** The site's name for the person. */
  sub: string;
  abilities: Ability[];
  /** The fields that policy and `authorize` fixed. */
  metadata: Record<string, string>;
  /** The origin of the page; undefined where the browser named none. */
  origin?: string;
  /** Whether this answers a repeated request: the image was stored, and told of, before. */
  replayed: boolean;
  requestId: string;
}

/** Limits in milliseconds, from 1 to 24 hours. */
export interface Timeouts {
  /** The longest wait for the browser's next bytes; default 30 s. */
  idle?: number;
  /** The longest time for one whole upload; default 15 min. */
  total?: number;
  /** The longest wait for the service to take more, or to answer; default 60 s. */
  upstream?: number;
  /** The longest wait for `authorize`, `onUploaded` and each call of the store; default 10 s. */
  hooks?: number;
}

/** How much one person may upload in a window of time. The window begins with their first upload. */
export interface Limits {
  /** Images. */
  uploads?: number;
  /**
   * Bytes of all files together, and so the largest single file. A request that does not say its length, as no browser
   * sends one, is counted as the largest file that it may be until it is stored.
   */
  bytes?: number;
  /** Seconds, or `90m`, `12h`, `1d`; default `1d`. */
  window?: number | string;
}

/** A finished request, for counters and histograms. */
export interface Metric {
  /** `token`, `health`, `form`, `images.create`, `images.list`, … or `unknown`. */
  route: string;
  method: string;
  status: number;
  /** The code of the error that was answered. */
  code?: string;
  durationMs: number;
  /** Bytes of the body that were read. */
  bytesIn: number;
}

/** Options of `createImgproHandler`. Unknown ones are refused. */
export interface HandlerOptions {
  /** The account's secret key. It goes to the service and nowhere else. */
  apiKey?: string;
  /** Instead of the key: an app secret, `img_sk_…`. The service then keeps the users apart, by `X-Img-User`. */
  appSecret?: string;
  /** At least 32 random bytes, from which every signing key is derived. */
  secret: string;
  /** Former secrets whose tokens are still accepted. */
  previousSecrets?: string[];
  /**
   * Whose images are whose, when that is to outlive changes of `secret`. Set it from the first day; later, to the value
   * that `secret` has then.
   */
  ownerSecret?: string;
  /** Former owner secrets: they recognise older images, and sign nothing. */
  previousOwnerSecrets?: string[];
  /** Who may have a token: null for nobody. It sees the page's own request, cookies and all. */
  authorize: (request: Request, ask: TokenAsk) => Promise<Authorization | null> | Authorization | null;
  /** Where the handler is mounted; default `/imgpro`. */
  basePath?: string;
  /** The service; default `https://api.img.pro/v1`. Plain http only within a private network. */
  apiUrl?: string;
  /** Other origins whose pages may use it; default none but the site's own. */
  allowedOrigins?: string[];
  /** Seconds; default 600, at most 3600. */
  tokenLifetime?: number;
  /** One policy, or one for each profile. */
  policy?: Policy | Record<string, Policy>;
  /** `owner` (default): people see and change their own images. `account`: all of the account's. */
  scope?: 'owner' | 'account';
  /** The metadata name that says whose an image is; default `owner`. */
  ownerField?: string;
  /** Where counters and notes are kept; default `memoryStore()`, which is right for one process. */
  store?: ImgproStore;
  timeouts?: Timeouts;
  limits?: Limits;
  /**
   * Called after an image was stored, before the browser hears of it. Where it throws or takes longer than
   * `timeouts.hooks`, that is logged, and the upload succeeds all the same.
   */
  onUploaded?: (image: Image, claims: UploadClaims) => void | Promise<void>;
  /** Where log lines go, without keys and tokens; default: errors to the console. */
  log?: (entry: LogEntry) => void;
  /** Called once for each finished request. */
  metrics?: (metric: Metric) => void;
  /** The fetch that reaches the service. */
  fetch?: typeof fetch;
}
