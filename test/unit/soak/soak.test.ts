import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { upstreamRules } from '../../soak/faults.ts';
import { captionOf, pngOf } from '../../soak/picture.ts';

describe('the pictures of the soak', () => {
  test('are valid, and each unlike any other', async () => {
    const seen = new Set<string>();
    for (let index = 0; index < 300; index++) seen.add(Buffer.from(pngOf(7, index)).toString('base64'));
    expect(seen.size).toBe(300);
    const { data, info } = await sharp(pngOf(7, 3)).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 8, height: 8, channels: 3 });
    expect(new Set(data).size).toBeGreaterThan(50);
    expect(Buffer.from(pngOf(7, 3)).includes(captionOf(7, 3))).toBe(true);
  });

  test('are the same for the same seed', () => {
    expect(pngOf(1, 5)).toEqual(pngOf(1, 5));
    expect(pngOf(1, 5)).not.toEqual(pngOf(2, 5));
  });
});

test('the rules of the soak are seeded, and of every kind', () => {
  const rules = upstreamRules(200, 0.15, 1);
  expect(rules).toEqual(upstreamRules(200, 0.15, 1));
  const kinds = new Set(rules.map(({ status, drop, delay_ms }) => status ?? drop ?? (delay_ms && 'delay')));
  expect(kinds).toEqual(new Set([503, 429, 'before', 'mid', 'after', 'delay']));
});
