import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../../src/server/errors.ts';
import { FILE_END, writeEnd, writeField, writeFileHead } from '../../../src/server/multipart/headers.ts';
import { MultipartReader, boundaryOf, readHead, readText } from '../../../src/server/multipart/reader.ts';
import type { ReadBytes } from '../../../src/server/multipart/reader.ts';

interface Item {
  name: string;
  filename?: string;
  type?: string;
  content: Uint8Array;
}

const bytes = (text: string) => new TextEncoder().encode(text);

function concat(pieces: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function serialise(boundary: string, items: Item[]): Uint8Array {
  const pieces = items.flatMap(({ name, filename, type, content }) =>
    filename === undefined
      ? [writeField(boundary, name, new TextDecoder().decode(content))]
      : [writeFileHead(boundary, name, filename, type!), content, FILE_END],
  );
  return concat([...pieces, writeEnd(boundary)]);
}

/** Gives a body out in pieces of the given sizes, over and over. */
function inPieces(body: Uint8Array, sizes: number[]): ReadBytes {
  let at = 0;
  let turn = 0;
  return () => {
    if (at >= body.length) return Promise.resolve(null);
    const piece = body.subarray(at, at + sizes[turn++ % sizes.length]!);
    at += piece.length;
    return Promise.resolve(piece);
  };
}

async function parse(body: Uint8Array, boundary: string, sizes = [body.length || 1]): Promise<Item[]> {
  const reader = new MultipartReader(inPieces(body, sizes), boundary);
  const items: Item[] = [];
  for (let part; (part = await reader.next());) {
    const pieces: Uint8Array[] = [];
    for (let piece; (piece = await part.read());) pieces.push(piece);
    const { name, filename, type } = part;
    items.push({
      name,
      ...(filename !== undefined && { filename, type }),
      content: concat(pieces),
    });
  }
  return items;
}

const boundaries = fc.stringMatching(/^[A-Za-z0-9'()+_,./:=?-]{1,70}$/);
/** Names as they can be told apart on the wire: browsers write neither backslashes as such nor percent signs. */
const names = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .filter((name) => !/[\\%\u0000-\u0009\u000b\u000c\u000e-\u001f\ufeff]/.test(name));
const contents = (boundary: string) =>
  fc
    .oneof(
      fc.uint8Array({ maxLength: 300 }),
      // Near-delimiters.
      fc
        .array(
          fc.constantFrom(
            '\r',
            '\n',
            '\r\n',
            '-',
            '--',
            '\r\n-',
            '\r\n--',
            `\n--${boundary}`,
            boundary.slice(0, -1),
            boundary,
            'x',
          ),
          {
            maxLength: 30,
          },
        )
        .map((pieces) => bytes(pieces.join(''))),
    )
    .filter((content) => !`\r\n${Buffer.from(content).toString('latin1')}`.includes(`\r\n--${boundary}`));
const chunkings = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 });
const forms = boundaries.chain((boundary) =>
  fc.record({
    boundary: fc.constant(boundary),
    sizes: chunkings,
    items: fc.array(
      fc.oneof(
        fc.record({
          name: names,
          content: fc
            .string({ unit: 'grapheme', maxLength: 100 })
            .filter((text) => !text.includes(`--${boundary}`) && !text.startsWith('\ufeff'))
            .map(bytes),
        }),
        fc.record({
          name: names,
          filename: names,
          type: fc.constantFrom('image/png', 'image/jpeg', 'text/plain; charset=utf-8'),
          content: contents(boundary),
        }),
      ),
      { maxLength: 6 },
    ),
  }),
);

describe('a form', () => {
  test('is read as it was written, in whatever pieces it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(forms, async ({ boundary, items, sizes }) => {
        const read = await parse(serialise(boundary, items), boundary, sizes);
        expect(read.map((item) => ({ ...item, content: Buffer.from(item.content) }))).toEqual(
          items.map((item) => ({ ...item, content: Buffer.from(item.content) })),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('that ends anywhere before its last boundary is a 422', async () => {
    await fc.assert(
      fc.asyncProperty(forms, fc.double({ min: 0, max: 1, noNaN: true }), async (form, where) => {
        const whole = serialise(form.boundary, form.items);
        // The last "--" and line break: without the line break it is whole.
        const cut = whole.subarray(0, Math.floor((whole.length - 3) * where));
        const error: unknown = await parse(cut, form.boundary, form.sizes).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(GatewayError);
        expect(error).toMatchObject({ status: 422, code: 'validation_error' });
      }),
      { numRuns: 300 },
    );
  });

  test('of any bytes at all is either read or a 422', async () => {
    const soup = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '--b',
            '--b--',
            '\r\n',
            '\r\n\r\n',
            '\r\n--b\r\n',
            'Content-Disposition: form-data; name="x"',
            ' ',
            ';',
          ),
          fc.string({ unit: 'binary', maxLength: 10 }),
        ),
        { maxLength: 30 },
      )
      .map((pieces) => bytes(pieces.join('')));
    await fc.assert(
      fc.asyncProperty(soup, chunkings, async (body, sizes) => {
        const error: unknown = await parse(body, 'b', sizes).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error !== null) expect(error).toMatchObject({ status: 422 });
      }),
      { numRuns: 500 },
    );
  });

  test('holds no more of a large file than a piece at a time', async () => {
    const piece = new Uint8Array(64 * 1024).fill(7);
    let given = 0;
    let largest = 0;
    const source: ReadBytes = () => {
      given++;
      if (given === 1) return Promise.resolve(writeFileHead('b', 'file', 'a.png', 'image/png'));
      if (given < 500) return Promise.resolve(piece);
      return Promise.resolve(given === 500 ? concat([FILE_END, writeEnd('b')]) : null);
    };
    const part = (await new MultipartReader(source, 'b').next())!;
    for (let read = 0, bytes; (bytes = await part.read()); read += bytes.length) {
      largest = Math.max(largest, (given - 1) * piece.length - read - bytes.length);
    }
    expect(largest).toBeLessThanOrEqual(piece.length);
  });
});

const part = (header: string, content = 'x') => `--b\r\n${header}\r\n\r\n${content}\r\n--b--\r\n`;
const named = (parameters: string) => part(`Content-Disposition: form-data; ${parameters}`);

describe('the header of a part', () => {
  test.each([
    ['name="a"', { name: 'a' }],
    ['name=a', { name: 'a' }],
    ['NAME="a"', { name: 'a' }],
    ['name="a b"; filename="c;d.png"', { name: 'a b', filename: 'c;d.png' }],
    ['filename="x.png"; name="file"', { name: 'file', filename: 'x.png' }],
    ['name="file"; filename=""', { name: 'file', filename: '' }],
    ['name="a%22b%0D%0Ac"', { name: 'a"b\r\nc' }],
    ['name="a\\"b"', { name: 'a"b' }],
    ['name="file"; filename="ends in \\"', { name: 'file', filename: 'ends in \\' }],
    ['name="file"; filename="C:\\photos\\a.png"', { name: 'file', filename: 'C:\\photos\\a.png' }],
    ['name="file"; filename="a.png"; filename*=UTF-8\'\'%C3%A9.png', { name: 'file', filename: 'é.png' }],
    ['name="file"; filename="a.png"; filename*=UTF-8\'\'%FF', { name: 'file', filename: 'a.png' }],
    ['name="é"', { name: 'é' }],
  ])('%s', async (parameters, expected) => {
    const [item] = await parse(bytes(named(parameters)), 'b');
    expect(item).toMatchObject(expected);
    expect(Object.hasOwn(item!, 'filename')).toBe('filename' in expected);
  });

  test.each([
    ['no name', named('filename="a.png"'), /no name/],
    ['no disposition', part('Content-Type: text/plain'), /Content-Disposition/],
    ['no header at all', '--b\r\n\r\nx\r\n--b--\r\n', /Content-Disposition/],
    ['an attachment', part('Content-Disposition: attachment; name="a"'), /Content-Disposition/],
    [
      'base64',
      part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64'),
      /base64/,
    ],
    [
      '9 KB of header',
      part(`X: ${'x'.repeat(9000)}\r\nContent-Disposition: form-data; name="a"`),
      /over 8192/,
    ],
    ['an endless header', `--b\r\n${'x'.repeat(20_000)}`, /over 8192/],
    ['an endless preamble', 'x'.repeat(20_000), /begin/],
    [
      'text after the boundary',
      '--bx\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--',
      /boundary/,
    ],
    ['nothing', '', /ends before/],
  ])('with %s is a 422', async (_, body, why) => {
    await expect(parse(bytes(body), 'b', [7])).rejects.toThrow(why);
  });

  test('may be folded over lines', async () => {
    const [item] = await parse(bytes(part('Content-Disposition: form-data;\r\n  name="a"')), 'b');
    expect(item!.name).toBe('a');
  });

  test('may follow a boundary with spaces, a preamble and an epilogue', async () => {
    const body = `hello\r\n--b  \r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\nbye`;
    expect((await parse(bytes(body), 'b', [3])).map(({ name }) => name)).toEqual(['a']);
  });
});

test('a part that nobody reads is skipped', async () => {
  const body = serialise('b', [
    { name: 'one', content: bytes('1'.repeat(100)) },
    { name: 'two', content: bytes('2') },
  ]);
  const reader = new MultipartReader(inPieces(body, [10]), 'b');
  await reader.next();
  const second = (await reader.next())!;
  expect([second.name, await readText(second, 10)]).toEqual(['two', '2']);
  expect(await reader.next()).toBeNull();
});

test('a field longer than its limit is a 422 that names it', async () => {
  const reader = new MultipartReader(
    inPieces(serialise('b', [{ name: 'long', content: bytes('x'.repeat(11)) }]), [4]),
    'b',
  );
  const first = (await reader.next())!;
  await expect(readText(first, 10)).rejects.toMatchObject({
    status: 422,
    details: { long: expect.any(String) as string },
  });
});

test('the head of a short part is all of it', async () => {
  const reader = new MultipartReader(
    inPieces(serialise('b', [{ name: 'a', content: bytes('short') }]), [2]),
    'b',
  );
  expect(new TextDecoder().decode(await readHead((await reader.next())!, 4096))).toBe('short');
});

describe('the boundary', () => {
  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; boundary="a b:c"', 'a b:c'],
    ['Multipart/Form-Data; charset=utf-8; Boundary=abc', 'abc'],
    ['multipart/form-data;boundary=----WebKitFormBoundaryX', '----WebKitFormBoundaryX'],
    ['multipart/form-data', null],
    ['multipart/form-data; boundary=', null],
    ['multipart/form-data; boundary="ends in space "', null],
    [`multipart/form-data; boundary=${'x'.repeat(71)}`, null],
    ['multipart/mixed; boundary=abc', null],
    ['application/json', null],
    [null, null],
  ])('of %s is %s', (type, expected) => {
    expect(boundaryOf(type)).toBe(expected);
  });
});
