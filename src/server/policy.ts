import type { Ability, UploadPolicy } from '../api/types.ts';
import { checkKeys, isPlainObject, parseSpan, wrongOption } from './checks.ts';
import { importHostFault } from './import-hosts.ts';

/** Permissions and limits of a token of one profile. Sizes in bytes, times in seconds. */
export interface Policy {
  /** Largest file in bytes; default 20,000,000. */
  maxBytes?: number;
  /** MIME types, judged by content; `image/*` for all the service takes. Default: the raster formats of the web, and HEIC. */
  types?: string[];
  /**
   * How many images one token may store; 1 makes it single use. Default: any number. A person can ask for another
   * token, so `limits` of the handler are what bounds a person.
   */
  maxFiles?: number;
  /**
   * Fields a browser may set on create and update: `caption`, `ttl`, `public`, metadata names. Default `caption`,
   * `alt_text`.
   */
  fields?: string[];
  /**
   * Hosts that images may be imported from: `example.com`, `*.example.com`, or `*` for any public one. Default: none.
   * Only the ports of http and https are open, and no private host, unless a host is written with its port
   * (`localhost:8080`).
   */
  importHosts?: string[];
  /** Fixed for every image: seconds, or `7d`. The browser can't set it. */
  ttl?: number | string;
  /** Fixed for every image. The browser can't set it. */
  public?: boolean;
  /** Fixed metadata. The browser can't set these names. */
  metadata?: Record<string, string>;
}

/** A policy with its defaults, ready to be minted into a token. */
export interface ResolvedPolicy {
  maxBytes: number;
  types: string[];
  maxFiles: number | undefined;
  /** Fields and metadata the gateway sets itself. */
  fixed: Record<string, string>;
  /** Fields the browser may set; never one that is fixed. */
  allowed: string[];
  importHosts: string[];
}

export const ABILITIES: readonly Ability[] = ['create', 'read', 'list', 'update', 'delete', 'usage'];
export const DEFAULT_ABILITIES: readonly Ability[] = ['create', 'read'];
export const DEFAULT_PROFILE = 'default';
const DEFAULT_MAX_BYTES = 20_000_000;
const DEFAULT_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/heic'];
/** MIME types that `image/*` stands for: every type the service takes. */
const ALL_TYPES = [...DEFAULT_TYPES, 'image/svg+xml', 'image/bmp', 'image/x-icon'];
const DEFAULT_FIELDS = ['caption', 'alt_text'];
const POLICY_KEYS = [
  'maxBytes',
  'types',
  'maxFiles',
  'fields',
  'importHosts',
  'ttl',
  'public',
  'metadata',
] as const satisfies readonly (keyof Policy)[];

/** The shortest and the longest life of an image that the service knows, in seconds. */
const TTL = { least: 300, most: 7_776_000 };

/** Names that mean something to some generation of the API, so that no policy can open them to a browser. */
const RESERVED_FIELDS = ['file', 'url', 'id', 'ids', 'metadata', 'labels', 'filename'];

/** Every policy by its profile; a single one is the profile `default`. Throws a TypeError at what can't be meant. */
export function resolvePolicies(
  policy: Policy | Record<string, Policy> = {},
  ownerField: string,
): Map<string, ResolvedPolicy> {
  if (!isPlainObject(policy)) throw wrongOption('policy is an object: one policy, or one for each profile.');
  const isOne = Object.keys(policy).every((key) => isPolicyKey(key));
  if (isOne) return new Map([[DEFAULT_PROFILE, resolvePolicy('policy', policy as Policy, ownerField)]]);
  const profiles = Object.entries(policy as Record<string, Policy>);
  const isMap = profiles.every(([, each]) => isPlainObject(each));
  const mistaken = profiles.find(([name]) => isPolicyKey(name));
  if (isMap && mistaken)
    throw wrongOption(`policy: "${mistaken[0]}" is an option of a policy, so no profile can have that name.`);
  if (!isMap) checkKeys('policy', policy, POLICY_KEYS);
  return new Map(profiles.map(([name, each]) => [name, resolvePolicy(`policy.${name}`, each, ownerField)]));
}

const isPolicyKey = (name: string): boolean => (POLICY_KEYS as readonly string[]).includes(name);

function resolvePolicy(path: string, policy: Policy, ownerField: string): ResolvedPolicy {
  const fault = (text: string) => wrongOption(`${path}: ${text}`);
  checkKeys(path, policy, POLICY_KEYS);
  const listOf = (name: 'types' | 'fields' | 'importHosts', otherwise: string[]): string[] => {
    const list = policy[name] ?? otherwise;
    if (!Array.isArray(list) || !list.every((each) => typeof each === 'string'))
      throw fault(`${name} is a list of strings.`);
    return list;
  };

  const { maxBytes = DEFAULT_MAX_BYTES, maxFiles, ttl, metadata = {} } = policy;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) throw fault('maxBytes is a whole number of bytes.');
  if (maxFiles !== undefined && (!Number.isSafeInteger(maxFiles) || maxFiles < 1))
    throw fault('maxFiles is a whole number from 1.');
  const types = listOf('types', DEFAULT_TYPES)
    .map(canonicalType)
    .flatMap((type) => (type === 'image/*' ? ALL_TYPES : type));
  if (types.length === 0) throw fault('types is empty, so nothing could be uploaded: leave it out.');
  for (const type of types)
    if (!ALL_TYPES.includes(type)) throw fault(`"${type}" is no image type that the service takes.`);

  if (ttl !== undefined) {
    const seconds = parseSpan(ttl);
    if (seconds === null || seconds < TTL.least || seconds > TTL.most)
      throw fault('ttl is a number of seconds, or like 30m, 12h, 7d: five minutes to ninety days.');
  }
  if (policy.public !== undefined && typeof policy.public !== 'boolean')
    throw fault('public is true or false.');
  if (!isPlainObject(metadata)) throw fault('metadata is an object of strings.');
  const fields = listOf('fields', DEFAULT_FIELDS);
  for (const name of [...fields, ...Object.keys(metadata)])
    if (!isOpenField(name, ownerField)) throw fault(`"${name}" can't be a field.`);
  for (const [name, value] of Object.entries(metadata))
    if (typeof value !== 'string') throw fault(`metadata.${name} has to be a string.`);
  const importHosts = listOf('importHosts', []).map((host) => host.toLowerCase());
  for (const host of importHosts) {
    const wrong = importHostFault(host);
    if (wrong !== null) throw fault(`importHosts: "${host}" ${wrong}`);
  }

  const fixed: Record<string, string> = {
    ...(ttl !== undefined && { ttl: String(ttl) }),
    ...(policy.public !== undefined && { public: String(policy.public) }),
    ...metadata,
  };
  return {
    maxBytes,
    types: [...new Set(types)],
    maxFiles,
    fixed,
    allowed: fields.filter((name) => !Object.hasOwn(fixed, name)),
    importHosts,
  };
}

/** Whether a name can be left to a policy or to `authorize`: neither the owner's nor one the API reads apart. */
export function isOpenField(name: string, ownerField: string): boolean {
  if (!/^[^_[\]\u0000-\u001f"\\\u007f][^[\]\u0000-\u001f"\\\u007f]{0,63}$/.test(name)) return false;
  if (name !== name.trim()) return false;
  const lower = name.toLowerCase();
  return lower !== ownerField.toLowerCase() && !RESERVED_FIELDS.includes(lower);
}

/** The granted abilities, narrowed to what was asked for. */
export function narrowAbilities(
  granted: readonly Ability[],
  asked: readonly Ability[] | undefined,
): Ability[] {
  return ABILITIES.filter(
    (ability) => granted.includes(ability) && (asked === undefined || asked.includes(ability)),
  );
}

/**
 * The profile that a visitor gets: the one that the page asked for if it is among those granted, else nothing (null).
 * Where the page asks for none: `default` if it is granted, else the first.
 */
export function chooseProfile(granted: readonly string[], asked: string | undefined): string | null {
  if (asked !== undefined) return granted.includes(asked) ? asked : null;
  return granted.includes(DEFAULT_PROFILE) ? DEFAULT_PROFILE : (granted[0] ?? null);
}

/** Policy as told to the token's bearer, so that the uploader can check before it sends. */
export function describePolicy(policy: ResolvedPolicy, abilities: Ability[]): UploadPolicy {
  return {
    max_bytes: policy.maxBytes,
    types: policy.types,
    ...(policy.maxFiles !== undefined && { max_files: policy.maxFiles }),
    abilities,
    fields: policy.allowed,
    import: policy.importHosts.length > 0,
  };
}

const TYPE_ALIASES: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'image/vnd.microsoft.icon': 'image/x-icon',
  'image/x-ms-bmp': 'image/bmp',
};

/** One spelling for each type. */
export function canonicalType(type: string): string {
  const lower = type.trim().toLowerCase();
  return Object.hasOwn(TYPE_ALIASES, lower) ? TYPE_ALIASES[lower]! : lower;
}

/** Whether a file whose content is `mime` may be stored. */
export function allowsType(types: readonly string[], mime: string): boolean {
  return types.includes(canonicalType(mime));
}
