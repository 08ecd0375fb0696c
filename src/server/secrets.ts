/** A key of Web Crypto. Its global name is the DOM's, which a server's types lack. */
type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Everything that is derived from the site's secrets. Nothing is ever signed with a secret itself. */
export interface Keyring {
  /** Signs new tokens. */
  signing: { kid: string; key: Uint8Array<ArrayBuffer> };
  /** Verifies tokens, by kid: the current secret's and the previous ones'. */
  verifying: Map<string, Uint8Array<ArrayBuffer>>;
  /** Makes owner values; the first for new images, all of them recognise old ones. */
  owners: CryptoKey[];
  /** Makes the service's idempotency keys of the browsers'. */
  idempotency: CryptoKey;
  /** Seals cursors; the first for new ones, all of them open old ones. */
  cursors: CryptoKey[];
}

export const MIN_SECRET_BYTES = 32;

const encoder = new TextEncoder();

/** HKDF-SHA-256 (RFC 5869) of a secret; `info` keeps the uses apart. */
async function derive(secret: string, info: string): Promise<Uint8Array<ArrayBuffer>> {
  const base = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveBits']);
  const parameters = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: encoder.encode(`imgpro-elements ${info}`),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, base, 256));
}

async function hmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function sealingKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/**
 * Derives all keys. `ownerSecret` lets ownership outlive rotations of `secret`: without it, images stay their
 * owners' only as long as the secret that stored them is current or among the previous ones. `previousOwnerSecrets`
 * recognise images of former ones, and verify no token.
 */
export async function createKeyring(
  secret: string,
  previousSecrets: readonly string[] = [],
  ownerSecret?: string,
  previousOwnerSecrets: readonly string[] = [],
): Promise<Keyring> {
  const secrets = [secret, ...previousSecrets];
  const verifying = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const each of secrets)
    verifying.set(base64url((await derive(each, 'kid')).subarray(0, 9)), await derive(each, 'token'));
  const [kid, key] = [...verifying][0]!;
  // None of those that are for owners alone may verify a token: whoever has one could sign in as anybody.
  const ownerSecrets = [
    ...(ownerSecret === undefined ? [] : [ownerSecret]),
    ...secrets,
    ...previousOwnerSecrets,
  ];
  return {
    signing: { kid, key },
    verifying,
    owners: await Promise.all(ownerSecrets.map(async (each) => hmacKey(await derive(each, 'owner')))),
    idempotency: await hmacKey(await derive(ownerSecret ?? secret, 'idempotency')),
    cursors: await Promise.all(secrets.map(async (each) => sealingKey(await derive(each, 'cursor')))),
  };
}

/** HMAC-SHA-256 as base64url. */
export async function hmac(key: CryptoKey, text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text))));
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The bytes of a base64url text, or null when it is none. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
