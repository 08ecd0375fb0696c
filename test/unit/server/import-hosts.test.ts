import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importAddress } from '../../../src/server/import-hosts.ts';

describe('an address to import', () => {
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
    expect('href' in importAddress(address, hosts)).toBe(allowed);
  });

  // curl and Python connect to 169.254.169.254 for the first one; WHATWG parsers read images.example.com.
  test.each([
    'http://images.example.com\\@169.254.169.254/latest/meta-data/',
    'http://images.example.com\\.evil.example/',
    'ht\ntp://images.example.com/a.jpg',
    'http://images.exa\tmple.com/a.jpg',
    ' http://images.example.com/a.jpg',
    'http://images.example.com/a b.jpg',
    'http://images.example.com/a.jpg\u0000',
    'http://images.example.com/a.jpg\u00a0',
    'http:images.example.com/a.jpg',
    'http:/images.example.com/a.jpg',
    'http:///images.example.com/a.jpg',
    '//images.example.com/a.jpg',
    'http://images.example.com:22/',
    'http://images.example.com:8080/a.jpg',
    'https://images.example.com:80/a.jpg',
    'http://user@images.example.com/a.jpg',
    'http://@images.example.com:@169.254.169.254/',
    'http://images.example.com./a.jpg',
  ])('%j is refused although images.example.com is named', (address) => {
    expect(importAddress(address, ['images.example.com'])).toHaveProperty('refusal');
  });

  test.each([
    ['http://images。example。com/a.jpg#part', 'http://images.example.com/a.jpg'],
    ['HTTPS://IMAGES.example.com:443/ä.jpg?q=é', 'https://images.example.com/%C3%A4.jpg?q=%C3%A9'],
    ['http://images.example.com/a/../b.jpg', 'http://images.example.com/b.jpg'],
  ])('%s goes on as %s: as it was judged', (address, href) => {
    expect(importAddress(address, ['images.example.com'])).toEqual({ href });
  });

  test('of a host written with its port, that port alone', () => {
    const hosts = ['images.example.com:8080'];
    expect(importAddress('http://images.example.com:8080/', hosts)).toHaveProperty('href');
    expect(importAddress('http://images.example.com/', hosts)).toHaveProperty('refusal');
  });

  test('goes on only as text that parses to the judged host, whatever was sent', () => {
    const piece = fc.constantFrom(
      'http', 'https', ':', '/', '//', '\\', '@', '?', '#', '.', ' ', '\t', '%', '%2e', '%5c', ':80', ':22',
      'images.example.com', '127.0.0.1', '[::1]', 'evil.example', '\u3002', '\uff0f', 'a',
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const result = importAddress(`http://${pieces.join('')}`, ['images.example.com']);
        if ('refusal' in result) return;
        expect(result.href).toMatch(/^https?:\/\/images\.example\.com\/[!-~]*$/);
        expect(result.href).not.toMatch(/[\\#]/);
      }),
      { numRuns: 2000 },
    );
  });
});
