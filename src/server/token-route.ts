import type { Ability, TokenResponse } from '../api/types.ts';
import { jsonObject } from './body.ts';
import { invalidField, jsonResponse } from './errors.ts';
import type { TokenAsk } from './options.ts';
import { ABILITIES, describePolicy } from './policy.ts';
import { mintToken } from './tokens.ts';
import type { Visit } from './visit.ts';
import { visitorOf } from './visitor.ts';

/** Most bytes of a wish for a token: the sizes and types of a thousand files fit. */
const MAX_ASK = 64 * 1024;

/** Milliseconds for the whole body of a wish. Nobody is known yet who could be trusted with more. */
export const ASK_TIME = 10_000;

/** `POST {base}/token`: asks the site who this is, and mints what its policy allows. */
export async function mintForVisitor(visit: Visit, origin: string | null): Promise<Response> {
  const { config } = visit;
  const ask = readAsk(await visit.body.text(MAX_ASK));
  const { sub, abilities, policy } = await visitorOf(visit, visit.request, ask);
  const { token, issuedAt, expiresAt } = await mintToken(await config.keyring(), {
    sub,
    abilities,
    policy,
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
    policy: describePolicy(policy, abilities),
  } satisfies TokenResponse);
}

/** An empty body asks for the default. */
function readAsk(text: string): TokenAsk {
  if (text.trim() === '') return {};
  const { profile, abilities, files } = jsonObject(text);
  const isGiven = (value: unknown) => value !== undefined && value !== null;
  if (isGiven(profile) && typeof profile !== 'string') throw invalidField('profile', 'A profile is a name.');
  if (isGiven(abilities) && !isListOf(abilities, isAbility))
    throw invalidField('abilities', `Abilities are some of ${ABILITIES.join(', ')}.`);
  if (isGiven(files) && !isListOf(files, isFile))
    throw invalidField('files', 'Files are a list of {"size", "type"}.');
  return {
    ...(isGiven(profile) && profile !== '' && { profile: profile as string }),
    ...(isGiven(abilities) && { abilities: abilities as Ability[] }),
    ...(isGiven(files) && { files: files as { size: number; type: string }[] }),
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

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
