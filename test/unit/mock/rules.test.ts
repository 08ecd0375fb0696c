import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpan } from '../../../demo/mock/clock.ts';
import { allows, bearer } from '../../../demo/mock/rules/abilities.ts';
import { compareNewestFirst, readCursor, writeCursor } from '../../../demo/mock/rules/cursor.ts';
import { parseCreate, parsePatch } from '../../../demo/mock/rules/fields.ts';
import { cleanFilename, filenameOfUrl } from '../../../demo/mock/rules/filename.ts';
import { Faults, matcher } from '../../../demo/mock/rules/faults.ts';
import { looksLikeSvg } from '../../../demo/mock/rules/formats.ts';
import { fingerprint, judge, KEPT_MS } from '../../../demo/mock/rules/idempotency.ts';
import { isId, newId, parseIds, seededId, segmentOf } from '../../../demo/mock/rules/ids.ts';
import { mergeMetadata, readMetadata } from '../../../demo/mock/rules/metadata.ts';
import { iso, parsePublishedAt } from '../../../demo/mock/rules/published-at.ts';
import { overQuota, quotaHeaders, resetsAt } from '../../../demo/mock/rules/quota.ts';
import { allowance, current, HOUR, parseLimit } from '../../../demo/mock/rules/rate.ts';
import { sized } from '../../../demo/mock/rules/sizes.ts';
import { changeTags, readTags } from '../../../demo/mock/rules/tags.ts';
import { canonical, parseTransform, planOf } from '../../../demo/mock/rules/transform.ts';
import { parseTtl } from '../../../demo/mock/rules/ttl.ts';

const value = <Value>(result: { ok: true; value: Value } | { ok: false }): Value | 'refused' =>
  result.ok ? result.value : 'refused';

describe('ttl', () => {
  test.each([
    ['300', 300],
    [300, 300],
    ['5m', 300],
    ['2h', 7_200],
    ['90d', 7_776_000],
    [7_776_000, 7_776_000],
  ])('%j is %i s', (input, seconds) => {
    expect(value(parseTtl(input))).toBe(seconds);
  });
  test.each([
    '299',
    '4m',
    '91d',
    7_776_001,
    1.5,
    -300,
    '',
    ' 300',
    '5M',
    '1w',
    '1y',
    '3e2',
    '0x12c',
    true,
    null,
    {},
    ['300'],
    Number.NaN,
  ])('%j is refused', (input) => {
    expect(value(parseTtl(input))).toBe('refused');
  });
  test('weeks only where generation 1 is spoken', () => {
    expect(value(parseTtl('2w', { weeks: true }))).toBe(1_209_600);
  });
  test('every whole number of seconds in range is itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 7_776_000 }),
        (seconds) => value(parseTtl(String(seconds))) === seconds,
      ),
    );
  });
});

describe('published_at', () => {
  test.each([
    ['2024-06-01', '2024-06-01T00:00:00Z'], ['2024-06-01T12:30', '2024-06-01T12:30:00Z'], ['2024-06-01 12:30:15', '2024-06-01T12:30:15Z'],
    ['2024-06-01T12:30:15.999Z', '2024-06-01T12:30:15Z'], ['2024-06-01T12:00:00+02:00', '2024-06-01T10:00:00Z'], ['2024-06-01T12:00:00-0530', '2024-06-01T17:30:00Z'],
    [1717200000, '2024-06-01T00:00:00Z'], ['1717200000', '2024-06-01T00:00:00Z'], [0, '1970-01-01T00:00:00Z'], ['-86400', '1969-12-31T00:00:00Z'], ['0050-01-01', '0050-01-01T00:00:00Z'],
  ])('%j is %s', (input, expected) => {
    const seconds = value(parsePublishedAt(input));
    expect(typeof seconds === 'number' && iso(seconds)).toBe(expected);
  }); // prettier-ignore
  test.each([
    '2024-02-30',
    '2024-13-01',
    '2024-06-01T25:00',
    '2024-06-01T12:60',
    'yesterday',
    '',
    '2024-06',
    '06/01/2024',
    '2024-06-01T12:00:00+25:00',
    1.5,
    1e13,
    null,
    true,
    {},
  ])('%j is refused', (input) => {
    expect(value(parsePublishedAt(input))).toBe('refused');
  });
  test('reads back every time it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }),
        (seconds) => value(parsePublishedAt(iso(seconds))) === seconds,
      ),
    );
  });
});

describe('ids', () => {
  test('eight lower-case letters and digits; seeded ones are the same every time', () => {
    expect(newId()).toMatch(/^[a-z0-9]{8}$/);
    expect([seededId(1, 0), seededId(1, 0)]).toEqual([seededId(1, 0), seededId(1, 0)]);
    const many = new Set(Array.from({ length: 100_000 }, (_, index) => seededId(1, index)));
    expect(many.size).toBe(100_000);
    expect(segmentOf('abc12345')).toMatch(/^[a-z0-9]{3}$/);
  });
  test('a list of ids is trimmed, freed of doubles and holes', () => {
    expect(parseIds(' a,b ,,a,c')).toEqual(['a', 'b', 'c']);
    expect(['a-b_C1', 'x'.repeat(64)].every(isId)).toBe(true);
    expect(['', 'a b', '../a', 'x'.repeat(65), 'ä'].some(isId)).toBe(false);
  });
});

describe('cursors', () => {
  test('are read back as written, anything else is none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }),
        fc.nat(),
        (publishedAt, row) => {
          expect(readCursor(writeCursor({ publishedAt, row }))).toEqual({ publishedAt, row });
        },
      ),
    );
    expect(
      ['', '1', '1_', '_1', '1_2_3', 'a_b', '1_-2', '1.5_2', ' 1_2'].map(readCursor).filter(Boolean),
    ).toEqual([]);
  });
  test('order is total: newest first, then the later row', () => {
    expect(compareNewestFirst({ publishedAt: 2, row: 1 }, { publishedAt: 1, row: 9 })).toBeLessThan(0);
    expect(compareNewestFirst({ publishedAt: 1, row: 2 }, { publishedAt: 1, row: 1 })).toBeLessThan(0);
  });
});

describe('metadata', () => {
  test('counts code points, not units', () => {
    expect(value(readMetadata([['k', '🌄'.repeat(1024)]]))).not.toBe('refused');
    expect(value(readMetadata([['k', '🌄'.repeat(1025)]]))).toBe('refused');
    expect(value(readMetadata([['🌄'.repeat(64), 'v']]))).not.toBe('refused');
  });
  test('numbers and booleans become text, objects are refused by name', () => {
    expect(
      value(
        readMetadata([
          ['n', 1],
          ['b', false],
        ]),
      ),
    ).toEqual(
      new Map([
        ['n', '1'],
        ['b', 'false'],
      ]),
    );
    expect(
      readMetadata([
        ['o', {}],
        ['a', []],
      ]),
    ).toMatchObject({ ok: false, problem: { o: expect.anything(), a: expect.anything() } });
  });
  test('merging removes nulls before it counts', () => {
    const full = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v']));
    expect(mergeMetadata(full, new Map([['new', 'v']])).ok).toBe(false);
    expect(
      mergeMetadata(
        full,
        new Map([
          ['new', 'v'],
          ['k0', null],
        ]),
      ).ok,
    ).toBe(true);
  });
  test('__proto__ is a name like any other', () => {
    const merged = value(mergeMetadata({}, new Map([['__proto__', 'x']])));
    expect(Object.entries(merged)).toEqual([['__proto__', 'x']]);
  });
});

describe('fields', () => {
  test('a form says flags in digits, JSON must not in a PATCH', () => {
    expect(parseCreate([['public', '0']])).toMatchObject({ ok: true, value: { public: false } });
    expect(parsePatch([['public', '0']]).ok).toBe(false);
    for (const flag of [true, 1, 'true'])
      expect(parsePatch([['public', flag]])).toMatchObject({ value: { public: true } });
  });
  test('markers and core names vanish without a word', () => {
    expect(
      parseCreate([
        ['_team_id', '1'],
        ['sizes', 'x'],
        ['metadata', '{}'],
        ['note', 'y'],
      ]),
    ).toMatchObject({ value: { metadata: { note: 'y' } } });
  });
  test('the last of equal names wins', () => {
    expect(
      parseCreate([
        ['note', 'a'],
        ['note', 'b'],
      ]),
    ).toMatchObject({ value: { metadata: { note: 'b' } } });
  });
  test('a patch touches only what it names', () => {
    expect(value(parsePatch([]))).toEqual({ metadata: new Map() });
  });
});

describe('sizes', () => {
  test('floor both sides, never enlarge, keep the ratio within a pixel', () => {
    expect(sized({ width: 4000, height: 3000 }, 320)).toEqual({ width: 426, height: 320 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom(320, 640, 1080),
        (width, height, short) => {
          const out = sized({ width, height }, short);
          expect(Math.min(out.width, out.height)).toBe(Math.min(width, height, short));
          expect(out.width).toBeLessThanOrEqual(width);
          expect(out.height).toBeLessThanOrEqual(height);
          const scale = Math.min(out.width, out.height) / Math.min(width, height);
          expect(Math.abs(Math.max(out.width, out.height) - Math.max(width, height) * scale)).toBeLessThan(1);
        },
      ),
    );
  });
});

describe('transforms', () => {
  const read = (query: string) => parseTransform(new URLSearchParams(query));
  test('what changes nothing is dropped, so that equal pictures share one entry', () => {
    expect(read('brightness=1&gamma=0&sharp=0&fit=scale-down&metadata=copyright&rotate=0')).toEqual({});
    expect(canonical(read('w=10&blur=2&format=jpeg'))).toBe(canonical(read('format=jpg&blur=2.0&w=10')));
  });
  test.each([
    'size=xxxl',
    'format=auto',
    'w=0',
    'w=1.5',
    'w=9000',
    'fit=fill',
    'contrast=11',
    'contrast=-1',
    'blur=0.5',
    'blur=251',
    'sharp=11',
    'rotate=91',
    'flip=vh',
    'segment=background',
    'background=a;b',
    'metadata=all',
  ])('%s is ignored', (query) => {
    expect(read(query)).toEqual({});
  });
  test('every plan has whole, positive dimensions', () => {
    const side = fc.option(fc.integer({ min: 1, max: 8_192 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12_000 }),
        fc.integer({ min: 1, max: 12_000 }),
        side,
        side,
        fc.constantFrom(undefined, 'cover', 'crop', 'pad'),
        fc.constantFrom(undefined, 's', 'social', 'xxl'),
        fc.constantFrom(undefined, 90, 180),
        (width, height, w, h, fit, size, rotate) => {
          const { inner, outer } = planOf({ width, height }, { w, h, fit, size, rotate } as never);
          for (const length of [inner.width, inner.height, outer.width, outer.height])
            expect(Number.isInteger(length) && length > 0).toBe(true);
          if (!fit && size !== 'social') {
            expect(Math.max(outer.width, outer.height)).toBeLessThanOrEqual(Math.max(width, height));
            if (w) expect(outer.width).toBeLessThanOrEqual(w);
            if (h) expect(outer.height).toBeLessThanOrEqual(h);
          }
        },
      ),
    );
  });
});

describe('keys', () => {
  test.each([
    [null, null],
    ['', null],
    ['Bearer abc', 'abc'],
    ['bearer   abc', 'abc'],
    ['Bearer 3|abc', 'abc'],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    ['Bearer', undefined],
  ])('%j → %j', (header, key) => {
    expect(bearer(header)).toBe(key);
  });
  test('the star allows all', () => {
    expect([allows(['*'], 'write'), allows(['read'], 'write'), allows([], 'read')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('idempotency', () => {
  test('the fingerprint minds content, not order', async () => {
    const file = { name: 'a', type: 'b', size: 1, sha256: 'c' };
    const print = (fields: [string, string][], route = '/v1/images') => fingerprint(route, { fields, file });
    expect(
      await print([
        ['a', '1'],
        ['b', '2'],
      ]),
    ).toBe(
      await print([
        ['b', '2'],
        ['a', '1'],
      ]),
    );
    expect(
      await print([
        ['a', '0'],
        ['a', '1'],
      ]),
    ).toBe(await print([['a', '1']]));
    expect(await print([['a', '1']])).not.toBe(await print([['a', '2']]));
    expect(await print([['a', '1']])).not.toBe(await print([['a', '1']], '/v1/upload'));
  });
  test('an answer is kept for 24 hours and no longer', () => {
    const kept = { fingerprint: 'x', status: 201, body: '', at: 0 };
    expect([
      judge(kept, 'x', KEPT_MS - 1),
      judge(kept, 'y', KEPT_MS - 1),
      judge(kept, 'x', KEPT_MS),
      judge(null, 'x', 0),
    ]).toEqual(['replay', 'conflict', 'fresh', 'fresh']);
  });
});

describe('quota and rate', () => {
  test('the month turns at midnight UTC, also in December', () => {
    expect(resetsAt(Date.parse('2026-12-31T23:59:59Z'))).toBe('2027-01-01T00:00:00Z');
  });
  test('places that are taken count, unlimited is never full', () => {
    const used = { uploads: 9, images: 0, bytes: 90 };
    expect([
      overQuota({ uploads: 10, storage: null }, used, 5, 0),
      overQuota({ uploads: 10, storage: null }, used, 5, 1),
      overQuota({ uploads: null, storage: 94 }, used, 5, 99),
    ]).toEqual([null, 'uploads', 'storage']);
    expect(Object.keys(quotaHeaders({ uploads: null, storage: null }, used))).toEqual([
      'X-Monthly-Uploads-Used',
      'X-Storage-Used',
    ]);
  });
  test('a window ends on its own, and when the clock was set back', () => {
    const window = { start: 1_000, count: 5 };
    expect([
      current(window, HOUR, 1_000 + HOUR - 1).count,
      current(window, HOUR, 1_000 + HOUR).count,
      current(window, HOUR, 999).count,
    ]).toEqual([5, 0, 0]);
  });
  test('the longer wait is told', () => {
    const full = { start: 0, count: 9 };
    expect(allowance({ hour: 9, day: 9 }, full, full, 0, 0)).toEqual({ allowed: false, retryAfter: 86_400 });
    expect(allowance({ hour: 9, day: 99 }, full, full, 0, 0)).toEqual({ allowed: false, retryAfter: 3_600 });
    expect([parseLimit('off'), parseLimit('5/9'), parseLimit('5')]).toEqual([
      null,
      { hour: 5, day: 9 },
      undefined,
    ]);
  });
});

describe('names', () => {
  test.each([
    ['a.jpg', 'a.jpg'],
    ['C:\\x\\a.jpg', 'a.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['a\u0000\u202eb.jpg', 'ab.jpg'],
    ['..', null],
    ['/', null],
    ['', null],
    [null, null],
  ])('%j → %j', (name, clean) => {
    expect(cleanFilename(name)).toBe(clean);
  });
  test('the name in a URL is decoded where it can be', () => {
    expect(filenameOfUrl(new URL('https://x/a/my%20photo.jpg?x=1'))).toBe('my photo.jpg');
    expect(filenameOfUrl(new URL('https://x/%ff.jpg'))).toBe('%ff.jpg');
    expect(filenameOfUrl(new URL('https://x/'))).toBeNull();
  });
});

describe('tags', () => {
  test('a text or a list, ten at most, fifty characters each', () => {
    expect(value(readTags('a, b,,a'))).toEqual(['a', 'b']);
    expect([
      readTags(Array.from({ length: 11 }, (_, index) => `t${index}`)).ok,
      readTags('x'.repeat(51)).ok,
      readTags(5).ok,
    ]).toEqual([false, false, false]);
  });
  test('modes replace, add, remove', () => {
    expect([
      changeTags(['a', 'b'], ['b', 'c'], 'replace'),
      changeTags(['a', 'b'], ['b', 'c'], 'add'),
      changeTags(['a', 'b'], ['b', 'c'], 'remove'),
    ]).toEqual([['b', 'c'], ['a', 'b', 'c'], ['a']]);
  });
});

describe('faults', () => {
  test.each([
    ['GET /v1/images', 'GET', '/v1/images', true], ['GET /v1/images', 'POST', '/v1/images', false], ['* /v1/images/:id', 'PATCH', '/v1/images/abc', true],
    ['* /v1/images/:id', 'PATCH', '/v1/images/abc/x', false], ['get /cdn/*', 'GET', '/cdn/a/b.jpg', true], ['* /*', 'DELETE', '/anything', true], ['* /v1/images', 'GET', '/v1/imagesX', false], ['* /a.b', 'GET', '/aXb', false],
  ])('%s matches %s %s: %s', (match, method, path, expected) => {
    expect(matcher(match)(method, path)).toBe(expected);
  }); // prettier-ignore
  test('the first that matches decides; used up, it is no more', () => {
    const faults = new Faults();
    faults.set([
      { match: '* /a', status: 500, times: 1 },
      { match: '* /*', status: 503 },
    ]);
    expect([
      faults.take('GET', '/a')?.status,
      faults.take('GET', '/a')?.status,
      faults.take('GET', '/b')?.status,
    ]).toEqual([500, 503, 503]);
  });
});

test('an SVG is known by its root', () => {
  const is = (text: string) => looksLikeSvg(new TextEncoder().encode(text));
  expect(
    [
      '<svg/>',
      '\uFEFF <?xml version="1.0"?>\n<!-- a --><!DOCTYPE svg PUBLIC "x" "y" [<!ENTITY a "b">]><svg xmlns="x">',
      '<svg:svg xmlns:svg="x"/>',
    ].every(is),
  ).toBe(true);
  expect(['<html><svg/></html>', 'svg', '<svgx/>', ''].some(is)).toBe(false);
});

test.each([
  ['31d', 2_678_400_000],
  ['24h1m', 86_460_000],
  ['90s', 90_000],
  ['', null],
  ['1x', null],
  ['1', null],
  [5, null],
])('the span %j is %j ms', (text, milliseconds) => {
  expect(parseSpan(text)).toBe(milliseconds);
});
