import type { TaskAnswer, TaskRequest, Tasks } from './protocol.ts';

/** The part of a dedicated worker's `self` that is used here. */
interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent<TaskRequest>) => void): void;
  postMessage(answer: TaskAnswer): void;
}

/** The worker's side of {@link RemoteTasks}: answers each call with what its function returns or throws. */
export function serveTasks(tasks: Tasks, scope: Scope = self as unknown as Scope): void {
  const running = new Map<number, AbortController>();
  scope.addEventListener('message', ({ data: { id, task, payload } }) => {
    if (task === undefined) return running.get(id)?.abort();
    const run = new AbortController();
    running.set(id, run);
    const answer = (outcome: Omit<TaskAnswer, 'id'>) => {
      running.delete(id);
      if (!run.signal.aborted) scope.postMessage({ id, ...outcome });
    };
    new Promise((resolve) => resolve(tasks[task]!(payload as never, run.signal))).then(
      (result) => answer({ result }),
      (cause: unknown) => answer({ error: plain(cause) }),
    );
  });
  scope.postMessage({ id: 0 });
}

/** The fields of an error, to be sent as data: between threads an error loses its class and its own fields. */
function plain(cause: unknown): NonNullable<TaskAnswer['error']> {
  const { name = 'Error', message = String(cause), code } = cause as Partial<Error> & { code?: unknown };
  return { name, message, ...(typeof code === 'string' && { code }) };
}
