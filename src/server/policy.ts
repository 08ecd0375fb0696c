import type { Ability, UploadPolicy } from '../api/types.ts';

/** What a token of one profile allows (DESIGN §9). Sizes in bytes, times in seconds. */
export interface Policy {
  /** Largest file in bytes; default 20,000,000. */
  maxBytes?: number;
  /** MIME types, judged by content; `image/*` for all the service takes. Default: the raster formats of the web, and HEIC. */
  types?: string[];
  /** How many images one token may store; 1 makes it single use. Default: any number. */
  maxFiles?: number;
  /** What a browser may set on create and update: `caption`, `ttl`, `public`, metadata names. Default `caption`, `alt_text`. */
  fields?: string[];
  /**
   * Hosts that images may be imported from: `example.com`, `*.example.com`, or `*` for any public one. Default: none.
   * A private host is only ever reached when written with its port (`localhost:8080`).
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
export const DEFAULT_MAX_BYTES = 20_000_000;
export const DEFAULT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/heic',
];
/** What `image/*` stands for: every type the service takes. */
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

/** Names that mean something to some generation of the API, so that no policy can open them to a browser. */
const RESERVED_FIELDS = ['file', 'url', 'id', 'ids', 'metadata', 'labels', 'filename'];

/** True when `value` is one policy, false when it is a map of profiles to policies. */
export function isSinglePolicy(value: Policy | Record<string, Policy>): value is Policy {
  const keys = Object.keys(value);
  return keys.length === 0 || keys.some((key) => (POLICY_KEYS as readonly string[]).includes(key));
}

/** Every policy by its profile; a single one is the profile `default`. Throws a TypeError at what can't be meant. */
export function resolvePolicies(
  policy: Policy | Record<string, Policy> | undefined,
  ownerField: string,
): Map<string, ResolvedPolicy> {
  const given = policy ?? {};
  const entries: [string, Policy][] = isSinglePolicy(given) ? [['default', given]] : Object.entries(given);
  return new Map(entries.map(([profile, each]) => [profile, resolvePolicy(profile, each, ownerField)]));
}

function resolvePolicy(profile: string, policy: Policy, ownerField: string): ResolvedPolicy {
  const fault = (text: string) => new TypeError(`createImgproHandler: policy "${profile}": ${text}`);
  for (const key of Object.keys(policy))
    if (!(POLICY_KEYS as readonly string[]).includes(key)) throw fault(`there is no "${key}".`);

  const maxBytes = policy.maxBytes ?? DEFAULT_MAX_BYTES;
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) throw fault('maxBytes is a whole number of bytes.');
  const { maxFiles } = policy;
  if (maxFiles !== undefined && (!Number.isSafeInteger(maxFiles) || maxFiles < 1))
    throw fault('maxFiles is a whole number from 1.');
  const types = (policy.types ?? DEFAULT_TYPES)
    .map(canonicalType)
    .flatMap((type) => (type === 'image/*' ? ALL_TYPES : type));
  for (const type of types)
    if (!ALL_TYPES.includes(type)) throw fault(`"${type}" is no image type that the service takes.`);

  const fields = policy.fields ?? DEFAULT_FIELDS;
  const fixed: Record<string, string> = {
    ...(policy.ttl !== undefined && { ttl: String(policy.ttl) }),
    ...(policy.public !== undefined && { public: String(policy.public) }),
    ...policy.metadata,
  };
  for (const name of [...fields, ...Object.keys(policy.metadata ?? {})])
    if (!isOpenField(name, ownerField)) throw fault(`"${name}" can't be a field.`);
  for (const [name, value] of Object.entries(fixed))
    if (typeof value !== 'string') throw fault(`metadata.${name} has to be a string.`);

  return {
    maxBytes,
    types: [...new Set(types)],
    maxFiles,
    fixed,
    allowed: fields.filter((name) => !Object.hasOwn(fixed, name)),
    importHosts: (policy.importHosts ?? []).map((host) => host.toLowerCase()),
  };
}

/** Whether a name can be left to a policy or to `authorize`: neither the owner's nor one the API reads apart. */
export function isOpenField(name: string, ownerField: string): boolean {
  if (!/^[^_[\]\u0000-\u001f"\u007f][^[\]\u0000-\u001f"\u007f]{0,63}$/.test(name)) return false;
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

/** What the token's bearer is told, so that the uploader can check before it sends (DESIGN §4). */
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
  return TYPE_ALIASES[lower] ?? lower;
}

/** Whether a file whose content is `mime` may be stored. */
export function allowsType(types: readonly string[], mime: string): boolean {
  return types.includes(canonicalType(mime));
}

/** Whether a field may be set by the browser. */
export function allowsField(allowed: readonly string[], name: string): boolean {
  return allowed.includes(name);
}
