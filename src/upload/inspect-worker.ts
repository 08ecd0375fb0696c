/** The worker that looks into chosen files; started by `inspector.ts`. */
import { inspectAll } from './inspect.ts';
import { serveTasks } from './worker/serve-tasks.ts';

export const tasks = {
  inspect: ({ files, wantsDimensions }: { files: readonly Blob[]; wantsDimensions: boolean }) =>
    inspectAll(files, wantsDimensions),
};
export type InspectTasks = typeof tasks;

serveTasks(tasks);
