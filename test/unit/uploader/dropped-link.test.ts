import fc from 'fast-check';
import { expect, test } from 'vitest';
import { droppedAddress } from '../../../src/elements/uploader/input/dropped-link.ts';

const of = (html: string, addresses = '') => droppedAddress({ html, addresses });

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
      const found = droppedAddress({ html: `<img src="${html}">`, addresses });
      if (found !== null) expect(new URL(found).protocol).toMatch(/^https?:$/);
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
