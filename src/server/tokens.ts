import { SignJWT, errors, jwtVerify } from 'jose';
import type { Ability } from '../api/types.ts';
import { GatewayError } from './errors.ts';
import { ABILITIES } from './policy.ts';
import type { ResolvedPolicy } from './policy.ts';
import { base64url } from './secrets.ts';
import type { Keyring } from './secrets.ts';

const TYPE = 'imgpro-ut+jwt';
const ISSUER = 'imgpro-elements';
/** Seconds of difference that two clocks may have. */
const TOLERANCE = 30;
export const MAX_LIFETIME = 3600;

/** Permissions and limits of a verified token. */
export interface Grant {
  /** The site's name for the person. */
  sub: string;
  /** This token's own name; counters hang on it. */
  jti: string;
  /** Seconds since 1970. */
  expiresAt: number;
  abilities: Ability[];
  maxBytes: number;
  types: string[];
  maxFiles: number | undefined;
  /** The origin of the page it was minted for. */
  origin: string | undefined;
  fixed: Record<string, string>;
  allowed: string[];
  importHosts: string[];
}

export interface MintRequest {
  sub: string;
  abilities: Ability[];
  policy: ResolvedPolicy;
  origin: string | null;
  /** Seconds. */
  lifetime: number;
  audience: string;
}

/** Mints a token: HS256, `typ` and `kid` in its head, every limit in its claims (RFC 7519). */
export async function mintToken(
  keyring: Keyring,
  request: MintRequest,
): Promise<{ token: string; issuedAt: number; expiresAt: number }> {
  const { policy } = request;
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + request.lifetime;
  const token = await new SignJWT({
    abl: request.abilities,
    max_bytes: policy.maxBytes,
    types: policy.types,
    ...(policy.maxFiles !== undefined && { max_files: policy.maxFiles }),
    ...(request.origin !== null && { org: request.origin }),
    fix: policy.fixed,
    allow: policy.allowed,
    ...(policy.importHosts.length > 0 && { imp: policy.importHosts }),
  })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid: keyring.signing.kid })
    .setIssuer(ISSUER)
    .setAudience(request.audience)
    .setSubject(request.sub)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(expiresAt)
    .setJti(base64url(crypto.getRandomValues(new Uint8Array(16))))
    .sign(keyring.signing.key);
  return { token, issuedAt, expiresAt };
}

/** The token in an `Authorization: Bearer …`; throws 401 `token_missing`. */
export function bearerToken(authorization: string | null): string {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1];
  if (!token) throw unauthorised('token_missing', 'Send the upload token as "Authorization: Bearer …".');
  return token;
}

/** Verifies a token; throws 401 `token_expired`, which is worth one refresh, or `token_invalid`, which is not. */
export async function verifyToken(keyring: Keyring, token: string, audience: string): Promise<Grant> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = keyring.verifying.get(header.kid ?? '');
        if (!key) throw new errors.JOSEError('unknown kid');
        return key;
      },
      {
        algorithms: ['HS256'],
        typ: TYPE,
        issuer: ISSUER,
        audience,
        clockTolerance: TOLERANCE,
        maxTokenAge: MAX_LIFETIME,
        requiredClaims: ['sub', 'jti', 'iat', 'nbf', 'exp', 'abl', 'max_bytes', 'types', 'fix', 'allow'],
      },
    );
    return grantOf(payload);
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw unauthorised('token_expired', 'The upload token has expired. Ask for a new one.');
    throw unauthorised('token_invalid', 'The upload token is not valid here.');
  }
}

/** Signed by us, so its claims have the types that `mintToken` gave them. */
function grantOf(payload: Record<string, unknown>): Grant {
  return {
    sub: payload['sub'] as string,
    jti: payload['jti'] as string,
    expiresAt: payload['exp'] as number,
    abilities: ABILITIES.filter((ability) => (payload['abl'] as string[]).includes(ability)),
    maxBytes: payload['max_bytes'] as number,
    types: payload['types'] as string[],
    maxFiles: payload['max_files'] as number | undefined,
    origin: payload['org'] as string | undefined,
    fixed: payload['fix'] as Record<string, string>,
    allowed: payload['allow'] as string[],
    importHosts: (payload['imp'] as string[] | undefined) ?? [],
  };
}

function unauthorised(
  code: 'token_missing' | 'token_invalid' | 'token_expired',
  message: string,
): GatewayError {
  return new GatewayError(401, code, message, { headers: { 'www-authenticate': 'Bearer' } });
}
