import type { Ability, TokenResponse } from '../api/types.ts';
import { GatewayError, invalidField, jsonResponse } from './errors.ts';
import type { RequestBody } from './gateway/body.ts';
import type { Authorization, Config, TokenAsk } from './options.ts';
import { ABILITIES, DEFAULT_ABILITIES, describePolicy, isOpenField, narrowAbilities } from './policy.ts';
import type { ResolvedPolicy } from './policy.ts';
import { mintToken } from './tokens.ts';

const MAX_ASK = 64 * 1024;

/** `POST {base}/token`: asks the site who this is, and mints what its policy allows (DESIGN §4). */
export async function handleToken(
  config: Config,
  request: Request,
  body: RequestBody,
  origin: string | null,
): Promise<Response> {
  const ask = await readAsk(body);
  const who = await config.authorize(request, ask);
  if (!who) throw new GatewayError(401, 'unauthorized', 'Sign in to upload images.');
  checkAuthorization(config, who);

  const profile = who.profile ?? ask.profile ?? 'default';
  const policy = config.policies.get(profile);
  if (!policy)
    throw invalidField(
      'profile',
      (who.profile ?? ask.profile)
        ? `There is no upload profile "${profile.slice(0, 64)}".`
        : 'Name an upload profile.',
    );
  const abilities = narrowAbilities(who.abilities ?? DEFAULT_ABILITIES, ask.abilities);
  if (abilities.length === 0)
    throw new GatewayError(403, 'token_scope', 'None of the abilities that were asked for can be given.');

  const own = withMetadata(policy, who.metadata);
  const { token, issuedAt, expiresAt } = await mintToken(await config.keyring(), {
    sub: who.sub,
    abilities,
    policy: own,
    origin,
    lifetime: config.tokenLifetime,
    audience: config.audience,
  });
  return jsonResponse(200, {
    object: 'upload_token',
    token,
    expires_at: isoTime(expiresAt),
    server_time: isoTime(issuedAt),
    api_url: `${config.basePath}/v1`,
    policy: describePolicy(own, abilities),
  } satisfies TokenResponse);
}

/** An empty body asks for the default. */
async function readAsk(body: RequestBody): Promise<TokenAsk> {
  const text = await body.text(MAX_ASK);
  if (text.trim() === '') return {};
  let ask: unknown;
  try {
    ask = JSON.parse(text);
  } catch {
    throw new GatewayError(400, 'bad_request', 'The body is not JSON.');
  }
  if (typeof ask !== 'object' || ask === null || Array.isArray(ask))
    throw new GatewayError(400, 'bad_request', 'The body is not a JSON object.');
  const { profile, abilities, files } = ask as Record<string, unknown>;
  if (profile !== undefined && profile !== null && typeof profile !== 'string')
    throw invalidField('profile', 'A profile is a name.');
  if (abilities !== undefined && abilities !== null && !isListOf(abilities, isAbility))
    throw invalidField('abilities', `Abilities are some of ${ABILITIES.join(', ')}.`);
  if (files !== undefined && files !== null && !isListOf(files, isFile))
    throw invalidField('files', 'Files are a list of {"size", "type"}.');
  return {
    ...(profile && { profile: profile as string }),
    ...(abilities !== undefined && abilities !== null && { abilities: abilities as Ability[] }),
    ...(files !== undefined && files !== null && { files: files as { size: number; type: string }[] }),
  };
}

function isListOf(value: unknown, check: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isAbility(value: unknown): boolean {
  return (ABILITIES as readonly unknown[]).includes(value);
}

function isFile(value: unknown): boolean {
  const file = value as { size?: unknown; type?: unknown } | null;
  return typeof file?.size === 'number' && file.size >= 0 && typeof file.type === 'string';
}

/** The site's own mistakes: thrown as they are, so that they land in its log and not in a page. */
function checkAuthorization(config: Config, who: Authorization): void {
  if (typeof who.sub !== 'string' || who.sub === '' || who.sub.length > 255)
    throw new TypeError(
      'authorize has to return a sub: your stable name for this person, up to 255 characters.',
    );
  if (config.asUser && !/^[!-~]+$/.test(who.sub))
    throw new TypeError('With an app secret, sub goes into a header: visible ASCII characters only.');
  for (const ability of who.abilities ?? [])
    if (!isAbility(ability))
      throw new TypeError(`authorize returned an unknown ability "${String(ability)}".`);
  for (const [name, value] of Object.entries(who.metadata ?? {}))
    if (!isOpenField(name, config.ownerField) || typeof value !== 'string')
      throw new TypeError(`authorize returned metadata.${name}, which can't be set.`);
}

function withMetadata(policy: ResolvedPolicy, metadata: Record<string, string> | undefined): ResolvedPolicy {
  if (!metadata) return policy;
  const fixed = { ...policy.fixed, ...metadata };
  return { ...policy, fixed, allowed: policy.allowed.filter((name) => !Object.hasOwn(fixed, name)) };
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
