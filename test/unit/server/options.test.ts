import { describe, expect, test } from 'vitest';
import { resolveOptions } from '../../../src/server/config.ts';
import { createImgproHandler } from '../../../src/server/index.ts';
import type { HandlerOptions } from '../../../src/server/index.ts';

const good: HandlerOptions = { apiKey: 'img_live_k', secret: 'x'.repeat(32), authorize: () => null };
const bare: Omit<HandlerOptions, 'apiKey'> = { secret: good.secret, authorize: good.authorize };
const odd = (value: unknown) => value as never;

describe('options that cannot be meant', () => {
  test('(these are fine)', () => {
    expect(createImgproHandler(good)).toBeTypeOf('function');
    expect(createImgproHandler({ ...bare, appSecret: 'img_sk_demo' })).toBeTypeOf('function');
  });

  test.each<[string, Partial<HandlerOptions>, RegExp]>([
    ['no key', { apiKey: undefined }, /apiKey is missing/],
    ['an empty key', { apiKey: '' }, /apiKey is missing\. Is its environment variable set/],
    ['a blank key', { apiKey: ' ' }, /apiKey is missing/],
    ['a variable that was not set, as text', { apiKey: 'undefined' }, /apiKey is missing/],
    ['null as text', { apiKey: 'null' }, /apiKey is missing/],
    ['a key with a line break', { apiKey: 'img_live_a\nb' }, /visible ASCII/],
    ['a key with a space at its end', { apiKey: 'img_live_a ' }, /visible ASCII/],
    ['a key in quotes', { apiKey: '"img_live_a"' }, /quote/],
    ['two keys', { appSecret: 'img_sk_a' }, /not both/],
    [
      'an ordinary key as app secret',
      { apiKey: undefined, appSecret: 'img_live_demo' },
      /begins with "img_sk_"/,
    ],
    ['an empty app secret', { apiKey: undefined, appSecret: '' }, /appSecret is missing/],
    [
      'an app secret for the whole account',
      { apiKey: undefined, appSecret: 'img_sk_a', scope: 'account' },
      /scope/,
    ],
    ['no authorize', { authorize: undefined }, /authorize/],
    ['a short secret', { secret: 'x'.repeat(31) }, /32 bytes/],
    ['no secret', { secret: undefined }, /secret is missing\. Is its environment variable set/],
    ['a secret of a variable that was not set', { secret: 'undefined' }, /secret is missing/],
    ['the key as secret', { apiKey: 'k'.repeat(40), secret: 'k'.repeat(40) }, /one of your own/],
    ['a short owner secret', { ownerSecret: 'short' }, /ownerSecret has at least 32 bytes/],
    ['a short previous owner secret', { previousOwnerSecrets: ['short'] }, /previousOwnerSecrets/],
    ['a short previous secret', { previousSecrets: ['short'] }, /32 bytes/],
    ['previous secrets that are no list', { previousSecrets: odd('x'.repeat(32)) }, /previousSecrets/],
    ['a life of a day', { tokenLifetime: 86_400 }, /tokenLifetime/],
    ['milliseconds of life', { tokenLifetime: 600_000 }, /tokenLifetime/],
    ['an address that is none', { apiUrl: '/v1' }, /apiUrl/],
    ['an address with a password', { apiUrl: 'https://a:b@api.example/v1' }, /apiUrl/],
    ['an address with a query', { apiUrl: 'https://api.example/v1?a=b' }, /apiUrl/],
    ['plain http through the world', { apiUrl: 'http://api.example.com/v1' }, /apiUrl begins with https/],
    ['an origin that is none', { allowedOrigins: ['example.com'] }, /allowedOrigins/],
    ['an origin with a path', { allowedOrigins: ['https://example.com/app'] }, /allowedOrigins/],
    ['a family of origins', { allowedOrigins: ['https://*.example.com'] }, /allowedOrigins/],
    ['every origin', { allowedOrigins: ['*'] }, /allowedOrigins/],
    [
      'one origin that is no list',
      { allowedOrigins: odd('https://example.com') },
      /allowedOrigins is a list/,
    ],
    ['a scope that is none', { scope: odd('all') }, /scope/],
    ['an owner field that is none', { ownerField: 'a b' }, /ownerField/],
    ['an owner field of the service', { ownerField: 'id' }, /ownerField/],
    ['an owner field of the service, in capitals', { ownerField: 'URL' }, /ownerField/],
    ['a base path with a query', { basePath: '/imgpro?x' }, /basePath/],
    ['a base path that climbs', { basePath: '/a/../b' }, /basePath/],
    [
      'a misspelt option',
      odd({ allowedOrigin: ['https://a.example'] }),
      /no "allowedOrigin"\. Did you mean "allowedOrigins"/,
    ],
    ['snake case', odd({ api_url: 'https://a.example' }), /Did you mean "apiUrl"/],
    ['an option of nothing here', odd({ onRemove: () => {} }), /no "onRemove"\. There are: apiKey/],
    ['a time as text', { timeouts: { total: odd('15m') } }, /timeouts\.total/],
    ['no time at all', { timeouts: { idle: 0 } }, /timeouts\.idle/],
    ['endless time', { timeouts: { idle: Infinity } }, /timeouts\.idle/],
    ['a time that nobody knows', { timeouts: odd({ upload: 5 }) }, /timeouts: there is no "upload"/],
    ['a store that is none', { store: odd({}) }, /store has no reserve/],
    ['a limit of nothing', { limits: { uploads: 0 } }, /limits\.uploads/],
    ['a limit as text', { limits: { bytes: odd('1GB') } }, /limits\.bytes/],
    ['a window that is none', { limits: { uploads: 1, window: 'day' } }, /limits\.window/],
    ['a limit that nobody knows', { limits: odd({ upload: 1 }) }, /Did you mean "uploads"/],
    ['a callback that is none', { onUploaded: odd('x') }, /onUploaded is a function/],
    ['a log that is none', { log: odd(console) }, /log is a function/],
  ])('%s', (_, options, why) => {
    expect(() => createImgproHandler({ ...good, ...options } as HandlerOptions)).toThrow(TypeError);
    expect(() => createImgproHandler({ ...good, ...options } as HandlerOptions)).toThrow(why);
  });

  test('never say the secret', () => {
    for (const options of [{ secret: 'short-but-secret' }, { apiKey: 'short but secret' }])
      expect(() => createImgproHandler({ ...good, ...options })).toThrow(/^(?!.*short)/);
  });
});

describe('options that are left out', () => {
  test('have defaults, also where they are given as undefined', () => {
    const { timeouts, limits, apiUrl, basePath } = resolveOptions({
      ...good,
      timeouts: { idle: undefined, total: 60_000 },
      limits: undefined,
      apiUrl: undefined,
    });
    expect(timeouts).toEqual({ idle: 30_000, total: 60_000, upstream: 60_000, hooks: 10_000 });
    expect(limits).toEqual({ uploads: undefined, bytes: undefined, window: 86_400 });
    expect([apiUrl, basePath]).toEqual(['https://api.img.pro/v1', '/imgpro']);
  });

  test.each([
    ['http://localhost:8787/v1/', 'http://localhost:8787/v1'],
    ['http://mock:8787/v1', 'http://mock:8787/v1'],
    ['http://10.0.0.7/v1', 'http://10.0.0.7/v1'],
    ['https://api.example//', 'https://api.example'],
  ])('%s is an address of the service', (given, kept) => {
    expect(resolveOptions({ ...good, apiUrl: given }).apiUrl).toBe(kept);
  });
});

describe('whose images are whose', () => {
  test.each([
    [{ apiKey: 'img_live_a' }, 'owner'],
    [{ apiKey: 'img_sk_live_a' }, 'owner'],
    [{ apiKey: 'img_live_a', scope: 'account' as const }, 'none'],
    [{ appSecret: 'img_sk_live_a' }, 'service'],
  ])('by %j: %s', (options, isolation) => {
    expect(resolveOptions({ ...bare, ...options }).isolation).toBe(isolation);
  });
});
