/** The worker that looks into chosen files; started by `inspector.ts`. */
import { inspectAll, type Wanted } from './inspect.ts';
import { serveTasks } from './worker/serve-tasks.ts';

export const tasks = {
  inspect: ({ files, wanted }: { files: readonly Blob[]; wanted: Wanted }) => inspectAll(files, wanted),
};
export type InspectTasks = typeof tasks;

serveTasks(tasks);
