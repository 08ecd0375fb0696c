import { GatewayError } from '../errors.ts';
import type { Visit } from '../visit.ts';
import { checksOwner } from './call.ts';
import type { Call } from './call.ts';

/** Most bytes of a JSON body: fifty long metadata values fit. */
export const MAX_JSON = 256 * 1024;

/** A value as it may stand in a JSON body that goes on to the service. */
type Value = string | number | boolean | null;

/** The JSON object of a change. */
export async function readPatch(visit: Visit): Promise<Record<string, unknown>> {
  if (!/^application\/json\s*(;|$)/i.test(visit.request.headers.get('content-type') ?? ''))
    throw new GatewayError(415, 'unsupported_media_type', 'Send application/json.');
  return visit.body.object(MAX_JSON);
}

/**
 * The fields that the gateway sets itself on a new image. They are constant over retries: a repeated request that
 * differs is a conflict under its Idempotency-Key.
 */
export function trustedFields(call: Call): Record<string, string> {
  return {
    ...call.grant.fixed,
    ...(checksOwner(call) && { [call.visit.config.ownerField]: call.person.value }),
  };
}

/** Throws 422 when the browser sets what its token does not let it set. */
export function checkFields({ grant }: Call, names: Iterable<string>): void {
  const forbidden: string[] = [];
  for (const name of names) if (!grant.allowed.includes(name)) forbidden.push(name.slice(0, 64));
  if (forbidden.length > 0)
    throw new GatewayError(
      422,
      'validation_error',
      `These fields can't be set with this token: ${forbidden.slice(0, 5).join(', ')}.`,
      { details: Object.fromEntries(forbidden.map((name) => [name, "This field can't be set here."])) },
    );
}

/** The fields of a JSON body, as far as the token allows them and their values are plain; else throws 422. */
export function checkedFields(call: Call, fields: Record<string, unknown>): Record<string, Value> {
  checkFields(call, Object.keys(fields));
  const wrong = Object.keys(fields).filter((name) => !isPlainValue(fields[name]));
  if (wrong.length > 0)
    throw new GatewayError(422, 'validation_error', 'Fields are strings, numbers, booleans or null.', {
      details: Object.fromEntries(
        wrong.map((name) => [name, 'This has to be a string, a number, a boolean or null.']),
      ),
    });
  return fields as Record<string, Value>;
}

function isPlainValue(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
