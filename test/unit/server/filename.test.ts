import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanFilename } from '../../../src/server/filename.ts';
import { call, mount, picture, rawForm, service, storing } from './harness.ts';

describe('a name of a file', () => {
  test.each([
    ['a.jpg', 'a.jpg'],
    ['Sommer – größe 🌞.JPG', 'Sommer – größe 🌞.JPG'],
    ['C:\\Users\\anna\\photo.jpg', 'photo.jpg'],
    ['/etc/passwd', 'passwd'],
    ['../../a.jpg', 'a.jpg'],
    ['photo\\', 'photo'],
    ['a"b".jpg', 'ab.jpg'],
    ['a\u0000b\r\nc.jpg', 'abc.jpg'],
    ['  a.jpg ', 'a.jpg'],
    ['', 'image.jpg'],
    ['\\', 'image.jpg'],
    ['..', 'image.jpg'],
    ['\u0000', 'image.jpg'],
    [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(195)}.jpeg`],
  ])('%j goes on as %j', (name, clean) => {
    expect(cleanFilename(name, 'image/jpeg')).toBe(clean);
  });

  test.each([
    ['image/png', 'image.png'],
    ['image/svg+xml', 'image.svg'],
    ['image/x-icon', 'image.ico'],
  ])('that is none is made from %s: %s', (type, clean) => {
    expect(cleanFilename('', type)).toBe(clean);
  });

  test('never has what parsers of forms read in different ways', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const clean = cleanFilename(name, 'image/png');
        expect(clean).not.toMatch(/["\\/\u0000-\u001f\u007f]/);
        expect(clean).toMatch(/\S/);
        expect(clean.length).toBeLessThanOrEqual(400);
      }),
    );
  });
});

test.each([
  ['filename="photo\\"', 'photo'],
  ['filename="a\u0000b.png"', 'ab.png'],
  ["filename*=UTF-8''%61%00%62.png", 'ab.png'],
  ['filename=""', 'image.png'],
  ['filename="a.png"; filename*=latin1\'\'b.png', 'a.png'],
  ["filename*=latin1''b%E4.png", 'image.png'],
  ["filename*=UTF-8''%ff.png", 'image.png'],
])('a file whose part says %j reaches the service as %j', async (parameter, name) => {
  const upstream = service(storing);
  const { body, headers } = rawForm(
    new Uint8Array(
      Buffer.concat([
        Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; ${parameter}\r\n\r\n`),
        picture('png'),
        Buffer.from('\r\n--b--\r\n'),
      ]),
    ),
  );
  const response = await call(mount({ fetch: upstream.fetch }), 'POST', '/images', { body, headers });
  expect(response.status).toBe(201);
  expect((upstream.received[0]!.form!.get('file') as File).name).toBe(name);
});
