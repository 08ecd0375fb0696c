import { fixture, html, waitUntil } from '@open-wc/testing';
import { provideParts } from '../../src/elements/uploader/all-parts.ts';
import type { ImgproUploader } from '../../src/elements/uploader/imgpro-uploader.ts';
import { nextFrame } from '../../src/elements/uploader/list/frames.ts';
import '../../src/define/uploader.ts';
import { apiImage } from './api-image.ts';

// All at once. Code that comes late has tests of its own (test/browser/uploader/engine.test.ts, parts.test.ts).
provideParts();

export const API = 'https://api.test/v1';

let made = 0;

/** A picture with bytes of its own: a real, small PNG, drawn here. */
export async function picture(name = 'photo.png', { width = 8, height = 6 } = {}): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.fillStyle = `rgb(${(made += 1) % 256} ${(made >> 8) % 256} 90)`;
  context.fillRect(0, 0, width, height);
  const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!), 'image/png'));
  return new File([blob], name, { type: 'image/png', lastModified: 1_700_000_000_000 + made });
}

export const pictures = (...names: string[]): Promise<File[]> =>
  Promise.all(names.map((name) => picture(name)));

/** Text file that calls itself a picture. */
export const impostor = (name = 'photo.jpg'): File => new File(['just words'], name, { type: 'image/jpeg' });

/** An image object as the service answers. */
export const imageObject = (id: string, patch: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...apiImage({
    id,
    url: `data:image/gif;base64,R0lGODlhAQABAAAAACw=`,
    page_url: `https://img.test/${id}`,
    ...{ filename: `${id}.png`, format: 'png', width: 8, height: 6, bytes: 100 },
  }),
  ...patch,
});

export const errorBody = (code: string, more: object = {}) => ({
  error: { type: 'invalid_request_error', code, message: 'No.', ...more },
});

/** One request of XHR that a test answers by hand. */
export class SentRequest {
  readonly headers = new Map<string, string>();
  readonly upload = new EventTarget() as EventTarget & {
    onprogress?: ((event: ProgressEvent) => void) | null;
  };
  method = '';
  url = '';
  body: unknown;
  sent = false;
  aborted = false;
  answered = false;
  readonly #xhr: FakeXhr;

  constructor(xhr: FakeXhr) {
    this.#xhr = xhr;
  }

  /** A form's fields as they were sent, the file left out. */
  get fields(): Record<string, string> {
    const entries = this.body instanceof FormData ? [...this.body.entries()] : [];
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  }
  get file(): File | null {
    const file = this.body instanceof FormData ? this.body.get('file') : null;
    return file instanceof File ? file : null;
  }
  get key(): string | undefined {
    return this.headers.get('idempotency-key');
  }
  get token(): string | undefined {
    return this.headers.get('authorization')?.replace(/^Bearer /, '');
  }

  progress(share: number): void {
    const event = new ProgressEvent('progress', {
      lengthComputable: true,
      loaded: share * 1000,
      total: 1000,
    });
    this.upload.onprogress?.(event);
    this.upload.dispatchEvent(event);
  }
  respond(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.answered = true;
    this.#xhr.finish(status, typeof body === 'string' ? body : JSON.stringify(body), headers);
  }
  /** The answer to a stored image. */
  store(id = `img${(made += 1)}`, patch: Record<string, unknown> = {}): string {
    this.respond(201, imageObject(id, patch));
    return id;
  }
  /** The connection dies without an answer. */
  drop(): void {
    this.answered = true;
    this.#xhr.die();
  }
}

class FakeXhr extends EventTarget {
  static server: FakeServer;
  readonly request = new SentRequest(this);
  onload: ((event: ProgressEvent) => void) | null = null;
  onerror: ((event: ProgressEvent) => void) | null = null;
  readyState = 0;
  status = 0;
  statusText = '';
  responseText = '';
  responseType = '';
  response = '';
  withCredentials = false;
  #headers = '';

  get upload() {
    return this.request.upload;
  }
  open(method: string, url: string): void {
    this.readyState = 1;
    Object.assign(this.request, { method, url });
  }
  setRequestHeader(name: string, value: string): void {
    void new Headers([[name, value]]); // throws as browsers do
    const { headers } = this.request;
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`); // as browsers do
  }
  getAllResponseHeaders(): string {
    return this.#headers;
  }
  getResponseHeader(): string | null {
    return null;
  }
  send(body: unknown): void {
    this.request.body = body;
    this.request.sent = true;
    this.upload.dispatchEvent(new ProgressEvent('loadstart', { lengthComputable: true, total: 1000 }));
    FakeXhr.server.requests.push(this.request);
  }
  abort(): void {
    if (!this.request.sent || this.readyState === 4) return;
    this.request.aborted = true;
    this.readyState = 0;
    this.dispatchEvent(new ProgressEvent('abort'));
    this.dispatchEvent(new ProgressEvent('loadend'));
  }
  finish(status: number, text: string, headers: Record<string, string>): void {
    Object.assign(this, { readyState: 4, status, responseText: text, response: text });
    this.#headers = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    this.#end('load');
  }
  die(): void {
    this.readyState = 4;
    this.#end('error');
  }
  #end(type: 'load' | 'error'): void {
    const event = new ProgressEvent(type);
    this.dispatchEvent(event);
    this[`on${type}`]?.(event);
    this.dispatchEvent(new ProgressEvent('loadend'));
  }
}

type Answer = { status?: number; body: unknown; headers?: Record<string, string> };

/** Stands in for the network: uploads are answered by hand, everything else by a table. */
export class FakeServer {
  readonly requests: SentRequest[] = [];
  /** Requests made by `fetch`, as `METHOD url`. */
  readonly fetched: string[] = [];
  readonly bodies: unknown[] = [];
  /** By the end of the address. */
  readonly answers = new Map<string, (call: number) => Answer>();
  readonly #xhr = window.XMLHttpRequest;
  readonly #fetch = window.fetch;

  constructor() {
    FakeXhr.server = this;
    window.XMLHttpRequest = FakeXhr as never;
    const calls = new Map<string, number>();
    window.fetch = async (input, init) => {
      const url = String(input);
      const ending = [...this.answers.keys()].find((key) => url.split('?')[0]!.endsWith(key));
      if (ending === undefined) return this.#fetch(input, init);
      this.fetched.push(`${init?.method ?? 'GET'} ${url}`);
      this.bodies.push(typeof init?.body === 'string' ? JSON.parse(init.body) : init?.body);
      const call = (calls.get(ending) ?? 0) + 1;
      calls.set(ending, call);
      const { status = 200, body, headers } = this.answers.get(ending)!(call);
      return Response.json(body, { status, headers });
    };
  }

  restore(): void {
    window.XMLHttpRequest = this.#xhr;
    window.fetch = this.#fetch;
  }

  get open(): SentRequest[] {
    return this.requests.filter(({ answered, aborted }) => !answered && !aborted);
  }

  /** The next upload that waits for an answer. */
  async next(): Promise<SentRequest> {
    await waitUntil(() => this.open.length > 0, 'no upload was sent', { timeout: 8000 });
    return this.open[0]!;
  }

  /** So many uploads. Uploads that begin together come in any order, and are given in that of their files. */
  async count(number: number): Promise<SentRequest[]> {
    await waitUntil(() => this.requests.length >= number, `fewer than ${number} uploads were sent`, {
      timeout: 8000,
    });
    const tries = new Map<string, number>();
    return this.requests
      .map((request, at) => {
        const { file } = request;
        const of = file ? `${file.name} ${file.lastModified}` : String(at);
        tries.set(of, (tries.get(of) ?? 0) + 1);
        return { request, order: [tries.get(of)!, file?.lastModified ?? 0] as const };
      })
      .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1])
      .map(({ request }) => request);
  }
}

/** An uploader as a test speaks of it. */
export class UploaderPage {
  readonly element: ImgproUploader;
  readonly events: { type: string; detail: never }[] = [];

  constructor(element: ImgproUploader) {
    this.element = element;
    for (const type of [
      'imgpro-files-added',
      'imgpro-file-rejected',
      'imgpro-upload-start',
      'imgpro-upload-progress',
      'imgpro-upload-success',
      'imgpro-image-ready',
      'imgpro-upload-error',
      'imgpro-file-removed',
      'imgpro-complete',
      'input',
      'change',
    ])
      element.addEventListener(type, (event) =>
        this.events.push({ type, detail: (event as CustomEvent).detail as never }),
      );
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
  get statuses(): string[] {
    return this.element.files.map(({ status }) => status);
  }
  get rows(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('.file')];
  }
  row(name: string): HTMLElement {
    return this.rows.find((row) => row.querySelector('.name > :first-child')!.textContent === name)!;
  }
  /** Opens the fields of a file, as a click on its line does. */
  async write(name: string): Promise<HTMLTextAreaElement[]> {
    await waitUntil(() => this.row(name)?.querySelector('.fields :is(textarea, [data-action="write"])'));
    this.button('write', this.row(name))?.click();
    await waitUntil(() => this.row(name).querySelector('textarea'), 'nothing has opened');
    return [...this.row(name).querySelectorAll('textarea')];
  }
  button(action: string, within: ParentNode = this.root): HTMLButtonElement | null {
    return within.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
  }
  /** Summary text at the top of the list. */
  get summary(): string {
    return this.root.querySelector('.summary .text')?.textContent?.trim() ?? '';
  }
  /** Last announcement to a screen reader. */
  get spoken(): string {
    return this.root.querySelector('[role="status"]')!.textContent ?? '';
  }
  detail<Detail>(type: string): Detail {
    return this.events.find((event) => event.type === type)!.detail;
  }

  /** Chooses files as the file chooser does. */
  choose(...files: File[]): void {
    const input = this.root.querySelector<HTMLInputElement>('input.files')!;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
  }
  drag(type: 'dragenter' | 'dragover' | 'dragleave' | 'drop', ...files: File[]): DragEvent {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    const event = new DragEvent(type, {
      dataTransfer: transfer,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    this.root.querySelector('.base')!.dispatchEvent(event);
    return event;
  }
  async shows(...statuses: string[]): Promise<void> {
    await waitUntil(() => this.statuses.join() === statuses.join(), undefined, { timeout: 8000 }).catch(
      () => {
        throw new Error(`the files are ${this.statuses.join()} instead of ${statuses.join()}`);
      },
    );
    await this.rendered();
  }
  async told(type: string, times = 1): Promise<void> {
    await waitUntil(() => this.types.filter((each) => each === type).length >= times, `${type} never came`, {
      timeout: 8000,
    });
  }
  /** After the frame that shows the latest changes. */
  async rendered(): Promise<void> {
    await new Promise<void>((resolve) => nextFrame(() => nextFrame(resolve)));
    await this.element.updateComplete;
  }
  /** After all transitions: a colour that is still changing has another contrast. */
  async still(): Promise<void> {
    const transitions = this.root.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  }
}

/** An uploader on the page, anonymous unless its attributes say otherwise. */
export async function uploaderPage(
  attributes: Record<string, string | boolean> = {},
  properties: Partial<ImgproUploader> = {},
): Promise<UploaderPage> {
  const host = await fixture(html`<form><div></div></form>`);
  const element = document.createElement('imgpro-uploader');
  element.setAttribute('api-url', API);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  Object.assign(element, properties);
  host.firstElementChild!.append(element);
  await element.updateComplete;
  return new UploaderPage(element);
}
