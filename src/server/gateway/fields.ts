import { GatewayError } from '../errors.ts';
import { allowsField } from '../policy.ts';
import type { Call } from './call.ts';

/** What the gateway sets itself on a new image: constant over retries, or each of them would be a 409 (DESIGN §4). */
export function trustedFields(call: Call): Record<string, string> {
  const { grant, owner, config } = call;
  return { ...grant.fixed, ...(owner && { [config.ownerField]: owner.value }) };
}

/** Throws 422 when the browser sets what its token does not let it set. */
export function checkFields(call: Call, names: Iterable<string>): void {
  const forbidden: string[] = [];
  for (const name of names) if (!allowsField(call.grant.allowed, name)) forbidden.push(name.slice(0, 64));
  if (forbidden.length > 0)
    throw new GatewayError(
      422,
      'validation_error',
      `These fields can't be set with this token: ${forbidden.slice(0, 5).join(', ')}.`,
      { details: Object.fromEntries(forbidden.map((name) => [name, "This field can't be set here."])) },
    );
}
