import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { forgetWarnings } from '../../../src/elements/shared/base/warn.ts';
import { fieldSettings } from '../../../src/elements/uploader/field-settings.ts';
import { planApply, takenBack, type FieldOfFile } from '../../../src/elements/uploader/list/apply-to-all.ts';
import { closedLine, limitOf, roomLeft } from '../../../src/elements/uploader/list/field-text.ts';
import { Suggestions, usable } from '../../../src/elements/uploader/list/suggestions.ts';
import type { Suggest } from '../../../src/elements/uploader/properties.ts';
import { fields as english } from '../../../src/locales/en/fields.ts';
import { formatText } from '../../../src/locales/text.ts';
import type { UploadFile } from '../../../src/upload/state/types.ts';

afterEach(() => {
  forgetWarnings();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the attribute `fields`', () => {
  test.each([
    ['caption alt_text', ['caption', 'alt_text'], []],
    ['caption alt_text*', ['caption', 'alt_text'], ['alt_text']],
    ['caption*, alt_text*', ['caption', 'alt_text'], ['caption', 'alt_text']],
    ['alt_text alt_text*', ['alt_text'], ['alt_text']],
    ['', [], []],
  ])('%j', (list, names, required) => expect(fieldSettings(list)).toEqual({ names, required }));

  test('a name that the service keeps for itself is left out, and not required either', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(fieldSettings('filename* caption')).toEqual({ names: ['caption'], required: [] });
  });
});

describe('the closed line', () => {
  const texts = {
    t: (key: string, parameters = {}) => formatText((english as never)[key], parameters, 'en'),
  };
  const both = ['caption', 'alt_text'];
  test.each<[string, string[], string[], Record<string, string>, string, string]>([
    ['asks for a caption', both, [], {}, '', 'Add a caption'],
    ['asks for a description, where there is no caption', ['alt_text'], [], {}, '', 'Describe this photo'],
    ['asks for another field by its name', ['photo_credit'], [], {}, '', 'Add: Photo credit'],
    [
      'shows the caption, and hints at the description',
      both,
      [],
      { caption: 'A  cat\nsits' },
      'A cat sits',
      'Describe this photo',
    ],
    ['asks for no caption once there is a description', both, [], { alt_text: 'A cat' }, 'A cat', ''],
    ['shows all, and asks for nothing', both, [], { caption: 'Us', alt_text: 'A cat' }, 'Us · A cat', ''],
    ['names what is needed', both, ['alt_text'], { caption: 'Us' }, 'Us', 'Description needed'],
    ['takes white space for nothing', both, ['alt_text'], { alt_text: ' \n' }, '', 'Description needed'],
    ['names a caption that is needed', both, ['caption'], {}, '', 'Caption needed'],
    [
      'names another field that is needed',
      ['photo_credit'],
      ['photo_credit'],
      {},
      '',
      'Needed: Photo credit',
    ],
  ])('%s', (_, fields, required, written, text, prompt) => {
    const line = closedLine({ fields: written, image: null }, { fields, required }, texts as never);
    expect(line).toEqual({ text, prompt, isNeeded: /needed/i.test(prompt) });
  });
});

test('the room that is left is told near the limit of the service alone', () => {
  expect(roomLeft('caption', 'x'.repeat(1947))).toBe(null);
  expect(roomLeft('caption', 'x'.repeat(1948))).toBe(100);
  expect(roomLeft('alt_text', 'x'.repeat(1024))).toBe(0);
});

describe('a text for all', () => {
  const files = fc.uniqueArray(
    fc.record({
      id: fc.nat(50).map(String),
      text: fc.constantFrom('', ' ', 'Ours', ' Ours ', 'Theirs', 'Another'),
      isWritable: fc.boolean(),
    }),
    { selector: ({ id }) => id },
  );
  const after = (all: readonly FieldOfFile[], changes: ReadonlyMap<string, string>) =>
    all.map((file) => ({ ...file, text: changes.get(file.id) ?? file.text }));

  test('goes into every empty field, replaces nothing, and leaves what cannot be written', () =>
    fc.assert(
      fc.property(files, (all) => {
        const { empty } = planApply('Ours', all);
        const applied = after(all, new Map(empty.map((id) => [id, 'Ours'])));
        for (const [at, file] of all.entries()) {
          const isEmpty = file.text.trim() === '';
          expect(applied[at]!.text).toBe(isEmpty && file.isWritable ? 'Ours' : file.text);
        }
        expect(planApply('Ours', applied).empty).toEqual([]);
      }),
    ));

  test('asks about those with another text, and about no others', () =>
    fc.assert(
      fc.property(files, (all) => {
        const wanted = all.filter(({ text, isWritable }) => isWritable && /Theirs|Another/.test(text));
        expect(planApply('Ours', all).other).toEqual(wanted.map(({ id }) => id));
      }),
    ));

  test('is taken back exactly, but for what was written since', () =>
    fc.assert(
      fc.property(files, fc.func(fc.boolean()), (all, isRewritten) => {
        const { empty, other } = planApply('Ours', all);
        const ids = [...empty, ...other];
        const before = new Map(all.filter(({ id }) => ids.includes(id)).map(({ id, text }) => [id, text]));
        const applied = after(all, new Map(ids.map((id) => [id, 'Ours'])));
        const rewritten = new Map(ids.filter((id) => isRewritten(id)).map((id) => [id, 'Mine']));
        const now = after(applied, rewritten);
        expect(after(now, takenBack({ text: 'Ours', before }, now))).toEqual(after(all, rewritten));
      }),
    ));
});

describe('what the page proposes', () => {
  test('is used as far as it is text for a field that may be written', () => {
    const answer = {
      alt_text: '  A cat\n on <b>a</b> mat ',
      caption: 7,
      credit: 'Me',
      __proto__: { caption: 'No' },
    };
    expect(usable(answer, ['caption', 'alt_text'])).toEqual({ alt_text: 'A cat on <b>a</b> mat' });
    expect(usable({ alt_text: ' ' }, ['alt_text'])).toEqual({});
    for (const none of [null, undefined, 'A cat', 3]) expect(usable(none, ['alt_text'])).toEqual({});
  });

  test('is no longer than its field, and ends with a whole character', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1000, maxLength: 1200 }), (text) => {
        const { alt_text = '' } = usable({ alt_text: text }, ['alt_text']);
        expect(alt_text.length).toBeLessThanOrEqual(limitOf('alt_text'));
        expect(alt_text).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    ));

  const file = (id: string) => ({ id, source: 'file', fields: {} }) as unknown as UploadFile;

  function suggestions() {
    const changed = vi.fn();
    const made = new Suggestions({
      wanted: () => ['alt_text'],
      fileOf: () => undefined,
      contentOf: () => null,
      changed,
    });
    const calls: { id: string; signal: AbortSignal; answer(text: string): void }[] = [];
    const suggest: Suggest = ({ id }, { signal }) =>
      new Promise((resolve) => calls.push({ id, signal, answer: (text) => resolve({ alt_text: text }) }));
    return { made, calls, suggest, changed, ids: () => calls.map(({ id }) => id) };
  }

  test('is asked for once a file, two at a time', async () => {
    const { made, calls, suggest, changed, ids } = suggestions();
    made.ask(['a', 'b', 'c'].map(file), suggest);
    made.ask(['a', 'b', 'c'].map(file), suggest);
    expect(ids()).toEqual(['a', 'b']);
    calls[1]!.answer('A cat');
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c']));
    expect(made.get('b')).toEqual({ alt_text: 'A cat' });
    expect(changed).toHaveBeenCalledOnce();
  });

  test('is not wanted any more of a file that is removed, nor of any once the uploader has left the page', async () => {
    const { made, calls, suggest, ids } = suggestions();
    made.ask(['a', 'b', 'c'].map(file), suggest);
    made.forget('a');
    expect(calls[0]!.signal.aborted).toBe(true);
    calls[0]!.answer('Late');
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c']));
    expect(made.ids).toEqual([]);
    made.stop();
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true, true]);
    await Promise.resolve();
    made.ask(['b', 'c'].map(file), suggest);
    await vi.waitFor(() => expect(ids()).toEqual(['a', 'b', 'c', 'b', 'c'])); // it is back
  });

  test('keeps no other file waiting when the page never answers', async () => {
    vi.useFakeTimers();
    const { made, suggest, ids } = suggestions();
    made.ask(['a', 'b', 'c'].map(file), suggest);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  test('harms nothing when the page’s function fails: the console says so once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { made, changed } = suggestions();
    const fails: Suggest = ({ id }) => {
      if (id === 'a') throw new Error('No model.');
      return Promise.reject(new Error('No network.'));
    };
    made.ask(['a', 'b', 'c'].map(file), fails);
    await new Promise((resolve) => setTimeout(resolve));
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]![0]).toContain('No model.');
    expect(changed).not.toHaveBeenCalled();
    made.ask([file('d')], 'no function');
    expect(warn).toHaveBeenCalledOnce(); // of one kind
  });
});

describe('a required text that was used for all', () => {
  test('is left to files that are sent, and given back to those that had another', () => {
    const before = new Map([
      ['empty', ''],
      ['other', 'Theirs'],
    ]);
    const now = ['empty', 'other'].map((id) => ({ id, text: 'Ours', isWritable: true, isNeeded: true }));
    expect([...takenBack({ text: 'Ours', before }, now)]).toEqual([['other', 'Theirs']]);
  });
});
