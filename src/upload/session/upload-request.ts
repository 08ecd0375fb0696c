import type { Outgoing } from '../../uppy/uppy-bridge.ts';
import type { Job } from '../state/upload-data.ts';
import { judgeFile, parseAccept, type Refusal, type UploadRules } from '../check/rules.ts';
import type { UploadFile } from '../state/types.ts';

/** Form a file is sent in: the same for every try under its key. */
export function outgoingOf(file: UploadFile, job: Job): Outgoing {
  const { prepared, fields, key } = job;
  return {
    id: file.id,
    name: prepared instanceof File ? prepared.name : file.name,
    type: prepared?.type || file.type,
    source: file.source,
    fields: { ...fields },
    key,
    content: prepared ?? job.content!,
  };
}

/** Judges what is about to be sent: the token speaks of that, and its rules may have come after the file. */
export function judgeOutgoing({ facts, prepared, content }: Job, rules: UploadRules): Refusal | null {
  if (!facts) return null;
  const { size, type } = prepared ?? (content as Blob);
  const [format = facts.format] = (prepared && parseAccept(type)) ?? [];
  return judgeFile({ ...facts, size, format }, { ...rules, formats: rules.sent, converted: undefined });
}
