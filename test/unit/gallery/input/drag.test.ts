import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexAfterMove } from '../../../../src/elements/gallery/input/drag.ts';

test('the others close up behind a moved image, and make room before it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(), fc.nat(), (count, a, b) => {
      const [from, to] = [a % count, b % count];
      const order = Array.from({ length: count }, (_, i) => i);
      order.splice(to, 0, ...order.splice(from, 1));
      for (let i = 0; i < count; i++) expect(indexAfterMove(i, { from, to })).toBe(order.indexOf(i));
    }),
  );
});
