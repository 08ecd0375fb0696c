import type { Image } from '../../api/types.ts';
import { GatewayError, errorResponse, invalidField } from '../errors.ts';
import { allowsType } from '../policy.ts';
import { mayImport } from '../import-hosts.ts';
import type { Call } from './call.ts';
import { counted } from './counting.ts';
import { checkFields, trustedFields } from './fields.ts';
import { finishCreate } from './finish.ts';
import { MAX_JSON } from './json.ts';
import { askUpstream } from './upstream.ts';

/** `POST /images` with `{"url": …}`: only from the hosts that the token names (DESIGN §4). */
export async function importImage(call: Call, idempotencyKey: string | undefined): Promise<Response> {
  const { url, ...fields } = await call.body.object(MAX_JSON);
  if (call.grant.importHosts.length === 0)
    throw new GatewayError(403, 'token_scope', 'This upload token does not allow imports by address.');
  if (typeof url !== 'string' || url === '') throw invalidField('url', 'Give the address of an image.');
  const refusal = mayImport(url, call.grant.importHosts);
  if (refusal !== null) throw invalidField('url', refusal);
  checkFields(call, Object.keys(fields));

  return counted(call, idempotencyKey, async (sent) => {
    sent.all = true;
    const answer = await askUpstream(call, {
      method: 'POST',
      path: '/images',
      json: { ...trustedFields(call), ...fields, url },
      idempotencyKey,
    });
    const fault = answer.ok ? importFault(call, answer.body as Image) : null;
    if (fault === null) return { answer, response: await finishCreate(call, answer) };
    // The service fetched it, so only now is it known what it was.
    await askUpstream(call, { method: 'DELETE', path: `/images/${(answer.body as Image).id}` });
    return { answer, response: errorResponse(fault), removed: true };
  });
}

/** What is wrong with an imported image by the token's limits, as far as the service knows it yet. */
function importFault(call: Call, image: Image): GatewayError | null {
  if (image.bytes !== null && image.bytes > call.grant.maxBytes)
    return new GatewayError(413, 'file_too_large', `The image is larger than ${call.grant.maxBytes} bytes.`);
  const type = `image/${{ jpg: 'jpeg', svg: 'svg+xml', ico: 'x-icon' }[image.format] ?? image.format}`;
  // A HEIC says jpg from the start: it is served as one.
  if (
    !allowsType(call.grant.types, type) &&
    !(image.format === 'jpg' && allowsType(call.grant.types, 'image/heic'))
  )
    return new GatewayError(422, 'unsupported_type', `Images of type ${type} can't be stored here.`);
  return null;
}
