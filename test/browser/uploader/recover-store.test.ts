import { expect, waitUntil } from '@open-wc/testing';
import { openDB } from 'idb';
import { randomKey } from '../../../src/upload/send/idempotency-key.ts';
import type { KeptFile } from '../../../src/upload/state/snapshot.ts';
import { forgetUploads } from '../../../src/upload/recovery/forget.ts';
import { Persister } from '../../../src/upload/recovery/persister.ts';
import type { EntryRecord, QueueRecord } from '../../../src/upload/recovery/records.ts';
import { holdIfFree, ownSlot } from '../../../src/upload/recovery/tab-lock.ts';
import { RecoveryStore, type Copy } from '../../../src/upload/recovery/store.ts';

const until = (predicate: () => boolean | Promise<boolean>, message: string) =>
  waitUntil(predicate, message, { timeout: 8000 });

const file = (name: string, text = name): File =>
  new File([text], name, { type: 'image/jpeg', lastModified: 1_700_000_000_000 });

function keptFile(id: string, content: Blob | null, patch: Partial<KeptFile> = {}): KeptFile {
  return {
    file: {
      ...{ id, name: `${id}.jpg`, size: content?.size ?? 0, type: 'image/jpeg', source: 'file' },
      ...{ status: 'queued', progress: 0, bytesUploaded: 0, image: null, error: null },
      ...{ fields: {}, unsaved: [] },
    },
    ...{ content, tries: 0, released: true, ...patch },
  } as KeptFile;
}

function entry(id: string, slot: string, patch: Partial<EntryRecord> = {}): EntryRecord {
  const kept = keptFile(id, null);
  return {
    ...{ id, slot, order: 1, kept, content: { kind: 'bytes' }, prepared: null },
    origin: { type: 'image/jpeg', name: `${id}.jpg`, lastModified: 1_700_000_000_000 },
    ...patch,
  };
}

/** Whether there are bytes under a key, whoever they belong to. */
async function hasBytes(key: string): Promise<boolean> {
  const db = await openDB('imgpro-uploads');
  const found: unknown = await db.get('bytes', key);
  db.close();
  return found !== undefined;
}

describe('the store of queues', () => {
  let store: RecoveryStore;
  const entries = async (slot: string) => (await store.load(slot)).map((found) => found.entry);
  const copy = (queue: QueueRecord, of: EntryRecord, content: File, into = store) =>
    into.writeWithBytes(queue, [{ key: of.id, content, entry: () => of }]);
  const slots: string[] = [];
  const newSlot = () => {
    const slot = randomKey();
    slots.push(slot);
    return { slot, key: `/test ${slot}`, touchedAt: 1 };
  };

  before(async () => (store = await RecoveryStore.open()));
  after(async () => {
    for (const slot of slots) await store.clear(slot);
    store.close();
  });

  it('gives a file back with its bytes, name, type and date', async () => {
    const queue = newSlot();
    const id = randomKey();
    await copy(queue, entry(id, queue.slot), file(`${id}.jpg`, 'the bytes'));
    const [found] = await store.load(queue.slot);
    const bytes = found!.content as File;
    expect(await bytes.text()).to.equal('the bytes');
    expect([bytes.name, bytes.type, bytes.lastModified]).to.eql([
      `${id}.jpg`,
      'image/jpeg',
      1_700_000_000_000,
    ]);
  });

  it('keeps bytes where Blobs cannot be stored, as in private WebKit', async () => {
    const large = 'x'.repeat(600_000);
    const queue = newSlot();
    const id = randomKey();
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
      if (value instanceof Blob) throw new DOMException('Blobs are not supported.', 'DataCloneError');
      return put.call(this, value, key);
    };
    try {
      const other = await RecoveryStore.open();
      await copy(queue, entry(id, queue.slot), file(`${id}.jpg`, large), other);
      other.close();
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    const [found] = await store.load(queue.slot);
    const bytes = found!.content as File;
    expect([await bytes.text(), bytes.name]).to.eql([large, `${id}.jpg`]);
  });

  it('keeps the bytes of several files apart, though one of them can only be read at the second try', async () => {
    const queue = newSlot();
    const ids = [randomKey(), randomKey(), randomKey()];
    const texts = ['one', '', 'the third'];
    const copies = ids.map((id, at) => {
      const of = entry(id, queue.slot, { order: at });
      return { key: id, content: file(`${id}.jpg`, texts[at]), entry: () => of };
    });
    const { arrayBuffer } = Blob.prototype;
    for (const fails of [0, 1]) {
      let left = fails;
      Blob.prototype.arrayBuffer = function () {
        if ((left -= 1) >= 0) return Promise.reject(new DOMException('Not now.', 'NotReadableError'));
        return arrayBuffer.call(this);
      };
      await store.writeWithBytes(queue, copies).finally(() => (Blob.prototype.arrayBuffer = arrayBuffer));
      const found = await store.load(queue.slot);
      expect(await Promise.all(found.map(({ content }) => (content as File).text()))).to.eql(texts);
    }
  });

  it('writes an entry and its bytes both or not at all', async () => {
    const queue = newSlot();
    const id = randomKey();
    const broken = { ...entry(id, queue.slot), kept: { no: () => 'clone' } } as never;
    let failed = false;
    await copy(queue, broken, file('x')).catch(() => (failed = true));
    expect(failed).to.equal(true);
    expect(await entries(queue.slot)).to.eql([]);
    expect(await hasBytes(id)).to.equal(false);
    expect((await store.queues()).some(({ slot }) => slot === queue.slot)).to.equal(false);
  });

  it('forgets a queue whose files stand between those of another, and nothing of the other', async () => {
    const [one, other] = [newSlot(), newSlot()];
    const prefix = randomKey();
    const of = (slot: string, ...places: number[]) => places.map((at) => entry(`${prefix}-${at}`, slot));
    const mine = of(one.slot, 1, 2, 5, 10);
    const theirs = of(other.slot, 3, 4, 6);
    for (const each of mine) await copy(one, each, file(each.id));
    for (const each of theirs) await copy(other, each, file(each.id));
    await store.clear(one.slot);
    expect(await entries(one.slot)).to.deep.equal([]);
    expect((await entries(other.slot)).map(({ id }) => id)).to.have.members(theirs.map(({ id }) => id));
    for (const { id } of mine) expect(await hasBytes(id), id).to.equal(false);
    for (const { id } of theirs) expect(await hasBytes(id), id).to.equal(true);
  });

  it('forgets a slot and all that is in it, and nothing else', async () => {
    const [one, two] = [newSlot(), newSlot()];
    const [a, b] = [randomKey(), randomKey()];
    await copy(one, entry(a, one.slot), file('a'));
    await copy(two, entry(b, two.slot), file('b'));
    await store.clear(one.slot);
    expect(await entries(one.slot)).to.eql([]);
    expect(await hasBytes(a)).to.equal(false);
    expect((await entries(two.slot)).map(({ id }) => id)).to.eql([b]);
  });

  it('forgets everything of everybody when a person signs out', async () => {
    const [one, two] = [newSlot(), newSlot()];
    const [a, b] = [randomKey(), randomKey()];
    await copy(one, entry(a, one.slot), file('a'));
    await copy(two, entry(b, two.slot), file('b'));
    await forgetUploads();
    expect([await store.queues(), await entries(one.slot)]).to.eql([[], []]);
    expect(await hasBytes(b)).to.equal(false);
  });

  it('reads entries and bytes of one moment, whatever is asked for meanwhile', async () => {
    const queue = newSlot();
    const id = randomKey();
    const here = entry(id, queue.slot);
    await copy(queue, here, file(`${id}.jpg`, 'the bytes'));
    const loading = store.load(queue.slot);
    await store.write(queue, { put: [{ ...here, content: { kind: 'done' } }], release: [id] });
    const [found] = await loading;
    expect(found!.entry.content.kind === 'bytes').to.equal(found!.content !== null);
  });

  it('says of an entry without bytes that they are missing, and of one with bytes that they are there', async () => {
    const queue = newSlot();
    const [gone, there] = [randomKey(), randomKey()];
    await store.write(queue, { put: [entry(gone, queue.slot, { order: 1 })] });
    const late = entry(there, queue.slot, { order: 2 });
    await copy(queue, late, file('b', 'the bytes'));
    await store.write(queue, { put: [{ ...late, content: { kind: 'missing' } }] });
    const found = await store.load(queue.slot);
    expect(found.map(({ entry: { content } }) => content.kind)).to.eql(['missing', 'bytes']);
    expect([found[0]!.content, await (found[1]!.content as File).text()]).to.eql([null, 'the bytes']);
  });

  it('moves the files of a tab that is gone behind those that are there, in order', async () => {
    const [gone, here] = [newSlot(), newSlot()];
    const [a, b, c] = [randomKey(), randomKey(), randomKey()];
    const first = entry(a, here.slot, { order: 7 });
    await store.write(here, { put: [first] });
    await store.write(gone, { put: [entry(c, gone.slot, { order: 9 }), entry(b, gone.slot, { order: 2 })] });
    await store.adopt(gone.slot, here);
    expect((await entries(here.slot)).map(({ id }) => id)).to.eql([a, b, c]);
    expect((await store.queues()).some(({ slot }) => slot === gone.slot)).to.equal(false);
  });

  describe('kept up to date', () => {
    const kept = new Map<string, KeptFile>();
    const keeper = (
      queue: { slot: string; key: string },
      more: Partial<{ cap: number; store: RecoveryStore }> = {},
    ) =>
      new Persister({
        ...{ store, queue, cap: 1e9, onMissing() {}, ...more },
        kept: (id) => kept.get(id) ?? null,
        onBroken: (cause) => {
          throw cause as Error;
        },
      });
    const all = entries;

    it('with entries first and bytes after them', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const ids = [randomKey(), randomKey()];
      for (const id of ids) {
        kept.set(id, keptFile(id, file(`${id}.jpg`)));
        keeping.changed(id);
      }
      let found: EntryRecord[] = [];
      await until(async () => {
        found = await all(queue.slot);
        return found.length === 2 && found.every(({ content }) => content.kind === 'bytes');
      }, 'the bytes were not kept');
      expect(found.map(({ id }) => id)).to.eql(ids);
      const [, second] = await store.load(queue.slot);
      expect(await (second!.content as File).text()).to.equal(`${ids[1]}.jpg`);
      await keeping.close();
    });

    it('with the bytes of a long list in a few steps, though something changes all the time', async () => {
      const queue = newSlot();
      const ids = Array.from({ length: 120 }, randomKey);
      let copies = 0;
      const busy = new Proxy(store, {
        get(target, name: keyof RecoveryStore) {
          if (name === 'writeWithBytes') copies += 1;
          // As running uploads do: by the time something is written, something else has changed.
          if (name === 'write' && copies < 10) queueMicrotask(() => keeping.changed(ids[0]!));
          const value: unknown = target[name];
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
      const keeping = keeper(queue, { store: busy });
      for (const id of ids) {
        kept.set(id, keptFile(id, file(`${id}.jpg`)));
        keeping.changed(id);
      }
      await until(
        async () => (await all(queue.slot)).filter(({ content }) => content.kind === 'bytes').length === 120,
        'the bytes were not kept',
      );
      expect(copies).to.be.lessThan(10);
      await keeping.close();
    });

    it('with the key on the disk as soon as it is secured, and the bytes with it', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const id = randomKey();
      const prepared = file('small.webp', 'small');
      kept.set(id, keptFile(id, file(`${id}.jpg`), { key: { key: 'the key', of: '' }, prepared }));
      await keeping.secure(id);
      const [found] = await all(queue.slot);
      expect(found!.kept.key!.key).to.equal('the key');
      expect(found!.keyAt).to.be.closeTo(Date.now(), 60_000);
      expect(found!.content.kind).to.equal('bytes');
      const [stored] = await store.load(queue.slot);
      expect(await stored!.prepared!.text()).to.equal('small');
      await keeping.close();
    });

    it('with the time of the first use of a key, over all its uses', async () => {
      const queue = newSlot();
      const id = randomKey();
      const used = { ...entry(id, queue.slot), keyAt: 5 };
      used.kept = { ...used.kept, key: { key: 'old', of: '' } };
      const keeping = keeper(queue);
      keeping.found(used);
      kept.set(id, keptFile(id, null, { key: { key: 'old', of: '' } }));
      await keeping.secure(id);
      expect((await all(queue.slot))[0]!.keyAt).to.equal(5);
      kept.set(id, keptFile(id, null, { key: { key: 'new', of: '' } }));
      await keeping.secure(id);
      expect((await all(queue.slot))[0]!.keyAt).to.be.greaterThan(5);
      await keeping.close();
    });

    it('without the bytes of what is stored, and without what has left', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const [a, b] = [randomKey(), randomKey()];
      for (const id of [a, b]) {
        kept.set(id, keptFile(id, file(`${id}.jpg`)));
        await keeping.secure(id);
      }
      kept.set(a, keptFile(a, file(`${a}.jpg`), { imageId: 'img' }));
      keeping.changed(a);
      kept.delete(b);
      keeping.left(b);
      await until(async () => (await all(queue.slot)).length === 1, 'the file that left is still there');
      const [left] = await all(queue.slot);
      expect([left!.id, left!.content.kind]).to.eql([a, 'done']);
      await until(async () => !(await hasBytes(a)), 'the bytes of what is stored are still there');
      expect(await hasBytes(b)).to.equal(false);
      await keeping.close();
    });

    it('with the bytes of what is stored until that is on the disk', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const id = randomKey();
      kept.set(id, keptFile(id, file(`${id}.jpg`)));
      await keeping.secure(id);
      kept.set(id, keptFile(id, file(`${id}.jpg`), { imageId: 'img' }));
      keeping.changed(id);
      // The page goes: nothing that comes after this write is made any more.
      const write = store.write.bind(store);
      let last: Promise<void> | null = null;
      store.write = (...args) => (last ??= write(...args));
      try {
        keeping.flush();
        await last!;
        expect((await all(queue.slot)).map(({ content }) => content.kind)).to.eql(['done']);
        expect(await hasBytes(id)).to.equal(true);
      } finally {
        store.write = write;
      }
      await keeping.close();
      const next = keeper(queue);
      for (const found of await all(queue.slot)) next.found(found);
      next.changed(id);
      await until(async () => !(await hasBytes(id)), 'the next page did not clean up');
      await next.close();
    });

    it('of a file that is about to be sent, however long storage takes for it', async () => {
      const queue = newSlot();
      const ids = Array.from({ length: 200 }, randomKey);
      const copied: string[][] = [];
      const slow = new Proxy(store, {
        get(target, name: keyof RecoveryStore) {
          const value: unknown = target[name];
          if (name === 'writeWithBytes')
            return (of: QueueRecord, copies: readonly Copy[]) => {
              copied.push(copies.map(({ key }) => key));
              return target.writeWithBytes(of, copies);
            };
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
      const keeping = keeper(queue, { store: slow });
      for (const id of ids) {
        kept.set(id, keptFile(id, file(`${id}.jpg`)));
        keeping.changed(id);
      }
      await keeping.secure(ids[0]!);
      const last = ids.at(-1)!;
      await keeping.secure(last);
      expect(copied.findIndex((keys) => keys.includes(last))).to.be.lessThan(4);
      expect(await hasBytes(last)).to.equal(true);
      await keeping.close();
    });

    it('telling which files there is no room for, and keeping them when there is', async () => {
      const queue = newSlot();
      const keeping = keeper(queue, { cap: 15 });
      const [a, b] = [randomKey(), randomKey()];
      for (const id of [a, b]) {
        kept.set(id, keptFile(id, file(`${id}.jpg`, 'ten bytes.')));
        await keeping.secure(id);
      }
      expect([...keeping.missing.keys()]).to.eql([b]);
      expect((await all(queue.slot)).map(({ content }) => content.kind)).to.eql(['bytes', 'missing']);
      kept.set(a, keptFile(a, null, { imageId: 'img' }));
      keeping.changed(a);
      await until(async () => (await all(queue.slot))[1]!.content.kind === 'bytes', 'b was not kept');
      expect([...keeping.missing.keys()]).to.eql([]);
      await keeping.close();
    });

    it('with their bytes, although they came a moment before the end', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const ids = [randomKey(), randomKey(), randomKey()];
      for (const id of ids) {
        kept.set(id, keptFile(id, file(`${id}.jpg`)));
        keeping.changed(id);
      }
      await keeping.close();
      expect((await all(queue.slot)).map(({ content }) => content.kind)).to.eql(['bytes', 'bytes', 'bytes']);
    });

    it('at once when the page is about to go', async () => {
      const queue = newSlot();
      const keeping = keeper(queue);
      const id = randomKey();
      kept.set(id, keptFile(id, file(`${id}.jpg`)));
      keeping.changed(id);
      keeping.flush();
      await keeping.close();
      expect((await all(queue.slot)).map((each) => each.id)).to.eql([id]);
    });
  });
});

describe('the slots of tabs', () => {
  const key = () => `/slots ${randomKey()}`;

  it('are one for each tab, and found again after a reload', async () => {
    const page = key();
    const first = await ownSlot(page, randomKey);
    first.release();
    const again = await ownSlot(page, randomKey);
    expect(again.slot).to.equal(first.slot);
    again.release();
  });

  it('are not shared with a duplicate of the tab', async () => {
    const page = key();
    const first = await ownSlot(page, randomKey);
    const duplicate = await ownSlot(page, randomKey, 10);
    expect(duplicate.slot).not.to.equal(first.slot);
    first.release();
    duplicate.release();
  });

  it('cannot be taken while their tab lives', async () => {
    const { slot, release } = await ownSlot(key(), randomKey);
    expect(await holdIfFree(slot)).to.equal(null);
    release();
    await until(async () => {
      const taken = await holdIfFree(slot);
      taken?.();
      return taken !== null;
    }, 'the slot was never free');
  });
});
