import { jsonResponse } from './errors.ts';
import type { Visit } from './visit.ts';

/**
 * `GET {base}/health`: whether this process can serve, for load balancers. It asks the store, without which no limit
 * holds; it does not ask the service, whose outage is no reason to restart a site.
 */
export async function healthOf(visit: Visit): Promise<Response> {
  try {
    await visit.config.keyring();
    await visit.store.get('health');
    return jsonResponse(200, { status: 'ok' });
  } catch {
    return jsonResponse(503, { status: 'unavailable' }, { 'retry-after': '5' });
  }
}
