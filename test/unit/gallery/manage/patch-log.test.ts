import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Image } from '../../../../src/api/types.ts';
import { withChange, type Change } from '../../../../src/elements/gallery/manage/change.ts';
import { PatchLog } from '../../../../src/elements/gallery/manage/patch-log.ts';
import { imageOf } from './image.ts';

describe('an action that is refused', () => {
  test('takes its own fields back, and leaves what came from elsewhere meanwhile', () => {
    const log = new PatchLog();
    const action = {};
    const before = imageOf('a', { caption: 'Old', status: 'processing' });
    expect(log.begin(action, before, { caption: 'New' })!.caption).toBe('New');
    const ready = log.incoming({ ...before, status: 'ready' })!;
    expect([ready.caption, ready.status]).toEqual(['New', 'ready']);
    const after = log.refused(action, 'a')!;
    expect([after.caption, after.status]).toEqual(['Old', 'ready']);
    expect(log.size).toBe(0);
  });

  test('leaves a later change of the same field', () => {
    const log = new PatchLog();
    const [first, second] = [{}, {}];
    const shown = log.begin(first, imageOf('a', { caption: 'Old' }), { caption: 'One' })!;
    log.begin(second, shown, { caption: 'Two' });
    expect(log.refused(first, 'a')!.caption).toBe('Two');
    expect(log.refused(second, 'a')!.caption).toBe('Old');
  });

  test('brings back what it deleted, as it is by now', () => {
    const log = new PatchLog();
    const action = {};
    expect(log.begin(action, imageOf('a', { caption: 'Old' }), null)).toBe(null);
    expect(log.incoming(imageOf('a', { caption: 'Newer' }))).toBe(null);
    expect(log.refused(action, 'a')!.caption).toBe('Newer');
  });
});

describe('an action that is done', () => {
  test('tells the values from before it', () => {
    const log = new PatchLog();
    const action = {};
    const change = { caption: 'New', metadata: { credit: 'Jane' } };
    log.begin(action, imageOf('a', { caption: 'Old' }), change);
    const { former } = log.done(action, 'a', imageOf('a', { caption: 'New', metadata: { credit: 'Jane' } }));
    expect(former).toEqual({ caption: 'Old', metadata: { credit: null } });
  });

  test('does not take back what came while it was under way, for its answer may be older', () => {
    const log = new PatchLog();
    const action = {};
    const before = imageOf('a', { status: 'processing' });
    log.begin(action, before, { caption: 'New' });
    log.sent(['a']);
    log.incoming({ ...before, status: 'ready' });
    const { shown } = log.done(action, 'a', { ...before, caption: 'New' });
    expect([shown!.status, shown!.caption]).toEqual(['ready', 'New']);
  });
});

/** One step of the world: an action begins, the next one is answered, or an image changes elsewhere. */
type Event =
  | { do: 'begin'; ids: string[]; change: Change | null }
  | { do: 'answer'; refused: string[]; silent: boolean }
  | { do: 'elsewhere'; id: string; change: Change };

const IDS = ['a', 'b', 'c', 'd'];
const text = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: null });
const change: fc.Arbitrary<Change> = fc.record(
  {
    caption: text,
    public: fc.boolean(),
    expires_at: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), { nil: null }),
    metadata: fc.dictionary(fc.constantFrom('alt_text', 'credit'), text),
  },
  { requiredKeys: [] },
);
const some = fc.subarray(IDS, { minLength: 1 });
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    do: fc.constant('begin' as const),
    ids: some,
    change: fc.option(change, { nil: null, freq: 5 }),
  }),
  fc.record({
    do: fc.constant('answer' as const),
    refused: fc.subarray(IDS),
    silent: fc.boolean(),
  }),
  fc.record({ do: fc.constant('elsewhere' as const), id: fc.constantFrom(...IDS), change }),
);

test('whatever is begun, refused and changed elsewhere: at the end the service and what is shown are the same', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const log = new PatchLog();
      const service = new Map<string, Image>(IDS.map((id) => [id, imageOf(id, { caption: id })]));
      const shown = new Map(service);
      const queue: { action: object; ids: string[]; change: Change | null }[] = [];
      const show = (id: string, image: Image | null) => {
        if (image) shown.set(id, image);
        else shown.delete(id);
      };
      const answer = (refused: string[], silent: boolean) => {
        const run = queue.shift();
        if (!run) return;
        log.sent(run.ids);
        for (const id of run.ids) {
          const image = service.get(id);
          if (refused.includes(id) || (!image && run.change)) {
            show(id, log.refused(run.action, id));
          } else if (run.change === null) {
            service.delete(id);
            show(id, log.done(run.action, id, null).shown);
          } else {
            service.set(id, withChange(image!, run.change));
            show(id, log.done(run.action, id, silent ? null : service.get(id)!).shown);
          }
        }
      };
      for (const each of events) {
        if (each.do === 'begin') {
          const ids = each.ids.filter((id) => shown.has(id));
          const action = {};
          for (const id of ids) show(id, log.begin(action, shown.get(id)!, each.change));
          queue.push({ action, ids, change: each.change });
        } else if (each.do === 'answer') answer(each.refused, each.silent);
        else if (service.has(each.id)) {
          service.set(each.id, withChange(service.get(each.id)!, each.change));
          show(each.id, log.incoming(service.get(each.id)!));
        }
      }
      while (queue.length > 0) answer([], false);
      expect([...shown].sort()).toEqual([...service].sort());
      expect(log.size).toBe(0);
    }),
  );
});
