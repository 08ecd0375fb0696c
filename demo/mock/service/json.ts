import type { Ctx } from '../context.ts';
import { ApiFault, badRequest, invalid, unsupportedMedia } from '../errors.ts';

/** The longest JSON body the API reads, in bytes. */
const MAX_JSON = 1_000_000;

export function contentType(c: Ctx): string {
  return (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isJson(type: string): boolean {
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
}

/** Reads a JSON object. Broken → 400, another type → 415, anything but an object → 422 (demo/mock/README.md, Errors). */
export async function readJsonObject(c: Ctx): Promise<Record<string, unknown>> {
  requireJson(c);
  const tooLarge = () => invalid({ body: [`The body must be at most ${MAX_JSON} bytes.`] });
  return parseJsonObject(await readText(c.req.raw, MAX_JSON, tooLarge));
}

export function requireJson(c: Ctx): void {
  if (!isJson(contentType(c)))
    throw unsupportedMedia('Send a JSON body with Content-Type: application/json.');
}

export function parseJsonObject(text: string): Record<string, unknown> {
  const value = parseJson(text, () => badRequest('The body is not valid JSON.'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ body: ['The body must be a JSON object.'] });
  }
  return value as Record<string, unknown>;
}

export function parseJson(text: string, broken: () => ApiFault): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken();
  }
}

/** The text of a body of at most `max` bytes; no more than that is ever held. */
export async function readText(request: Request, max: number, tooLarge: () => ApiFault): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  if (!request.body) return text;
  try {
    for await (const chunk of request.body) {
      size += chunk.length;
      if (size > max) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (error instanceof ApiFault) throw error;
    throw badRequest('The body ended early.');
  }
  return text + decoder.decode();
}
