// Promises of the plugin in any Uppy, line by line; a test goes red when its line is taken out.
import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { Uppy, type Body, type Meta, type UppyFile } from '@uppy/core';
import { ImgproError, type ImgproClient } from '../../../src/api/index.ts';
import { ImgPro, type ImgProOptions } from '../../../src/uppy/index.ts';
import { errorBody, FakeServer, imageObject, pictures } from '../../harness/uploader.ts';

const API = 'https://gateway.test/v1';

let server: FakeServer;
let uppy: Uppy<Meta, Body>;
let online = true;

beforeEach(() => {
  server = new FakeServer();
  online = true;
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online });
});
afterEach(() => {
  uppy.destroy();
  server.restore();
  Reflect.deleteProperty(navigator, 'onLine');
});

function connect(isOnline: boolean): void {
  online = isOnline;
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'));
}

async function plain(options: ImgProOptions, ...names: string[]): Promise<string[]> {
  uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  uppy.use(ImgPro<Meta, Body>, { apiUrl: API, ...options });
  await add(...names);
  return uppy.getFiles().map(({ id }) => id);
}

async function add(...names: string[]): Promise<void> {
  for (const data of await pictures(...names)) uppy.addFile({ name: data.name, type: data.type, data });
}

/** Everything that could happen at once has happened. */
function turn(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const told = oneEvent(port1, 'message');
  port1.start();
  port2.postMessage(null);
  return told;
}

const file = (id: string): UppyFile<Meta, Body> => uppy.getFile(id);

/** A token source with a policy. */
const allowing = (policy: object) => ({
  tokens: { get: () => Promise.resolve({ token: 'minted', policy }) },
});

describe('pause', () => {
  it('calls the try off, and goes on under its key; that is no failure', async () => {
    const [id] = await plain({ retries: 0 }, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    uppy.pauseResume(id!);
    expect(first.aborted).to.equal(true);
    expect(file(id!).error).to.equal(undefined);
    uppy.pauseResume(id!);
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    second.store();
    expect((await done)!.successful).to.have.length(1);
  });

  it('makes room for others', async () => {
    const [a] = await plain({ limit: 1 }, 'a.png', 'b.png');
    void uppy.upload();
    expect((await server.next()).file!.name).to.equal('a.png');
    uppy.pauseResume(a!);
    expect((await server.next()).file!.name).to.equal('b.png');
  });

  it('holds all, those that wait too, and releases all', async () => {
    await plain({ limit: 1 }, 'a.png', 'b.png');
    const done = uppy.upload();
    const first = await server.next();
    uppy.pauseAll();
    expect(first.aborted).to.equal(true);
    expect(server.open).to.deep.equal([]);
    uppy.resumeAll();
    const again = await server.next();
    expect(again.key).to.equal(first.key);
    again.store();
    (await server.next()).store();
    expect((await done)!.successful).to.have.length(2);
  });

  it('sends a failed file again where Uppy has taken its error off', async () => {
    const [id] = await plain({ retries: 0 }, 'a.png');
    const done = uppy.upload();
    (await server.next()).drop();
    await done;
    expect(file(id!).error).to.be.a('string');
    uppy.resumeAll();
    (await server.next()).store();
    await waitUntil(() => file(id!).progress.uploadComplete);
  });

  it('is offered by user interfaces', async () => {
    await plain({});
    expect(uppy.getState().capabilities.resumableUploads).to.equal(true);
  });
});

describe('offline', () => {
  it('calls off at once what is under way, says so, and goes on by itself under the same key', async () => {
    await plain({ retries: 0 }, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    connect(false);
    expect(first.aborted).to.equal(true);
    expect(uppy.getState().info!.some(({ message }) => /internet/i.test(String(message)))).to.equal(true);
    connect(true);
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    second.store();
    expect((await done)!.successful).to.have.length(1);
  });

  it('starts nothing, not even a token request, before the connection is back', async () => {
    let asked = 0;
    await plain({ tokenProvider: () => `token-${(asked += 1)}` });
    connect(false);
    await add('a.png');
    void uppy.upload();
    await waitUntil(() => uppy.getFiles()[0]!.progress.uploadStarted);
    expect(asked).to.equal(0);
    connect(true);
    expect((await server.next()).token).to.equal('token-1');
  });

  it('sends no more than the token allows when the connection is back', async () => {
    const policy = { max_files: 1 };
    await plain({ tokenProvider: () => ({ token: 't', policy }) });
    connect(false);
    await add('a.png', 'b.png');
    void uppy.upload();
    await waitUntil(() => uppy.getFiles()[1]!.progress.uploadStarted);
    connect(true);
    (await server.next()).store();
    await waitUntil(() => uppy.getFiles()[0]!.progress.uploadComplete);
    expect(uppy.getFiles().map(({ name }) => name)).to.deep.equal(['a.png']);
    expect(server.requests).to.have.length(1);
  });

  it('lets a person take a file off meanwhile', async () => {
    const [id] = await plain({}, 'a.png', 'b.png');
    void uppy.upload();
    await server.count(2);
    connect(false);
    uppy.removeFile(id!);
    connect(true);
    expect((await server.next()).file!.name).to.equal('b.png');
    expect(server.open).to.have.length(1);
  });
});

describe('fields that are changed after a try may have been stored', () => {
  const lost = async (options: ImgProOptions) => {
    const [id] = await plain({ retries: 0, ...options }, 'a.png');
    uppy.setFileMeta(id!, { caption: 'first', credit: 'me' });
    const done = uppy.upload();
    const first = await server.next();
    first.drop();
    await done;
    uppy.setFileMeta(id!, { caption: 'second', credit: null });
    const again = uppy.retryUpload(id!);
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    expect(second.fields).to.deep.equal({ caption: 'first', credit: 'me' });
    second.store('kept');
    return { id: id!, result: await again };
  };

  it('do not make a second image: they become a change of the one', async () => {
    server.answers.set('/images/kept', () => ({ body: imageObject('kept', { caption: 'second' }) }));
    const { id } = await lost(allowing({ abilities: ['create', 'update'] }));
    expect(server.fetched).to.deep.equal([`PATCH ${API}/images/kept`]);
    expect(server.bodies).to.deep.equal([{ caption: 'second', credit: null }]);
    expect(file(id).response!.body!['caption']).to.equal('second');
  });

  it('are reported where the token allows no changes', async () => {
    const unsaved: unknown[] = [];
    server.answers.set('/images/kept', () => ({ body: imageObject('kept') }));
    const { result } = await lost({
      ...allowing({ abilities: ['create'] }),
      onUnsaved: (_id, fields) => unsaved.push(fields),
    });
    expect(server.fetched).to.deep.equal([]);
    expect(unsaved).to.deep.equal([['caption', 'credit']]);
    expect(uppy.getState().info!.some(({ message }) => /could not be saved/.test(String(message)))).to.equal(
      true,
    );
    expect(result!.successful).to.have.length(1);
  });

  it('fail nothing when the page does not bear to hear of it', async () => {
    const { onerror } = window;
    const thrown: unknown[] = [];
    window.onerror = (_message, _source, _line, _column, error) => (thrown.push(error?.message), true);
    server.answers.set('/images/kept', () => ({ body: imageObject('kept') }));
    const { result } = await lost({
      ...allowing({ abilities: ['create'] }),
      onUnsaved: () => {
        throw new Error('mistake');
      },
    });
    expect(result!.successful).to.have.length(1);
    await waitUntil(() => thrown.length > 0);
    expect(thrown).to.deep.equal(['mistake']);
    window.onerror = onerror;
  });

  it('are sent at once when the service has refused the request itself', async () => {
    const [id] = await plain({ retries: 0 }, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    first.respond(422, errorBody('validation_error'));
    await done;
    uppy.setFileMeta(id!, { caption: 'better' });
    void uppy.retryUpload(id!);
    const second = await server.next();
    expect(second.key).not.to.equal(first.key);
    expect(second.fields).to.deep.equal({ caption: 'better' });
  });

  it('stay with the old key when only the token was refused after a lost answer', async () => {
    const [id] = await plain({ retries: 1, tokenProvider: () => 'token' }, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    first.drop();
    (await server.next()).respond(403, errorBody('forbidden'));
    await done;
    uppy.setFileMeta(id!, { caption: 'late' });
    void uppy.retryUpload(id!);
    expect((await server.next()).key).to.equal(first.key);
  });
});

describe('another file under the same name', () => {
  it('has another key, whatever became of the first', async () => {
    const [id] = await plain({ retries: 0 }, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    first.drop();
    await done;
    const data = new File(['other bytes'], 'a.png', { type: 'image/png', lastModified: 5 });
    uppy.setFileState(id!, { data, size: data.size } as object);
    void uppy.retryUpload(id!);
    expect((await server.next()).key).not.to.equal(first.key);
  });
});

describe('what the token does not allow', () => {
  const cases: [string, object, string][] = [
    ['a type', { types: ['image/jpeg'] }, 'unsupported_type'],
    ['a size', { max_bytes: 10 }, 'file_too_large'],
    ['uploads', { abilities: ['read'] }, 'token_scope'],
  ];
  for (const [what, policy, code] of cases)
    it(`is not sent: ${what}`, async () => {
      let told: ImgproError | undefined;
      await plain(allowing(policy), 'photo.png');
      uppy.on('upload-error', (_file, error) => (told = error as unknown as ImgproError));
      const result = await uppy.upload();
      expect(result!.failed).to.have.length(1);
      expect(told!.code).to.equal(code);
      expect(server.requests).to.have.length(0);
    });

  it('is judged by content, not by name', async () => {
    await plain(allowing({ types: ['image/png'], max_bytes: 1_000_000 }), 'photo.jpg');
    void uppy.upload();
    expect((await server.next()).file!.name).to.equal('photo.jpg');
  });
});

describe('a client of the page’s own', () => {
  /** A client whose uploads are answered by hand. */
  function client() {
    const calls: { name: string; options: Record<string, unknown>; end(outcome: object): void }[] = [];
    const upload = (data: File, options: Record<string, unknown>) =>
      new Promise((resolve, reject) => {
        (options['signal'] as AbortSignal).addEventListener('abort', () => reject(new Error('aborted')));
        const end = (outcome: object) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
        calls.push({ name: options['filename'] as string, options, end });
      });
    return { calls, client: { images: { upload } } as unknown as ImgproClient };
  }

  it('is given no more files at a time than the limit says', async () => {
    const { calls, client: own } = client();
    await plain({ client: own, limit: 2 }, 'a.png', 'b.png', 'c.png');
    const done = uppy.upload();
    await waitUntil(() => calls.length === 2);
    calls[0]!.end(imageObject('a'));
    await waitUntil(() => calls.length === 3);
    for (const call of calls) call.end(imageObject('x'));
    expect((await done)!.successful).to.have.length(3);
  });

  it('is asked again by us, by cause and under one key', async () => {
    const { calls, client: own } = client();
    await plain({ client: own }, 'a.png');
    const done = uppy.upload();
    await waitUntil(() => calls.length === 1);
    calls[0]!.end(new ImgproError('busy', { code: 'service_unavailable', status: 503 }));
    await waitUntil(() => calls.length === 2, undefined, { timeout: 5000 });
    expect(calls[1]!.options['idempotencyKey']).to.equal(calls[0]!.options['idempotencyKey']);
    expect(calls[0]!.options['maxRetries']).to.equal(0);
    calls[1]!.end(new ImgproError('no', { code: 'validation_error', status: 422 }));
    expect((await done)!.failed).to.have.length(1);
    expect(calls).to.have.length(2);
  });

  it('is paused like every other way', async () => {
    const { calls, client: own } = client();
    const [id] = await plain({ client: own, retries: 0 }, 'a.png');
    void uppy.upload();
    await waitUntil(() => calls.length === 1);
    uppy.pauseResume(id!);
    expect((calls[0]!.options['signal'] as AbortSignal).aborted).to.equal(true);
    uppy.pauseResume(id!);
    await waitUntil(() => calls.length === 2);
  });

  it('is given all that a form can hold', async () => {
    const { calls, client: own } = client();
    const [id] = await plain({ client: own }, 'a.png');
    uppy.setFileMeta(id!, { caption: 'c', public: 'false', nsfw: true, tool: 't', credit: 'me' });
    void uppy.upload();
    await waitUntil(() => calls.length === 1);
    expect(calls[0]!.options).to.include({ caption: 'c', public: false, nsfw: true });
    expect(calls[0]!.options['metadata']).to.deep.equal({ credit: 'me' });
  });
});

describe('an image that was stored and then failed', () => {
  const failAfterwards = async (status: number, code: string) => {
    server.answers.set('/images/stored', () => ({ status, body: errorBody(code) }));
    const [id] = await plain({ retries: 0 }, 'a.heic');
    const done = uppy.upload();
    const first = await server.next();
    first.store('stored', { status: 'processing' });
    expect((await done)!.failed).to.have.length(1);
    void uppy.retryUpload(id!);
    return { first, second: await server.next() };
  };

  it('is another upload when it is tried again, for its verdict stands', async () => {
    const { first, second } = await failAfterwards(422, 'media_failed');
    expect(second.key).not.to.equal(first.key);
  });

  it('is asked for under its key when only the asking failed', async () => {
    const { first, second } = await failAfterwards(403, 'forbidden');
    expect(second.key).to.equal(first.key);
  });
});

describe('a file that another plugin failed after it was stored', () => {
  it('is sent again under its key, and not taken for done', async () => {
    const [id] = await plain({}, 'a.png');
    const done = uppy.upload();
    const first = await server.next();
    first.store('stored');
    await done;
    uppy.emit('upload-error', file(id!), new Error('a post-processor of somebody else'));
    const again = uppy.retryUpload(id!);
    const second = await server.next();
    expect(second.key).to.equal(first.key);
    second.store('stored');
    expect((await again)!.successful![0]!.response!.body!['id']).to.equal('stored');
  });
});

describe('a file that is taken off', () => {
  it('is called off while it is sent, without a word of failure', async () => {
    const [id] = await plain({}, 'a.png', 'b.png');
    const errors: string[] = [];
    uppy.on('upload-error', (failed) => errors.push(failed!.name));
    const done = uppy.upload();
    const [first, second] = await server.count(2);
    uppy.removeFile(id!);
    expect(first!.aborted).to.equal(true);
    second!.store();
    expect((await done)!.successful).to.have.length(1);
    expect(errors).to.deep.equal([]);
  });

  it('is called off with all others by cancel', async () => {
    await plain({ limit: 1 }, 'a.png', 'b.png');
    const done = uppy.upload();
    const first = await server.next();
    uppy.cancelAll();
    expect(first.aborted).to.equal(true);
    await done;
    expect(server.requests).to.have.length(1);
  });
});

describe('before a file goes out', () => {
  it('its key is told, and waited for', async () => {
    let go!: () => void;
    const keys: string[] = [];
    await plain(
      {
        onKey: (_id, { key }) => {
          keys.push(key);
          return new Promise<void>((resolve) => (go = resolve));
        },
      },
      'a.png',
    );
    void uppy.upload();
    await waitUntil(() => keys.length === 1);
    await turn();
    expect(server.requests).to.have.length(0);
    go();
    expect((await server.next()).key).to.equal(keys[0]);
  });
});

describe('a file that Companion holds', () => {
  it('is sent by Companion, with our token, key and fields', async () => {
    await plain({ tokenProvider: () => 'minted' });
    const requests: Record<string, unknown>[] = [];
    const companion = {
      uploadRemoteFile: async (remote: UppyFile<Meta, Body>, request: Record<string, unknown>) => {
        requests.push(request);
        uppy.emit('upload-success', uppy.getFile(remote.id), {
          status: 200,
          body: imageObject('far') as Body,
        });
      },
    };
    uppy.registerRequestClient('companion', companion);
    uppy.addFile({
      name: 'far.jpg',
      type: 'image/jpeg',
      data: { size: 5 },
      isRemote: true,
      remote: { companionUrl: '', requestClientId: 'companion', url: '', body: { fileId: '1' } },
      meta: { caption: 'far away' },
    } as never);
    const result = await uppy.upload();
    expect(result!.successful).to.have.length(1);
    expect(requests[0]).to.deep.include({
      fileId: '1',
      endpoint: `${API}/images`,
      fieldname: 'file',
      metadata: { caption: 'far away' },
    });
    const headers = requests[0]!['headers'] as Record<string, string>;
    expect(headers['Authorization']).to.equal('Bearer minted');
    expect(headers['Idempotency-Key']).to.match(/^[0-9a-f-]{36}$/);
  });
});
