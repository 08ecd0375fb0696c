import { judgeFile } from '../../../../src/upload/check/judge-file.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effectiveRules, parseTarget, RESIZABLE } from '../../../../src/upload/check/effective-rules.ts';
import {
  acceptOf,
  ANONYMOUS_MAX_BYTES,
  formatLabels,
  parseAccept,
  parseSize,
} from '../../../../src/upload/check/rules.ts';
import { judgePrepared } from '../../../../src/upload/session/outgoing-file.ts';

describe('a size as a page writes it', () => {
  test.each([
    ['300000', 300_000],
    ['20MB', 20_000_000],
    ['20 mb', 20_000_000],
    ['1.5 MB', 1_500_000],
    ['500kB', 500_000],
    ['2 MiB', 2_097_152],
    ['1G', 1_000_000_000],
    ['0', 0],
  ])('%s is %d bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  test.each(['', 'MB', '-1', '20 megs', '1,5MB', 'NaN', '0x10'])('%o is none', (text) =>
    expect(parseSize(text)).toBeNull(),
  );

  test('never gives anything but a whole number or null', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const size = parseSize(text);
        expect(size === null || (Number.isInteger(size) && size >= 0)).toBe(true);
      }),
    );
  });
});

describe('accept', () => {
  test.each(['', 'image/*', 'image/png, image/*', '*/*'])('%o lets all through', (accept) =>
    expect(parseAccept(accept)).toBeUndefined(),
  );

  test.each([
    ['image/png', ['png']],
    ['.jpg', ['jpg']],
    ['.JPEG,.heif', ['jpg', 'heic']],
    ['image/png image/webp', ['png', 'webp']],
    ['image/vnd.microsoft.icon', ['ico']],
    ['application/pdf', []],
  ])('%o means %j', (accept, formats) => expect([...parseAccept(accept)!]).toEqual(formats));

  test('of a native input says what the rules say', () => {
    const formats = parseAccept('image/png,.heic')!;
    expect(parseAccept(acceptOf({ formats }))).toEqual(formats);
    expect(parseAccept(acceptOf({}))).toBeUndefined();
  });

  test('is named for people', () => {
    expect(formatLabels({ formats: parseAccept('.jpg,.svg') })).toEqual(['JPEG', 'SVG']);
    expect(formatLabels({})).toBeNull();
  });
});

describe('the rules in force', () => {
  test('are the narrower of page and token', () => {
    const rules = effectiveRules(
      { maxFiles: 5, maxFileSize: 30_000_000, formats: parseAccept('.jpg,.png') },
      { max_files: 10, max_bytes: 20_000_000, types: ['image/png', 'image/gif'] },
      false,
    );
    expect(rules).toMatchObject({ maxFiles: 5, maxFileSize: 20_000_000 });
    expect([...rules.formats!]).toEqual(['png']);
  });

  test('are the token’s where the page says nothing', () => {
    const rules = effectiveRules({}, { max_files: 10, max_bytes: 1000, types: ['image/jpeg'] }, false);
    expect(rules).toMatchObject({ maxFiles: 10, maxFileSize: 1000 });
    expect([...rules.formats!]).toEqual(['jpg']);
  });

  test('hold anonymous uploads to the service’s cap, unless the page knows better', () => {
    expect(effectiveRules({}, undefined, true).maxFileSize).toBe(ANONYMOUS_MAX_BYTES);
    expect(effectiveRules({ maxFileSize: 5 }, undefined, true).maxFileSize).toBe(5);
    expect(effectiveRules({}, undefined, false).maxFileSize).toBeUndefined();
  });
});

describe('pictures that are converted before they are sent', () => {
  const policy = { types: ['image/jpeg'] };
  const heic = { size: 1000, format: 'heic', readable: true } as const;

  test('may be chosen when the token takes what they become', () => {
    const rules = effectiveRules({ target: 'jpg' }, policy, false);
    expect(judgeFile(heic, rules)).toBeNull();
    expect(acceptOf(rules)).toContain('.heic');
    expect(formatLabels(rules)).toContain('HEIC');
    expect([...rules.sent!]).toEqual(['jpg']);
  });
  test('are refused when the token takes neither', () => {
    const refused = { code: 'unsupported-type' };
    expect(judgeFile(heic, effectiveRules({ target: 'webp' }, policy, false))).toEqual(refused);
    expect(judgeFile(heic, effectiveRules({}, policy, false))).toEqual(refused);
  });
  test('are refused when the page takes no such choice', () => {
    const rules = effectiveRules({ target: 'jpg', formats: parseAccept('.png,.jpg') }, policy, false);
    expect(judgeFile(heic, rules)?.code).toBe('unsupported-type');
    expect(judgeFile({ ...heic, format: 'png' }, rules)).toBeNull();
    expect(judgeFile({ ...heic, format: 'jpg' }, rules)).toBeNull();
  });
  test('are refused when they move, or have no pixels, for then they are not converted', () => {
    const rules = effectiveRules({ target: 'jpg' }, policy, false);
    const moving = { ...heic, format: 'webp', moving: true } as const;
    expect(judgeFile(moving, rules)).toEqual({ code: 'unsupported-type', motion: 'moving' });
    expect(judgeFile({ ...heic, format: 'svg' }, rules)).toEqual({ code: 'unsupported-type' });
    expect(judgeFile({ ...heic, format: 'gif' }, rules)).toEqual({ code: 'unsupported-type' });
  });
  test('do not keep moving ones out where the token takes them as they are', () =>
    expect(
      judgeFile(
        { ...heic, format: 'webp', moving: true },
        effectiveRules({ target: 'jpg' }, undefined, false),
      ),
    ).toBeNull());
  test.each([
    ['jpeg', 'jpg'],
    ['jpg', 'jpg'],
    ['webp', 'webp'],
    ['png', 'png'],
    ['avif', undefined],
    ['toString', undefined],
    ['', undefined],
  ])('%o is written as %o', (name, target) => expect(parseTarget(name)).toBe(target));

  test('are judged once more as what they are sent as', () => {
    const facts = { ...heic, mime: 'image/heic', fingerprint: '' };
    const content = new Blob(['123'], { type: 'image/heic' });
    const prepared = new File(['12'], 'a.jpg', { type: 'image/jpeg' });
    const rules = effectiveRules({ target: 'jpg', formats: parseAccept('.heic') }, policy, false);
    expect(judgePrepared({ facts, content, prepared }, rules)).toBeNull();
    expect(judgePrepared({ facts, content, prepared: content }, rules)).toEqual({ code: 'unsupported-type' });
    expect(judgePrepared({ facts, content, prepared }, { ...rules, maxFileSize: 1 })?.code).toBe('too-large');
    expect(judgePrepared({ content: 'https://a.test/b.heic' }, rules)).toBeNull();
  });
});

describe('one file', () => {
  const jpeg = { size: 1000, format: 'jpg', readable: true } as const;

  test('passes', () => expect(judgeFile(jpeg, {})).toBeNull());
  test('of another kind is refused by content', () =>
    expect(judgeFile({ ...jpeg, format: null }, {})).toEqual({ code: 'unsupported-type' }));
  test('of a kind the page does not take is refused', () =>
    expect(judgeFile(jpeg, { formats: new Set(['png']) })).toEqual({ code: 'unsupported-type' }));
  test('that is empty is refused as such, not for its missing format', () =>
    expect(judgeFile({ size: 0, format: null, readable: true }, {})).toEqual({ code: 'empty' }));
  test('that cannot be read is refused as such', () =>
    expect(judgeFile({ ...jpeg, format: null, readable: false }, {})).toEqual({ code: 'unreadable' }));
  test('may be as large as the limit and no larger', () => {
    expect(judgeFile(jpeg, { maxFileSize: 1000 })).toBeNull();
    expect(judgeFile(jpeg, { maxFileSize: 999 })).toEqual({ code: 'too-large', limit: 999 });
  });
  test('may be larger while it is still to be made smaller, unless its format never is', () => {
    const rules = { maxFileSize: 999, resized: RESIZABLE };
    expect(judgeFile(jpeg, rules)).toBeNull();
    expect(judgeFile({ ...jpeg, format: 'svg' }, rules)?.code).toBe('too-large');
  });
  test.each([
    [{ minWidth: 800 }, null],
    [{ minWidth: 801 }, 'dimensions'],
    [{ minHeight: 601 }, 'dimensions'],
    [{ maxWidth: 799 }, 'dimensions'],
    [{ maxHeight: 599 }, 'dimensions'],
    [{ maxWidth: 800, maxHeight: 600, minWidth: 800, minHeight: 600 }, null],
  ])('of 800 × 600 under %j: %s', (rules, code) => {
    const facts = { ...jpeg, dimensions: { width: 800, height: 600 } };
    expect(judgeFile(facts, rules)?.code ?? null).toBe(code);
  });
  test('whose pixels the browser cannot tell is left to the server', () =>
    expect(judgeFile({ ...jpeg, dimensions: null }, { minWidth: 1 })).toBeNull());
});
