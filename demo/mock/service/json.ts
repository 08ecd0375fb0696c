import type { Ctx } from '../context.ts';
import { badRequest, invalid, unsupportedMedia } from '../errors.ts';

/** The longest JSON body the API reads, in bytes. */
const MAX_JSON = 1_000_000;

export function contentType(c: Ctx): string {
  return (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isJson(type: string): boolean {
  return type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
}

/** Reads a JSON object. Broken → 400, another type → 415, anything but an object → 422 (API §13). */
export async function readJsonObject(c: Ctx): Promise<Record<string, unknown>> {
  if (!isJson(contentType(c)))
    throw unsupportedMedia('Send a JSON body with Content-Type: application/json.');
  const text = await readText(c.req.raw);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid({ body: ['The body must be a JSON object.'] });
  }
  return value as Record<string, unknown>;
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  if (!request.body) return text;
  try {
    for await (const chunk of request.body) {
      size += chunk.length;
      if (size > MAX_JSON) throw invalid({ body: [`The body must be smaller than ${MAX_JSON} bytes.`] });
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'ApiFault') throw error;
    throw badRequest('The body ended early.');
  }
  return text + decoder.decode();
}
