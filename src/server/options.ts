import type { Ability, Image } from '../api/types.ts';
import { resolvePolicies } from './policy.ts';
import type { Policy, ResolvedPolicy } from './policy.ts';
import { MIN_SECRET_BYTES, createKeyring } from './secrets.ts';
import type { Keyring } from './secrets.ts';
import { memoryStore } from './store.ts';
import type { ImgproStore } from './store.ts';
import { MAX_LIFETIME } from './tokens.ts';

/** What `authorize` says about a visitor who may have a token. */
export interface Authorization {
  /** The site's stable name for this person; it never reaches the service as it is, unless an app secret is used. */
  sub: string;
  /** Default: `create` and `read`. */
  abilities?: Ability[];
  /** The profile this person gets, whatever was asked for. */
  profile?: string;
  /** Fixed metadata of every image stored with this token. Keep it constant: a retry must not differ. */
  metadata?: Record<string, string>;
}

/** What the page asked for. */
export interface TokenAsk {
  profile?: string;
  abilities?: Ability[];
  files?: { size: number; type: string }[];
}

export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  /** What happened, a name to search for. */
  event: string;
  message: string;
  status?: number;
  error?: unknown;
}

/** Limits in milliseconds. */
export interface Timeouts {
  /** The longest wait for the browser's next bytes; default 30 s. */
  idle?: number;
  /** The longest time for one whole upload; default 15 min. */
  total?: number;
  /** The longest wait for the service to take more, or to answer; default 60 s. */
  upstream?: number;
}

/** Options of `createImgproHandler` (DESIGN §9). */
export interface HandlerOptions {
  /** The account's secret key. It goes to the service and nowhere else. */
  apiKey?: string;
  /** Instead of the key: an app secret. The service then keeps the users apart, by `X-Img-User`. */
  appSecret?: string;
  /** At least 32 random bytes, from which every signing key is derived. */
  secret: string;
  /** Former secrets whose tokens are still accepted. */
  previousSecrets?: string[];
  /** Whose images are whose, when that is to outlive changes of `secret`. */
  ownerSecret?: string;
  /** Who may have a token: null for nobody. It sees the page's own request, cookies and all. */
  authorize: (request: Request, ask: TokenAsk) => Promise<Authorization | null> | Authorization | null;
  /** Where the handler is mounted; default `/imgpro`. */
  basePath?: string;
  /** The service; default `https://api.img.pro/v1`. */
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
  store?: ImgproStore;
  timeouts?: Timeouts;
  /** Called after an image was stored, before the browser hears of it. What it throws is logged only. */
  onUploaded?: (image: Image, context: { sub: string; replayed: boolean }) => void | Promise<void>;
  /** Default: errors to the console. */
  log?: (entry: LogEntry) => void;
  /** The fetch that reaches the service. */
  fetch?: typeof fetch;
}

/** Checked options with their defaults. */
export interface Config {
  credential: string;
  /** An app secret: the service keeps the users apart. */
  asUser: boolean;
  /** Whether this gateway checks who owns an image. */
  checksOwner: boolean;
  keyring: () => Promise<Keyring>;
  authorize: HandlerOptions['authorize'];
  basePath: string;
  /** What tokens are for. The Host header has no part in it. */
  audience: string;
  apiUrl: string;
  allowedOrigins: ReadonlySet<string>;
  tokenLifetime: number;
  policies: ReadonlyMap<string, ResolvedPolicy>;
  ownerField: string;
  store: ImgproStore;
  timeouts: Required<Timeouts>;
  onUploaded: HandlerOptions['onUploaded'];
  log: (entry: LogEntry) => void;
  fetch: typeof fetch;
}

const DEFAULT_API_URL = 'https://api.img.pro/v1';

/** Checks the options where a mistake can still be seen by the person who made it: when the site starts. */
export function resolveOptions(options: HandlerOptions): Config {
  const fault = (text: string) => new TypeError(`createImgproHandler: ${text}`);
  const { apiKey, appSecret, secret, previousSecrets = [], ownerSecret } = options;
  if (Boolean(apiKey) === Boolean(appSecret)) throw fault('give either apiKey or appSecret.');
  if (typeof options.authorize !== 'function')
    throw fault(
      'authorize is missing: a function that says who may upload, and returns null for who may not.',
    );
  for (const each of [secret, ...previousSecrets, ...(ownerSecret === undefined ? [] : [ownerSecret])])
    if (typeof each !== 'string' || new TextEncoder().encode(each).length < MIN_SECRET_BYTES)
      throw fault(
        `a secret has at least ${MIN_SECRET_BYTES} bytes. Make one with "openssl rand -base64 32" and keep it out of the code.`,
      );
  const tokenLifetime = options.tokenLifetime ?? 600;
  if (!Number.isInteger(tokenLifetime) || tokenLifetime < 1 || tokenLifetime > MAX_LIFETIME)
    throw fault(`tokenLifetime is in seconds, from 1 to ${MAX_LIFETIME}.`);
  const { scope = 'owner', ownerField = 'owner' } = options;
  if (scope !== 'owner' && scope !== 'account') throw fault('scope is "owner" or "account".');
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(ownerField)) throw fault('ownerField is not a metadata name.');

  const basePath = normalPath(options.basePath ?? '/imgpro');
  const keyrings: { made?: Promise<Keyring> } = {};
  return {
    credential: (apiKey || appSecret)!,
    asUser: Boolean(appSecret),
    checksOwner: scope === 'owner' && !appSecret,
    keyring: () => (keyrings.made ??= createKeyring(secret, previousSecrets, ownerSecret)),
    authorize: options.authorize,
    basePath,
    audience: `imgpro:${basePath}`,
    apiUrl: normalUrl(options.apiUrl ?? DEFAULT_API_URL, fault),
    allowedOrigins: new Set(options.allowedOrigins?.map((origin) => normalOrigin(origin, fault))),
    tokenLifetime,
    policies: resolvePolicies(options.policy, ownerField),
    ownerField,
    store: options.store ?? memoryStore(),
    timeouts: { idle: 30_000, total: 900_000, upstream: 60_000, ...options.timeouts },
    onUploaded: options.onUploaded,
    log: options.log ?? logErrors,
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
}

/** A site that gave no log has to hear of a refused key somewhere. */
function logErrors({ level, event, message, error }: LogEntry): void {
  if (level !== 'error') return;
  // eslint-disable-next-line no-console -- the server's own console, and only errors
  console.error(`imgpro ${event}: ${message}`, ...(error === undefined ? [] : [error]));
}

function normalPath(path: string): string {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}

function normalUrl(url: string, fault: (text: string) => TypeError): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw fault('apiUrl is an absolute http(s) address.');
  return url.replace(/\/+$/, '');
}

function normalOrigin(origin: string, fault: (text: string) => TypeError): string {
  if (!URL.canParse(origin) || new URL(origin).origin === 'null')
    throw fault(`allowedOrigins: "${origin}" is no origin, like https://www.example.com.`);
  return new URL(origin).origin;
}
