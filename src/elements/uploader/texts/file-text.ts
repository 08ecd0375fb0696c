import type { ImgproError } from '../../../api/index.ts';
import { errorMessage, type ErrorRemedy } from '../../../upload/send/error-messages.ts';
import { concernsAll } from '../../../upload/send/errors.ts';
import type { Hold } from '../../../upload/state/status.ts';
import type { UploadCounts, UploadFile } from '../../../upload/state/types.ts';
import type { TextKey, Texts, View } from '../view-model.ts';

/** A file's state in words. */
export function statusText(
  file: UploadFile,
  { hold, common, service }: { hold: Hold | null; common?: UploadFile | null; service?: View['service'] },
  texts: Texts,
): string {
  const { t } = texts;
  switch (file.status) {
    case 'queued':
      return t(hold === 'offline' ? 'statusOffline' : hold === 'paused' ? 'statusPaused' : 'statusQueued');
    case 'preparing':
      return t('statusPreparing');
    case 'uploading':
      // The notice above the list counts down; a second clock, in steps of its own, would contradict it.
      if (service && file.waiting?.code === 'rate_limited') return t('statusWaitBusy');
      if (file.waiting) return waitingText(file.waiting, texts);
      return t(file.source === 'url' ? 'statusLink' : 'statusUploading');
    case 'processing':
      return t('statusProcessing');
    case 'ready':
      return service?.statusOf(file, texts) ?? t('statusReady');
    case 'paused':
      return hold === 'offline' ? t('statusOffline') : t('statusPaused');
    case 'failed':
      return common ? t('statusFailed') : errorText(file, texts); // why is said once, of all
  }
}

/** Shorter waits are over before they are read (ms); the text of longer ones changes in steps of this. */
export const WAIT_STEP = 5000;

function waitingText({ code, until }: NonNullable<UploadFile['waiting']>, { t, lang }: Texts): string {
  const busy = code === 'rate_limited';
  const left = until - Date.now();
  if (left <= WAIT_STEP) return t(busy ? 'statusWaitBusy' : 'statusRepeating');
  const when = whenText((Math.ceil(left / WAIT_STEP) * WAIT_STEP) / 1000, lang);
  return t(busy ? 'statusWaitBusyFor' : 'statusRepeatingFor', { when });
}

/** When each error was first told (local clock, ms): the wait that it asks for counts from there. */
const toldAt = new WeakMap<ImgproError, number>();

/** The end of the wait for a file (local clock, ms), also of one that failed, until it can be tried again; 0 without one. */
export function waitsUntil({ waiting, error }: Pick<UploadFile, 'waiting' | 'error'>): number {
  const { retryAfter } = error ? errorMessage(error) : {};
  if (!error || !retryAfter) return waiting?.until ?? 0;
  const since = toldAt.get(error) ?? Date.now();
  toldAt.set(error, since);
  return since + retryAfter * 1000;
}

/** The error of a file and its help, in a sentence or two. */
export function errorText(file: UploadFile, { t, lang, kinds }: Texts): string {
  const message = errorMessage(file.error!, file.source);
  const left = waitsUntil(file) - Date.now();
  // Once the wait is over, the button beside it says what can be done.
  if (message.retryAfter && left <= 0) return t('statusFailed');
  const when = whenText((Math.ceil(left / WAIT_STEP) * WAIT_STEP) / 1000, lang);
  const help = t(`${message.key}Help` as TextKey, { when, types: kinds });
  const detail = message.key === 'errorRefused' ? message.detail : undefined;
  return `${t(message.key)} ${detail ?? help}`;
}

/** The remedy a failed file offers. */
export function remedyOf(file: UploadFile): ErrorRemedy {
  return file.error ? errorMessage(file.error).action : 'none';
}

/** Whether trying the same file again can be of use. */
export function isRepeatable(file: UploadFile): boolean {
  return file.status === 'failed' && !ONE_BY_ONE.has(remedyOf(file));
}

/** Whether a file that failed only has to be chosen once more. */
export function isToBeChosenAgain(file: UploadFile): boolean {
  return file.status === 'failed' && remedyOf(file) === 'choose-again';
}

/** Of files that all failed for one reason which is not theirs, the first. */
export function commonFailure(failed: readonly UploadFile[]): UploadFile | null {
  const [first, ...others] = failed;
  if (!first?.error || others.length === 0 || !concernsAll(first.error)) return null;
  if (remedyOf(first) === 'wait' && waitsUntil(first) <= Date.now()) return null; // each can be tried again
  return others.every(({ error }) => error?.code === first.error!.code) ? first : null;
}

/** The remedies a person has to look at each file for. */
const ONE_BY_ONE = new Set<ErrorRemedy>(['choose-another', 'choose-again', 'upload-again']);

/** A wait in words: `in 12 seconds`, `in 3 minutes`. */
export function whenText(seconds: number, lang: string): string {
  const format = new Intl.RelativeTimeFormat(lang, { numeric: 'always' });
  if (seconds < 90) return format.format(Math.max(1, Math.ceil(seconds)), 'second');
  if (seconds < 5400) return format.format(Math.ceil(seconds / 60), 'minute');
  return format.format(Math.ceil(seconds / 3600), 'hour');
}

export type Tone = 'plain' | 'busy' | 'good' | 'bad' | 'held' | 'asking';

/** The state of all files in one line. */
export function summaryText(
  counts: UploadCounts,
  {
    hold,
    readonly,
    again = 0,
    common,
  }: {
    hold: Hold | null;
    readonly: boolean;
    again?: number;
    common?: UploadFile | null;
  },
  texts: Texts,
): { text: string; tone: Tone } {
  const { t } = texts;
  const { queued, waiting, sending, processing, ready, failed, paused, recovered, total } = counts;
  const lacking = counts.lacking + (counts.bare ?? 0);
  const under = sending + paused + queued;
  if (readonly) return { text: t('summaryReadonly', { count: total }), tone: 'plain' };
  if (under > 0 && hold === 'offline') return { text: t('summaryOffline'), tone: 'held' };
  if (under > 0 && hold === 'paused') return { text: t('summaryPaused'), tone: 'held' };
  if (under > 0) {
    // The first of those under way, however many they are: the number goes up as files are done, and is the last one at the end.
    const current = processing + ready + failed + 1;
    const all = current - 1 + under;
    return {
      text: all === 1 ? t('summaryUploadingOne') : t('summaryUploading', { current, total: all }),
      tone: 'busy',
    };
  }
  if (lacking > 0) return { text: t('summaryLacking', { count: lacking }), tone: 'asking' };
  if (waiting > 0) return { text: t('summaryQueued', { count: waiting }), tone: 'plain' };
  if (processing > 0) return { text: t('summaryProcessing', { count: processing }), tone: 'busy' };
  if (common) return { text: errorText(common, texts), tone: 'bad' };
  // Not one has failed: their bytes were not kept over a reload.
  if (failed > 0 && failed === again) {
    if (ready === 0) return { text: t('summaryAgain', { count: failed }), tone: 'bad' };
    return { text: t('summaryReadyAgain', { ready, count: failed }), tone: 'bad' };
  }
  if (failed > 0 && ready > 0) return { text: t('summaryReadyFailed', { ready, failed }), tone: 'bad' };
  if (failed > 0) return { text: t('summaryFailed', { count: failed }), tone: 'bad' };
  if (ready === 0) return { text: t('summaryReadonly', { count: total }), tone: 'plain' }; // all are from an earlier page
  return { text: t('summaryReady', { count: ready }), tone: recovered > 0 ? 'plain' : 'good' };
}

/** Whether some file is still to be sent, or on its way. */
export function isUnsent({ queued, waiting, sending, paused, recovered }: UploadCounts): boolean {
  return queued + waiting + sending + paused + recovered > 0;
}

/** The custom states that the files add up to, and those that are being checked. */
export function statesOf(
  { counts, hold }: { counts: UploadCounts; hold: Hold | null },
  checking = 0,
): Record<string, boolean> {
  const { total, queued, sending, processing, ready, failed, paused, recovered } = counts;
  const running = sending + paused + queued > 0;
  return {
    empty: total === 0,
    uploading: (running || checking > 0) && hold === null,
    processing: !running && processing > 0,
    paused: running && hold === 'paused',
    offline: hold === 'offline',
    recovered: recovered > 0,
    failed: failed > 0,
    complete: total > 0 && ready === total,
  };
}
