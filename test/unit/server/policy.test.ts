import { describe, expect, test } from 'vitest';
import {
  allowsType,
  describePolicy,
  isOpenField,
  narrowAbilities,
  resolvePolicies,
} from '../../../src/server/policy.ts';
import type { Policy } from '../../../src/server/policy.ts';
import { isPrivateHost, mayImport } from '../../../src/server/import-hosts.ts';
import { createImgproHandler } from '../../../src/server/index.ts';
import type { HandlerOptions } from '../../../src/server/index.ts';

const resolve = (policy?: Policy | Record<string, Policy>) => resolvePolicies(policy, 'owner');

describe('policies', () => {
  test('have defaults that are safe to start with', () => {
    expect(resolve().get('default')).toEqual({
      maxBytes: 20_000_000,
      types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/heic'],
      maxFiles: undefined,
      fixed: {},
      allowed: ['caption', 'alt_text'],
      importHosts: [],
    });
  });

  test('are one, or one for each profile', () => {
    expect([...resolve({ maxBytes: 1 }).keys()]).toEqual(['default']);
    const both = resolve({ avatar: { maxBytes: 1 }, gallery: {} });
    expect([...both.keys()]).toEqual(['avatar', 'gallery']);
    expect(both.get('avatar')!.maxBytes).toBe(1);
  });

  test('fix what a browser then can no longer set', () => {
    const policy = resolve({
      ttl: '7d',
      public: false,
      metadata: { album: '7' },
      fields: ['caption', 'ttl', 'public', 'album'],
    }).get('default')!;
    expect(policy.fixed).toEqual({ ttl: '7d', public: 'false', album: '7' });
    expect(policy.allowed).toEqual(['caption']);
  });

  test('know every spelling of a type', () => {
    const { types } = resolve({
      types: ['image/jpg', 'IMAGE/JPEG', 'image/heif', 'image/vnd.microsoft.icon'],
    }).get('default')!;
    expect(types).toEqual(['image/jpeg', 'image/heic', 'image/x-icon']);
    expect(allowsType(types, 'image/heic-sequence')).toBe(true);
    expect(allowsType(types, 'image/png')).toBe(false);
    expect(resolve({ types: ['image/*'] }).get('default')!.types).toContain('image/svg+xml');
  });

  test.each<[Policy, RegExp]>([
    [{ maxBytes: 0 }, /maxBytes/],
    [{ maxBytes: 1.5 }, /maxBytes/],
    [{ maxFiles: 0 }, /maxFiles/],
    [{ types: ['text/plain'] }, /text\/plain/],
    [{ fields: ['owner'] }, /owner/],
    [{ fields: ['Owner'] }, /Owner/],
    [{ fields: ['url'] }, /url/],
    [{ fields: ['metadata'] }, /metadata/],
    [{ fields: ['a[b]'] }, /a\[b\]/],
    [{ fields: ['__proto__'] }, /__proto__/],
    [{ fields: ['x'.repeat(65)] }, /field/],
    [{ metadata: { owner: 'me' } }, /owner/],
    [{ metadata: { n: 1 as unknown as string } }, /metadata\.n/],
    [{ maxBytes: 1, maxbytes: 1 } as Policy, /maxbytes/],
  ])('%j is refused when the site starts', (policy, why) => {
    expect(() => resolve(policy)).toThrow(TypeError);
    expect(() => resolve(policy)).toThrow(why);
  });

  test('tell the browser what they allow', () => {
    const policy = resolve({
      maxBytes: 5,
      types: ['image/png'],
      maxFiles: 2,
      fields: ['caption'],
      importHosts: ['*'],
    });
    expect(describePolicy(policy.get('default')!, ['create'])).toEqual({
      max_bytes: 5,
      types: ['image/png'],
      max_files: 2,
      abilities: ['create'],
      fields: ['caption'],
      import: true,
    });
  });
});

test.each([
  [['create', 'read'], undefined, ['create', 'read']],
  [['create', 'read'], ['read'], ['read']],
  [['create'], ['delete'], []],
  [
    ['read', 'create'],
    ['create', 'read', 'list'],
    ['create', 'read'],
  ],
] as const)('granted %j, asked %j: %j', (granted, asked, given) => {
  expect(narrowAbilities(granted, asked)).toEqual(given);
});

test.each([
  ['caption', true],
  ['alt_text', true],
  ['größe', true],
  ['two words', true],
  ['', false],
  ['_hidden', false],
  ['file', false],
  ['OWNER', false],
  ['a"b', false],
  ['a\nb', false],
])('a field %j may be opened: %s', (name, expected) => {
  expect(isOpenField(name, 'owner')).toBe(expected);
});

describe('imports', () => {
  test.each([
    ['https://example.com/a.jpg', ['example.com'], true],
    ['http://example.com/a.jpg', ['example.com'], true],
    ['https://EXAMPLE.com/a.jpg', ['example.com'], true],
    ['https://www.example.com/a.jpg', ['example.com'], false],
    ['https://www.example.com/a.jpg', ['*.example.com'], true],
    ['https://notexample.com/a.jpg', ['*.example.com'], false],
    ['https://anything.org/a.jpg', ['*'], true],
    ['https://example.com/a.jpg', [], false],
    ['ftp://example.com/a.jpg', ['*'], false],
    ['file:///etc/passwd', ['*'], false],
    ['data:image/png;base64,xx', ['*'], false],
    ['https://user:pass@example.com/', ['*'], false],
    ['not an address', ['*'], false],
    ['http://localhost/a.jpg', ['*'], false],
    ['http://localhost:8080/a.jpg', ['localhost'], false],
    ['http://localhost:8080/a.jpg', ['localhost:8080'], true],
    ['http://localhost:8081/a.jpg', ['localhost:8080'], false],
    ['http://127.0.0.1/', ['*'], false],
    ['http://2130706433/', ['*'], false],
    ['http://0x7f.1/', ['*'], false],
    ['http://[::1]/', ['*'], false],
    ['http://[::ffff:127.0.0.1]/', ['*'], false],
    ['http://169.254.169.254/latest/meta-data', ['*'], false],
    ['http://example.com./a.jpg', ['*'], true],
  ])('%s with %j: %s', (address, hosts, allowed) => {
    expect(mayImport(address, hosts) === null).toBe(allowed);
  });

  test.each([
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '0.0.0.0',
    'localhost',
    'printer',
    'printer.local',
    'db.internal',
    'localhost.',
    '[fe80::1]',
    '[fc00::1]',
    '[::]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:db8::1]',
    '[ff02::1]',
  ])('%s is private', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    'example.com',
    '[2606:4700::1]',
    '[2001:4860:4860::8888]',
  ])('%s is public', (host) => {
    expect(isPrivateHost(host)).toBe(false);
  });
});

describe('options that cannot be meant', () => {
  const good: HandlerOptions = { apiKey: 'k', secret: 'x'.repeat(32), authorize: () => null };
  test('(these are fine)', () => {
    expect(createImgproHandler(good)).toBeTypeOf('function');
  });
  test.each<[string, Partial<HandlerOptions>, RegExp]>([
    ['no key', { apiKey: undefined }, /apiKey or appSecret/],
    ['two keys', { appSecret: 's' }, /apiKey or appSecret/],
    ['no authorize', { authorize: undefined }, /authorize/],
    ['a short secret', { secret: 'x'.repeat(31) }, /32 bytes/],
    ['a short previous secret', { previousSecrets: ['short'] }, /32 bytes/],
    ['a life of a day', { tokenLifetime: 86_400 }, /tokenLifetime/],
    ['milliseconds of life', { tokenLifetime: 600_000 }, /tokenLifetime/],
    ['an address that is none', { apiUrl: '/v1' }, /apiUrl/],
    ['an origin that is none', { allowedOrigins: ['example.com'] }, /allowedOrigins/],
    ['every origin', { allowedOrigins: ['*'] }, /allowedOrigins/],
    ['a scope that is none', { scope: 'all' as 'owner' }, /scope/],
    ['an owner field that is none', { ownerField: 'a b' }, /ownerField/],
  ])('%s', (_, options, why) => {
    expect(() => createImgproHandler({ ...good, ...options } as HandlerOptions)).toThrow(why);
  });

  test('never say the secret', () => {
    expect(() => createImgproHandler({ ...good, secret: 'short-but-secret' })).toThrow(
      /^(?!.*short-but-secret)/,
    );
  });
});
