import { checkKeys, isPlainObject, parseSpan, wrongOption } from './checks.ts';
import { isPrivateHost } from './addresses.ts';
import { logErrors, redactingLog } from './log.ts';
import type { Log } from './log.ts';
import type { HandlerOptions, Limits, Metric, Timeouts } from './options.ts';
import { resolvePolicies } from './policy.ts';
import type { ResolvedPolicy } from './policy.ts';
import { MIN_SECRET_BYTES, createKeyring } from './secrets.ts';
import type { Keyring } from './secrets.ts';
import { memoryStore } from './stores/memory.ts';
import type { ImgproStore } from './stores/store.ts';
import { MAX_LIFETIME } from './tokens.ts';

/**
 * Who keeps one person's images from another's: the gateway, by their `owner` field; the service, which an app secret
 * tells the user; nobody, where the site wants people to see all of the account.
 */
export type Isolation = 'owner' | 'service' | 'none';

/** Checked limits of one person; undefined is no limit. */
export interface ResolvedLimits {
  uploads: number | undefined;
  bytes: number | undefined;
  /** Seconds. */
  window: number;
}

/** Checked options with their defaults. */
export interface Config {
  /** The key or app secret that the service knows. */
  credential: string;
  isolation: Isolation;
  keyring: () => Promise<Keyring>;
  authorize: HandlerOptions['authorize'];
  basePath: string;
  /** The audience of tokens. The Host header has no part in it. */
  audience: string;
  apiUrl: string;
  allowedOrigins: ReadonlySet<string>;
  tokenLifetime: number;
  policies: ReadonlyMap<string, ResolvedPolicy>;
  ownerField: string;
  store: ImgproStore;
  timeouts: Required<Timeouts>;
  limits: ResolvedLimits;
  onUploaded: HandlerOptions['onUploaded'];
  log: Log;
  metrics: (metric: Metric) => void;
  fetch: typeof fetch;
}

const OPTIONS = [
  'apiKey',
  'appSecret',
  'secret',
  'previousSecrets',
  'ownerSecret',
  'previousOwnerSecrets',
  'authorize',
  'basePath',
  'apiUrl',
  'allowedOrigins',
  'tokenLifetime',
  'policy',
  'scope',
  'ownerField',
  'store',
  'timeouts',
  'limits',
  'onUploaded',
  'log',
  'metrics',
  'fetch',
] as const satisfies readonly (keyof HandlerOptions)[];

const DEFAULT_API_URL = 'https://api.img.pro/v1';
const DEFAULT_TIMEOUTS: Required<Timeouts> = {
  idle: 30_000,
  total: 900_000,
  upstream: 60_000,
  hooks: 10_000,
};
const DAY_MS = 86_400_000;

/** Names that the API reads or writes apart, so that none of them can say whose an image is. */
const CORE_NAMES = new Set(
  (
    'id ids object url page_url src link sizes filename name format extension width height bytes filesize ' +
    'transformable status public published_at expires_at created_at caption description metadata labels tags ' +
    'nsfw blocked block_reason failure_reason file ttl tool defaults source_url'
  ).split(' '),
);

/**
 * Checks the options when the site starts, where a mistake is seen by the person who made it.
 * @throws TypeError that names the fix
 */
export function resolveOptions(options: HandlerOptions): Config {
  if (!isPlainObject(options)) throw wrongOption('give it an object of options.');
  checkKeys('options', options, OPTIONS);
  if (typeof options.authorize !== 'function')
    throw wrongOption(
      'authorize is missing: a function that says who may upload, and returns null for who may not.',
    );
  const { secret, previousSecrets, ownerSecret, previousOwnerSecrets } = checkedSecrets(options);
  const { scope = 'owner', ownerField = 'owner', tokenLifetime = 600 } = options;
  if (!Number.isInteger(tokenLifetime) || tokenLifetime < 1 || tokenLifetime > MAX_LIFETIME)
    throw wrongOption(`tokenLifetime is in seconds, from 1 to ${MAX_LIFETIME}.`);
  if (scope !== 'owner' && scope !== 'account') throw wrongOption('scope is "owner" or "account".');
  if (typeof ownerField !== 'string' || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(ownerField))
    throw wrongOption('ownerField is not a metadata name.');
  if (CORE_NAMES.has(ownerField.toLowerCase()))
    throw wrongOption(`ownerField can't be "${ownerField}", which means something to the service.`);

  const { credential, isolation } = checkedCredential(options, scope);
  const limits = checkedLimits(options.limits);
  const basePath = checkedPath(options.basePath ?? '/imgpro');
  const made: { keyring?: Promise<Keyring> } = {};
  const secrets = [credential, secret, ...previousSecrets, ...previousOwnerSecrets].concat(ownerSecret ?? []);
  const log = redactingLog(checkedFunction('log', options.log) ?? logErrors, secrets);
  return {
    credential,
    isolation,
    keyring: () =>
      (made.keyring ??= createKeyring(secret, previousSecrets, ownerSecret, previousOwnerSecrets)),
    authorize: options.authorize,
    basePath,
    audience: `imgpro:${basePath}`,
    apiUrl: checkedApiUrl(options.apiUrl ?? DEFAULT_API_URL),
    allowedOrigins: checkedOrigins(options.allowedOrigins),
    tokenLifetime,
    policies: withinLimits(resolvePolicies(options.policy, ownerField), limits),
    ownerField,
    store: checkedStore(options.store),
    timeouts: checkedTimeouts(options.timeouts),
    limits,
    onUploaded: checkedFunction('onUploaded', options.onUploaded),
    log,
    metrics: quietly(checkedFunction('metrics', options.metrics), log),
    fetch: checkedFunction('fetch', options.fetch) ?? ((input, init) => fetch(input, init)),
  };
}

/** The key or app secret, and what follows from its kind. */
function checkedCredential(
  { apiKey, appSecret }: HandlerOptions,
  scope: 'owner' | 'account',
): Pick<Config, 'credential' | 'isolation'> {
  const name = appSecret === undefined ? 'apiKey' : 'appSecret';
  if (apiKey !== undefined && appSecret !== undefined)
    throw wrongOption('give either apiKey or appSecret, not both.');
  const credential: unknown = apiKey ?? appSecret;
  if (typeof credential !== 'string' || isUnset(credential))
    throw wrongOption(`${name} is missing. Is its environment variable set?`);
  if (!/^[!-~]+$/.test(credential) || /^["']|["']$/.test(credential))
    throw wrongOption(
      `${name} is one word of visible ASCII characters; this one has a space, line break, quote or other character.`,
    );
  if (name === 'apiKey') return { credential, isolation: scope === 'account' ? 'none' : 'owner' };
  if (!credential.startsWith('img_sk_'))
    throw wrongOption(
      'appSecret begins with "img_sk_". An ordinary key is given as apiKey: the service keeps users apart for app secrets alone.',
    );
  if (scope === 'account')
    throw wrongOption(
      'scope: "account" needs an apiKey: with an app secret the service shows each user their own.',
    );
  return { credential, isolation: 'service' };
}

interface Secrets {
  secret: string;
  previousSecrets: string[];
  ownerSecret: string | undefined;
  previousOwnerSecrets: string[];
}

function checkedSecrets(options: HandlerOptions): Secrets {
  const { secret, previousSecrets = [], ownerSecret, previousOwnerSecrets = [] } = options;
  const check = (name: string, value: unknown): void => {
    if (typeof value === 'string' && new TextEncoder().encode(value).length >= MIN_SECRET_BYTES) return;
    const why = isUnset(value)
      ? 'is missing. Is its environment variable set?'
      : `has at least ${MIN_SECRET_BYTES} bytes.`;
    throw wrongOption(`${name} ${why} Make one with "openssl rand -base64 32" and keep it out of the code.`);
  };
  check('secret', secret);
  if (ownerSecret !== undefined) check('ownerSecret', ownerSecret);
  for (const [name, list] of Object.entries({ previousSecrets, previousOwnerSecrets })) {
    if (!Array.isArray(list)) throw wrongOption(`${name} is a list of secrets.`);
    for (const each of list) check(`each of ${name}`, each);
  }
  const { apiKey, appSecret } = options;
  if (secret === apiKey || secret === appSecret)
    throw wrongOption('secret is one of your own, and not the key of the service.');
  return { secret, previousSecrets, ownerSecret, previousOwnerSecrets };
}

/** Whether a value is what an environment variable reads as that was not set. */
function isUnset(value: unknown): boolean {
  return value === undefined || value === null || /^\s*(?:undefined|null|)\s*$/.test(String(value));
}

function checkedPath(path: unknown): string {
  if (typeof path !== 'string' || !/^[\w~./-]*$/.test(path) || /(^|\/)\.{1,2}(\/|$)|\/\//.test(path))
    throw wrongOption('basePath is a path such as "/imgpro".');
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '' : `/${inner}`;
}

function checkedApiUrl(text: unknown): string {
  if (typeof text !== 'string' || !URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw wrongOption('apiUrl is an absolute http(s) address.');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw wrongOption('apiUrl has no user or password in it.');
  if (url.search !== '' || url.hash !== '' || /[?#]$/.test(text))
    throw wrongOption('apiUrl has no query and no fragment.');
  if (url.protocol === 'http:' && !isPrivateHost(url.hostname))
    throw wrongOption('apiUrl begins with https: over http the secret key could be read on its way.');
  return url.href.replace(/\/+$/, '');
}

function checkedOrigins(origins: unknown = []): Set<string> {
  if (!Array.isArray(origins))
    throw wrongOption('allowedOrigins is a list, like ["https://www.example.com"].');
  return new Set(
    origins.map((origin: unknown) => {
      const url = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : null;
      // A path is a misunderstanding: browsers send none.
      if (
        !url ||
        url.origin === 'null' ||
        url.host.includes('*') ||
        url.origin !== String(origin).replace(/\/$/, '').toLowerCase()
      )
        throw wrongOption(`allowedOrigins: "${String(origin)}" is no origin, like https://www.example.com.`);
      return url.origin;
    }),
  );
}

function checkedTimeouts(timeouts: unknown = {}): Required<Timeouts> {
  if (!isPlainObject(timeouts)) throw wrongOption('timeouts is an object.');
  checkKeys('timeouts', timeouts, Object.keys(DEFAULT_TIMEOUTS));
  const checked = { ...DEFAULT_TIMEOUTS };
  for (const name of Object.keys(DEFAULT_TIMEOUTS) as (keyof Timeouts)[]) {
    const ms = timeouts[name] ?? DEFAULT_TIMEOUTS[name];
    if (!Number.isSafeInteger(ms) || (ms as number) < 1 || (ms as number) > DAY_MS)
      throw wrongOption(`timeouts.${name} is a number of milliseconds, from 1 to ${DAY_MS}.`);
    checked[name] = ms as number;
  }
  return checked;
}

function checkedLimits(limits: Limits = {}): ResolvedLimits {
  if (!isPlainObject(limits)) throw wrongOption('limits is an object.');
  checkKeys('limits', limits, ['uploads', 'bytes', 'window']);
  const { uploads, bytes } = limits as Limits;
  for (const [name, value] of Object.entries({ uploads, bytes }))
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 1))
      throw wrongOption(`limits.${name} is a whole number from 1.`);
  const window = parseSpan((limits as Limits).window ?? '1d');
  if (window === null || window > 366 * 86_400)
    throw wrongOption('limits.window is a number of seconds, or like 90m, 12h, 1d.');
  return { uploads, bytes, window };
}

/** No file can be larger than all that one person may upload. */
function withinLimits(
  policies: Map<string, ResolvedPolicy>,
  { bytes = Infinity }: ResolvedLimits,
): Map<string, ResolvedPolicy> {
  return new Map(
    [...policies].map(([profile, policy]) => [
      profile,
      { ...policy, maxBytes: Math.min(policy.maxBytes, bytes) },
    ]),
  );
}

const STORE_CALLS = ['reserve', 'confirm', 'release', 'get', 'set'] as const;

function checkedStore(store: ImgproStore = memoryStore()): ImgproStore {
  for (const name of STORE_CALLS)
    if (typeof (store as Partial<ImgproStore> | null)?.[name] !== 'function')
      throw wrongOption(`store has no ${name}(): give it memoryStore(), redisStore(…), or one of your own.`);
  return store;
}

function checkedFunction<Call>(name: string, value: Call | undefined): Call | undefined {
  if (value !== undefined && typeof value !== 'function') throw wrongOption(`${name} is a function.`);
  return value;
}

/** Metrics that fail are logged; they fail no request. */
function quietly(metrics: HandlerOptions['metrics'], log: Log): (metric: Metric) => void {
  return (metric) => {
    const failed = (error: unknown) =>
      log({ level: 'error', event: 'metrics_failed', message: 'The metrics hook failed.', error });
    try {
      // An async function fits the type, too; its rejection would end the process.
      const told: unknown = metrics?.(metric);
      Promise.resolve(told).catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}
