import { sleep } from '../../api/sleep.ts';
import type { Image } from '../../api/types.ts';
import { GatewayError, invalidField } from '../errors.ts';
import { importAddress } from '../import-hosts.ts';
import { allowsType } from '../policy.ts';
import { imageIn } from '../service/answers.ts';
import type { Grant } from '../tokens.ts';
import { ask } from './call.ts';
import type { Call } from './call.ts';
import { MAX_JSON, checkedFields, trustedFields } from './fields.ts';
import { storeImage } from './store-image.ts';
import type { Stored } from './store-image.ts';

/** Milliseconds before an image that is being processed is looked at again; each pause is half as long again. */
const PAUSE = { first: 500, longest: 5_000 };

/** `POST /images` with `{"url": …}`: only from the hosts that the token names. */
export async function importImage(call: Call, idempotencyKey: string | undefined): Promise<Stored> {
  const { grant, visit } = call;
  const { url, ...given } = await visit.body.object(MAX_JSON);
  if (grant.importHosts.length === 0)
    throw new GatewayError(403, 'token_scope', 'This upload token does not allow imports by address.');
  if (typeof url !== 'string' || url === '') throw invalidField('url', 'Give the address of an image.');
  const address = importAddress(url, grant.importHosts);
  if ('refusal' in address) throw invalidField('url', address.refusal);
  const fields = checkedFields(call, given);
  return storeImage(call, {
    request: { json: { ...trustedFields(call), ...fields, url: address.href }, idempotencyKey },
    maxBytes: grant.maxBytes,
    bytes: (image) => image.bytes ?? undefined,
    judge: (image) => judge(call, image),
  });
}

/**
 * Measures an imported image by the token's limits, and takes it away where it does not fit: the service fetched it, so
 * that only now anybody knows its size and type. One that is still being processed is waited for.
 */
async function judge(call: Call, image: Image): Promise<{ error: GatewayError; removed: boolean } | null> {
  const error = await importFault(call, image);
  if (error === null) return null;
  const { id } = image;
  const removed = await ask(call, { method: 'DELETE', path: `/images/${id}` }).then(
    ({ ok, status }) => ok || status === 404,
    () => false,
  );
  if (!removed)
    call.visit.log({
      level: 'error',
      event: 'import_not_removed',
      message: `The imported image ${id} does not fit its token, and could not be deleted. Delete it by hand.`,
    });
  return { error, removed };
}

async function importFault(call: Call, image: Image): Promise<GatewayError | null> {
  const { visit, grant } = call;
  const until = Date.now() + visit.config.timeouts.upstream;
  for (let pause = PAUSE.first; ; pause = Math.min(PAUSE.longest, pause * 1.5)) {
    const fault = faultOf(grant, image);
    if (fault !== null || image.status !== 'processing') return fault;
    if (Date.now() + pause > until)
      return new GatewayError(422, 'media_failed', 'The image could not be checked in time.');
    await sleep(pause);
    const answer = await ask(call, { method: 'GET', path: `/images/${image.id}` }).catch(() => null);
    if (answer?.ok) image = imageIn(visit, answer);
    // It was taken away before: this is a repetition of an import that did not fit.
    else if (answer?.status === 404)
      return new GatewayError(
        422,
        'media_failed',
        'This image was removed: it does not fit the limits here.',
      );
    // Blocked or failed: there are no bytes to judge, and the browser hears of it when it asks.
    else if (answer && answer.status < 500 && answer.status !== 429) return null;
  }
}

/** A fault by the token's limits, as far as the service knows the image yet. */
function faultOf(grant: Pick<Grant, 'maxBytes' | 'types'>, image: Image): GatewayError | null {
  if (image.bytes !== null && image.bytes > grant.maxBytes)
    return new GatewayError(413, 'file_too_large', `The image is larger than ${grant.maxBytes} bytes.`);
  const type = `image/${{ jpg: 'jpeg', svg: 'svg+xml', ico: 'x-icon' }[image.format] ?? image.format}`;
  // A HEIC says jpg from the start: it is served as one.
  const isAllowed =
    image.format === '' ||
    allowsType(grant.types, type) ||
    (image.format === 'jpg' && allowsType(grant.types, 'image/heic'));
  return isAllowed
    ? null
    : new GatewayError(422, 'unsupported_type', `Images of type ${type} can't be stored here.`);
}
