/** The worker that resizes photos and removes their location; started by `prepare-step.ts`. */
import { serveTasks } from '../workers/serve-tasks.ts';
import { prepareInTurn } from './prepare.ts';

export const tasks = { prepare: prepareInTurn };
export type PrepareTasks = typeof tasks;

serveTasks(tasks);
