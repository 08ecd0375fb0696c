import type { Ability } from '../api/types.ts';
import type { Config } from './config.ts';
import { GatewayError, siteUnavailable } from './errors.ts';
import { HookTimeout, callHook } from './hooks.ts';
import type { Authorization, TokenAsk } from './options.ts';
import {
  ABILITIES,
  DEFAULT_ABILITIES,
  DEFAULT_PROFILE,
  chooseProfile,
  isOpenField,
  narrowAbilities,
} from './policy.ts';
import type { ResolvedPolicy } from './policy.ts';
import type { Visit } from './visit.ts';

/** A visitor whom the site knows, and what they may do. */
export interface Visitor {
  sub: string;
  abilities: Ability[];
  policy: ResolvedPolicy;
}

/**
 * Asks the site who sends a request, and narrows what they may do to what the page asked for.
 * @throws GatewayError 401 `unauthorized`, 403 `token_scope`, 503 where `authorize` does not answer
 */
export async function visitorOf(visit: Visit, request: Request, ask: TokenAsk): Promise<Visitor> {
  const { config } = visit;
  const who = await authorized(visit, request, ask);
  if (!who) throw new GatewayError(401, 'unauthorized', 'Sign in to upload images.');
  const profiles = checkedProfiles(config, who.profile);
  checkAuthorization(config, who);
  const profile = chooseProfile(profiles, ask.profile);
  if (profile === null)
    throw new GatewayError(403, 'token_scope', 'This upload profile is not for this visitor.');
  const abilities = narrowAbilities(who.abilities ?? DEFAULT_ABILITIES, ask.abilities);
  if (abilities.length === 0)
    throw new GatewayError(403, 'token_scope', 'None of the abilities that were asked for can be given.');
  return {
    sub: who.sub,
    abilities,
    policy: withMetadata(config.policies.get(profile)!, who.metadata),
  };
}

async function authorized(visit: Visit, request: Request, ask: TokenAsk): Promise<Authorization | null> {
  try {
    return await callHook('authorize', visit.config.timeouts.hooks, () =>
      visit.config.authorize(request, ask),
    );
  } catch (error) {
    if (!(error instanceof HookTimeout)) throw error;
    visit.log({ level: 'error', event: 'hook_timeout', message: error.message, error });
    throw siteUnavailable(error);
  }
}

/** The profiles that `authorize` granted; its mistakes are the site's own, and land in its log, not in a page. */
function checkedProfiles({ policies }: Config, granted: Authorization['profile']): string[] {
  const profiles = granted === undefined ? [DEFAULT_PROFILE] : [granted].flat();
  for (const profile of profiles)
    if (!policies.has(profile))
      throw new TypeError(
        granted === undefined
          ? `authorize named no profile, and policy has no "${DEFAULT_PROFILE}".`
          : `authorize granted the profile "${String(profile)}", which policy does not have.`,
      );
  if (profiles.length === 0) throw new TypeError('authorize granted no profile: return null for nobody.');
  return profiles;
}

function checkAuthorization({ isolation, ownerField }: Config, who: Authorization): void {
  if (typeof who.sub !== 'string' || who.sub === '' || who.sub.length > 255)
    throw new TypeError(
      'authorize has to return a sub: your stable name for this person, up to 255 characters.',
    );
  if (isolation === 'service' && !/^[!-~]+$/.test(who.sub))
    throw new TypeError('With an app secret, sub goes into a header: visible ASCII characters only.');
  for (const ability of who.abilities ?? [])
    if (!ABILITIES.includes(ability))
      throw new TypeError(`authorize returned an unknown ability "${String(ability)}".`);
  for (const [name, value] of Object.entries(who.metadata ?? {}))
    if (!isOpenField(name, ownerField) || typeof value !== 'string')
      throw new TypeError(`authorize returned metadata.${name}, which can't be set.`);
}

function withMetadata(policy: ResolvedPolicy, metadata: Record<string, string> | undefined): ResolvedPolicy {
  if (!metadata) return policy;
  const fixed = { ...policy.fixed, ...metadata };
  return { ...policy, fixed, allowed: policy.allowed.filter((name) => !Object.hasOwn(fixed, name)) };
}
