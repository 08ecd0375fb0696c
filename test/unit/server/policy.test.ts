import { describe, expect, test } from 'vitest';
import {
  allowsType,
  chooseProfile,
  describePolicy,
  isOpenField,
  narrowAbilities,
  resolvePolicies,
} from '../../../src/server/policy.ts';
import type { Policy } from '../../../src/server/policy.ts';

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
    [{ maxBytes: 1, maxbytes: 1 } as Policy, /no "maxbytes"\. Did you mean "maxBytes"/],
    [{ maxfile: 1 } as unknown as Policy, /Did you mean "maxFiles"/],
    [{ types: [] }, /types is empty/],
    [{ types: 'image/png' as unknown as string[] }, /types is a list/],
    [{ ttl: -5 }, /ttl/],
    [{ ttl: 5 }, /ttl/],
    [{ ttl: '1w' }, /ttl/],
    [{ ttl: '91d' }, /ttl/],
    [{ public: 'no' as unknown as boolean }, /public/],
    [{ metadata: [] as unknown as Record<string, string> }, /metadata/],
    [{ importHosts: ['https://example.com/'] }, /importHosts/],
    [{ importHosts: ['example.com/path'] }, /importHosts/],
    [{ importHosts: ['*.example.com:8080'] }, /importHosts/],
    [{ importHosts: ['a*.example.com'] }, /importHosts/],
    [{ importHosts: ['user@example.com'] }, /importHosts/],
    [{ importHosts: ['0x7f.1'] }, /127\.0\.0\.1/],
    [{ importHosts: [''] }, /importHosts/],
    [{ importHosts: ['127.0.0.1'] }, /written with its port/],
    [{ importHosts: ['intranet'] }, /written with its port/],
    [{ fields: ['owner '] }, /owner /],
  ])('%j is refused when the site starts', (policy, why) => {
    expect(() => resolve(policy)).toThrow(TypeError);
    expect(() => resolve(policy)).toThrow(why);
  });

  test.each<[unknown, RegExp]>([
    [{ public: { maxBytes: 1 }, staff: {} }, /no profile can have that name/],
    [{ default: {}, types: {} }, /no profile can have that name/],
    [{ default: {}, maxFiles: 2 }, /no "default"/],
    [{ staff: { maxbytes: 1 } }, /policy\.staff: there is no "maxbytes"/],
    [{ staff: 5 }, /no "staff"/],
    [[], /policy is an object/],
    ['public', /policy is an object/],
  ])('a map of profiles %j is refused when the site starts', (policy, why) => {
    expect(() => resolve(policy as Policy)).toThrow(why);
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
  [['default'], undefined, 'default'],
  [['a', 'default'], undefined, 'default'],
  [['a', 'b'], undefined, 'a'],
  [['a', 'b'], 'b', 'b'],
  [['default'], 'b', null],
  [[], undefined, null],
])('of the profiles %j, asked for %j: %j', (granted, asked, given) => {
  expect(chooseProfile(granted, asked)).toBe(given);
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
