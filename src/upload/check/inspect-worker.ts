/** The worker that inspects chosen files; started by `inspect-tasks.ts`. */
import { digestAll, inspectAll } from './inspect.ts';
import type { Wanted } from './inspected.ts';
import { serveTasks } from '../workers/serve-tasks.ts';

export const tasks = {
  inspect: ({ files, wanted }: { files: readonly Blob[]; wanted: Wanted }) => inspectAll(files, wanted),
  digest: ({ files, whole }: { files: readonly Blob[]; whole: boolean }) => digestAll(files, whole),
};
export type InspectTasks = typeof tasks;

serveTasks(tasks);
