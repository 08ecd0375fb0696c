/** The worker that decodes HEIC files; started by `heic.ts`, and only where a browser cannot. */
import { serveTasks } from '../../workers/serve-tasks.ts';
import { heicThumbnail, resizeHeic } from './decode.ts';

let last: Promise<unknown> = Promise.resolve();

/** Runs calls one after the other, so that only one decoded photo is in memory. */
function inTurn<Request>(work: (request: Request) => Promise<Blob | null>) {
  return (request: Request, signal: AbortSignal): Promise<Blob | null> => {
    const turn = last.then(() => (signal.aborted ? null : work(request)));
    last = turn.catch(() => {});
    return turn;
  };
}

export const tasks = { thumbnail: inTurn(heicThumbnail), resize: inTurn(resizeHeic) };
export type HeicTasks = typeof tasks;

serveTasks(tasks);
