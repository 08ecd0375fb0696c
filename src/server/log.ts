import { redact } from '../api/redact.ts';

/** A line of the log: plain data, without keys, tokens and secrets. */
export interface LogEntry {
  level: 'info' | 'warn' | 'error';
  /** The name of the event, such as `request`, `upstream_unreachable`, `gateway_misconfigured`. */
  event: string;
  message: string;
  /** The same id stands in the answer's `X-Request-Id` and in the request to the service. */
  requestId?: string;
  method?: string;
  /** The route, such as `images.create`; never an address with what a visitor put into it. */
  route?: string;
  status?: number;
  /** The code of the error that was answered. */
  code?: string;
  durationMs?: number;
  error?: LoggedError;
}

/** An error as it may be logged. */
export interface LoggedError {
  name: string;
  message: string;
  stack?: string;
  cause?: LoggedError;
}

/** A line as the code writes it: the error is whatever was thrown. */
export type Report = Omit<LogEntry, 'error'> & { error?: unknown };

/** Writes to the site's log. Never throws: a log that fails must not fail an upload. */
export type Log = (report: Report) => void;

/** How deep causes of causes are followed. */
const MAX_CAUSES = 4;

/** A log that takes every key, token and secret out of what it is told, and survives a `write` that throws. */
export function redactingLog(write: (entry: LogEntry) => void, secrets: readonly string[]): Log {
  const clean = (text: string): string =>
    redact(secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text));
  return ({ error, ...report }) => {
    try {
      const written: unknown = write({
        ...report,
        message: clean(report.message),
        ...(error !== undefined && { error: loggedError(error, clean, MAX_CAUSES) }),
      });
      // An async function fits the type, too; its rejection would end the process.
      Promise.resolve(written).catch(() => {});
    } catch {
      // There is nowhere left to tell it.
    }
  };
}

function loggedError(error: unknown, clean: (text: string) => string, depth: number): LoggedError {
  if (!(error instanceof Error)) return { name: 'Error', message: clean(textOf(error)) };
  return {
    name: clean(error.name),
    message: clean(error.message),
    ...(error.stack !== undefined && { stack: clean(error.stack) }),
    ...(error.cause !== undefined && depth > 0 && { cause: loggedError(error.cause, clean, depth - 1) }),
  };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value;
  }
}

/** The log of a site that gave none: errors and warnings, on the server's console. */
export function logErrors({ level, event, message, requestId, error }: LogEntry): void {
  if (level === 'info') return;
  const cause = error === undefined ? '' : `\n${error.stack ?? `${error.name}: ${error.message}`}`;
  // eslint-disable-next-line no-console -- the server's own console, and only errors
  console.error(`imgpro ${event}${requestId === undefined ? '' : ` ${requestId}`}: ${message}${cause}`);
}
