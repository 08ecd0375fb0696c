/** The worker that draws previews of HEIC files; started by `preview.ts`, and only where a browser cannot. */
import { serveTasks } from '../worker/serve-tasks.ts';
import { heicThumbnail } from './decode.ts';

let last: Promise<unknown> = Promise.resolve();

export const tasks = {
  /** One after the other: a decoded photo is all the memory we want to take. */
  thumbnail(request: { file: Blob; width: number }, signal: AbortSignal): Promise<Blob | null> {
    const turn = last.then(() => (signal.aborted ? null : heicThumbnail(request)));
    last = turn.catch(() => {});
    return turn;
  },
};
export type HeicTasks = typeof tasks;

serveTasks(tasks);
