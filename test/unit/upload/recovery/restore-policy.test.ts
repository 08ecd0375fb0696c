import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ImgproError } from '../../../../src/api/index.ts';
import type { KeptError, KeptFile } from '../../../../src/upload/state/snapshot.ts';
import {
  restoredFile,
  isDone,
  isExpired,
  isSameFile,
  isUncertain,
  KEY_LIFE,
  QUEUE_LIFE,
} from '../../../../src/upload/recovery/restore-policy.ts';
import type { EntryRecord } from '../../../../src/upload/recovery/records.ts';

const NOW = Date.UTC(2026, 0, 10);
const HOUR = 3_600_000;

export function keptFile(patch: Partial<KeptFile> = {}, file: Partial<KeptFile['file']> = {}): KeptFile {
  return {
    file: {
      id: 'a',
      name: 'a.jpg',
      size: 100,
      type: 'image/jpeg',
      source: 'file',
      status: 'queued',
      progress: 0,
      bytesUploaded: 0,
      image: null,
      error: null,
      fields: {},
      unsaved: [],
      ...file,
    },
    content: new Blob(['bytes']),
    tries: 0,
    released: true,
    ...patch,
  } as KeptFile;
}

function entry(patch: Partial<EntryRecord> = {}, kept: KeptFile = keptFile()): EntryRecord {
  return {
    id: kept.file.id,
    slot: 's',
    order: 1,
    kept,
    content: { kind: 'bytes' },
    origin: { type: 'image/jpeg' },
    prepared: null,
    ...patch,
  };
}

const failure = (code: string, status = 0): KeptError =>
  new ImgproError('No.', { code, status }).toJSON() as unknown as KeptError;
const bytes = new Blob(['bytes']);
const back = (stored: EntryRecord, content: Blob | string | null = bytes) =>
  restoredFile(stored, content, undefined, NOW);

const FORM = { name: 'a.jpg', type: 'image/jpeg', fields: {}, attempts: 1 };

/** The key of an upload that may have been stored. */
const SENT = { key: 'k', of: 'o', sent: FORM };

describe('age', () => {
  test('a queue is kept for a week after its last write', () => {
    expect(QUEUE_LIFE).toBe(7 * 24 * HOUR);
    const queue = { slot: 's', key: 'k', touchedAt: NOW - QUEUE_LIFE };
    expect(isExpired(queue, NOW)).toBe(false);
    expect(isExpired(queue, NOW + 1)).toBe(true);
  });

  test('a key is used as long as the service surely knows it, which is less than 24 hours', () => {
    const key = SENT;
    expect(KEY_LIFE).toBe(23 * HOUR);
    expect(isUncertain({ key }, NOW - KEY_LIFE, NOW)).toBe(false);
    expect(isUncertain({ key }, NOW - KEY_LIFE - 1, NOW)).toBe(true);
    expect(isUncertain({ key }, undefined, NOW)).toBe(false);
    expect(isUncertain({}, NOW - 48 * HOUR, NOW)).toBe(false);
    expect(isUncertain({ key, imageId: 'i' }, NOW - 48 * HOUR, NOW)).toBe(false);
  });
});

describe('what a stored file comes back as', () => {
  test('what was queued, being prepared or sent waits for the person', () => {
    for (const status of ['queued', 'preparing', 'uploading', 'paused'] as const)
      expect(back(entry({}, keptFile({}, { status }))).file.status).toBe('paused');
  });

  test('a file that waited for `upload()` still does', () => {
    const kept = back(entry({}, keptFile({ released: false })));
    expect([kept.file.status, kept.released]).toEqual(['queued', false]);
  });

  test('the key and the text it was sent with come back', () => {
    const key = { key: 'k', of: 'o', sent: { ...FORM, fields: { caption: 'A' } } };
    const kept = back(entry({ keyAt: NOW - HOUR }, keptFile({ key })));
    expect(kept).toMatchObject({ key });
  });

  test('stored images are what they were, with what was being written about them', () => {
    const kept = back(
      entry(
        { content: { kind: 'done' } },
        keptFile({ imageId: 'i', drafts: { caption: 'half a sen' } }, { status: 'processing' }),
      ),
      null,
    );
    expect(kept.file).toMatchObject({ status: 'processing', unsaved: [] });
    expect(kept.unsaved).toEqual({ caption: 'half a sen' });
  });

  test('what was being written after it was sent is meant to be saved', () => {
    const kept = keptFile({ unsaved: { credit: 'A' }, drafts: { caption: 'B' } }, { status: 'uploading' });
    expect(back(entry({}, kept))).toMatchObject({
      drafts: undefined,
      unsaved: { credit: 'A', caption: 'B' },
    });
  });

  test.each([
    ['a lost connection', failure('network_error')],
    ['a server in trouble', failure('upload_failed', 500)],
    ['no token', failure('token_unavailable')],
    ['a file that was asked for before', failure('file_not_kept')],
  ])('%s does not matter any more', (_, error) => {
    const kept = back(entry({}, keptFile({ key: SENT }, { status: 'failed', error })));
    expect([kept.file.status, kept.file.error]).toEqual(['paused', null]);
  });

  test.each([
    ['too large', failure('file_too_large', 413)],
    ['another kind', failure('unsupported_type', 422)],
  ])('a refusal that will stand (%s) is told as before', (_, error) => {
    const kept = back(entry({}, keptFile({}, { status: 'failed', error })));
    expect([kept.file.status, kept.file.error?.code]).toEqual(['failed', error.code]);
  });

  test('a key under which nothing was stored for sure is given up, so that the text can be changed', () => {
    const error = failure('validation_error', 422);
    const key = { key: 'k', of: 'o' };
    const refused = keptFile({ key }, { status: 'failed', error });
    expect(back(entry({}, refused))).toMatchObject({ key: undefined });
  });

  test('a file whose bytes are gone asks to be chosen again', () => {
    for (const content of [{ kind: 'missing' }, { kind: 'bytes' }] as const)
      expect(back(entry({ content }), null).file).toMatchObject({
        status: 'failed',
        error: { code: 'file_not_kept' },
      });
  });

  test('a file on the disk is asked for later', () => {
    const handle = {} as FileSystemFileHandle;
    expect(back(entry({ content: { kind: 'reference', handle } }), null).file.status).toBe('paused');
  });

  test('one that may have been stored too long ago to tell is not sent again by itself', () => {
    const old = entry({ keyAt: NOW - 25 * HOUR }, keptFile({ key: SENT }, { status: 'uploading' }));
    expect(back(old).file).toMatchObject({ status: 'failed', error: { code: 'upload_uncertain' } });
  });

  test('whatever it was, it comes back with its id, name and text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('queued', 'preparing', 'uploading', 'processing', 'ready', 'failed', 'paused'),
        fc.option(fc.constantFrom('network_error', 'file_too_large', 'quota_exceeded', 'media_blocked'), {
          nil: undefined,
        }),
        fc.boolean(),
        fc.dictionary(fc.string(), fc.string()),
        fc.option(fc.integer({ min: 0, max: 96 }), { nil: undefined }),
        (status, code, there, fields, hours) => {
          const error = status === 'failed' ? failure(code ?? 'unexpected') : null;
          const stored = status === 'ready' || status === 'processing' ? { imageId: 'i' } : {};
          const kept = keptFile({ ...stored, key: SENT }, { status, error, fields });
          const keyAt = hours === undefined ? undefined : NOW - hours * HOUR;
          const { file } = back(entry({ keyAt }, kept), there ? bytes : null);
          expect(file).toMatchObject({ id: 'a', name: 'a.jpg', fields });
          if (file.status === 'failed') expect(file.error).not.toBeNull();
          else expect(file.status === 'paused' ? file.error : null).toBeNull();
        },
      ),
    );
  });
});

describe('a file that is chosen again', () => {
  const missed = entry({}, keptFile({ facts: { fingerprint: '100:7' } as KeptFile['facts'] }));
  test.each([
    ['the same', { name: 'a.jpg', size: 100, fingerprint: '100:7' }, true],
    ['another name', { name: 'b.jpg', size: 100, fingerprint: '100:7' }, false],
    ['another size', { name: 'a.jpg', size: 101, fingerprint: '100:7' }, false],
    ['other bytes', { name: 'a.jpg', size: 100, fingerprint: '100:8' }, false],
    ['unknown bytes', { name: 'a.jpg', size: 100, fingerprint: '' }, false],
  ])('%s', (_, chosen, same) => expect(isSameFile(missed, chosen)).toBe(same));
});

describe('the end', () => {
  test('comes when the image is ready and nothing about it is unsaved', () => {
    expect(isDone(keptFile({}, { status: 'ready' }))).toBe(true);
    expect(isDone(keptFile({}, { status: 'processing' }))).toBe(false);
    expect(isDone(keptFile({ drafts: { caption: 'x' } }, { status: 'ready' }))).toBe(false);
    expect(isDone(keptFile({ unsaved: { caption: 'x' } }, { status: 'ready' }))).toBe(false);
  });
});
