import fc from 'fast-check';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolvePolicies } from '../../../src/server/policy.ts';
import { createKeyring } from '../../../src/server/secrets.ts';
import type { Keyring } from '../../../src/server/secrets.ts';
import { bearerToken, mintToken, verifyToken } from '../../../src/server/tokens.ts';
import { SECRET } from './harness.ts';

const AUDIENCE = 'imgpro:/imgpro';
const policy = resolvePolicies(
  { maxFiles: 3, importHosts: ['example.com'], metadata: { album: '7' } },
  'owner',
).get('default')!;
const keyring = await createKeyring(SECRET);

const mint = (ring: Keyring = keyring, over: Partial<Parameters<typeof mintToken>[1]> = {}) =>
  mintToken(ring, {
    sub: 'user-1',
    abilities: ['create', 'read'],
    policy,
    origin: 'https://site.example',
    lifetime: 600,
    audience: AUDIENCE,
    ...over,
  });

afterEach(() => {
  vi.useRealTimers();
});

describe('a minted token', () => {
  test('has the claims and the head that were agreed', async () => {
    const { token, issuedAt } = await mint();
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'HS256',
      typ: 'imgpro-ut+jwt',
      kid: keyring.signing.kid,
    });
    expect(decodeJwt(token)).toEqual({
      iss: 'imgpro-elements',
      aud: AUDIENCE,
      sub: 'user-1',
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + 600,
      jti: expect.stringMatching(/^[\w-]{22}$/) as string,
      abl: ['create', 'read'],
      max_bytes: 20_000_000,
      types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/heic'],
      max_files: 3,
      org: 'https://site.example',
      fix: { album: '7' },
      allow: ['caption', 'alt_text'],
      imp: ['example.com'],
    });
  });

  test('is verified into what it allows', async () => {
    const { token, expiresAt } = await mint();
    expect(await verifyToken(keyring, token, AUDIENCE)).toEqual({
      sub: 'user-1',
      jti: expect.any(String) as string,
      expiresAt,
      abilities: ['create', 'read'],
      maxBytes: 20_000_000,
      types: policy.types,
      maxFiles: 3,
      origin: 'https://site.example',
      fixed: { album: '7' },
      allowed: ['caption', 'alt_text'],
      importHosts: ['example.com'],
    });
  });

  test('is never minted twice', async () => {
    expect((await mint()).token).not.toBe((await mint()).token);
  });
});

const refused = (code: string) => ({ status: 401, code, headers: { 'www-authenticate': 'Bearer' } });

describe('a token is refused', () => {
  test('when any of its characters is changed', async () => {
    const { token } = await mint();
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019_-.'), async (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        // The last character of a signature has two bits that mean nothing.
        fc.pre(changed !== token && at !== token.length - 1);
        await expect(verifyToken(keyring, changed, AUDIENCE)).rejects.toMatchObject(refused('token_invalid'));
      }),
      { numRuns: 300 },
    );
  });

  test('when it is anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(verifyToken(keyring, text, AUDIENCE)).rejects.toMatchObject(refused('token_invalid'));
      }),
    );
  });

  const claims = { abl: ['delete'], max_bytes: 1, types: [], fix: {}, allow: [], jti: 'x' };
  const forged = (
    change: (jwt: SignJWT) => SignJWT,
    head: Record<string, string> = {},
    key = keyring.signing.key,
  ) =>
    change(
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'imgpro-ut+jwt', kid: keyring.signing.kid, ...head })
        .setIssuer('imgpro-elements')
        .setAudience(AUDIENCE)
        .setSubject('x')
        .setIssuedAt()
        .setNotBefore('0s')
        .setExpirationTime('10m'),
    ).sign(key);
  const same = (jwt: SignJWT) => jwt;

  test('(the forgery below is a good one but for its one fault)', async () => {
    await expect(verifyToken(keyring, await forged(same), AUDIENCE)).resolves.toMatchObject({ sub: 'x' });
  });

  test.each([
    ['it has no signature', () => Promise.resolve(new UnsecuredJWT(claims).setSubject('x').encode())],
    ['another algorithm signed it', () => forged(same, { alg: 'HS512' }, new Uint8Array(64))],
    ['another secret signed it', () => forged(same, {}, new Uint8Array(32))],
    ['its kid is unknown', () => forged(same, { kid: 'nobody' })],
    ['its type is another', () => forged(same, { typ: 'JWT' })],
    ['it is for another mount', () => forged((jwt) => jwt.setAudience('imgpro:/other'))],
    ['somebody else issued it', () => forged((jwt) => jwt.setIssuer('evil'))],
    ['it begins later', () => forged((jwt) => jwt.setNotBefore('2m'))],
    ['it was issued later', () => forged((jwt) => jwt.setIssuedAt(Math.floor(Date.now() / 1000) + 120))],
  ])('when %s', async (_, make) => {
    await expect(verifyToken(keyring, await make(), AUDIENCE)).rejects.toMatchObject(
      refused('token_invalid'),
    );
  });

  test('when it lives longer than an hour, whatever it says itself', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const token = await forged((jwt) => jwt.setExpirationTime('10d'));
    vi.setSystemTime(Date.now() + 2 * 3600_000);
    await expect(verifyToken(keyring, token, AUDIENCE)).rejects.toMatchObject(refused('token_expired'));
  });

  test('as expired half a minute after its end, not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { token, expiresAt } = await mint();
    vi.setSystemTime((expiresAt + 29) * 1000);
    await expect(verifyToken(keyring, token, AUDIENCE)).resolves.toMatchObject({ sub: 'user-1' });
    vi.setSystemTime((expiresAt + 31) * 1000);
    await expect(verifyToken(keyring, token, AUDIENCE)).rejects.toMatchObject(refused('token_expired'));
  });
});

describe('rotation', () => {
  const next = 'the next secret, which is long enough too';

  test('keeps the tokens of a previous secret, and signs with the new one', async () => {
    const { token } = await mint();
    const rotated = await createKeyring(next, [SECRET]);
    await expect(verifyToken(rotated, token, AUDIENCE)).resolves.toMatchObject({ sub: 'user-1' });
    const fresh = await mint(rotated);
    await expect(verifyToken(keyring, fresh.token, AUDIENCE)).rejects.toMatchObject(refused('token_invalid'));
  });

  test('ends them when that secret is taken out', async () => {
    const { token } = await mint();
    await expect(verifyToken(await createKeyring(next), token, AUDIENCE)).rejects.toMatchObject(
      refused('token_invalid'),
    );
  });
});

describe('the Authorization header', () => {
  test.each([
    ['Bearer abc.def', 'abc.def'],
    ['bearer  abc', 'abc'],
  ])('%s', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  test.each([[null], [''], ['Bearer'], ['Bearer '], ['Basic abc'], ['Bearer a b']])(
    '%s is a missing token',
    (header) => {
      expect(() => bearerToken(header)).toThrow(expect.objectContaining(refused('token_missing')) as Error);
    },
  );
});
