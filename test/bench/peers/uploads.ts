import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { API_URL, image } from '../uploader-site.ts';

/** A fault of the line or of the server, once, at the file of this name. */
export interface Fault {
  kind: 'dropped' | 'unavailable' | 'answer lost';
  name: string;
}

/** The browser itself sends a form again at once where a connection ends that was open before: that is cut as well (ms). */
const AGAIN = 600;
/** How many bytes of a form are looked through for its file's name. */
const HEAD = 4096;

/**
 * The server that all uploaders send to: forms, each with one file. Ours speaks its own API, Uploadcare its own, the others
 * post to `/upload`. Bytes are counted and thrown away. A repeated `Idempotency-Key` gets the first answer, as at img.pro;
 * of these uploaders only ours sends one.
 */
export class Uploads {
  /** Name of each stored file, once for every time that it was stored. */
  readonly stored: string[] = [];
  received = 0;
  requests = 0;
  fault: Fault | undefined;
  /** No connection is used twice, so that the browser sends as little as possible again by itself. */
  isFresh = false;
  #images = 0;
  readonly #answers = new Map<string, string>();
  #isCut = false;
  #midst: { bytes: number; reached: () => void } | undefined;
  #last = { name: '', at: -Infinity };
  readonly #open = new Set<IncomingMessage>();
  readonly #parts = new Map<string, string>();

  clear(): void {
    this.stored.length = 0;
    this.received = 0;
    this.requests = 0;
    this.fault = undefined;
    this.#last = { name: '', at: -Infinity };
    this.#answers.clear();
  }

  /** Whether it has taken the request on itself. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (this.isFresh) response.setHeader('connection', 'close');
    const { pathname, searchParams, origin } = new URL(request.url!, `http://${request.headers.host}`);
    if (pathname === '/upload' || pathname === `${API_URL}/images`) {
      this.#take(request, response, 201, () => image(`img${(this.#images += 1)}`));
    } else if (pathname === '/uc/base/') {
      this.#take(request, response, 200, (name) => JSON.stringify({ file: this.#fileOf(name) }));
    } else if (pathname === '/uc/multipart/start/') {
      this.#read(request, response, (head) => {
        const size = Number(/name="size"\r\n\r\n(\d+)/.exec(head)?.[1]);
        const name = /name="filename"\r\n\r\n([^\r]+)/.exec(head)?.[1] ?? '';
        const uuid = this.#fileOf(name);
        const count = Math.ceil(size / (5 * 1024 * 1024));
        const parts = Array.from({ length: count }, (_, at) => `${origin}/uc/part/${uuid}/${at}`);
        send(response, 200, JSON.stringify({ uuid, parts }));
      });
    } else if (pathname.startsWith('/uc/part/')) {
      this.#read(request, response, () => send(response, 200, ''));
    } else if (pathname === '/uc/multipart/complete/') {
      this.#read(request, response, (head) => {
        const uuid = /name="uuid"\r\n\r\n([^\r]+)/.exec(head)?.[1] ?? '';
        this.stored.push(this.#parts.get(uuid) ?? '');
        send(response, 200, this.#info(uuid));
      });
    } else if (pathname === '/uc/info/') {
      send(response, 200, this.#info(searchParams.get('file_id') ?? ''));
    } else return false;
    return true;
  };

  #take(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    answer: (name: string) => string,
  ): void {
    const whole = Number(request.headers['content-length'] ?? 0);
    let own = 0;
    this.#read(
      request,
      response,
      (head) => {
        const name = nameOf(head);
        if (this.#isAt('unavailable', name)) {
          this.fault = undefined;
          return send(response, 503, '{"error":{"content":"busy","error_code":"busy"}}');
        }
        const key = String(request.headers['idempotency-key'] ?? randomUUID());
        let body = this.#answers.get(key);
        if (body === undefined) {
          this.stored.push(name);
          body = answer(name);
          this.#answers.set(key, body);
        }
        if (this.#isAt('answer lost', name)) return this.#cut(request, name);
        send(response, status, body);
      },
      (head, length) => {
        own += length;
        const name = nameOf(head);
        const isAgain = this.#last.name === name && performance.now() - this.#last.at < AGAIN;
        if (isAgain) request.socket.destroy();
        else if (this.#isAt('dropped', name) && own > whole / 2) this.#cut(request, name);
      },
    );
  }

  /** The fault has been. */
  #cut(request: IncomingMessage, name: string): void {
    this.fault = undefined;
    this.#last = { name, at: performance.now() };
    request.socket.destroy();
  }

  /**
   * Ends every connection on which something is being sent when so many bytes have come, which resolves; until `mend`, none is
   * taken: the browser would send at once again.
   */
  cutAt(bytes: number): Promise<void> {
    return new Promise((done) => {
      this.#midst = {
        bytes,
        reached: () => {
          this.#isCut = true;
          for (const request of this.#open) request.socket.destroy();
          done();
        },
      };
    });
  }

  mend(): void {
    this.#isCut = false;
  }

  #isAt(kind: Fault['kind'], name: string): boolean {
    return this.fault?.kind === kind && this.fault.name === name;
  }

  #read(
    request: IncomingMessage,
    response: ServerResponse,
    done: (head: string) => void,
    more: (head: string, length: number) => void = () => {},
  ): void {
    this.requests += 1;
    this.#open.add(request);
    if (this.#isCut) request.socket.destroy();
    request.on('close', () => this.#open.delete(request));
    let head = '';
    request.on('data', (chunk: Buffer) => {
      if (head.length < HEAD) head += chunk.subarray(0, HEAD).toString('latin1');
      this.received += chunk.length;
      if (this.#midst && this.received >= this.#midst.bytes) {
        const { reached } = this.#midst;
        this.#midst = undefined;
        reached();
      }
      more(head, chunk.length);
    });
    request.on('end', () => done(head));
    request.on('error', () => {}); // a page that has gone
  }

  #fileOf(name: string): string {
    const uuid = randomUUID();
    this.#parts.set(uuid, name);
    return uuid;
  }

  /** A file as Uploadcare tells of it. */
  #info(uuid: string): string {
    const name = this.#parts.get(uuid) ?? '';
    return JSON.stringify({
      ...{
        uuid,
        file_id: uuid,
        is_ready: true,
        is_stored: true,
        is_image: true,
        size: 100,
        total: 100,
        done: 100,
      },
      ...{ filename: name, original_filename: name, mime_type: 'image/jpeg', metadata: {}, s3_bucket: null },
      ...{ image_info: { format: 'JPEG', width: 32, height: 24, orientation: null, sequence: false } },
      ...{ video_info: null, content_info: null },
    });
  }
}

const nameOf = (head: string): string => /filename="([^"]*)"/.exec(head)?.[1] ?? '';

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
