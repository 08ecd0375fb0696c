import type { Image } from '../../api/types.ts';
import type { Person } from '../ownership.ts';
import type { Keyring } from '../secrets.ts';
import { askService, exchange } from '../service/exchange.ts';
import type { Outcome, ServiceRequest } from '../service/exchange.ts';
import type { ServiceAnswer } from '../service/service-answer.ts';
import type { Grant } from '../tokens.ts';
import type { Visit } from '../visit.ts';

/** One verified request on its way through the gateway. */
export interface Call {
  visit: Visit;
  grant: Grant;
  keyring: Keyring;
  person: Person;
}

/** Whether this gateway keeps people's images apart; else the service does, or nobody. */
export function checksOwner(call: Call): boolean {
  return call.visit.config.isolation === 'owner';
}

/** Whether this caller may touch an image. */
export function mayTouch(call: Call, image: Image): boolean {
  return !checksOwner(call) || call.person.owns(image);
}

/** Asks the service on the caller's behalf; throws where it does not answer. */
export function ask(call: Call, request: ServiceRequest): Promise<ServiceAnswer> {
  return askService(call.visit, call.grant.sub, request);
}

/** Sends something to the service that must not be sent twice, and tells how that ended. */
export function send(call: Call, request: ServiceRequest): Promise<Outcome> {
  return exchange(call.visit, call.grant.sub, request);
}
