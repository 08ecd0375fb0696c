import { invalidField } from './errors.ts';
import { base64url, fromBase64url } from './secrets.ts';
import type { Keyring } from './secrets.ts';

/** Bytes of the random start of a sealed cursor (AES-GCM's nonce). */
const NONCE = 12;

/**
 * Seals a cursor of the service for its reader: encrypted and signed by AES-GCM, with the person bound in. The service's
 * own cursors hold times and row numbers, by which a stranger could tell when others upload, and how much.
 */
export async function sealCursor(keyring: Keyring, sub: string, cursor: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: bytesOf(sub) },
    keyring.cursors[0]!,
    bytesOf(cursor),
  );
  return base64url(Uint8Array.from([...iv, ...new Uint8Array(sealed)]));
}

/** Opens a cursor that was sealed for this person, also with a former secret; throws 422 at any other. */
export async function openCursor(keyring: Keyring, sub: string, sealed: string): Promise<string> {
  const bytes = sealed.length > 4096 ? null : fromBase64url(sealed);
  for (const key of bytes !== null && bytes.length > NONCE ? keyring.cursors : []) {
    try {
      const parameters = { name: 'AES-GCM', iv: bytes!.subarray(0, NONCE), additionalData: bytesOf(sub) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(parameters, key, bytes!.subarray(NONCE)));
    } catch {
      // Another key may open it.
    }
  }
  throw invalidField('cursor', 'This cursor is not valid. Begin with the first page.');
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
