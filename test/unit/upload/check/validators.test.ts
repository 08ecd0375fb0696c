import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyMaxFiles, checkFiles, type NewFile } from '../../../../src/upload/check/check-files.ts';
import { validate, type FileValidator } from '../../../../src/upload/check/validators.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const about = { name: 'a.png', type: 'image/png', source: 'file' } as const;
const png = (name: string): NewFile => ({ data: new Blob([PNG, name]), name, source: 'file' });

function check(...validators: FileValidator[]) {
  const stop = new AbortController();
  const result = validate(new Blob(['x']), about, { validators, timeout: 1000, signal: stop.signal });
  return { result, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a page's validator", () => {
  test('refuses with the sentence it returns, now or later', async () => {
    expect(await check(() => 'No cats.').result).toEqual({ code: 'custom', message: 'No cats.' });
    expect(await check(async () => 'No cats.').result).toEqual({ code: 'custom', message: 'No cats.' });
  });

  for (const nothing of [undefined, null, '', false] as const)
    test(`lets pass by ${JSON.stringify(nothing)}`, async () => {
      expect(await check(() => nothing).result).toBeNull();
    });

  test('is asked after those before it let the file pass', async () => {
    const second = vi.fn(() => 'second');
    expect(await check(() => 'first', second).result).toMatchObject({ message: 'first' });
    expect(second).not.toHaveBeenCalled();
  });

  test('that takes too long is told so, and the file is not taken', async () => {
    let signal!: AbortSignal;
    const { result } = check((_, context) => {
      signal = context.signal;
      return new Promise<void>(() => {});
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await result).toEqual({ code: 'custom', unchecked: 'late' });
    expect(signal.aborted).toBe(true);
  });

  test('that throws does not let the file pass, and its author sees why', async () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const fault = new Error('typo');
    expect(await check(() => Promise.reject(fault)).result).toEqual({ code: 'custom', unchecked: 'failed' });
    expect(report).toHaveBeenCalledWith(fault);
  });

  test('is told when the files are not wanted any more', async () => {
    let signal!: AbortSignal;
    const { result, stop } = check((_, context) => {
      signal = context.signal;
      return new Promise<void>(() => {});
    });
    stop.abort();
    expect(await result).toBeNull();
    expect(signal.aborted).toBe(true);
  });

  test('sees the name, the type by content and the source, and no file that other rules refuse', async () => {
    const seen: unknown[] = [];
    const validation = {
      validators: [
        (_: Blob, { name, type, source }) => void seen.push([name, type, source]),
      ] as FileValidator[],
      ...{ timeout: 1000, signal: new AbortController().signal },
    };
    const text = { data: new Blob(['words']), name: 'b.png', source: 'drop' } as const;
    const options = { rules: {}, like: () => [], allowDuplicates: false, validation };
    const judged = await checkFiles([png('a.png'), text], options);
    expect(seen).toEqual([['a.png', 'image/png', 'file']]);
    expect(judged.map(({ refusal }) => refusal?.code)).toEqual([undefined, 'unsupported-type']);
  });

  test('leaves the places of refused files to others', async () => {
    const validation = {
      validators: [(_: Blob, { name }) => (name === 'a.png' ? 'not this' : null)] as FileValidator[],
      ...{ timeout: 1000, signal: new AbortController().signal },
    };
    const options = {
      rules: {},
      like: () => [],
      allowDuplicates: false,
      validation,
    };
    const judged = await checkFiles([png('a.png'), png('b.png'), png('c.png')], options);
    const { accepted, rejected } = applyMaxFiles(judged, { maxFiles: 1, present: 0 });
    expect(accepted.map(({ name }) => name)).toEqual(['b.png']);
    expect(rejected.map(({ code }) => code)).toEqual(['custom', 'too-many']);
  });
});
