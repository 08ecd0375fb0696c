import { ApiFault } from '../errors.ts';
import type { FaultRule } from '../control-bodies.ts';

export type { FaultRule } from '../control-bodies.ts';

interface Armed {
  rule: FaultRule;
  matches: (method: string, path: string) => boolean;
  left: number;
  dice: () => number;
}

/** The rules in force. Setting them restarts counters and dice. */
export class Faults {
  #armed: Armed[] = [];

  get rules(): FaultRule[] {
    return this.#armed.map(({ rule }) => rule);
  }

  /** How often each rule strikes yet. */
  get left(): number[] {
    return this.#armed.map(({ left }) => left);
  }

  /** @param left Of an earlier run, rule by rule; else as the rules say. */
  set(rules: FaultRule[], left: readonly number[] = []): void {
    this.#armed = rules.map((rule, at) => ({
      rule,
      matches: matcher(rule.match),
      left: left[at] ?? rule.times ?? Infinity,
      dice: seeded(rule.seed ?? 1),
    }));
  }

  /** The rule that strikes this request. The first that matches decides; one that has used up its times is no more. */
  take(method: string, path: string): FaultRule | null {
    const armed = this.#armed.find((each) => each.left > 0 && each.matches(method, path));
    if (!armed || armed.dice() >= (armed.rule.rate ?? 1)) return null;
    armed.left--;
    return armed.rule;
  }
}

/** null when the text is no pattern. */
export function matcher(match: string): (method: string, path: string) => boolean {
  const [method = '*', pattern = '/*'] = match.trim().split(/\s+/);
  const source = pattern
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/:[A-Za-z_]\w*/g, '[^/]+')
    .replace(/\*$/, '.*')
    .replaceAll(/(?<!\.)\*/g, '[^/]*');
  const path = new RegExp(`^${source}$`);
  return (method_, path_) => (method === '*' || method.toUpperCase() === method_) && path.test(path_);
}

/** Numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const KNOWN: Record<number, [type: string, code: string, message: string]> = {
  400: ['invalid_request_error', 'bad_request', 'The request could not be understood.'],
  401: ['authentication_error', 'unauthorized', 'Missing or invalid API key.'],
  403: ['permission_error', 'forbidden', 'This API key may not do that.'],
  404: ['invalid_request_error', 'not_found', 'Media item not found.'],
  408: ['invalid_request_error', 'request_timeout', 'The request took too long to arrive.'],
  409: [
    'idempotency_error',
    'idempotency_key_in_progress',
    'A request with this Idempotency-Key is still running.',
  ],
  413: ['invalid_request_error', 'file_too_large', 'The request is too large.'],
  415: ['invalid_request_error', 'unsupported_media_type', 'This content type is not supported.'],
  422: ['invalid_request_error', 'validation_error', 'The given data was invalid.'],
  429: ['rate_limit_error', 'rate_limited', 'Too many requests.'],
  502: ['api_error', 'bad_gateway', 'The service could not be reached.'],
  503: ['api_error', 'service_unavailable', 'The service is temporarily unavailable.'],
  504: ['api_error', 'gateway_timeout', 'The service took too long to answer.'],
};

/** The error that fits a status of a rule. */
export function faultOf(rule: FaultRule, method: string): ApiFault {
  const status = rule.status ?? 500;
  const own =
    method === 'PATCH'
      ? 'update_failed'
      : method === 'DELETE'
        ? 'delete_failed'
        : method === 'POST'
          ? 'upload_failed'
          : 'internal_error';
  const [type, code, message] = KNOWN[status] ?? ['api_error', own, 'Something went wrong on the server.'];
  const after = rule.retry_after ?? (status === 429 ? 1 : undefined);
  return new ApiFault(status, type, code, message, {
    ...(after !== undefined && { headers: { 'Retry-After': String(after) } }),
    ...(status === 429 && { action: { type: 'wait', retry_after: after ?? 1 } }),
  });
}
