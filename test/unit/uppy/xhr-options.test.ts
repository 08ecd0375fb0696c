// A stock @uppy/xhr-upload with our options, over a request that answers as told. The part of browsers is in test/e2e.
import { Uppy, type Body, type Meta, type UppyFile } from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isImgproError, type ImgproError, type TokenGrant } from '../../../src/api/index.ts';
import { imgproXhrOptions, type ImgproXhrOptions } from '../../../src/uppy/xhr-options.ts';

/** XMLHttpRequest as its standard has it, as far as an upload needs it: `abort` does nothing to what is not sent. */
class FakeXhr extends EventTarget {
  static sent: FakeXhr[] = [];
  upload = new EventTarget();
  readyState = 1;
  status = 0;
  statusText = '';
  responseType = '';
  responseText = '';
  onload: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  url = '';
  headers = new Headers();
  form = new FormData();
  aborted = false;
  #answerHeaders = '';

  constructor() {
    super();
    this.addEventListener('load', (event) => this.onload?.(event));
    this.addEventListener('error', (event) => this.onerror?.(event));
  }
  open(_method: string, url: string): void {
    this.url = url;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers.append(name, value);
  }
  getAllResponseHeaders(): string {
    return this.#answerHeaders;
  }
  send(form: FormData): void {
    this.form = form;
    FakeXhr.sent.push(this);
  }
  abort(): void {
    if (!FakeXhr.sent.includes(this) || this.readyState === 4) return;
    this.aborted = true;
    this.#end('abort');
    this.readyState = 0;
  }
  lose(): void {
    this.#end('error');
  }
  answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.#answerHeaders = Object.entries(headers)
      .map(([name, value]) => `${name.toLowerCase()}: ${value}\r\n`)
      .join('');
    this.#end('load');
  }
  refuse(status: number, code: string, headers?: Record<string, string>): void {
    this.answer(status, { error: { code, message: `It is ${code}`, type: 'api_error' } }, headers);
  }
  store(id = 'abc'): void {
    this.answer(201, { id, object: 'image', url: `https://cdn.test/${id}.png`, format: 'png' });
  }
  #end(event: string): void {
    this.readyState = 4;
    this.dispatchEvent(new Event(event));
    this.dispatchEvent(new Event('loadend'));
  }
}

const PNG = new Blob([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], {
  type: 'image/png',
});

let uppy: Uppy<Meta, Body>;
const errors: Error[] = [];

beforeEach(() => {
  FakeXhr.sent = [];
  errors.length = 0;
  vi.stubGlobal('XMLHttpRequest', FakeXhr);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  uppy.on('upload-error', (_file, error) => void errors.push(error as Error));
});
afterEach(async () => {
  uppy.destroy();
  await idle(); // Uppy begins what stood in line before it finds it called off
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Lets everything run that needs no time to pass, until this is so. */
async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !condition(); turn++) await new Promise((next) => setImmediate(next));
  expect(condition()).toBe(true);
}

/** The request that is sent as the n-th; time passes only where it is told to. */
async function request(n: number): Promise<FakeXhr> {
  await until(() => FakeXhr.sent.length >= n);
  expect(FakeXhr.sent).toHaveLength(n);
  return FakeXhr.sent[n - 1]!;
}

/** Uppy's own pause before the n-th repetition; it comes before ours. */
const uppysPause = (n: number): Promise<unknown> =>
  vi.advanceTimersByTimeAsync(150 * 2 ** (n - 1)).then(() => idle());

/** Runs what is ready to run; for "nothing was sent". */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next));
}

/** Tokens `t1`, `t2`, …, a new one where the present one is told to have expired; slow ones come when they are let. */
function tokenSource(grant: Partial<TokenGrant> = {}) {
  let count = 1;
  let held: { promise: Promise<void>; release: () => void } | null = null;
  return {
    get count() {
      return count;
    },
    hold() {
      let release = () => {};
      held = { promise: new Promise<void>((resolve) => (release = resolve)), release: () => release() };
      return () => held?.release();
    },
    async get({ expired }: { expired?: string } = {}) {
      if (held) await held.promise;
      if (expired === `t${count}`) count += 1;
      return { token: `t${count}`, apiUrl: 'https://site.test/imgpro/v1', ...grant };
    },
  };
}

const use = (options: ImgproXhrOptions) => uppy.use(XHRUpload<Meta, Body>, imgproXhrOptions(options));
const add = (name = 'a.png', meta: Meta = {}, data = new Blob([name], { type: 'image/png' })) =>
  uppy.addFile({ name, type: 'image/png', data, meta });
const file = (): UppyFile<Meta, Body> => uppy.getFiles()[0]!;
const lastError = () => errors.at(-1) as ImgproError;
const keyOf = (xhr: FakeXhr) => xhr.headers.get('idempotency-key')!;

describe('a request', () => {
  test('goes where the token says, with token and key; the Image is the answer', async () => {
    use({ tokens: tokenSource() });
    add();
    const done = uppy.upload();
    const xhr = await request(1);
    expect(xhr.url).toBe('https://site.test/imgpro/v1/images');
    expect(xhr.headers.get('authorization')).toBe('Bearer t1');
    expect(keyOf(xhr)).toMatch(/^[0-9a-f-]{36}$/);
    xhr.store('img1');
    const [stored] = (await done)!.successful!;
    expect(stored).toMatchObject({
      uploadURL: 'https://cdn.test/img1.png',
      response: { body: { id: 'img1', object: 'image', status: 'ready', metadata: {} } },
    });
  });

  test('has its fields before the file, none of Uppy’s own, and no "null"', async () => {
    use({});
    add('a.png', { caption: 'Dusk', count: 3, alt_text: null, list: ['x'], made: { by: 'me' } });
    void uppy.upload();
    const { form } = await request(1);
    expect([...form.keys()]).toEqual(['caption', 'count', 'file']);
    expect(form.get('caption')).toBe('Dusk');
    expect((form.get('file') as File).name).toBe('a.png');
  });

  test('has each file’s own fields, of which only the allowed ones', async () => {
    use({ allowedMetaFields: ['caption', 'alt_text'] });
    add('a.png', { caption: 'A', secret: 'x' });
    add('b.png', { alt_text: 'B' });
    void uppy.upload();
    await request(2);
    expect(FakeXhr.sent.map(({ form }) => [...form.keys()])).toEqual([
      ['caption', 'file'],
      ['alt_text', 'file'],
    ]);
  });

  test('is anonymous without a token endpoint, and goes to the address that is set', async () => {
    use({ apiUrl: 'https://api.test/v1/' });
    add();
    void uppy.upload();
    const xhr = await request(1);
    expect(xhr.url).toBe('https://api.test/v1/images');
    expect(xhr.headers.has('authorization')).toBe(false);
  });

  for (const [limit, options] of [
    [4, {}],
    [2, { limit: 2 }],
  ] as const)
    test(`goes out for ${limit} files at a time with ${JSON.stringify(options)}`, async () => {
      use(options);
      for (const name of ['a.png', 'b.png', 'c.png', 'd.png', 'e.png']) add(name);
      void uppy.upload();
      const last = await request(limit);
      await idle();
      expect(FakeXhr.sent).toHaveLength(limit);
      last.store();
      await request(limit + 1);
    });

  test('shares its token with all others', async () => {
    const tokenProvider = vi.fn(() => 'token');
    use({ tokenProvider });
    add('a.png');
    add('b.png');
    void uppy.upload();
    await request(2);
    expect(tokenProvider).toHaveBeenCalledOnce();
  });

  test('leaves no timer behind', async () => {
    use({});
    add();
    const done = uppy.upload();
    (await request(1)).store();
    await done;
    await vi.advanceTimersByTimeAsync(1_000); // Uppy's own
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a token that is refused as expired', () => {
  test('is renewed once for all, and each upload repeated under its key', async () => {
    const tokens = tokenSource();
    use({ tokens });
    add('a.png');
    add('b.png');
    const done = uppy.upload();
    await request(2);
    for (const xhr of [...FakeXhr.sent]) xhr.refuse(401, 'token_expired');
    await idle();
    await uppysPause(1);
    await request(4);
    const [a, b, ...again] = FakeXhr.sent;
    expect(again.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer t2', 'Bearer t2']);
    expect(again.map(keyOf).sort()).toEqual([a!, b!].map(keyOf).sort());
    expect(tokens.count).toBe(2);
    for (const xhr of again) xhr.store();
    expect((await done)!.successful).toHaveLength(2);
  });

  test('fails the file when the new one is refused as well', async () => {
    use({ tokens: tokenSource() });
    add();
    const done = uppy.upload();
    (await request(1)).refuse(401, 'token_expired');
    await idle();
    await uppysPause(1);
    (await request(2)).refuse(401, 'token_expired');
    expect((await done)!.failed).toHaveLength(1);
    expect(lastError()).toMatchObject({ code: 'token_expired', status: 401 });
    expect(FakeXhr.sent).toHaveLength(2);
  });
});

describe('a failed try', () => {
  for (const [how, header] of [
    ['in seconds', () => '20'],
    ['as a date', () => new Date(Date.now() + 20_000).toUTCString()],
  ] as const)
    test(`is repeated after the Retry-After, ${how}, and the jitter`, async () => {
      use({});
      add();
      const done = uppy.upload();
      const first = await request(1);
      vi.setSystemTime('2030-01-01T00:00:00Z'); // such dates have no milliseconds
      first.refuse(429, 'rate_limited', { 'Retry-After': header() });
      await idle();
      await uppysPause(1);
      await vi.advanceTimersByTimeAsync(20_000 - 150);
      await idle();
      expect(FakeXhr.sent, 'the jitter is still to come').toHaveLength(1);
      await vi.advanceTimersByTimeAsync(125); // half of the longest after a first failure
      const second = await request(2);
      expect(keyOf(second)).toBe(keyOf(first));
      second.store();
      expect((await done)!.successful).toHaveLength(1);
    });

  test('that asks for more than five minutes fails the file, with the time', async () => {
    use({});
    add();
    const done = uppy.upload();
    (await request(1)).refuse(429, 'rate_limited', { 'Retry-After': '301' });
    await done;
    expect(lastError()).toMatchObject({ code: 'rate_limited', retryAfter: 301 });
  });

  test('is not repeated where that changes nothing; its error is ours, its sentence the file’s', async () => {
    use({});
    add();
    const done = uppy.upload();
    (await request(1)).refuse(422, 'validation_error');
    expect((await done)!.failed).toHaveLength(1);
    expect(lastError()).toSatisfy(isImgproError);
    expect(lastError()).toMatchObject({ code: 'validation_error', status: 422 });
    expect(file().error).toBe('It is validation_error.');
    expect(FakeXhr.sent).toHaveLength(1);
  });

  test('is repeated when the first one under its key is still at work', async () => {
    use({});
    add();
    void uppy.upload();
    (await request(1)).refuse(409, 'idempotency_key_in_progress', { 'Retry-After': '1' });
    await idle();
    await uppysPause(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await request(2);
  });

  test('without an answer is repeated under the key, and ends in words of ours', async () => {
    use({});
    add();
    const done = uppy.upload();
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      (await request(n)).lose();
      await idle();
      await uppysPause(n);
      await vi.advanceTimersByTimeAsync(8_000);
    }
    expect((await done)!.failed).toHaveLength(1);
    expect(new Set(FakeXhr.sent.map(keyOf)).size).toBe(1);
    expect(FakeXhr.sent).toHaveLength(7);
    expect(lastError()).toSatisfy(isImgproError);
    expect(lastError().code).toBe('network_error');
    expect(file().error).toBe('No answer came: the connection was lost or refused.');
  });

  test('is repeated as often as is wanted', async () => {
    use({ retries: 1 });
    add();
    const done = uppy.upload();
    (await request(1)).refuse(503, 'service_unavailable');
    await idle();
    await uppysPause(1);
    await vi.advanceTimersByTimeAsync(1_000);
    (await request(2)).refuse(503, 'service_unavailable');
    expect((await done)!.failed).toHaveLength(1);
  });

  test('of a file that has gone from the disk is not repeated, and says so', async () => {
    class Gone extends Blob {
      override slice(start?: number, end?: number, type?: string): Blob {
        const part = super.slice(start, end, type);
        part.arrayBuffer = () => Promise.reject(new DOMException('Gone.', 'NotReadableError'));
        return part;
      }
    }
    use({});
    add('a.png', {}, new Gone(['bytes'], { type: 'image/png' }));
    const done = uppy.upload();
    (await request(1)).lose();
    expect((await done)!.failed).toHaveLength(1);
    expect(lastError().code).toBe('file_unreadable');
  });

  test('while the browser is offline is repeated when it is online', async () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    use({});
    add();
    void uppy.upload();
    const first = await request(1);
    vi.stubGlobal('navigator', { onLine: false });
    first.lose();
    await idle();
    await uppysPause(1);
    await vi.advanceTimersByTimeAsync(10_000);
    await idle();
    expect(FakeXhr.sent).toHaveLength(1);
    page.dispatchEvent(new Event('online'));
    await request(2);
  });

  test('waits without Uppy’s word that it has stalled', async () => {
    let stalled = false;
    uppy.on('upload-stalled', () => (stalled = true));
    use({});
    add();
    void uppy.upload();
    const first = await request(1);
    (first.upload as EventTarget & { onprogress(event: object): void }).onprogress({
      lengthComputable: false,
    });
    first.refuse(429, 'rate_limited', { 'Retry-After': '60' });
    await idle();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(stalled).toBe(false);
  });

  test('that has gone silent is given up and repeated', async () => {
    use({ stallTimeout: 5_000 });
    add();
    const done = uppy.upload();
    const first = await request(1);
    await vi.advanceTimersByTimeAsync(4_000);
    first.upload.dispatchEvent(new Event('progress'));
    await vi.advanceTimersByTimeAsync(4_000);
    first.dispatchEvent(new Event('progress'));
    await vi.advanceTimersByTimeAsync(4_000);
    expect(first.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(first.aborted).toBe(true);
    await idle();
    await uppysPause(1);
    await vi.advanceTimersByTimeAsync(1_000);
    const second = await request(2);
    expect(keyOf(second)).toBe(keyOf(first));
    second.store();
    expect((await done)!.successful).toHaveLength(1);
  });

  test('that a service worker hides is given the time that its bytes take on a slow line', async () => {
    vi.stubGlobal('navigator', { onLine: true, serviceWorker: { controller: {} } });
    use({ stallTimeout: 5_000 });
    add();
    void uppy.upload();
    const first = await request(1);
    first.upload.dispatchEvent(Object.assign(new Event('loadstart'), { total: 160_000 }));
    await vi.advanceTimersByTimeAsync(14_900);
    expect(first.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(first.aborted).toBe(true);
  });

  test('with something other than an image for an answer fails the file', async () => {
    use({});
    add();
    const done = uppy.upload();
    (await request(1)).answer(200, { hello: 'world' });
    expect((await done)!.failed).toHaveLength(1);
    expect(lastError().code).toBe('invalid_response');
  });
});

describe('a file that is taken off', () => {
  test('during the pause is not sent again', async () => {
    use({});
    const id = add();
    void uppy.upload();
    (await request(1)).refuse(503, 'service_unavailable', { 'Retry-After': '10' });
    await idle();
    await uppysPause(1);
    uppy.removeFile(id);
    await vi.advanceTimersByTimeAsync(1_000); // for Uppy's own
    expect(vi.getTimerCount(), 'the pause is over').toBe(0);
    await idle();
    expect(FakeXhr.sent).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('while a token is awaited for the next try is not sent again', async () => {
    const tokens = tokenSource();
    use({ tokens });
    add();
    void uppy.upload();
    (await request(1)).refuse(401, 'token_expired');
    const release = tokens.hold();
    await idle();
    await uppysPause(1);
    uppy.cancelAll();
    release();
    await idle();
    expect(FakeXhr.sent).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('while the first token is awaited is never sent, and others are', async () => {
    const tokens = tokenSource();
    const release = tokens.hold();
    use({ tokens });
    const id = add('a.png');
    add('b.png');
    void uppy.upload();
    await idle();
    uppy.removeFile(id);
    release();
    expect(((await request(1)).form.get('file') as File).name).toBe('b.png');
    await idle();
    expect(FakeXhr.sent).toHaveLength(1);
  });
});

describe('where nothing can be sent, the upload ends with an error', () => {
  const cases: [string, ImgproXhrOptions, string][] = [
    ['no token', { tokens: { get: () => Promise.reject(new Error('No token today.')) } }, 'No token today.'],
    ['a provider that throws', { tokenProvider: () => Promise.reject(new Error('Sign in.')) }, 'Sign in.'],
    ['a token that cannot stand in a header', { tokenProvider: () => 'to\nken' }, ''],
    ['an address that is none', { apiUrl: 'https://' }, ''],
    ['a token endpoint that is no address', { tokenEndpoint: 'https://' }, ''],
  ];
  for (const [cause, options, sentence] of cases)
    test(cause, async () => {
      use(options);
      add();
      const result = (await uppy.upload())!;
      expect(result.successful).toEqual([]);
      expect(result.failed).toHaveLength(1);
      expect(lastError()).toSatisfy(isImgproError);
      expect(file().error).toContain(sentence);
      expect(FakeXhr.sent).toEqual([]);
    });

  for (const [cause, policy, code] of [
    ['a file that is too large for the token', { max_bytes: 5 }, 'file_too_large'],
    ['a file that is none of the token’s kinds', { types: ['image/jpeg'] }, 'unsupported_type'],
    ['a token that does not allow uploads', { abilities: ['read' as const] }, 'token_scope'],
  ] as const)
    test(cause, async () => {
      use({ tokens: tokenSource({ policy: policy as TokenGrant['policy'] }) });
      add('a.png', {}, PNG);
      expect((await uppy.upload())!.failed).toHaveLength(1);
      expect(lastError().code).toBe(code);
      expect(FakeXhr.sent).toEqual([]);
    });

  test('a token endpoint that is not there, within eight seconds, for all files; trying again works', async () => {
    let isBack = false;
    vi.stubGlobal('fetch', () =>
      isBack
        ? Promise.resolve(Response.json({ token: 't' }))
        : Promise.reject(new TypeError('Failed to fetch')),
    );
    use({ tokenEndpoint: 'https://site.test/imgpro/token', limit: 2 });
    for (const name of ['a.png', 'b.png', 'c.png', 'd.png']) add(name);
    const done = uppy.upload();
    await vi.advanceTimersByTimeAsync(8_000);
    expect((await done)!.failed).toHaveLength(4);
    expect(FakeXhr.sent).toEqual([]);
    isBack = true;
    await vi.advanceTimersByTimeAsync(1_000);
    const again = uppy.retryAll();
    for (const n of [1, 2, 3, 4]) {
      await until(() => FakeXhr.sent.length >= n);
      FakeXhr.sent[n - 1]!.store();
    }
    expect((await again)!.successful).toHaveLength(4);
  });

  test('a relative token endpoint is no error before the upload, as on a server that renders the page', () => {
    expect(() => use({ tokenEndpoint: '/imgpro/token' })).not.toThrow();
  });
});

describe('the key', () => {
  /** The key of one upload that fails. */
  async function failedKey(start: () => Promise<unknown>): Promise<string> {
    const done = start();
    const xhr = await request(FakeXhr.sent.length + 1);
    xhr.refuse(422, 'validation_error');
    await done;
    return keyOf(xhr);
  }

  test('stays the same over retryUpload and retryAll, and is new when a field changes', async () => {
    use({});
    const id = add();
    const first = await failedKey(() => uppy.upload());
    expect(await failedKey(() => uppy.retryUpload(id))).toBe(first);
    expect(await failedKey(() => uppy.retryAll())).toBe(first);
    uppy.setFileMeta(id, { caption: 'Changed' });
    expect(await failedKey(() => uppy.retryUpload(id))).not.toBe(first);
  });

  test('is new when the content changes', async () => {
    use({});
    const id = add();
    const first = await failedKey(() => uppy.upload());
    uppy.setFileState(id, { data: new Blob(['other'], { type: 'image/png' }) });
    expect(await failedKey(() => uppy.retryUpload(id))).not.toBe(first);
  });

  test('stays each file’s own, also where two have the same content', async () => {
    use({});
    const data = new Blob(['same'], { type: 'image/png' });
    for (const name of ['a.png', 'b.png']) add(name, {}, data);
    const keysOf = async (start: () => Promise<unknown>) => {
      const before = FakeXhr.sent.length;
      const done = start();
      await request(before + 2);
      const sent = FakeXhr.sent.slice(before);
      for (const xhr of sent) xhr.refuse(422, 'validation_error');
      await done;
      return sent.map(keyOf);
    };
    const first = await keysOf(() => uppy.upload());
    expect(first[0]).not.toBe(first[1]);
    expect(await keysOf(() => uppy.retryAll())).toEqual(first);
  });

  test('is each file’s own, and a new one for a file that is chosen again after it was stored', async () => {
    use({});
    const data = new Blob(['same'], { type: 'image/png' });
    add('a.png', {}, data);
    add('b.png', {}, data);
    const done = uppy.upload();
    await request(2);
    for (const xhr of [...FakeXhr.sent]) xhr.store();
    await done;
    uppy.clear();
    add('a.png', {}, data);
    void uppy.upload();
    await request(3);
    expect(new Set(FakeXhr.sent.map(keyOf)).size).toBe(3);
  });
});
