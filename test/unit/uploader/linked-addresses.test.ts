import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkedAddresses } from '../../../src/elements/uploader/input/linked-addresses.ts';

const all = (html: string, addresses = '', text = '') => linkedAddresses({ html, addresses, text });
const of = (html: string, addresses = '', text = '') => all(html, addresses, text).addresses[0] ?? null;

test('the picture beats the link around it; quotes, order and case of attributes do not matter', () => {
  const addresses = 'https://site.test/page';
  for (const img of [
    '<img src="https://site.test/a.png">',
    "<IMG alt='x' SRC='https://site.test/a.png'/>",
    '<img src=https://site.test/a.png width=3>',
    '<img data-src="https://no.test/" src="https://site.test/a.png">',
  ])
    expect(of(`<a href="${addresses}">${img}</a>`, addresses)).toBe('https://site.test/a.png');
});

test('the list serves where no picture has a web address; comments of it do not', () => {
  expect(of('', '#c\r\nhttps://a.test/\r\nhttps://b.test/')).toBe('https://a.test/');
  expect(of('<img src="data:image/png;base64,xx">', 'https://a.test/')).toBe('https://a.test/');
  expect(of('<img alt="no address">', 'https://a.test/')).toBe('https://a.test/');
  expect(of('<img src="javascript:alert(1)">', 'file:///etc/passwd')).toBeNull();
  expect(of('', '')).toBeNull();
});

test('whatever is dropped, it is a web address or nothing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (html, addresses) => {
      for (const found of all(`<img src="${html}">`, addresses, html).addresses)
        expect(new URL(found).protocol).toMatch(/^https?:$/);
    }),
  );
});

test('an address of any kind comes through the markup of a drag', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), (address) => {
      const written = address.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
      expect(of(`<img class="x" src="${written}">`)).toBe(address);
    }),
    { numRuns: 30 },
  );
});

test('several come each once; pictures without an address are counted beside those that have one', () => {
  const html =
    '<img src="https://a.test/1"><p><img src="data:x"><img src="https://a.test/2"><img src="https://a.test/1">';
  expect(all(html)).toEqual({ addresses: ['https://a.test/1', 'https://a.test/2'], without: 1 });
  const list = 'https://a.test/1\r\n#c\r\nhttps://a.test/2';
  expect(all('', list).addresses).toEqual(['https://a.test/1', 'https://a.test/2']);
});

test.each([
  [' https://a.test/x.jpg\n', ['https://a.test/x.jpg']],
  ['https://a.test/x\nhttps://a.test/y', ['https://a.test/x', 'https://a.test/y']],
  ['see https://a.test', []],
  ['https://a.test and more', []],
  ['javascript:alert(1)', []],
  ['ftp://a.test/x.jpg', []],
  ['', []],
])('lines of text that are an address alone: %o', (text, addresses) =>
  expect(all('', '', text).addresses).toEqual(addresses),
);
