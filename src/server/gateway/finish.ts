import type { Image } from '../../api/types.ts';
import { rememberCreator } from '../ownership.ts';
import type { Call } from './call.ts';
import { passOn } from './errors.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** After the service has answered a create: notes who made it, and tells the site. */
export async function finishCreate(call: Call, answer: UpstreamAnswer): Promise<Response> {
  const { config, owner, grant } = call;
  if (answer.ok) {
    const image = answer.body as Image;
    if (owner && typeof image?.id === 'string') await rememberCreator(config.store, image.id, owner);
    try {
      await config.onUploaded?.(image, {
        sub: grant.sub,
        replayed: answer.headers.get('idempotent-replayed') === 'true',
      });
    } catch (error) {
      config.log({ level: 'error', event: 'on_uploaded_failed', message: 'onUploaded failed.', error });
    }
  }
  return passOn(config, answer);
}
