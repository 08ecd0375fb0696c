import type { ImgproError } from '../../api/index.ts';
import type { FileSource } from '../check/file-source.ts';

/** Remedies that a person has for a failed file. */
export type ErrorRemedy =
  | 'retry'
  | 'remove'
  | 'choose-another'
  /** The very same file: it is not at hand any more. */
  | 'choose-again'
  /** Knowing that it may be stored twice. */
  | 'upload-again'
  | 'wait'
  | 'none';

/** Every pair of sentences a locale has to hold: what happened, what to do. */
export type ErrorKey =
  | 'errorNetwork'
  | 'errorTimeout'
  | 'errorServer'
  | 'errorBusy'
  | 'errorWait'
  | 'errorSignIn'
  | 'errorNotAllowed'
  | 'errorNoImport'
  | 'errorSetUp'
  | 'errorQuota'
  | 'errorLimit'
  | 'errorBlocked'
  | 'errorDamaged'
  | 'errorTooLarge'
  | 'errorType'
  | 'errorRefused'
  | 'errorLink'
  | 'errorGone'
  | 'errorChanged'
  | 'errorUnreadable'
  | 'errorLocation'
  | 'errorNotKept'
  | 'errorUnconfirmed'
  | 'errorUncertain'
  | 'errorUnknown';

export interface ErrorMessage {
  key: ErrorKey;
  action: ErrorRemedy;
  /** The service's own words, where only it knows what is wrong. */
  detail?: string;
  /** Seconds, with `wait`. */
  retryAfter?: number;
}

const BY_CODE: Record<string, [ErrorKey, ErrorRemedy]> = {
  network_error: ['errorNetwork', 'retry'],
  upstream_unreachable: ['errorServer', 'retry'],
  timeout: ['errorTimeout', 'retry'],
  request_timeout: ['errorTimeout', 'retry'],
  token_unavailable: ['errorSetUp', 'retry'],
  invalid_response: ['errorServer', 'retry'],
  unauthorized: ['errorSignIn', 'retry'],
  token_expired: ['errorSignIn', 'retry'],
  token_missing: ['errorSetUp', 'retry'],
  token_invalid: ['errorSetUp', 'retry'],
  token_scope: ['errorNotAllowed', 'remove'],
  origin_mismatch: ['errorSetUp', 'retry'],
  gateway_misconfigured: ['errorSetUp', 'retry'],
  forbidden: ['errorNotAllowed', 'remove'],
  quota_exceeded: ['errorQuota', 'retry'],
  token_exhausted: ['errorLimit', 'remove'],
  media_blocked: ['errorBlocked', 'choose-another'],
  media_locked: ['errorBlocked', 'remove'],
  media_failed: ['errorDamaged', 'choose-another'],
  file_too_large: ['errorTooLarge', 'choose-another'],
  location_not_removed: ['errorLocation', 'choose-another'],
  unsupported_type: ['errorType', 'choose-another'],
  unsupported_media_type: ['errorType', 'choose-another'],
  import_failed: ['errorLink', 'choose-another'],
  fetch_failed: ['errorLink', 'retry'],
  not_found: ['errorGone', 'remove'],
  idempotency_key_conflict: ['errorChanged', 'retry'],
  idempotency_key_in_progress: ['errorBusy', 'retry'],
  upload_failed: ['errorServer', 'retry'],
  file_unreadable: ['errorUnreadable', 'choose-again'],
  file_not_kept: ['errorNotKept', 'choose-again'],
  upload_unconfirmed: ['errorUnconfirmed', 'choose-again'],
  upload_uncertain: ['errorUncertain', 'upload-again'],
};

/** Message to a person about a failed file, and the remedy that is offered. */
export function errorMessage(error: ImgproError, source?: FileSource): ErrorMessage {
  if (error.code === 'token_scope' && source === 'url') return { key: 'errorNoImport', action: 'remove' };
  if (error.code === 'rate_limited')
    return error.retryAfter
      ? { key: 'errorWait', action: 'wait', retryAfter: error.retryAfter }
      : { key: 'errorBusy', action: 'retry' };
  if (error.code === 'validation_error') return refused(error);
  const known = Object.hasOwn(BY_CODE, error.code) ? BY_CODE[error.code] : undefined;
  if (known) return { key: known[0], action: known[1] };
  if (error.type === 'quota_error') return { key: 'errorQuota', action: 'retry' };
  if (error.status >= 500) return { key: 'errorServer', action: 'retry' };
  return { key: 'errorUnknown', action: 'retry' };
}

/** The service says only in words whether the size, the format or a field was at fault. */
function refused(error: ImgproError): ErrorMessage {
  const file = error.fields?.['file']?.join(' ');
  if (file !== undefined && /large|size|exceed|pixels|\bMB\b/i.test(file))
    return { key: 'errorTooLarge', action: 'choose-another' };
  if (file !== undefined) return { key: 'errorType', action: 'choose-another', detail: file };
  if (error.fields?.['url'])
    return { key: 'errorLink', action: 'choose-another', detail: error.fields['url'].join(' ') };
  const detail =
    Object.values(error.fields ?? {})
      .flat()
      .join(' ') || error.message;
  return { key: 'errorRefused', action: 'retry', detail };
}
