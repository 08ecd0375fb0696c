import type { Outgoing } from './dispatcher.ts';
import type { Job } from './jobs.ts';
import type { UploadFile } from './types.ts';

/** What a file is sent as: the same for every try under its key. */
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
