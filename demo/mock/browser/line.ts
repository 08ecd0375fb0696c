/** Told to the pages of the origin while a body is under way: of which upload, and how far it is. */
export interface Carried {
  /** The upload's Idempotency-Key. */
  key: string;
  loaded: number;
  total: number;
}

export const CARRIED = 'imgpro-mock-carried';

/** Time between two reports (ms); browsers report as often. */
const STEP = 50;

/**
 * Has a request's body take as long as on a line of this speed. A request that a service worker answers never goes
 * over a line, and browsers report no progress of it: so it is told here, for `showProgress` in the page.
 */
export async function carry(request: Request, bytesPerSecond: number): Promise<Request> {
  const body = await request.arrayBuffer();
  const key = request.headers.get('idempotency-key');
  const channel = key === null ? null : new BroadcastChannel(CARRIED);
  const total = body.byteLength;
  const began = performance.now();
  try {
    for (let loaded = 0; loaded < total;) {
      await new Promise((done) =>
        setTimeout(done, Math.min(STEP, ((total - loaded) * 1000) / bytesPerSecond)),
      );
      request.signal.throwIfAborted();
      loaded = Math.min(total, Math.ceil(((performance.now() - began) * bytesPerSecond) / 1000));
      channel?.postMessage({ key: key!, loaded, total } satisfies Carried);
    }
  } finally {
    channel?.close();
  }
  return new Request(request, { body });
}
