import { describe, expect, test, vi } from 'vitest';
import { inspect, inspectAll, sameBytes } from '../../../../src/upload/check/inspect.ts';
import {
  applyMaxFiles,
  checkFiles,
  type IntakeOptions,
  type NewFile,
} from '../../../../src/upload/check/check-files.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);

function png(tail = '', name = 'a.png'): NewFile {
  return { data: new Blob([PNG, tail], { type: 'image/jpeg' }), name, source: 'file' };
}

function text(name = 'photo.jpg'): NewFile {
  return { data: new Blob(['just words'], { type: 'image/jpeg' }), name, source: 'file' };
}

const open = { rules: {}, like: () => [], allowDuplicates: false };

/** The files that are taken and refused, with so many on the list. */
const sorted = async (files: readonly NewFile[], options: IntakeOptions, present = 0) =>
  applyMaxFiles(await checkFiles(files, options), { maxFiles: options.rules.maxFiles, present });

describe('files coming in', () => {
  test('are known by content, not by name or declared type', async () => {
    expect(await inspect(png().data)).toMatchObject({
      format: 'png',
      mime: 'image/png',
      readable: true,
    });
    expect(await inspect(text().data)).toMatchObject({ format: null });
  });

  test('are sorted into taken and refused, in order', async () => {
    const { accepted, rejected } = await sorted([png('1'), text(), png('2', 'b.png')], open);
    expect(accepted.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
    expect(rejected).toMatchObject([{ code: 'unsupported-type', file: { name: 'photo.jpg' } }]);
  });

  test('over the number allowed are refused, those before taken', async () => {
    const files = [png('1'), png('22'), png('333')];
    const { accepted, rejected } = await sorted(files, { ...open, rules: { maxFiles: 3 } }, 1);
    expect(accepted).toHaveLength(2);
    expect(rejected).toMatchObject([{ code: 'too-many', limit: 3 }]);
  });

  test('that are on the list are recognised by their bytes, whatever their name', async () => {
    const known = png('same').data;
    const { rejected } = await sorted([png('same', 'other-name.png')], { ...open, like: () => [known] });
    expect(rejected).toMatchObject([{ code: 'duplicate' }]);
  });

  test('chosen twice in one go are taken once', async () => {
    const { accepted, rejected } = await sorted([png('x'), png('x', 'copy.png')], open);
    expect([accepted.length, rejected[0]?.code]).toEqual([1, 'duplicate']);
  });

  test('of the same size with other bytes are no duplicates', async () => {
    const { accepted } = await sorted([png('x'), png('y')], open);
    expect(accepted).toHaveLength(2);
  });

  test('are taken twice when the person says so', async () => {
    const { accepted } = await sorted([png('x'), png('x')], { ...open, allowDuplicates: true });
    expect(accepted).toHaveLength(2);
  });

  test('that cannot be read are refused, not thrown', async () => {
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) };
    const file = { data: gone as unknown as Blob, name: 'gone.jpg', source: 'file' } as const;
    const { rejected } = await sorted([file], open);
    expect(rejected).toMatchObject([{ code: 'unreadable' }]);
  });

  test('that are many are read in one go', async () => {
    const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
    const found = await inspectAll(Array.from({ length: 50 }, (_, at) => png(String(at)).data));
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(50);
  });

  test('are each known by themselves when one among them cannot be read', async () => {
    const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob;
    const found = await inspectAll([png('1').data, gone, png('2').data]);
    expect(found.map(({ format, readable }) => [format, readable])).toEqual([
      ['png', true],
      [null, false],
      ['png', true],
    ]);
  });

  test('whose SVG begins behind a long comment are known as well', async () => {
    const drawing = new Blob([`<!--${'-'.repeat(500).replaceAll('--', '- ')}--><svg xmlns="…"></svg>`]);
    expect(await inspect(drawing)).toMatchObject({ format: 'svg' });
  });

  test('longer than a slice are compared to their last byte', async () => {
    const long = 'x'.repeat((1 << 20) + 10);
    expect(await sameBytes(new Blob([long]), new Blob([long]))).toBe(true);
    expect(await sameBytes(new Blob([long]), new Blob([long.slice(0, -1) + 'y']))).toBe(false);
  });

  test('with one beginning are told apart by their content, each read a few times however many they are', async () => {
    const head = new Uint8Array(5000);
    const signature = new Uint8Array([
      0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
    ]);
    // Where neither the middle nor the end tells them apart.
    const drawing = (own: number) =>
      new File([signature, head, String(own).padStart(8), head, head, head, head], 'a.png');
    const file = (own: number): NewFile => ({ data: drawing(own), name: 'a.png', source: 'file' });
    const files = Array.from({ length: 120 }, (_, at) => file(at % 100));
    const reads = vi.spyOn(Blob.prototype, 'arrayBuffer');
    const { accepted, rejected } = await sorted(files, open);
    const count = reads.mock.calls.length;
    reads.mockRestore();
    expect([accepted.length, rejected.length]).toEqual([100, 20]);
    expect(rejected.every(({ code }) => code === 'duplicate')).toBe(true);
    expect(count).toBeLessThan(4 * files.length);
  });
});
