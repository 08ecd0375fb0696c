import { expect, waitUntil } from '@open-wc/testing';
import { Uppy, type Body, type Meta } from '@uppy/core';
import type { ImgproError } from '../../../src/api/index.ts';
import { ImgPro, type ImgProOptions, type TooManyError } from '../../../src/uppy/index.ts';
import { createTokenSource } from '../../../src/tokens/source.ts';
import {
  errorBody,
  FakeServer,
  imageObject,
  picture,
  pictures,
  uploaderPage,
} from '../../harness/uploader.ts';

const API = 'https://gateway.test/v1';

let server: FakeServer;
let uppy: Uppy<Meta, Body>;

beforeEach(() => (server = new FakeServer()));
afterEach(() => {
  uppy?.destroy();
  server.restore();
});

function plain(options: ImgProOptions = {}): Uppy<Meta, Body> {
  uppy = new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} } });
  return uppy.use(ImgPro<Meta, Body>, { apiUrl: API, ...options });
}

async function add(...names: string[]): Promise<void> {
  for (const data of await pictures(...names)) uppy.addFile({ name: data.name, type: data.type, data });
}

/** A provider of numbered tokens. */
function provider() {
  const reasons: string[] = [];
  return {
    reasons,
    tokenProvider: async ({ reason }: { reason: string }) => {
      reasons.push(reason);
      return `token-${reasons.length}`;
    },
  };
}

describe('the Uppy plugin', () => {
  it('uploads with the meta that is set, and gives the image back', async () => {
    plain();
    await add('cat.png');
    uppy.setMeta({ caption: 'A cat', nothing: null, object: {}, count: 3 });
    const done = uppy.upload();
    const request = await server.next();
    expect(request.url).to.equal(`${API}/images`);
    expect(request.method).to.equal('POST');
    expect(request.fields).to.deep.equal({ caption: 'A cat', count: '3' });
    expect(request.token, 'anonymous').to.equal(undefined);
    request.store('abc');
    const result = await done;
    expect(result!.failed).to.deep.equal([]);
    expect(result!.successful![0]!.response!.body!['id']).to.equal('abc');
  });

  it('says when uploads wait for the connection, and leaves it to be read', async () => {
    plain();
    await add('cat.png');
    const done = uppy.upload();
    await server.next();
    const said = () => uppy.getState().info.map(({ message }) => message);
    uppy.emit('is-offline');
    uppy.info('No Internet connection', 'error', 0); // so Uppy says it: for no time at all
    await waitUntil(() => !said().includes('No Internet connection'));
    expect(said()).to.deep.equal(['You are offline. Uploads go on by themselves.']);
    uppy.emit('is-offline');
    await Promise.resolve();
    expect(said(), 'once is enough').to.have.length(1);
    uppy.emit('back-online');
    (await server.next()).store('cat');
    expect((await done)!.successful).to.have.length(1);
  });

  it('keeps a file in post-processing until the service is through with it', async () => {
    server.answers.set('/images/slow', () => ({
      body: imageObject('slow', { url: 'https://cdn.test/slow.jpg' }),
    }));
    plain();
    await add('a.heic');
    const modes: string[] = [];
    uppy.on('postprocess-progress', (_file, progress) => modes.push(progress.mode));
    const done = uppy.upload();
    (await server.next()).store('slow', { status: 'processing' });
    const result = await done;
    expect(modes).to.deep.equal(['indeterminate']);
    expect(result!.successful![0]!.response!.body!['status']).to.equal('ready');
    expect(result!.successful![0]!.uploadURL).to.equal('https://cdn.test/slow.jpg');
  });

  it('sends one token in each request, never two joined', async () => {
    plain(provider());
    await add('a.png');
    void uppy.upload();
    const first = await server.next();
    expect(first.token).to.equal('token-1');
    first.respond(503, errorBody('x'));
    expect((await server.next()).token).to.equal('token-1');
  });

  it('renews an expired token once, however many uploads are in flight', async () => {
    const { reasons, tokenProvider } = provider();
    plain({ tokenProvider });
    await add('a.png', 'b.png', 'c.png');
    const done = uppy.upload();
    const sent = (await server.count(3)).slice(0, 3);
    for (const request of sent) request.respond(401, errorBody('token_expired'));
    const again = (await server.count(6)).slice(3);
    expect(again.map(({ token }) => token)).to.deep.equal(['token-2', 'token-2', 'token-2']);
    expect(new Set(again.map(({ key }) => key))).to.deep.equal(new Set(sent.map(({ key }) => key)));
    expect(reasons).to.deep.equal(['initial', 'expired']);
    for (const request of again) request.store();
    expect((await done)!.successful).to.have.length(3);
  });

  it('does not renew for ever', async () => {
    const { reasons, tokenProvider } = provider();
    plain({ tokenProvider });
    await add('a.png');
    const done = uppy.upload();
    (await server.next()).respond(401, errorBody('token_expired'));
    (await server.next()).respond(401, errorBody('token_expired'));
    expect((await done)!.failed).to.have.length(1);
    expect(reasons).to.have.length(2);
  });

  it('sends again under the same key when the answer was lost', async () => {
    plain();
    await add('a.png');
    const done = uppy.upload();
    const first = await server.next();
    first.drop();
    const second = await server.next();
    expect(second.key).to.match(/^[0-9a-f-]{36}$/);
    expect(second.key).to.equal(first.key);
    second.store();
    expect((await done)!.successful).to.have.length(1);
  });

  it('keeps the key over a retry by hand', async () => {
    plain({ retries: 0 });
    await add('a.png');
    const [{ id }] = uppy.getFiles() as unknown as [{ id: string }];
    const first = uppy.upload();
    const one = await server.next();
    one.drop();
    await first;
    void uppy.retryUpload(id);
    expect((await server.next()).key).to.equal(one.key);
  });

  for (const [status, code] of [
    [422, 'validation_error'],
    [403, 'quota_exceeded'],
    [413, 'file_too_large'],
    [409, 'idempotency_key_conflict'],
  ] as const)
    it(`does not repeat ${status} ${code}, and tells it as it is`, async () => {
      plain();
      await add('a.png');
      let told: ImgproError | undefined;
      uppy.on('upload-error', (_file, error) => (told = error as unknown as ImgproError));
      const done = uppy.upload();
      (await server.next()).respond(status, errorBody(code));
      expect((await done)!.failed).to.have.length(1);
      expect(server.requests).to.have.length(1);
      expect(told).to.include({ code, status });
    });

  it('survives an answer that is not JSON', async () => {
    plain();
    await add('a.png');
    const done = uppy.upload();
    (await server.next()).respond(502, '<html><title>Bad gateway</title></html>');
    (await server.next()).respond(200, '<html>Welcome to this hotel</html>');
    expect((await done)!.failed).to.have.length(1);
    expect(uppy.getPlugin<ImgPro<Meta, Body>>('ImgPro')).to.exist;
  });

  it('waits as long as the server asks, and lets a person leave meanwhile', async () => {
    const waits: (number | null)[] = [];
    plain();
    uppy.on('imgpro-retry', (_file, wait) => {
      waits.push(wait && Math.round((wait.until - Date.now()) / 1000));
    });
    await add('a.png');
    const [{ id }] = uppy.getFiles() as unknown as [{ id: string }];
    const done = uppy.upload();
    (await server.next()).respond(429, errorBody('rate_limited'), { 'Retry-After': '100' });
    await waitUntil(() => waits.length === 1);
    expect(waits[0]).to.equal(100);
    uppy.removeFile(id);
    await done;
    expect(server.requests).to.have.length(1);
  });

  it('gives a silent connection up, and tries again', async () => {
    plain({ stallTimeout: 50 });
    await add('a.png');
    void uppy.upload();
    const first = await server.next();
    await waitUntil(() => first.aborted);
    expect((await server.next()).key).to.equal(first.key);
  });

  it('fails clearly when there is no token, instead of hanging; a retry works (fault 1, 3)', async () => {
    let broken = true;
    plain({
      tokenProvider: () => {
        if (broken) throw new Error('no session');
        return 'good';
      },
    });
    await add('a.png');
    const [{ id }] = uppy.getFiles() as unknown as [{ id: string }];
    const result = await uppy.upload();
    expect(result!.failed).to.have.length(1);
    expect(result!.successful).to.have.length(0);
    expect(server.requests).to.have.length(0);
    broken = false;
    void uppy.retryUpload(id);
    expect((await server.next()).token).to.equal('good');
  });

  it('asks a provider that fails once for all files, and tells a person once why', async () => {
    const { reasons } = provider();
    plain({
      limit: 2,
      tokenProvider: ({ reason }) => {
        reasons.push(reason);
        throw new Error('no session');
      },
    });
    await add('a.png', 'b.png', 'c.png', 'd.png', 'e.png');
    await waitUntil(() => reasons.length === 1, 'the number of files is asked for as they are chosen');
    reasons.length = 0;
    expect((await uppy.upload())!.failed).to.have.length(5);
    expect(reasons.length, 'before the upload, and by it').to.be.at.most(2);
    expect(uppy.getState().info.map(({ details }) => details)).to.deep.equal(['no session']);
  });

  it('fails clearly when the token cannot be renewed in the middle (fault 1)', async () => {
    const asked: string[] = [];
    plain({
      tokenProvider: ({ reason }) => {
        asked.push(reason);
        if (reason === 'expired') throw new Error('session over');
        return 'first';
      },
    });
    await add('a.png');
    const done = uppy.upload();
    (await server.next()).respond(401, errorBody('token_expired'));
    expect((await done)!.failed).to.have.length(1);
    expect(asked).to.deep.equal(['initial', 'expired']);
  });

  it('sends nothing for a file that was cancelled while its token was fetched (fault 2)', async () => {
    let hand!: (token: string) => void;
    const tokens = createTokenSource({ provider: () => new Promise<string>((resolve) => (hand = resolve)) });
    plain({ tokens });
    await add('a.png', 'b.png');
    void uppy.upload();
    await waitUntil(() => hand);
    uppy.removeFile(uppy.getFiles()[0]!.id);
    hand('late');
    const request = await server.next();
    expect(request.file!.name).to.equal('b.png');
    request.store();
    await waitUntil(() => uppy.getFiles()[0]!.progress.uploadComplete);
    expect(server.requests).to.have.length(1);
  });
});

describe('the Uppy plugin and the number of files that a token allows', () => {
  let minted = 0;
  let refused: string[];
  const limited = (options: ImgProOptions = {}) => {
    plain({ tokenProvider: async () => ({ token: `t${minted}`, policy: { max_files: 2 } }), ...options });
    refused = [];
    uppy.on('restriction-failed', (file, error) => {
      const { code, limit, isRestriction } = error as unknown as TooManyError<Meta, Body>;
      refused.push(`${file!.name} ${code} ${limit} ${isRestriction}`);
    });
  };
  const names = () => uppy.getFiles().map(({ name }) => name);
  const store = async (count: number) => {
    const done = uppy.upload();
    for (let at = 0; at < count; at += 1) (await server.next()).store();
    return done;
  };

  it('refuses what is too many before anything is sent, and says so once', async () => {
    limited();
    await add('a.png', 'b.png', 'c.png', 'd.png');
    await store(2);
    expect(names()).to.deep.equal(['a.png', 'b.png']);
    expect(refused).to.deep.equal(['c.png too-many 2 true', 'd.png too-many 2 true']);
    expect(uppy.getState().info.map(({ message }) => message)).to.deep.equal(['You can only upload 2 files']);
    expect(server.requests).to.have.length(2);
  });

  it('refuses it while it is chosen, as soon as the token is there', async () => {
    limited();
    await add('a.png', 'b.png', 'c.png');
    await waitUntil(() => refused.length > 0);
    expect(names()).to.deep.equal(['a.png', 'b.png']);
    expect(server.requests).to.have.length(0);
  });

  it('counts over batches: what is stored and still on the list takes its place', async () => {
    limited();
    await add('a.png');
    await store(1);
    await add('b.png', 'c.png');
    await store(1);
    expect(refused).to.deep.equal(['c.png too-many 2 true']);
    expect(names()).to.deep.equal(['a.png', 'b.png']);
  });

  it('gives the place of a file back that is taken off before it is stored', async () => {
    limited();
    await add('a.png', 'b.png');
    uppy.removeFile(uppy.getFiles()[0]!.id);
    await add('c.png');
    expect((await store(2))!.successful).to.have.length(2);
    expect(refused).to.deep.equal([]);
  });

  it('does not give back what this token has stored, and begins anew with the next token', async () => {
    limited();
    await add('a.png', 'b.png');
    await store(2);
    uppy.clear();
    await add('c.png');
    await waitUntil(() => refused.length > 0);
    minted += 1;
    uppy.destroy();
    limited();
    await add('c.png');
    expect((await store(1))!.successful).to.have.length(1);
  });

  it('tries a failed file again in the place it has', async () => {
    limited({ retries: 0 });
    await add('a.png', 'b.png');
    const done = uppy.upload();
    (await server.next()).respond(500, {});
    (await server.next()).store();
    await done;
    const again = uppy.retryAll();
    (await server.next()).store();
    expect((await again)!.successful).to.have.length(1);
    expect(refused).to.deep.equal([]);
  });

  it('takes any number where the token names none, or without a token', async () => {
    plain(provider());
    await add('a.png', 'b.png', 'c.png');
    expect((await store(3))!.successful).to.have.length(3);
  });
});

describe('the Uppy plugin that prepares', () => {
  const tokenProvider = async () => ({ token: 't', policy: { types: ['image/jpeg'] } });

  it('converts in pre-processing, and the file is another one from then on', async () => {
    plain({ format: 'jpeg', maxDimension: 40, tokenProvider, retries: 0 });
    const data = await picture('Wide.PNG', { width: 80, height: 60 });
    const id = uppy.addFile({ name: data.name, type: data.type, data });
    const steps: string[] = [];
    uppy.on('preprocess-progress', (_file, { mode }) => steps.push(mode));
    uppy.on('preprocess-complete', () => steps.push('complete'));
    const done = uppy.upload();
    const first = await server.next();
    expect(steps).to.deep.equal(['indeterminate', 'complete']);
    const file = uppy.getFile(id);
    expect([file.name, file.type, file.extension, file.size]).to.deep.equal([
      'Wide.jpg',
      'image/jpeg',
      'jpg',
      first.file!.size,
    ]);
    expect((await createImageBitmap(first.file!)).width).to.equal(40);
    first.respond(503, {});
    await done;
    void uppy.retryUpload(id);
    const second = await server.next();
    expect([second.key, second.file!.name]).to.deep.equal([first.key, 'Wide.jpg']);
    expect(steps, 'once is enough').to.have.length(2);
    second.store();
  });

  it('fails a file whose location cannot be removed, and sends the others', async () => {
    plain({ stripLocation: true });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:exif="e"><exif:GPSLatitude>5</exif:GPSLatitude></svg>';
    uppy.addFile({ name: 'map.svg', type: 'image/svg+xml', data: new Blob([svg]) });
    await add('a.png');
    const done = uppy.upload();
    const request = await server.next();
    expect(request.file!.name).to.equal('a.png');
    request.store();
    const { failed, successful } = (await done)!;
    expect([failed!.length, successful!.length]).to.deep.equal([1, 1]);
    expect(failed![0]!.error).to.contain('location');
  });

  it('passes over options it cannot use, and tells the developer once a page what to write', async () => {
    const told: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => told.push(text);
    try {
      for (let page = 0; page < 2; page += 1) {
        plain({ format: 'avif' as never, quality: 85, maxDimension: 0 });
        await add('a.png');
        const { size } = uppy.getFiles()[0]!;
        void uppy.upload();
        expect((await server.next()).file!.size).to.equal(size);
        uppy.destroy();
      }
    } finally {
      console.warn = warn;
    }
    expect(told).to.deep.equal([
      '[imgpro] ImgPro, maxDimension: 0 has to be pixels, at least 1, such as 2000 or "2000 always"; it is ignored.',
      '[imgpro] ImgPro, quality: 85 has to be above 0 and up to 1, such as 0.85; it is ignored.',
      '[imgpro] ImgPro, format: "avif" has to be "jpeg", "webp" or "png"; it is ignored.',
    ]);
  });

  it('removes the location beside an option it cannot use', async () => {
    plain({ maxDimension: 0, stripLocation: true });
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:exif="e"><exif:GPSLatitude>5</exif:GPSLatitude></svg>';
    uppy.addFile({ name: 'map.svg', type: 'image/svg+xml', data: new Blob([svg]) });
    expect((await uppy.upload())!.failed).to.have.length(1);
    expect(server.requests).to.have.length(0);
  });
});

describe('<imgpro-uploader> and its token', () => {
  it('asks once for many files, and takes the rules from it before anything is sent', async () => {
    server.answers.set('/imgpro/token', () => ({
      body: {
        token: 'minted',
        api_url: '/imgpro/v1',
        policy: { max_files: 2, types: ['image/png'], abilities: ['create', 'read'] },
      },
    }));
    const page = await uploaderPage({ multiple: true, 'token-endpoint': '/imgpro/token' });
    page.element.removeAttribute('api-url');
    page.choose(...(await pictures('a.png', 'b.png', 'c.png')));
    const [a, b] = await server.count(2);
    expect([a!.token, b!.token]).to.deep.equal(['minted', 'minted']);
    expect(a!.url).to.equal(new URL('/imgpro/v1/images', location.href).href);
    expect(server.fetched.filter((each) => each.includes('token'))).to.have.length(1);
    expect(page.detail<{ code: string }>('imgpro-file-rejected').code).to.equal('too-many');
  });

  it('sends through a client of the page’s own', async () => {
    const sent: Record<string, unknown>[] = [];
    const images = {
      upload: async (file: File, options: Record<string, unknown>) => {
        sent.push({ name: file.name, ...options });
        return imageObject('own');
      },
    };
    const page = await uploaderPage({ multiple: true, caption: 'Hello' }, { client: { images } as never });
    page.choose(await picture('own.png'));
    await page.told('imgpro-complete');
    expect(page.element.value).to.deep.equal(['own']);
    expect(sent[0]).to.include({ caption: 'Hello', filename: 'own.png' });
    expect(sent[0]!['idempotencyKey']).to.match(/^[0-9a-f-]{36}$/);
    expect(server.requests).to.have.length(0);
  });
});
