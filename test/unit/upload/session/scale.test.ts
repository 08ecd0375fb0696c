import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImgproClient } from '../../../../src/api/index.ts';
import { gatherChanges } from '../../../../src/elements/uploader/list/changed-rows.ts';
import { putOff } from '../../../../src/elements/uploader/form/put-off.ts';
import { FormBridge } from '../../../../src/elements/uploader/form/report-value.ts';
import { reportEvent } from '../../../../src/elements/uploader/page-events.ts';
import { EarlierFiles } from '../../../../src/upload/session/restore.ts';
import type { KeptFile } from '../../../../src/upload/state/snapshot.ts';
import { UppyBridge } from '../../../../src/uppy/uppy-bridge.ts';
import { UploadSession } from '../../../../src/upload/session/session.ts';
import { workOf } from '../../../harness/work.ts';

let made = 0;
const image = (id: string, patch: object = {}) =>
  ({ id, status: 'ready', url: `https://cdn.test/${id}`, sizes: {}, metadata: {}, ...patch }) as never;

/** A picture with bytes of its own. */
const picture = () =>
  new File(
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), String((made += 1))],
    'a.png',
    {
      type: 'image/png',
    },
  );

function storedBefore(at: number): KeptFile {
  return {
    file: {
      ...{
        id: `before-${at}`,
        name: `${at}.png`,
        size: 10,
        type: 'image/png',
        source: 'file',
        status: 'ready',
      },
      ...{ progress: 1, bytesUploaded: 10, error: null, fields: {}, unsaved: [], waiting: null },
      image: image(`image-${at}`),
    },
    ...{ content: null, released: true, imageId: `image-${at}` },
  } as KeptFile;
}

/** An uploader without its templates: the engine, and all who hear of its steps, among so many stored images. */
function uploaderWith(stored: number, { manual = false } = {}) {
  const internals = { form: null, setFormValue: () => {}, setValidity: () => {} };
  const form = new FormBridge(internals as unknown as ElementInternals);
  const texts = { t: (key: string) => key, bytes: String, lang: 'en' };
  const heard = new Map<string, number>();
  const waiters = new Map<string, () => void>();
  let fail: Error | null = null;
  const sync = () =>
    form.update(
      {
        ...{ name: 'photos', required: true, minFiles: 1 },
        ...{ images: session.images, counts: session.queue.counts },
        checking: session.checking,
        putOff,
      },
      texts as never,
    );
  const hear = (type: string, count: number) => {
    heard.set(type, (heard.get(type) ?? 0) + count);
    waiters.get(type)?.();
  };
  const client = {
    images: {
      upload: async () => {
        if (fail) throw fail;
        return image(`new-${(made += 1)}`);
      },
    },
  } as unknown as ImgproClient;
  const session: UploadSession = new UploadSession({
    sender: (host) => new UppyBridge(host),
    connection: () => ({ client, requests: client }),
    settings: () => ({
      ...{ rules: {}, multiple: true, concurrency: 4, retries: 0, manual, deleteOnRemove: false },
      common: () => ({}),
    }),
    onEvent: (event) =>
      reportEvent(event, {
        ...{ texts, announcer: { announce: () => {}, unsay: () => {} }, valueChanged: sync, left: () => {} },
        ...{ held: () => {}, hold: () => null, isUnsent: () => true, checked: sync },
        page: {
          emit: (type: string) => hear(type, 1),
          emitEach: (type: string, items: readonly unknown[]) => hear(type, items.length),
        },
      } as never),
  });
  gatherChanges(session.queue, { onStructure: () => {}, onProgress: () => {} });
  const earlierFiles = new EarlierFiles(session.core);
  earlierFiles.observe(() => {});
  earlierFiles.restore(Array.from({ length: stored }, (_, at) => storedBefore(at)));
  sync();
  return {
    session,
    heard: (type: string) => new Promise<void>((resolve) => waiters.set(type, resolve)),
    failNext: (error: Error) => (fail = error),
  };
}

beforeEach(() => {
  // Work done once a second, or once a frame, is no part of a step.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => {});
  vi.stubGlobal('addEventListener', () => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const FEW = 200;
const MANY = 10_000;

/** The work for each of few, and of thousands, that leave the list at once. */
async function ratioOfAll(leave: (session: UploadSession) => void): Promise<number> {
  const works: number[] = [];
  for (const stored of [FEW, MANY]) {
    leave(uploaderWith(stored).session);
    const { session } = uploaderWith(stored);
    works.push((await workOf(() => leave(session))) / stored);
    expect(session.queue.size).toBe(0);
  }
  return works[1]! / works[0]!;
}

/** The same step among few and among thousands; made once before, for what happens the first time only. */
async function ratioOf(
  step: (uploader: ReturnType<typeof uploaderWith>) => Promise<unknown>,
): Promise<number> {
  const works: number[] = [];
  for (const stored of [FEW, MANY]) {
    const uploader = uploaderWith(stored);
    await step(uploader);
    works.push(await workOf(() => step(uploader)));
  }
  expect(works[0]).toBeGreaterThan(20);
  return works[1]! / works[0]!;
}

describe('the work of one step is the same among 200 stored images and among 10,000', () => {
  test('when a file is added, sent and stored', async () => {
    const ratio = await ratioOf(async ({ session, heard }) => {
      const complete = heard('imgpro-complete');
      await session.add([{ data: picture(), name: 'a.png', source: 'file' }]);
      await complete;
    });
    expect(ratio).toBeLessThan(1.1);
  });

  test('when one fails, and is tried again', async () => {
    const ratio = await ratioOf(async ({ session, heard, failNext }) => {
      failNext(new Error('No.'));
      const failed = heard('imgpro-upload-error');
      const { added } = await session.add([{ data: picture(), name: 'a.png', source: 'file' }]);
      await failed;
      session.retry(added[0]!.id);
      await heard('imgpro-upload-error');
      session.remove(added[0]!.id);
    });
    expect(ratio).toBeLessThan(1.1);
  });

  test('when one of the first is removed', async () => {
    let next = 0;
    const ratio = await ratioOf(async ({ session }) => {
      session.remove(`before-${(next = (next + 1) % 100)}`);
    });
    expect(ratio).toBeLessThan(1.1);
  });

  test('when one gets on', async () => {
    const ratio = await ratioOf(async ({ session }) => {
      const { added } = await session.add([{ data: picture(), name: 'a.png', source: 'file' }]);
      const { id } = added[0]!;
      session.queue.update(id, { progress: 0.5 });
      session.cancel(id);
    });
    expect(ratio).toBeLessThan(1.1);
  });

  test('for each of all that are cleared', async () => {
    expect(await ratioOfAll((session) => session.clear())).toBeLessThan(1.1);
  });

  test('for each of all that are removed one by one', async () => {
    const ratio = await ratioOfAll((session) => {
      for (const { id } of session.queue.files) session.remove(id);
    });
    expect(ratio).toBeLessThan(1.1);
  });
});
