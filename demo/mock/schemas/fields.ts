import { z } from '@hono/zod-openapi';
import { MAX_KEY_LENGTH, MAX_VALUE_LENGTH } from '../rules/metadata.ts';
import { parsePublishedAt } from '../rules/published-at.ts';
import { bad, good, type Result } from '../rules/result.ts';
import { MAX_TTL, MIN_TTL, parseTtl } from '../rules/ttl.ts';

/** A field whose rule both decides and is documented: what the OpenAPI page says is what is checked. */
function ruled<Value>(rule: (value: unknown) => Result<Value>, about: Record<string, unknown>) {
  return z
    .unknown()
    .transform((value, context): Value => {
      const result = rule(value);
      if (result.ok) return result.value;
      context.addIssue({ code: 'custom', message: result.problem });
      return z.NEVER;
    })
    .openapi(about);
}

export const MAX_CAPTION = 2048;

function readCaption(value: unknown): Result<string | null> {
  if (value === undefined || value === null || value === '') return good(null);
  if (typeof value === 'number' || typeof value === 'boolean') return good(String(value));
  if (typeof value !== 'string') return bad('The caption must be text.');
  return [...value].length > MAX_CAPTION
    ? bad(`The caption may have at most ${MAX_CAPTION} characters.`)
    : good(value);
}

/** A form can only say "1" and "0"; JSON says true, 1, "true" (demo/mock/README.md, Changing). */
const flag =
  (name: string, digits: boolean) =>
  (value: unknown): Result<boolean> => {
    if (value === true || value === 1 || value === 'true' || (digits && value === '1')) return good(true);
    if (value === false || value === 0 || value === 'false' || (digits && value === '0')) return good(false);
    return bad(`The ${name} must be true or false.`);
  };

const FLAG = { type: ['boolean', 'integer', 'string'], enum: [true, false, 1, 0, 'true', 'false'] };
const TTL = {
  type: ['string', 'integer', 'null'],
  description: `Seconds, or a number with m, h or d; ${MIN_TTL} s to ${MAX_TTL} s. Absent or null: permanent.`,
  example: '7d',
};

export const Caption = ruled(readCaption, {
  type: ['string', 'null'],
  maxLength: MAX_CAPTION,
  description: 'Free text; empty clears it.',
});
export const Ttl = ruled((value) => parseTtl(value), TTL);
export const LegacyTtl = ruled((value) => parseTtl(value, { weeks: true }), {
  ...TTL,
  description: `${TTL.description} Also w.`,
});
export const PublishedAt = ruled(parsePublishedAt, {
  type: ['string', 'integer'],
  description: 'Unix seconds or an ISO-8601 date or date-time; no zone means UTC.',
  example: '2024-06-01',
});
export const Public = ruled(flag('public', false), FLAG);
export const FormPublic = ruled(flag('public', true), { ...FLAG, enum: [...FLAG.enum, '1', '0'] });
export const Nsfw = ruled(flag('nsfw', true), { ...FLAG, enum: [...FLAG.enum, '1', '0'] });

/** Any other field: a string of at most 1,024 characters under a name of at most 64. */
export const CUSTOM = {
  type: ['string', 'number', 'boolean', 'null'],
  maxLength: MAX_VALUE_LENGTH,
  description: `Stored as metadata; names of at most ${MAX_KEY_LENGTH} characters.`,
} as const;

/** The sentence of the first fault, or the value. */
export function read<Schema extends z.ZodType>(schema: Schema, value: unknown): Result<z.output<Schema>> {
  const result = schema.safeParse(value);
  return result.success
    ? good(result.data)
    : bad(result.error.issues[0]?.message ?? 'This value is not valid.');
}
