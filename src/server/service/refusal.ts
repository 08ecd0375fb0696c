import { errorFromResponse } from '../../api/errors.ts';
import type { ErrorType } from '../../api/types.ts';
import { isRecord } from '../../api/values.ts';
import { GatewayError } from '../errors.ts';
import type { Visit } from '../visit.ts';
import type { ServiceAnswer } from './service-answer.ts';
import { returnedHeaders } from './headers.ts';

/**
 * The errors of the service that a visitor may be told, each with a sentence of our own. The service's own sentences
 * stay here: they speak to the account's owner, and can hold signed links, plans, or whatever broke inside.
 */
const KNOWN: Record<string, [type: ErrorType, sentence: string]> = {
  media_locked: ['permission_error', "This image is locked and can't be changed."],
  media_blocked: ['permission_error', 'This image was blocked by moderation.'],
  media_failed: ['processing_error', 'This image could not be processed. Upload it in another format.'],
  quota_exceeded: ['quota_error', "This site can't store more images right now."],
  not_found: ['invalid_request_error', 'There is nothing here.'],
  idempotency_key_conflict: ['idempotency_error', 'This Idempotency-Key was used for something else.'],
  idempotency_key_in_progress: [
    'idempotency_error',
    'An upload with this Idempotency-Key is still under way.',
  ],
  validation_error: ['invalid_request_error', 'The image service does not take this.'],
  rate_limited: ['rate_limit_error', 'Too many requests right now. Try again later.'],
  upload_failed: ['processing_error', 'The image could not be stored. Try again in a moment.'],
  import_failed: ['processing_error', 'The image could not be imported. Try again in a moment.'],
  update_failed: ['processing_error', 'The image could not be changed. Try again in a moment.'],
  delete_failed: ['processing_error', 'The image could not be deleted. Try again in a moment.'],
  fetch_failed: ['processing_error', "The address can't be fetched: it must be public and answer in time."],
  bad_request: ['invalid_request_error', 'The image service does not understand this request.'],
  file_too_large: ['invalid_request_error', 'The file is too large for the service.'],
  service_unavailable: ['api_error', 'The image service is busy. Try again in a moment.'],
};

/** The words for a block that the API defines; they go on to the image's owner. */
const BLOCK_REASON = /\b(?:content_policy|dmca|spam|terms)\b/;

const MAX_DETAILS = 20;
const MAX_DETAIL = 200;

/**
 * A refusal of the service, written anew for a visitor: a known code, our own sentence, the fields at fault. A key that
 * the service does not accept is the site's fault, and is logged; a 401 here would make the uploader ask for new tokens
 * for ever, though its token is not what is wrong.
 */
export function refusalOf(visit: Visit, answer: ServiceAnswer): GatewayError {
  const { status, headers, text } = answer;
  if (!isRecord(answer.json)) {
    if (status === 401) return misconfigured(visit, status);
    unexpected(visit, status, 'with no JSON');
    return infrastructureError(answer);
  }
  const error = errorFromResponse(status, headers, text);
  // An app secret that was given as apiKey: the service asks for the app's user.
  const asksForUser = Object.keys(error.fields ?? {}).some((name) => /^x-img-user$/i.test(name));
  if (status === 401 || ['forbidden', 'unauthorized'].includes(error.code) || asksForUser)
    return misconfigured(visit, status);
  if (isOdd(visit, status)) unexpected(visit, status, `with ${codeOf(status)}`);
  return refusal(status, error.code, {
    said: error.detail,
    fields: error.fields,
    headers: Object.fromEntries(returnedHeaders(headers)),
  });
}

/** The error of one image in a batch, written anew. */
export function batchRefusal(raw: unknown): { type: ErrorType; code: string; message: string } {
  const { code, message } = isRecord(raw) ? raw : {};
  const {
    type,
    code: known,
    message: sentence,
  } = refusal(422, typeof code === 'string' ? code : '', {
    said: typeof message === 'string' ? message : undefined,
  });
  return { type, code: known, message: sentence };
}

function refusal(
  status: number,
  code: string,
  given: { said?: string; fields?: Record<string, string[]>; headers?: Record<string, string> } = {},
): GatewayError {
  const known = Object.hasOwn(KNOWN, code) ? code : codeOf(status);
  const [type, sentence] = KNOWN[known]!;
  const reason = known === 'media_blocked' ? BLOCK_REASON.exec(given.said ?? '')?.[0] : undefined;
  const details = known === 'validation_error' ? detailsOf(given.fields) : undefined;
  const shown = status >= 400 && status <= 599 ? status : 502;
  return new GatewayError(shown, known, reason ? `${sentence} Reason: ${reason}.` : sentence, {
    type,
    headers: given.headers,
    ...(details && { details }),
  });
}

/** The code that stands for a status whose own code nobody knows. */
function codeOf(status: number): string {
  if (status === 404) return 'not_found';
  if (status === 413) return 'file_too_large';
  if (status === 422) return 'validation_error';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'service_unavailable' : 'bad_request';
}

/** The sentences about fields, without links, keys and control characters. */
function detailsOf(fields: Record<string, string[]> | undefined): Record<string, string[]> | undefined {
  const entries = Object.entries(fields ?? {})
    .filter(([name]) => /^[^\u0000-\u001f]{1,64}$/.test(name))
    .slice(0, MAX_DETAILS)
    .map(([name, sentences]): [string, string[]] => [name, sentences.slice(0, 5).map(cleanSentence)]);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function cleanSentence(sentence: string): string {
  return sentence
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:)\S*/gi, '…')
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .slice(0, MAX_DETAIL);
}

/** Whether this is no answer to a visitor's doing: the service fails, or is not at `apiUrl`. */
function isOdd({ url }: Visit, status: number): boolean {
  return (
    status >= 500 || [400, 405, 415].includes(status) || (status === 404 && /\/images$/.test(url.pathname))
  );
}

function unexpected(visit: Visit, status: number, how: string): void {
  visit.log({
    level: 'error',
    event: 'upstream_unexpected',
    status,
    message: `The service answered ${status} ${how}. If that stays so, check apiUrl.`,
  });
}

function misconfigured(visit: Visit, status: number): GatewayError {
  visit.log({
    level: 'error',
    event: 'gateway_misconfigured',
    status,
    message: `The service refused the site's key (${status}). Check the key, its kind (apiKey or appSecret), and its abilities.`,
  });
  return new GatewayError(502, 'gateway_misconfigured', 'This site is not set up for uploads right now.');
}

/** Not the service but what stands before it: its pages are not for browsers that asked for JSON. */
export function infrastructureError({
  status,
  headers,
}: Pick<ServiceAnswer, 'status' | 'headers'>): GatewayError {
  const kept = Object.fromEntries(returnedHeaders(headers));
  if (status === 413) return new GatewayError(413, 'file_too_large', KNOWN['file_too_large']![1]);
  if (status === 429)
    return new GatewayError(429, 'rate_limited', KNOWN['rate_limited']![1], { headers: kept });
  return new GatewayError(
    502,
    'upstream_unreachable',
    'The image service did not answer properly. Try again in a moment.',
    { headers: kept },
  );
}
