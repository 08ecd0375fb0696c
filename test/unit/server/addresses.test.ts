import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPrivateHost, isPublicAddress } from '../../../src/server/addresses.ts';

const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

describe('an address', () => {
  test.each([
    '0.0.0.0', '0.1.2.3', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '169.254.169.254', '172.16.0.1',
    '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.88.99.1', '192.168.0.1', '198.18.0.1', '198.19.255.255',
    '198.51.100.7', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255',
    '::', '::1', '::127.0.0.1', '::8.8.8.8', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:0:10.0.0.1', '64:ff9b::7f00:1',
    '64:ff9b::808:808', '64:ff9b:1::1', '100::1', '2001::1', '2001:2::1', '2001:10::1', '2001:1f:ffff::1', '2001:20::1',
    '2001:2f::1', '2001:db8::1', '2002:7f00:1::', '2002:808:808::1', '3fff::1', '3fff:fff::1', '4000::1', '5f00::1',
    'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2606:4700::1111%1',
    '0x7f.0.0.1', '0177.0.0.1', '127.1', '2130706433', '8.8.8', '08.8.8.8', '8.8.8.8.', '[::1]', ' 8.8.8.8', '', 'x',
  ])('%s is not public', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  }); // prettier-ignore

  test.each([
    '1.1.1.1', '8.8.8.8', '93.184.216.34', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.0.1.1',
    '198.17.0.1', '198.20.0.1', '223.255.255.255', '2606:4700::1111', '2001:4860:4860::8888', '2A00:1450::1',
  ])('%s is public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  }); // prettier-ignore

  test('that is private stays so however IPv6 wraps it', () => {
    const inside = fc.constantFrom([10], [127], [192, 168], [169, 254], [172, 20], [100, 100], [0]);
    const wraps = [
      (h: string, l: string) => `::${h}:${l}`,
      (h: string, l: string) => `::ffff:${h}:${l}`,
      (h: string, l: string) => `::ffff:0:${h}:${l}`,
      (h: string, l: string) => `64:ff9b::${h}:${l}`,
      (h: string, l: string) => `2002:${h}:${l}::1`,
      (h: string, l: string) => `2001:0:1:2:3:4:${h}:${l}`,
    ];
    fc.assert(
      fc.property(
        inside,
        fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...wraps),
        (prefix, rest, wrap) => {
          const [a = 0, b = 0, c = 0, d = 0] = [...prefix, ...rest];
          const ip = wrap(((a << 8) | b).toString(16), ((c << 8) | d).toString(16));
          expect(isPublicAddress(`${a}.${b}.${c}.${d}`)).toBe(false);
          expect(isPublicAddress(ip)).toBe(false);
          expect(isPrivateHost(hostOf(`[${ip}]`))).toBe(true);
        },
      ),
    );
  });

  test('is never public beyond 2000::/3, nor for what is no address', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(fc.integer({ min: 0x4000, max: 0xffff }), groups, (first, rest) => {
        expect(isPublicAddress([first, ...rest].map((group) => group.toString(16)).join(':'))).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isPublicAddress(text)) expect(text).toMatch(/^[\da-f.:]+$/i);
      }),
    );
  });
});

describe('a host', () => {
  test.each([
    'localhost', 'localhost.', 'localhost..', 'LOCALHOST', 'printer', 'printer.local', 'a.localhost', 'db.internal',
    'metadata.google.internal', 'metadata.google.internal..', 'nas.lan', 'x.home.arpa', 'x.test', 'x.invalid', 'x.onion',
    'app.corp', 'x.intranet', 'x.home', '127.0.0.1', '127.0.0.1.', '10.0.0.1', '169.254.169.254', '0x7f000001',
    '2130706433', '017700000001', '127.1', '0', '[::1]', '[::]', '[::127.0.0.1]', '[::ffff:10.0.0.1]', '[fe80::1]',
    '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[3fff::1]', '[2001:10::1]', '[2001:20::1]', '１２７.0.0.1', '127。0。0。1',
  ])('%s is private', (host) => {
    expect(isPrivateHost(hostOf(host))).toBe(true);
  }); // prettier-ignore

  test.each(['example.com', 'example.com.', 'xn--mnchen-3ya.de', 'local.example', 'notlocalhost.com', 'my-test.org', '8.8.8.8', '[2606:4700::1]'])(
    '%s is public',
    (host) => {
      expect(isPrivateHost(hostOf(host))).toBe(false);
    },
  ); // prettier-ignore

  test.each(['', '.', '..', '[::1', '::1', 'a b.com', 'user@example.com', 'example.com:80', 'a..b.com', '1.2.3.4.5', 'a.0x7f'])(
    '%j, which no URL has, is private',
    (host) => {
      expect(isPrivateHost(host)).toBe(true);
    },
  ); // prettier-ignore

  test('is judged the same with any case and any dots at its end', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), fc.nat(3), (labels, dots) => {
        const host = labels.join('.');
        const spelt = host.toUpperCase() + '.'.repeat(dots);
        expect(isPrivateHost(spelt)).toBe(isPrivateHost(host));
        expect(isPrivateHost(`${host}.internal${'.'.repeat(dots)}`)).toBe(true);
      }),
    );
  });

  test('has only public addresses where it is one', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), (four, six) => {
        expect(isPrivateHost(hostOf(four))).toBe(!isPublicAddress(four));
        const host = hostOf(`[${six}]`);
        expect(isPrivateHost(host)).toBe(!isPublicAddress(host.slice(1, -1)));
      }),
    );
  });
});
