// Four faults of @uppy/xhr-upload 6 (and of Uppy's core) that lose, hang or double uploads. Each is shown as it is, so
// that an upgrade which mends it is noticed, and then with our plugin in the same place.
import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { Uppy, type Body, type Meta } from '@uppy/core';
import XHRUpload from '@uppy/xhr-upload';
import { ImgPro, type ImgProOptions } from '../../../src/uppy/index.ts';
import { errorBody, FakeServer, pictures } from '../../harness/uploader.ts';

const API = 'https://gateway.test/v1';

let server: FakeServer;
let uppy: Uppy<Meta, Body>;

beforeEach(() => {
  server = new FakeServer();
  uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
});
afterEach(() => {
  uppy.destroy();
  server.restore();
});

async function add(...names: string[]): Promise<string[]> {
  for (const data of await pictures(...names)) uppy.addFile({ name: data.name, type: data.type, data });
  return uppy.getFiles().map(({ id }) => id);
}

type XhrOptions = NonNullable<ConstructorParameters<typeof XHRUpload<Meta, Body>>[1]>;
const theirs = (options: Partial<XhrOptions>) =>
  uppy.use(XHRUpload<Meta, Body>, { endpoint: `${API}/images`, ...options } as XhrOptions);
const ours = (options: ImgProOptions) => uppy.use(ImgPro<Meta, Body>, { apiUrl: API, ...options });

/** The reason of the next rejection that nobody handles, kept from the test runner. */
const unhandled = (): Promise<unknown> =>
  new Promise((resolve) =>
    window.addEventListener(
      'unhandledrejection',
      (event) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        resolve(event.reason);
      },
      { capture: true, once: true },
    ),
  );

/** Whether a promise is still open after everything that could close it at once has run. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const channel = new MessageChannel();
  const turn = oneEvent(channel.port1, 'message');
  channel.port1.start();
  channel.port2.postMessage(null);
  return Promise.race([promise.then(() => false), turn.then(() => true)]);
}

describe('fault 1: what throws before the request', () => {
  it('hangs the upload for ever in @uppy/xhr-upload', async () => {
    theirs({
      onBeforeRequest: () => {
        throw new Error('no token');
      },
    });
    await add('a.png');
    const reason = unhandled();
    const done = uppy.upload();
    expect(await reason)
      .to.be.an('error')
      .with.property('message', 'no token');
    expect(await isOpen(done)).to.equal(true);
    expect(uppy.getFiles()[0]!.error).to.equal(undefined);
  });

  it('fails the file with us, and another try works', async () => {
    let broken = true;
    ours({
      tokenProvider: () => {
        if (broken) throw new Error('no token');
        return 'good';
      },
    });
    const [id] = await add('a.png');
    const result = await uppy.upload();
    expect(result!.failed![0]!.error).to.equal('no token');
    broken = false;
    const again = uppy.retryUpload(id!);
    (await server.next()).store();
    expect((await again)!.successful).to.have.length(1);
  });
});

describe('fault 2: a file that is taken off before its request goes out', () => {
  it('is sent all the same by @uppy/xhr-upload', async () => {
    let go!: () => void;
    theirs({ onBeforeRequest: () => new Promise<void>((resolve) => (go = resolve)) });
    const [id] = await add('a.png');
    void uppy.upload();
    await waitUntil(() => go);
    uppy.removeFile(id!);
    go();
    expect((await server.next()).file!.name).to.equal('a.png');
  });

  it('is not sent by us', async () => {
    let go!: (token: string) => void;
    ours({ tokenProvider: () => new Promise<string>((resolve) => (go = resolve)) });
    const [id] = await add('a.png', 'b.png');
    void uppy.upload();
    await waitUntil(() => go);
    uppy.removeFile(id!);
    go('late');
    expect((await server.next()).file!.name).to.equal('b.png');
    expect(server.requests).to.have.length(1);
  });
});

describe('fault 3: an address or headers that cannot be had', () => {
  it('count as success in @uppy/xhr-upload', async () => {
    theirs({ endpoint: () => Promise.reject(new Error('no address')) });
    await add('a.png');
    const result = await uppy.upload();
    expect(result!.successful).to.have.length(1);
    expect(result!.failed).to.have.length(0);
    expect(server.requests).to.have.length(0);
  });

  it('count as success there also when headers throw', async () => {
    theirs({
      headers: () => {
        throw new Error('no headers');
      },
    });
    await add('a.png');
    expect((await uppy.upload())!.successful).to.have.length(1);
    expect(server.requests).to.have.length(0);
  });

  it('fail the file with us', async () => {
    ours({ apiUrl: undefined, tokens: { get: () => Promise.reject(new Error('no address')) } });
    await add('a.png');
    const result = await uppy.upload();
    expect(result!.successful).to.have.length(0);
    expect(result!.failed![0]!.error).to.equal('no address');
  });

  it('fail the file with us also when a token cannot stand in a header', async () => {
    ours({ tokenProvider: () => 'to\nken' });
    await add('a.png');
    const result = await uppy.upload();
    expect(result!.failed).to.have.length(1);
  });
});

describe('fault 4: a single file that is tried again', () => {
  const retryOnce = async (id: string): Promise<number> => {
    let completed = 0;
    uppy.on('complete', () => (completed += 1));
    const done = uppy.upload();
    (await server.next()).respond(422, errorBody('validation_error'));
    await done;
    const again = uppy.retryUpload(id);
    (await server.next()).store();
    await again;
    await isOpen(Promise.resolve());
    return completed;
  };

  it('tells no complete in Uppy', async () => {
    theirs({ shouldRetry: () => false });
    const [id] = await add('a.png');
    expect(await retryOnce(id!)).to.equal(1);
  });

  it('tells complete with us, once, with the file', async () => {
    ours({});
    const [id] = await add('a.png');
    const results: number[] = [];
    uppy.on('complete', ({ successful, failed }) => results.push(successful!.length, failed!.length));
    expect(await retryOnce(id!)).to.equal(2);
    expect(results).to.deep.equal([0, 1, 1, 0]);
  });
});

describe('beside the faults', () => {
  it('@uppy/xhr-upload repeats what cannot succeed; we do not', async () => {
    theirs({});
    await add('a.png');
    void uppy.upload();
    (await server.next()).respond(422, errorBody('validation_error'));
    await server.count(2);
    uppy.destroy();
    uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
    server.requests.length = 0;
    ours({});
    await add('a.png');
    const done = uppy.upload();
    (await server.next()).respond(422, errorBody('validation_error'));
    expect((await done)!.failed).to.have.length(1);
    expect(server.requests).to.have.length(1);
  });
});
