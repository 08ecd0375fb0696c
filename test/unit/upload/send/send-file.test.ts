import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ImgproError, type ImgproClient } from '../../../../src/api/index.ts';
import '../../../../src/upload/send/client-request.ts'; // else it is fetched, in a time that is not ours
import { idempotencyKey, type HeldKey } from '../../../../src/upload/send/idempotency-key.ts';
import { sendFile, type SendFileOptions } from '../../../../src/upload/send/send-file.ts';

const content = new Blob(['bytes'], { type: 'image/png' });
const image = { id: 'stored', url: 'https://cdn.test/stored', status: 'ready' };
const failure = (code: string, status = 0, more = {}) => new ImgproError('No.', { code, status, ...more });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An upload before a service that answers as listed, and everything that it reports. */
function upload(answers: (Error | 'stored' | 'silent')[], options: Partial<SendFileOptions> = {}) {
  const sent: { fields: unknown; key: string; signal: AbortSignal }[] = [];
  const keys: HeldKey[] = [];
  const waits: (number | null)[] = [];
  const stop = new AbortController();
  const client = {
    images: {
      upload: (_data: Blob, request: { metadata: object; idempotencyKey: string; signal: AbortSignal }) => {
        sent.push({ fields: request.metadata, key: request.idempotencyKey, signal: request.signal });
        const answer = answers[sent.length - 1] ?? 'stored';
        if (answer instanceof Error) return Promise.reject(answer);
        if (answer === 'stored') return Promise.resolve(image);
        return new Promise((_, reject) =>
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)),
        );
      },
    },
  } as unknown as ImgproClient;
  const form = { name: 'a.png', type: 'image/png', fields: { title: 'first' } as Record<string, string> };
  const result = sendFile({
    key: idempotencyKey(undefined, { ...form, size: 5 }),
    upload: () => ({ ...form, content }),
    connection: () => ({ client }),
    turn: () => Promise.resolve(new AbortController().signal),
    isOffline: () => false,
    retries: () => 2,
    stallTimeout: 60_000,
    onKey: (key) => void keys.push(key),
    onProgress: () => {},
    onWait: (wait) => waits.push(wait && wait.until - Date.now()),
    signal: stop.signal,
    ...options,
  });
  const end = result.then(
    ({ image: { id } }) => id,
    (error: Error) => (error as ImgproError).code ?? error.name,
  );
  return { sent, keys, waits, stop, form, end, result };
}

async function endOf({ end }: ReturnType<typeof upload>): Promise<string> {
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  return end;
}

describe('an upload', () => {
  test('is stored, with its key kept before it goes out', async () => {
    const run = upload([]);
    expect(await endOf(run)).toBe('stored');
    expect(run.keys[0]!.sent).toMatchObject({ fields: { title: 'first' }, attempts: 1 });
    expect(run.sent).toHaveLength(1);
    expect(run.waits).toEqual([]);
  });

  test('does not go out before its key is kept', async () => {
    let keep!: () => void;
    const run = upload([], { onKey: () => new Promise<void>((resolve) => (keep = resolve)) });
    await vi.advanceTimersByTimeAsync(1000);
    expect(run.sent).toHaveLength(0);
    keep();
    expect(await endOf(run)).toBe('stored');
  });

  test('fails where its key cannot be kept', async () => {
    const run = upload([], { onKey: () => Promise.reject(failure('file_unreadable')) });
    expect(await endOf(run)).toBe('file_unreadable');
    expect(run.sent).toHaveLength(0);
  });

  test('is repeated as often as is forgiven, under one key', async () => {
    const lost = failure('network_error');
    const run = upload([lost, lost, lost]);
    expect(await endOf(run)).toBe('network_error');
    expect(new Set(run.sent.map(({ key }) => key)).size).toBe(1);
    expect(run.sent).toHaveLength(3);
    expect(run.waits.filter((wait) => wait === null)).toHaveLength(2);
    expect(run.keys.at(-1)!.sent!.attempts, 'each may have been stored').toBe(3);
  });

  test('waits for as long as the service asks', async () => {
    const run = upload([failure('rate_limited', 429, { retryAfter: 100 })]);
    await vi.advanceTimersByTimeAsync(99_000);
    expect(run.sent).toHaveLength(1);
    expect(run.waits[0]).toBeGreaterThanOrEqual(100_000);
    expect(await endOf(run)).toBe('stored');
  });

  test.each([
    ['unsupported_type', 422],
    ['quota_exceeded', 403],
    ['forbidden', 403],
  ])('is not repeated after %s', async (code, status) => {
    const run = upload([failure(code, status)]);
    expect(await endOf(run)).toBe(code);
    expect(run.sent).toHaveLength(1);
    expect(run.keys.at(-1)!.sent, 'it was surely not stored').toBeUndefined();
  });

  test('sends the same fields as long as an attempt may have been stored, and new ones once none may', async () => {
    const frozen = upload([failure('network_error'), 'stored']);
    frozen.form.fields = { title: 'later' };
    await vi.advanceTimersByTimeAsync(0);
    frozen.form.fields = { title: 'last' };
    expect(await endOf(frozen)).toBe('stored');
    expect(frozen.sent.map(({ fields }) => fields)).toEqual([{ title: 'later' }, { title: 'later' }]);

    const declined = upload([failure('rate_limited', 429), 'stored']);
    await vi.advanceTimersByTimeAsync(0);
    declined.form.fields = { title: 'last' };
    expect(await endOf(declined)).toBe('stored');
    expect(declined.sent[1]!.fields).toEqual({ title: 'last' });
  });

  test('that is held is aborted, and counts as no failure', async () => {
    const holds: AbortController[] = [];
    const turn = () => {
      holds.push(new AbortController());
      return Promise.resolve(holds.at(-1)!.signal);
    };
    const run = upload(['silent', 'silent', 'silent', 'silent', 'stored'], { turn, retries: () => 0 });
    for (let at = 0; at < 4; at += 1) {
      await vi.advanceTimersByTimeAsync(0);
      holds[at]!.abort();
    }
    expect(await endOf(run)).toBe('stored');
    expect(run.sent).toHaveLength(5);
  });

  test('without a connection waits for it, however often it fails', async () => {
    const lost = Array.from({ length: 20 }, () => failure('network_error'));
    const run = upload(lost, { isOffline: () => true, retries: () => 0 });
    expect(await endOf(run)).toBe('stored');
    expect(run.sent).toHaveLength(21);
  });

  test('that is stopped rejects with the reason, at once, and nothing follows', async () => {
    for (const answers of [['silent'], [failure('upload_failed', 500)]] as const) {
      const run = upload([...answers]);
      await vi.advanceTimersByTimeAsync(0);
      run.stop.abort(new DOMException('Removed.', 'AbortError'));
      await expect(run.result).rejects.toThrow('Removed.');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(run.sent).toHaveLength(1);
      expect(answers[0] !== 'silent' || run.sent[0]!.signal.aborted).toBe(true);
    }
  });

  test('that is held while its key is being kept was not sent', async () => {
    const holds: AbortController[] = [];
    let keep = (): void => {};
    const keys: HeldKey[] = [];
    const run = upload([], {
      turn: () => Promise.resolve((holds[holds.length] = new AbortController()).signal),
      onKey: (key) => {
        keys.push(key);
        return keys.length === 1 ? new Promise<void>((resolve) => (keep = resolve)) : undefined;
      },
    });
    await vi.advanceTimersByTimeAsync(0);
    holds[0]!.abort();
    keep();
    expect(await endOf(run)).toBe('stored');
    expect(run.sent).toHaveLength(1);
    expect(keys.map(({ sent }) => sent?.attempts)).toEqual([1, undefined, 1]);
  });

  test('whose file is gone fails with that, at once', async () => {
    const slice = content.slice.bind(content);
    content.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob;
    try {
      const run = upload([failure('network_error')]);
      expect(await endOf(run)).toBe('file_unreadable');
      expect(run.sent).toHaveLength(1);
    } finally {
      content.slice = slice;
    }
  });

  test('ends when no token can be had', async () => {
    const tokens = { get: () => Promise.reject(new TypeError('Failed to fetch')) };
    const run = upload([], { connection: () => ({ tokens }) });
    expect(await endOf(run)).toBe('token_unavailable');
    expect(run.keys).toEqual([]);
  });

  test('goes out under one key, and never more often than is forgiven, whatever goes wrong', async () => {
    const causes = [
      failure('network_error'),
      failure('upload_failed', 500),
      failure('rate_limited', 429),
      failure('validation_error', 422),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...causes), { maxLength: 6 }), async (answers) => {
        const run = upload(answers, { retries: () => 3 });
        await endOf(run);
        expect(new Set(run.sent.map(({ key }) => key)).size).toBe(1);
        expect(run.sent.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('waits longer for an attempt that is still under way than for one that failed', async () => {
    const underWay = failure('idempotency_key_in_progress', 409);
    const run = upload(Array(12).fill(underWay) as (typeof underWay)[], { retries: () => 3 });
    expect(await endOf(run)).toBe('stored');
    expect(new Set(run.sent.map(({ key }) => key)).size).toBe(1);
    const longer = upload(Array(13).fill(underWay) as (typeof underWay)[], { retries: () => 3 });
    expect(await endOf(longer)).toBe('idempotency_key_in_progress');
  });
});
