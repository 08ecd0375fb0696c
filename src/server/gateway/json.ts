import { GatewayError } from '../errors.ts';
import type { Call } from './call.ts';

/** Most bytes of a JSON body: fifty long metadata values fit. */
export const MAX_JSON = 256 * 1024;

/** The JSON object of a change. */
export async function readPatch(call: Call): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(call.request.headers.get('content-type') ?? ''))
    throw new GatewayError(415, 'unsupported_media_type', 'Send application/json.');
  return call.body.object(MAX_JSON);
}
