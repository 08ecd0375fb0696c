import { RequestBody } from './body.ts';
import type { BodyTimers } from './body.ts';
import type { Config } from './config.ts';
import { siteUnavailable } from './errors.ts';
import { callHook } from './hooks.ts';
import type { Report } from './log.ts';
import type { ImgproStore } from './stores/store.ts';

/** One request of a visitor, from its arrival to its answer. */
export interface Visit {
  config: Config;
  request: Request;
  /** The request's address, parsed once. */
  url: URL;
  /** The name of this exchange, in the answer's `X-Request-Id`, in the log, and in requests to the service. */
  requestId: string;
  body: RequestBody;
  /** Whether a token of ours, or a visitor whom the site knows, has been seen; until then the sender is a stranger. */
  isKnown: boolean;
  /** The site's store; a call that fails, or takes too long, is logged and rejects with 503. */
  store: ImgproStore;
  log(report: Report): void;
}

/** A request id of a proxy in front is kept, if it is a plain word; else one is made. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && /^[\w.:-]{1,64}$/.test(given)
    ? given
    : `req_${crypto.randomUUID().replaceAll('-', '')}`;
}

/** `url` is the request's, parsed; `source` is the request whose body is read, where it is a copy. */
export function openVisit(
  config: Config,
  request: Request,
  url: URL,
  timers: BodyTimers,
  source = request,
): Visit {
  const requestId = requestIdOf(request.headers);
  const log = (report: Report): void => config.log({ requestId, ...report });
  return {
    config,
    request,
    url,
    requestId,
    body: new RequestBody(source, timers),
    isKnown: false,
    store: guardedStore(config, log),
    log,
  };
}

function guardedStore({ store, timeouts }: Config, log: Visit['log']): ImgproStore {
  const guarded = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await callHook(`store.${name}`, timeouts.hooks, work);
    } catch (error) {
      log({ level: 'error', event: 'store_failed', message: `The store failed: ${name}.`, error });
      throw siteUnavailable(error);
    }
  };
  return {
    reserve: (reservation) => guarded('reserve', () => store.reserve(reservation)),
    confirm: (counter, place, amount, seconds) =>
      guarded('confirm', () => store.confirm(counter, place, amount, seconds)),
    release: (counter, place) => guarded('release', () => store.release(counter, place)),
    get: (key) => guarded('get', () => store.get(key)),
    set: (key, value, seconds) => guarded('set', () => store.set(key, value, seconds)),
  };
}
