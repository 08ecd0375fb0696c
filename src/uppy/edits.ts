import type { Body, Meta, UppyFile } from '@uppy/core';
import { heldKey, uploadOf } from './file-meta.ts';

/** Changes of a file since it was sent: fields with their new text, null for those that were taken away. */
export function editsSince<M extends Meta, B extends Body>(
  file: UppyFile<M, B>,
  allowed: readonly string[] | undefined,
): Record<string, string | null> {
  const sent = heldKey(file)?.sent;
  if (!sent) return {};
  const now = uploadOf(file, allowed).fields;
  const edits: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(now)) if (sent.fields[name] !== value) edits[name] = value;
  for (const name of Object.keys(sent.fields)) if (!(name in now)) edits[name] = null;
  return edits;
}
