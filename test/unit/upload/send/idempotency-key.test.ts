import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idempotencyKey,
  noteAttempt,
  randomKey,
  type Keyed,
} from '../../../../src/upload/send/idempotency-key.ts';

const upload: Keyed = {
  name: 'a.jpg',
  type: 'image/jpeg',
  size: 5,
  lastModified: 1,
  fields: { caption: 'x', b: 'y' },
};

describe('the idempotency key', () => {
  test('stays over retries', () => {
    const first = idempotencyKey(undefined, upload);
    expect(idempotencyKey(first, structuredClone(upload))).toBe(first);
  });

  test('does not depend on the order of the fields', () => {
    const first = idempotencyKey(undefined, upload);
    expect(idempotencyKey(first, { ...upload, fields: { b: 'y', caption: 'x' } })).toBe(first);
  });

  test.each<[string, Partial<Keyed>]>([
    ['the fields', { fields: { caption: 'z', b: 'y' } }],
    ['the name', { name: 'b.jpg' }],
    ['the size', { size: 6 }],
    ['the time', { lastModified: 2 }],
    ['the type', { type: 'image/png' }],
  ])('is renewed with %s', (_what, change) => {
    const first = idempotencyKey(undefined, upload);
    expect(idempotencyKey(first, { ...upload, ...change }).key).not.toBe(first.key);
  });

  test('outlasts JSON, as a restored queue brings it', () => {
    const first = idempotencyKey(undefined, upload);
    expect(idempotencyKey(JSON.parse(JSON.stringify(first)), upload).key).toBe(first.key);
  });

  test('is a UUID, and another one each time', () => {
    const keys = Array.from({ length: 500 }, randomKey);
    expect(new Set(keys).size).toBe(500);
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('is kept for the same fields, renewed for others, whatever they hold', () => {
    const fields = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const first = idempotencyKey(undefined, { ...upload, fields: one });
        const same =
          JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        expect(idempotencyKey(first, { ...upload, fields: other }).key === first.key).toBe(same);
      }),
    );
  });
});

describe('while a try may have been stored', () => {
  const form = { name: upload.name, type: upload.type, fields: upload.fields };
  const first = idempotencyKey(undefined, upload);
  const open = noteAttempt(first, form, 'sent');

  test('other fields or another name do not make another key', () => {
    expect(idempotencyKey(open, { ...upload, fields: { caption: 'new' } })).toBe(open);
    expect(idempotencyKey(open, { ...upload, name: 'b.jpg', type: '' })).toBe(open);
  });

  test('another file does', () => {
    expect(idempotencyKey(open, { ...upload, size: 6 }).key).not.toBe(first.key);
    expect(idempotencyKey(open, { ...upload, lastModified: 2 }).key).not.toBe(first.key);
  });

  test('what went out first is remembered, over more tries', () => {
    const again = noteAttempt(open, { ...form, fields: { caption: 'later' } }, 'sent');
    expect(again.sent).toEqual({ ...form, attempts: 2 });
  });

  test('a try that was declined closes itself alone, one that was refused closes all', () => {
    const twice = noteAttempt(open, form, 'sent');
    expect(noteAttempt(twice, form, 'declined').sent?.attempts).toBe(1);
    expect(noteAttempt(noteAttempt(twice, form, 'declined'), form, 'declined').sent).toBeUndefined();
    expect(noteAttempt(twice, form, 'refused').sent).toBeUndefined();
    expect(idempotencyKey(noteAttempt(twice, form, 'refused'), { ...upload, fields: {} }).key).not.toBe(
      first.key,
    );
  });

  test('it outlasts JSON, as a restored queue brings it', () => {
    const restored = JSON.parse(JSON.stringify(open)) as typeof open;
    expect(idempotencyKey(restored, { ...upload, fields: {} }).key).toBe(first.key);
  });
});
