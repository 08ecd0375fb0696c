import { Uppy, type Body, type Meta } from '@uppy/core';
import { describe, expect, test, vi } from 'vitest';
import { ImgPro } from '../../../src/uppy/index.ts';
import { chosen, picture, sessionOf, settle } from '../upload/sessions.ts';

const plain = (options = {}) =>
  new Uppy<Meta, Body>({ logger: { debug() {}, warn() {}, error() {} }, ...options });

/** A session whose files pass through an Uppy of the page. */
function sessionWith(uppy: Uppy<Meta, Body>, settings = {}) {
  const all = sessionOf(settings);
  expect(all.bridge.use(uppy)).toBe(true);
  return all;
}

describe('an Uppy of the page’s own', () => {
  test('has the files in flight, under the ids of the list, and no others', async () => {
    const uppy = plain({ autoProceed: true, allowMultipleUploadBatches: false });
    const { session, bridge, requests, statuses } = sessionWith(uppy, { concurrency: 2 });
    await session.add(chosen('a', 'b', 'c'));
    const sent = await requests(2);
    expect(bridge.uppy).toBe(uppy);
    expect(uppy.getFiles().map(({ id }) => id)).toEqual(session.queue.files.slice(0, 2).map(({ id }) => id));
    sent[0]!.store();
    (await requests(3)).slice(1).forEach((call) => call.store());
    await vi.waitFor(() => expect(statuses()).toEqual(['ready', 'ready', 'ready']));
    expect(uppy.getFiles()).toEqual([]);
  });

  test('runs its preprocessors, and what they write is sent', async () => {
    const uppy = plain();
    uppy.addPreProcessor(async (ids) => {
      for (const id of ids) uppy.setFileMeta(id, { credit: 'Plugin' } as never);
    });
    const { session, requests } = sessionWith(uppy);
    await session.add(chosen('a'));
    expect((await requests(1))[0]!.fields['metadata']).toEqual({ credit: 'Plugin' });
  });

  test('gives a file that is put into it to the list', async () => {
    const uppy = plain({ autoProceed: true });
    const { session, requests, names } = sessionWith(uppy);
    uppy.addFile({ name: 'plugin.png', type: 'image/png', data: picture('plugin'), source: 'Plugin' });
    (await requests(1))[0]!.store('plugin');
    await vi.waitFor(() => expect(session.images.ids).toEqual(['plugin']));
    expect(names()).toEqual(['plugin.png']);
  });

  test('that refuses a file fails it with the reason, and no other', async () => {
    const uppy = plain({ restrictions: { maxFileSize: 20 } });
    const { session, requests, statuses } = sessionWith(uppy, { concurrency: 1 });
    await session.add(chosen('a name that makes it large', 'b'));
    (await requests(1))[0]!.store();
    await vi.waitFor(() => expect(statuses()).toEqual(['failed', 'ready']));
    expect(session.queue.files[0]!.error!.message).toMatch(/exceeds maximum/);
  });

  test('that is set while the uploader is off the page gives a file to the list once', async () => {
    const uppy = plain();
    const { session, bridge, requests, names } = sessionOf();
    session.detach();
    bridge.use(uppy);
    session.attach();
    uppy.addFile({ name: 'plugin.png', type: 'image/png', data: picture('plugin'), source: 'Plugin' });
    await requests(1);
    expect(names()).toEqual(['plugin.png']);
  });

  test('keeps its files to itself once it is given back, and finds its listeners', async () => {
    const uppy = plain();
    const early = vi.fn();
    const late = vi.fn();
    uppy.on('file-added', early);
    const { bridge, names } = sessionWith(uppy);
    uppy.on('file-added', late);
    bridge.use(null);
    bridge.use(uppy);
    bridge.use(null);
    uppy.off('file-added', early);
    uppy.off('file-added', late);
    uppy.addFile({ name: 'own.png', type: 'image/png', data: picture('own') });
    await settle();
    expect(names()).toEqual([]);
    expect([early.mock.calls.length, late.mock.calls.length]).toEqual([0, 0]);
  });

  for (const event of ['file-added', 'upload-success', 'upload-error', 'file-removed'] as const)
    test(`loses nothing by a listener of ${event} that was there before and throws`, async () => {
      const thrown: unknown[] = [];
      const heard = (error: unknown) => void thrown.push(error);
      process.on('uncaughtException', heard);
      try {
        const uppy = plain();
        uppy.on(event, () => {
          throw new Error(`mistake in ${event}`);
        });
        const { session, requests, statuses } = sessionWith(uppy);
        await session.add(chosen('a', 'b'));
        const [first, second] = await requests(2);
        first!.store('first');
        second!.fail(new TypeError('gone'));
        await vi.waitFor(() => expect(statuses()).toEqual(['ready', 'failed']));
        await vi.waitFor(() => expect(thrown.map(String)).toContain(`Error: mistake in ${event}`));
      } finally {
        process.off('uncaughtException', heard);
      }
    });

  test('is not set while a file is in flight', async () => {
    const uppy = plain();
    const { session, bridge, requests } = sessionOf();
    await session.add(chosen('a'));
    const [call] = await requests(1);
    const before = bridge.uppy;
    expect(bridge.use(uppy)).toBe(false);
    expect(bridge.uppy).toBe(before);
    call!.store();
    await settle();
    expect(bridge.use(uppy)).toBe(true);
    expect(bridge.uppy).toBe(uppy);
  });

  test('is given back as it was, and never ended: it is the page’s', async () => {
    const onBeforeFileAdded = vi.fn(() => true);
    const uppy = plain({ allowMultipleUploadBatches: false, onBeforeFileAdded });
    uppy.use(ImgPro<Meta, Body>, { limit: 7, tokenEndpoint: '/own' });
    const destroyed = vi.spyOn(uppy, 'destroy');
    const { session, bridge, requests, statuses } = sessionWith(uppy);
    await session.add(chosen('a'));
    (await requests(1))[0]!.store();
    await vi.waitFor(() => expect(statuses()).toEqual(['ready']));
    expect(onBeforeFileAdded).toHaveBeenCalledTimes(1);
    expect(bridge.use(null)).toBe(true);
    expect(uppy.opts).toMatchObject({ allowMultipleUploadBatches: false, onBeforeFileAdded });
    expect(uppy.getPlugin<ImgPro<Meta, Body>>('ImgPro')!.opts).toMatchObject({
      limit: 7,
      tokenEndpoint: '/own',
    });
    expect(uppy.getPlugin<ImgPro<Meta, Body>>('ImgPro')!.opts.connection).toBeUndefined();
    expect(destroyed).not.toHaveBeenCalled();
    expect(bridge.uppy).not.toBe(uppy);
  });

  test('stays the uploader’s when that leaves the page and comes back', async () => {
    const uppy = plain();
    const { session, bridge, requests, statuses } = sessionWith(uppy);
    await session.add(chosen('a'));
    await requests(1);
    session.detach();
    expect(uppy.getFiles()).toEqual([]);
    expect(uppy.getPlugin('ImgPro')).toBeUndefined();
    session.attach();
    expect(bridge.uppy).toBe(uppy);
    (await requests(2))[1]!.store();
    await vi.waitFor(() => expect(statuses()).toEqual(['ready']));
  });
});
