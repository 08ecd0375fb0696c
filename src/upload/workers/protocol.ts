/** Functions of a worker by name. Each takes a payload, and a signal that aborts when the result is not needed any more. */
export type Tasks = Record<string, (payload: never, signal: AbortSignal) => unknown>;

export type Payload<T extends Tasks, Name extends keyof T> = Parameters<T[Name]>[0];
export type Result<T extends Tasks, Name extends keyof T> = Awaited<ReturnType<T[Name]>>;

/** Message to the worker: call a task. Without `task`: abort the call with this id. */
export interface TaskRequest {
  id: number;
  task?: string;
  payload?: unknown;
}

/** Message from the worker: the result of a call. Id 0 reports that the worker has started. */
export interface TaskAnswer {
  id: number;
  result?: unknown;
  error?: { name: string; message: string; code?: string };
}
