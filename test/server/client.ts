import { request } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { ErrorBody, Image, TokenResponse } from '../../src/api/types.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** A request whose body is written by hand, and whose path goes out as it is. */
export function open(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): { request: ClientRequest; answer: Promise<Answer> } {
  const { hostname, port } = new URL(url);
  const sent = request({ hostname, port, method, path, headers, agent: false });
  const answer = new Promise<Answer>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      // The rest of a body that is answered early has nowhere to go.
      sent.removeListener('error', reject).on('error', () => {});
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .once('error', reject)
        .once('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
    });
  });
  answer.catch(() => {});
  return { request: sent, answer };
}

/** Writes bytes and resolves when they are the kernel's, or when the connection is gone. */
export function write(sent: ClientRequest, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    sent.once('close', resolve);
    sent.write(bytes, () => {
      sent.off('close', resolve);
      resolve();
    });
  });
}

/** Sends bytes as they are, and resolves with all that comes back until the other side ends. */
export function wire(url: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket
      .on('data', (chunk) => (received += chunk.toString('latin1')))
      .on('error', () => {})
      .once('close', () => resolve(received));
    socket.write(bytes, 'latin1');
  });
}

/**
 * Sends a whole request before it reads a byte of the answer, as some browsers do: a connection that is cut meanwhile
 * takes the answer with it. Rejects then.
 */
export function sendAllThenRead(url: string, head: string, pieces: Iterable<Uint8Array>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let received = '';
    socket
      // Before the connection is there: nothing is taken from the kernel until `resume`.
      .pause()
      .once('error', reject)
      .on('data', (chunk) => (received += chunk.toString('latin1')))
      .once('end', () => resolve(received));
    void (async () => {
      for (const bytes of [Buffer.from(head), ...pieces]) {
        if (socket.destroyed) return;
        await new Promise<unknown>((written) => socket.write(bytes, written));
      }
      socket.resume();
    })();
  });
}

/** One person's browser on the site. */
export class Visitor {
  readonly url: string;
  readonly name: string;
  private token: Promise<string> | undefined;

  constructor(url: string, name: string) {
    this.url = url;
    this.name = name;
  }

  /** Asks for a token, as the page does. */
  mint(headers: Record<string, string> = {}, ask: unknown = {}): Promise<Response> {
    return fetch(`${this.url}/imgpro/token`, {
      method: 'POST',
      headers: { origin: this.url, cookie: `user=${this.name}`, ...headers },
      body: JSON.stringify(ask),
    });
  }

  /** This person's token, minted once. */
  bearer(): Promise<string> {
    return (this.token ??= this.mint().then(
      async (response) => ((await response.json()) as TokenResponse).token,
    ));
  }

  /** A request through the gateway under this person's token, unless the headers have another. */
  async call(
    method: string,
    path: string,
    body?: BodyInit | Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const isJson = body !== undefined && Object.getPrototypeOf(body) === Object.prototype;
    return fetch(`${this.url}/imgpro/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.bearer()}`,
        ...(isJson && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : (body as BodyInit | undefined),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit);
  }

  upload(
    file: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
    name = 'photo.png',
  ): Promise<Response> {
    const form = new FormData();
    form.append('caption', `by ${this.name}`);
    form.append('file', new File([file], name, { type: 'image/png' }));
    return this.call('POST', '/images', form, headers);
  }

  async store(file: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Image> {
    const response = await this.upload(file, headers);
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Image;
  }

  /** The ids of this person's images, newest first. */
  async list(): Promise<string[]> {
    const response = await this.call('GET', '/images?limit=100');
    return ((await response.json()) as { data: Image[] }).data.map(({ id }) => id);
  }
}

export async function errorOf(
  response: Response,
): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as ErrorBody;
  return { status: response.status, code: error.code, message: error.message };
}

const BOUNDARY = 'imgpro-test';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;
const encoder = new TextEncoder();

/** The beginning and the end of a form with one file, to be written around its bytes. */
export const FORM = {
  head: encoder.encode(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
  ),
  tail: encoder.encode(`\r\n--${BOUNDARY}--\r\n`),
};

/** The first bytes of a PNG, and others up to a length: enough for the gateway, which looks at the first alone. */
export function pretended(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).fill(5);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}
