/** The functions of a worker by name: one payload each, and a signal that aborts when nobody waits any more. */
export type Tasks = Record<string, (payload: never, signal: AbortSignal) => unknown>;

export type Payload<T extends Tasks, Name extends keyof T> = Parameters<T[Name]>[0];
export type Result<T extends Tasks, Name extends keyof T> = Awaited<ReturnType<T[Name]>>;

/** To the worker. Without a task: the one of that number is not wanted any more. */
export interface TaskRequest {
  id: number;
  task?: string;
  payload?: unknown;
}

/** From the worker; number 0 is its "here I am". */
export interface TaskAnswer {
  id: number;
  result?: unknown;
  error?: { name: string; message: string; code?: string };
}
