import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Socket } from 'node:net';
import type { IncomingBody } from './incoming-body.ts';

export interface LingerLimits {
  bytes: number;
  /** Milliseconds. */
  time: number;
}

/**
 * Sees to a body that has not arrived when the answer goes out. A socket closed with unread bytes is reset, and a
 * reset may take away an answer that was not read yet; reading on for ever would let the sender hold the connection.
 * So what still comes is read and thrown away within limits. A small rest is read through, and the connection lives
 * on; otherwise the answer says `Connection: close`, and our side closes first (RFC 9112, 9.6).
 *
 * This is why there is an adapter of our own: @hono/node-server cuts 500 ms after an early answer, and a browser that
 * still sends then shows a network error instead of "file too large".
 *
 * To be called before the head of the answer is written.
 */
export function linger(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: IncomingBody,
  limits: LingerLimits,
): void {
  if (incoming.httpVersionMajor > 1) return stopStream(outgoing as unknown as Http2ServerResponse, body);
  const { left } = body;
  if (left === null || left > limits.bytes) outgoing.setHeader('connection', 'close');
  const close = closeLater(incoming.socket);
  // Before Node's own listener, which throws away uncounted what nobody has begun to read.
  outgoing.prependOnceListener('finish', () => {
    const { socket } = incoming;
    let room = limits.bytes;
    const cut = () => void socket.destroy();
    const timer = setTimeout(cut, limits.time).unref();
    const settled = () => {
      clearTimeout(timer);
      socket.off('close', settled);
      close();
    };
    socket.once('close', settled);
    if (incoming.readableEnded) return settled();
    incoming.once('end', settled);
    body.discard((bytes) => {
      room -= bytes;
      if (room < 0) cut();
    });
  });
}

/**
 * Node closes both ways as soon as a connection's last answer is written. Here only our side is closed then; the
 * returned function closes the other, too, if it came to that.
 */
function closeLater(socket: Socket): () => void {
  let closing = false;
  socket.destroySoon = () => {
    closing = true;
    socket.end();
  };
  return () => {
    delete (socket as Partial<Socket>).destroySoon;
    if (closing) socket.destroySoon();
  };
}

/** In HTTP/2 the sender is asked to stop, and the connection is not concerned (RFC 9113, 8.1). */
function stopStream(outgoing: Http2ServerResponse, body: IncomingBody): void {
  const NO_ERROR = 0;
  // The answer's own "finish" waits for the sender, too.
  outgoing.stream.once('finish', () => {
    if (!body.complete) outgoing.stream.close(NO_ERROR);
  });
}
