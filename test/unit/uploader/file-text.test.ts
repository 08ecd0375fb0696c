import { describe, expect, test, vi } from 'vitest';
import { ImgproError } from '../../../src/api/index.ts';
import {
  commonFailure,
  errorText,
  statusText,
  summaryText,
  whenText,
} from '../../../src/elements/uploader/texts/file-text.ts';
import type { Texts, View } from '../../../src/elements/uploader/view-model.ts';
import ar from '../../../src/locales/ar.ts';
import de from '../../../src/locales/de.ts';
import en from '../../../src/locales/en.ts';
import { formatBytes } from '../../../src/locales/bytes.ts';
import { formatText } from '../../../src/locales/text.ts';
import type { UploadCounts, UploadFile } from '../../../src/upload/state/types.ts';

const texts: Texts = {
  lang: 'en',
  foreign: undefined,
  kinds: 'JPEG or WebP',
  learn: () => {},
  t: (key, parameters = {}) => formatText(en.uploader![key]!, parameters, 'en'),
  bytes: (bytes) => formatBytes(bytes, 'en'),
};

const none: UploadCounts = {
  ...{ total: 0, queued: 0, waiting: 0, lacking: 0, sending: 0, processing: 0 },
  ...{ ready: 0, failed: 0, paused: 0, recovered: 0 },
};
const free = { hold: null, readonly: false };
const file = (patch: Partial<UploadFile>) =>
  ({ status: 'queued', source: 'file', waiting: null, ...patch }) as UploadFile;

describe('all files in one line', () => {
  test.each<[Partial<UploadCounts>, string]>([
    [{ sending: 1 }, 'Uploading'],
    [{ sending: 4 }, 'Uploading 1 of 4'],
    [{ sending: 2, queued: 6, ready: 2 }, 'Uploading 3 of 10'],
    [{ sending: 2, ready: 2 }, 'Uploading 3 of 4'],
    [{ sending: 1, failed: 2, ready: 2 }, 'Uploading 5 of 5'],
    [{ processing: 1 }, 'Processing the image'],
    [{ ready: 3, processing: 2 }, 'Processing 2 images'],
    [{ ready: 1 }, '1 image uploaded'],
    [{ ready: 12 }, '12 images uploaded'],
    [{ ready: 3, failed: 1 }, '3 uploaded, 1 failed'],
    [{ failed: 2 }, '2 images failed'],
  ])('%j: %s', (counts, words) => expect(summaryText({ ...none, ...counts }, free, texts).text).toBe(words));

  test.each([
    [{ failed: 1 }, 1, '1 image has to be chosen again'],
    [{ failed: 3 }, 3, '3 images have to be chosen again'],
    [{ ready: 4, failed: 2 }, 2, '4 uploaded, 2 have to be chosen again'],
    [{ failed: 3 }, 2, '3 images failed'],
  ])('%j, of which %d were not kept: %s', (counts, again, words) =>
    expect(summaryText({ ...none, ...counts }, { ...free, again }, texts).text).toBe(words),
  );

  test('says what it waits for', () => {
    const counts = { ...none, queued: 2 };
    expect(summaryText({ ...none, waiting: 2 }, free, texts).text).toBe('2 images chosen');
    expect(summaryText(counts, { ...free, hold: 'offline' }, texts).text).toMatch(/offline/);
    expect(summaryText(counts, { ...free, hold: 'paused' }, texts).text).toBe('Paused');
  });

  test('does not call it offline when there is nothing left to send', () => {
    expect(summaryText({ ...none, ready: 1 }, { ...free, hold: 'offline' }, texts).text).toBe(
      '1 image uploaded',
    );
  });
});

describe('one file in words', () => {
  test('says that it is paused also before its turn', () => {
    expect(statusText(file({}), { ...free, hold: 'paused' }, texts)).toBe('Paused');
    expect(statusText(file({}), free, texts)).toBe('Waiting');
  });

  test('says that it is tried again', () => {
    const waiting = { until: 0, code: 'network_error' };
    expect(statusText(file({ status: 'uploading', waiting }), free, texts)).toMatch(/again/);
  });

  test('says what happened and what to do', () => {
    const error = new ImgproError('x', { code: 'rate_limited', status: 429, retryAfter: 900 });
    expect(errorText(file({ error }), texts)).toBe('Too many uploads for now. Try again in 15 minutes.');
  });

  test('counts a long wait down, and says no more than that it failed once it is over', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const limited = () => new ImgproError('x', { code: 'rate_limited', status: 429, retryAfter: 900 });
    const [one, other] = [limited(), limited()].map((error) => file({ status: 'failed', error }));
    const after = (seconds: number) => {
      vi.setSystemTime(1e12 + seconds * 1000);
      return [errorText(one!, texts), commonFailure([one!, other!]) === one];
    };
    const when = (words: string) => [`Too many uploads for now. Try again ${words}.`, true];
    expect(after(0)).toEqual(when('in 15 minutes'));
    expect(after(59)).toEqual(when('in 15 minutes'));
    expect(after(600)).toEqual(when('in 5 minutes'));
    expect(after(872)).toEqual(when('in 30 seconds'));
    expect(after(900)).toEqual(['Not uploaded', false]);
    vi.useRealTimers();
  });

  test('names the kinds that are taken, and no others', () => {
    const error = new ImgproError('x', { code: 'unsupported_type' });
    expect(errorText(file({ error }), texts)).toBe(
      'This kind of file is not accepted. These are: JPEG or WebP.',
    );
    for (const table of [de, ar])
      expect(formatText(table.uploader!.errorTypeHelp!, { types: 'JPEG' }, 'en')).toMatch(/JPEG/);
  });
});

test.each([
  [0, 'in 1 second'],
  [12, 'in 12 seconds'],
  [100, 'in 2 minutes'],
  [7200, 'in 2 hours'],
])('a wait of %d s is %s', (seconds, words) => expect(whenText(seconds, 'en')).toBe(words));

describe('a wait that the service asks for', () => {
  const waiting = (code: string, left: number) =>
    statusText(file({ status: 'uploading', waiting: { code, until: Date.now() + left } }), free, texts);

  test('is told in steps when it is long, else only as a moment', () => {
    expect(waiting('rate_limited', 18_000)).toBe('Busy. Going on in 20 seconds.');
    expect(waiting('network_error', 120_500)).toBe('Interrupted. Trying again in 3 minutes.');
    expect(waiting('rate_limited', 4000)).toBe('Busy. Going on in a moment…');
  });

  test('is a moment where a notice above the list counts down', () => {
    const service = {} as View['service'];
    const of = (code: string) =>
      statusText(
        file({ status: 'uploading', waiting: { code, until: Date.now() + 12_000 } }),
        { ...free, service },
        texts,
      );
    expect(of('rate_limited')).toBe('Busy. Going on in a moment…');
    expect(of('network_error')).toBe('Interrupted. Trying again in 15 seconds.');
  });
});
