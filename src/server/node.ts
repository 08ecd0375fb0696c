import type { IncomingMessage, ServerResponse } from 'node:http';
import { markLast, serverOf, watch } from './node/connections.ts';
import { IncomingBody } from './node/incoming-body.ts';
import { linger } from './node/linger.ts';
import type { LingerLimits } from './node/linger.ts';
import { BROKEN, refusalResponse } from './node/refusals.ts';
import type { Refusal } from './node/refusals.ts';
import { toRequest } from './node/request.ts';
import { send } from './node/send.ts';

export { closeGracefully } from './node/close.ts';
export type { CloseOptions } from './node/close.ts';
export type { Refusal } from './node/refusals.ts';

/** Connection of a request: facts that Node knows beyond the request itself. */
export interface Connection {
  /** The peer's address; IPv4 as such, also where the server listens on IPv6. */
  address: string;
}

/** A web-standard handler, such as `createImgproHandler` makes. */
export interface NodeHandler {
  (request: Request, connection: Connection): Response | Promise<Response>;
  /** How long a request may take to arrive, in milliseconds. A server that allows less is told to allow it. */
  readonly requestTimeout?: number;
}

export interface NodeListenerOptions {
  /** Makes the answer to a request that never becomes one. Default: JSON in the API's error shape. */
  refusal?: (refusal: Refusal) => Response;
  /**
   * Asked when the handler failed before its answer began: the answer instead, null to cut the connection, undefined
   * for a 500 without details. Default: that 500, and the error on the console.
   */
  onError?: (error: unknown) => Response | null | undefined;
  /** How much of a body is still read and thrown away after an answer that came before it. Default 1,000,000. */
  lingerBytes?: number;
  /** The same in milliseconds. Default 5,000. */
  lingerTime?: number;
}

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Makes a web-standard handler a listener for `node:http`, `node:https`, `node:http2`, Express or Connect. Both bodies
 * stream with back-pressure, and the request's signal aborts when the client goes away. The request's address comes
 * from Host and a target that begins with one slash; anything else is answered with 400, TRACE and CONNECT with 405.
 *
 * Node ends requests that take longer than 300 s to arrive; a handler's `requestTimeout` lifts that.
 *
 * @example
 * const server = createServer(toNodeListener(handler)).listen(3000);
 * process.once('SIGTERM', () => closeGracefully(server));
 *
 * @example
 * app.use('/imgpro', toNodeListener(handler)); // Express; before any body parser
 */
export function toNodeListener(handler: NodeHandler, options: NodeListenerOptions = {}): NodeListener {
  const limits = { bytes: options.lingerBytes ?? 1_000_000, time: options.lingerTime ?? 5_000 };
  return (incoming, outgoing) => {
    prepareServer(incoming, handler.requestTimeout);
    void answer(handler, options, limits, incoming, outgoing).catch(() => outgoing.destroy());
  };
}

const READ_BEFORE =
  'The body was read before the listener got the request. Mount it before body parsers such as express.json().';

function prepareServer(incoming: IncomingMessage, wanted: number | undefined): void {
  const server = serverOf(incoming);
  if (!server) return;
  watch(server);
  const { requestTimeout: allowed } = server;
  // 0 is no limit at all.
  if (wanted && allowed && allowed < wanted) server.requestTimeout = wanted;
}

async function answer(
  handler: NodeHandler,
  options: NodeListenerOptions,
  limits: LingerLimits,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const signal = goneSignal(incoming, outgoing);
  const body = new IncomingBody(incoming);
  const response = await ask(handler, options, incoming, body, signal);
  if (!body.complete) await body.arrival();
  if (signal.aborted) return response?.body?.cancel();
  if (!response) return void outgoing.destroy();
  markLast(incoming, outgoing);
  if (!body.complete) linger(incoming, outgoing, body, limits);
  await send(response, outgoing, signal);
}

/** Aborts when the client goes away before the answer is written. */
function goneSignal(incoming: IncomingMessage, outgoing: ServerResponse): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => {
    // HTTP/2 says "finish" also of what was broken off.
    if (!outgoing.writableEnded) gone.abort(new Error('The client closed the connection.'));
  });
  // A client that leaves is no error of the server's.
  incoming.on('error', () => {});
  outgoing.on('error', () => {});
  return gone.signal;
}

/** The answer, whatever happens; null where the connection is to be cut. */
async function ask(
  handler: NodeHandler,
  { refusal = refusalResponse, onError = tellConsole }: NodeListenerOptions,
  incoming: IncomingMessage,
  body: IncomingBody,
  signal: AbortSignal,
): Promise<Response | null> {
  try {
    const request = toRequest(incoming, body, signal);
    if (!(request instanceof Request)) return withAllow(refusal(request), request.allow);
    if (body.readBefore) throw new Error(READ_BEFORE);
    const address = incoming.socket.remoteAddress?.replace(/^::ffff:/i, '') ?? '';
    return await handler(request, { address });
  } catch (error) {
    try {
      const instead = onError(error);
      return instead === undefined ? refusal(BROKEN) : instead;
    } catch {
      return refusalResponse(BROKEN);
    }
  }
}

/** A handler that fails is a mistake of the site's: it has to be seen somewhere. */
function tellConsole(error: unknown): undefined {
  // eslint-disable-next-line no-console -- the server's own console, and nobody else is told
  console.error('toNodeListener: the handler failed.', error);
}

/** A 405 names the methods (RFC 9110, 15.5.6), whoever wrote it. */
function withAllow(response: Response, allow: string | undefined): Response {
  if (allow === undefined || response.headers.has('allow')) return response;
  const headers = new Headers(response.headers);
  headers.set('allow', allow);
  return new Response(response.body, { status: response.status, headers });
}
