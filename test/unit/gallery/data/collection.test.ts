import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import { Collection } from '../../../../src/elements/gallery/data/collection.ts';

const image = (id: string, caption = '') => ({ id, caption }) as Image;
const order = (collection: Collection) => collection.images.map(({ id }) => id).join('');

describe('a collection', () => {
  test('appends in order', () => {
    const images = new Collection();
    images.append([image('a'), image('b')]);
    images.append([image('c'), image('d')]);
    expect(order(images)).toBe('abcd');
  });

  test('holds each id once: what comes twice replaces what was known', () => {
    const images = new Collection();
    images.append([image('a'), image('b')]);
    const added = images.append([image('b', 'new'), image('c')]);
    expect(added.map(({ id }) => id)).toEqual(['c']);
    expect(images.get('b')!.caption).toBe('new');
    expect(order(images)).toBe('abc');
  });

  test('takes another order', () => {
    const images = new Collection();
    images.append([...'abc'].map((id) => image(id)));
    images.reorder([...'cab'].map((id) => image(id)));
    expect(order(images)).toBe('cab');
  });

  test('knows the place of each image after any sequence of acts', () => {
    const id = fc.constantFrom(...'abcdefgh');
    const acts = fc.array(
      fc.oneof(
        fc.record({ do: fc.constant('append' as const), ids: fc.array(id) }),
        fc.record({ do: fc.constant('remove' as const), ids: fc.array(id) }),
        fc.record({ do: fc.constant('reorder' as const), ids: fc.array(id) }),
      ),
    );
    fc.assert(
      fc.property(acts, (steps) => {
        const images = new Collection();
        for (const step of steps) {
          if (step.do === 'append') images.append(step.ids.map((each) => image(each)));
          else if (step.do === 'remove') images.remove(step.ids);
          else {
            const ids = [...new Set([...step.ids, ...images.images.map((each) => each.id)])];
            images.reorder(ids.map((id) => image(id)));
          }
        }
        expect(new Set(images.images.map((each) => each.id)).size).toBe(images.size);
        images.images.forEach((each, place) => {
          expect(images.indexOf(each.id)).toBe(place);
          expect(images.get(each.id)).toBe(each);
        });
      }),
    );
  });
});
