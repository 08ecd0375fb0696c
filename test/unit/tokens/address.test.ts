import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiUrlOf, tokenBase, type TokenAddresses } from '../../../src/tokens/address.ts';

const ENDPOINT = 'https://site.example/imgpro/token';
const GATEWAY = 'https://site.example/imgpro/v1';
const SERVICE = 'https://api.img.pro/v1';
const EVIL = 'https://evil.example/v1';

describe('where a token is honoured', () => {
  test.each([
    ['/imgpro/v1', ENDPOINT, 'https://site.example/imgpro/v1'],
    [undefined, ENDPOINT, 'https://site.example/imgpro/v1'],
    ['https://api.img.pro/v1/', ENDPOINT, 'https://api.img.pro/v1'],
    ['https://api.img.pro/v1/', undefined, 'https://api.img.pro/v1'],
    [undefined, undefined, undefined],
  ])('%s of %s is %s', (apiUrl, from, expected) => expect(apiUrlOf(apiUrl, from)).toBe(expected));
});

describe('where a token is sent', () => {
  const minted = { endpoint: ENDPOINT, answered: GATEWAY };
  test.each<[string, TokenAddresses, string]>([
    ['to the address that came with it', minted, GATEWAY],
    ['to the page-wide one where none came', { pageWide: GATEWAY }, GATEWAY],
    ['to the service where nobody names one', {}, SERVICE],
    ['not where an element alone says', { ...minted, wanted: EVIL }, GATEWAY],
    [
      'to another path of its endpoint',
      { ...minted, wanted: 'https://site.example/v2' },
      'https://site.example/v2',
    ],
    [
      'to its endpoint, though it came with another address',
      { endpoint: ENDPOINT, answered: 'https://gate.example/v1', wanted: GATEWAY },
      GATEWAY,
    ],
    [
      'to another path of its own address',
      { answered: 'https://gate.example/v1', wanted: 'https://gate.example/v2' },
      'https://gate.example/v2',
    ],
    [
      'where the page says too',
      { ...minted, pageWide: 'https://other.example/v1', wanted: 'https://other.example/v2' },
      'https://other.example/v2',
    ],
    ['not over a line without encryption', { ...minted, wanted: 'http://site.example/imgpro/v1' }, GATEWAY],
    ['not to another port', { ...minted, wanted: 'https://site.example:8443/imgpro/v1' }, GATEWAY],
    [
      'not to a host that only looks like it',
      { ...minted, wanted: 'https://site.example@evil.example/v1' },
      GATEWAY,
    ],
    ['not to the service, if it is not the service that honours it', { ...minted, wanted: SERVICE }, GATEWAY],
    [
      'to another path of the service, if it goes there anyway',
      { wanted: 'https://api.img.pro/v2' },
      'https://api.img.pro/v2',
    ],
    ['not where an element says, for a bare token of the page', { wanted: EVIL }, SERVICE],
    [
      'where an element says, for a bare token of its own',
      { wanted: 'https://gate.example/v1', isOwn: true },
      'https://gate.example/v1',
    ],
    [
      'not where an element says, for a token of its own that names an address',
      { wanted: EVIL, answered: GATEWAY, isOwn: true },
      GATEWAY,
    ],
    [
      'nowhere new for an address that came with it and is wrong',
      { answered: 'https://', wanted: EVIL },
      'https://',
    ],
  ])('%s', (_, addresses, expected) => expect(tokenBase(addresses)).toBe(expected));

  test('is an origin that the answer, its endpoint or the page names, whatever an element says', () => {
    const origins = ['https://a.example', 'https://b.example', 'http://a.example', 'https://a.example:8443'];
    const address = fc
      .tuple(fc.constantFrom(...origins), fc.webPath())
      .map(([origin, path]) => origin + path);
    const some = fc.option(address, { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({ wanted: some, answered: address, endpoint: some, pageWide: some, isOwn: fc.boolean() }),
        (addresses) => {
          const { answered, endpoint, pageWide } = addresses;
          const named = [answered, endpoint, pageWide].flatMap((each) => (each ? new URL(each).origin : []));
          expect(named).toContain(new URL(tokenBase(addresses)).origin);
        },
      ),
    );
  });
});
