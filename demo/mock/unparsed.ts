import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '../../src/api/types.ts';
import type { Refusal as Unparsed } from '../../src/server/node.ts';
import { ApiFault, methodNotAllowed } from './errors.ts';
import { EXPOSED } from './middleware/cors.ts';

/** Answers to what never became a request: HTTP that can't be read, in the API's own error shape and readable by any page. */
export interface Refusal {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export const EXPECTATION = refusal(417, 'bad_request', 'Expect may only be 100-continue.');
export const NO_SUCH_METHOD = written(
  methodNotAllowed(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']),
);

/** Response to input that never became a request, refused as the API refuses. */
export function unparsedResponse({ status, code, message, allow }: Unparsed): Response {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error';
  const extras = allow === undefined ? {} : { headers: { Allow: allow } };
  const { headers, body } = written(new ApiFault(status, type, code, message, extras));
  return new Response(body, { status, headers });
}

/** How long a sender may go on after it was refused. */
const LINGER_MS = 2_000;

/** Refusal for an error of Node's parser, by its code. */
export function refusalOf(error: NodeJS.ErrnoException): Refusal {
  if (error.code === 'HPE_HEADER_OVERFLOW')
    return refusal(431, 'headers_too_large', 'The headers of the request are too large.');
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return refusal(413, 'file_too_large', 'The chunk extensions of the request are too large.');
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return refusal(408, 'request_timeout', 'The request took too long to arrive.');
  return refusal(400, 'bad_request', 'The request is not valid HTTP.');
}

/** Writes a refusal to a bare connection and ends it; what still comes in is thrown away, or the sender would miss the answer. */
export function refuse(socket: Socket, { status, headers, body }: Refusal): void {
  const head = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  socket.on('error', () => {}).resume();
  socket.setTimeout(LINGER_MS, () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\n\r\n${body}`,
  );
}

function refusal(status: number, code: ErrorCode, message: string): Refusal {
  return written(new ApiFault(status, 'invalid_request_error', code, message));
}

function written(fault: ApiFault): Refusal {
  return {
    status: fault.status,
    headers: {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': EXPOSED,
      ...fault.extras.headers,
    },
    body: JSON.stringify(fault.body),
  };
}
