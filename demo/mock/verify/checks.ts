import assert from 'node:assert/strict';
import {
  DeleteResult,
  ErrorBody,
  Image,
  ImageList,
  Tombstone,
  UpdateResult,
  Usage,
} from '../schemas/objects.ts';
import { created, keyed, ok, open, refused, shaped, type Check } from './expect.ts';
import { pngOf } from './png.ts';

const DAY = 86_400_000;

/** Checks that need one key, or none. */
export const CORE_CHECKS: Check[] = [
  keyed('Creating', 'an upload gives the whole object', async (probe) => {
    const image = created(await probe.upload({ caption: 'Verify' }, { width: 1300, height: 700 }));
    assert.deepEqual([image['width'], image['height'], image['format'], image['caption'], image['expires_at'], image['filename']], [1300, 700, 'png', 'Verify', null, 'verify.png']); // prettier-ignore
  }),
  keyed('Images', 'sizes are by the short side, floored, never enlarged', async (probe) => {
    const { sizes } = created(await probe.upload({}, { width: 1300, height: 700 }));
    assert.deepEqual(Object.values(sizes as Record<string, { width: number; height: number }>).map(({ width, height }) => [width, height]), [[594, 320], [1188, 640], [1300, 700]]); // prettier-ignore
  }),
  keyed(
    'Delivery',
    'files and variants are delivered with the dimensions that were declared',
    async (probe) => {
      const image = created(await probe.upload({}, { width: 700, height: 500 }));
      const whole = await fetch(image['url']);
      assert.equal(whole.status, 200);
      assert.match(whole.headers.get('content-type') ?? '', /^image\//);
      assert.equal(whole.headers.get('access-control-allow-origin'), '*');
      const small = new Uint8Array(await (await fetch(image['sizes'].small.url)).arrayBuffer());
      const view = new DataView(small.buffer);
      assert.deepEqual(
        [view.getUint32(16), view.getUint32(20)],
        [image['sizes'].small.width, image['sizes'].small.height],
      );
    },
  ),
  keyed('Creating', 'content decides the format, not the name', async (probe) => {
    const image = created(await probe.upload({}, { name: 'wrong.jpg' }));
    assert.deepEqual([image['format'], image['filename']], ['png', 'wrong.jpg']);
    const text = new File(['hello'], 'photo.jpg', { type: 'image/jpeg' });
    refused(await probe.call('POST', '/images', { form: { file: text } }), 422, 'validation_error', 'file');
  }),
  keyed('Creating', 'exactly one of file and url', async (probe) => {
    refused(await probe.call('POST', '/images', { json: {} }), 422, 'validation_error', 'url');
    refused(await probe.call('POST', '/images', { form: { caption: 'x' } }), 422, 'validation_error', 'file');
  }),
  keyed('Creating', 'any other field is metadata; markers and core names are not', async (probe) => {
    const { metadata } = created(
      await probe.upload({ author: 'Jane', external_id: '7', _csrf: 'x', status: 'failed', tool: 't' }),
    );
    assert.deepEqual(metadata, { author: 'Jane', external_id: '7' });
  }),
  keyed('Creating', 'metadata has limits', async (probe) => {
    const long = 'k'.repeat(65);
    refused(await probe.upload({ [long]: 'x' }), 422, 'validation_error', long);
    refused(await probe.upload({ note: 'x'.repeat(1025) }), 422, 'validation_error', 'note');
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`f${index}`, 'x']));
    refused(await probe.upload(many), 422, 'validation_error');
  }),
  keyed('Creating', 'ttl: 5 minutes to 90 days', async (probe) => {
    const image = created(await probe.upload({ ttl: '7d' }));
    assert.ok(Math.abs(Date.parse(image['expires_at']) - Date.parse(image['created_at']) - 7 * DAY) <= 2_000);
    for (const ttl of ['299', '4m', '91d', 'soon'])
      refused(await probe.upload({ ttl }), 422, 'validation_error', 'ttl');
  }),
  keyed('Creating', 'published_at: unix or ISO', async (probe) => {
    assert.equal(
      created(await probe.upload({ published_at: '1717200000' }))['published_at'],
      '2024-06-01T00:00:00Z',
    );
    assert.equal(
      created(await probe.upload({ published_at: '2024-06-01' }))['published_at'],
      '2024-06-01T00:00:00Z',
    );
    refused(await probe.upload({ published_at: '2024-02-30' }), 422, 'validation_error', 'published_at');
  }),
  keyed('Addresses', 'one image can be read, and without a key when public', async (probe) => {
    const image = created(await probe.upload());
    assert.deepEqual(shaped(Image, ok(await probe.call('GET', `/images/${image['id']}`))), image);
    assert.equal(ok(await probe.call('GET', `/images/${image['id']}`, { key: null }))['id'], image['id']);
    refused(await probe.call('GET', '/images/zzzzzzzz'), 404, 'not_found');
  }),
  keyed('Addresses', 'a private image is nobody else’s business', async (probe) => {
    const { id } = created(await probe.upload());
    assert.equal(
      ok(await probe.call('PATCH', `/images/${id}`, { json: { public: false } }))['public'],
      false,
    );
    const { status } = await probe.call('GET', `/images/${id}`, { key: null });
    assert.ok([401, 403, 404].includes(status), `expected 401, 403 or 404, got ${status}`);
  }),
  keyed('Changing', 'PATCH merges, null removes, {} changes nothing', async (probe) => {
    const { id } = created(await probe.upload({ camera: 'X100', author: 'Jane' }));
    const patched = shaped(
      Image,
      ok(
        await probe.call('PATCH', `/images/${id}`, { json: { caption: 'New', camera: null, alt_text: 'A' } }),
      ),
    );
    assert.deepEqual([patched['caption'], patched['metadata']], ['New', { author: 'Jane', alt_text: 'A' }]);
    assert.deepEqual(ok(await probe.call('PATCH', `/images/${id}`, { json: {} })), patched);
    assert.equal(ok(await probe.call('PATCH', `/images/${id}`, { json: { caption: '' } }))['caption'], null);
  }),
  keyed('Changing', 'PATCH refuses what is fixed at upload, and a missing date', async (probe) => {
    const { id } = created(await probe.upload());
    for (const field of ['nsfw', 'tool', 'defaults', 'filename']) {
      refused(
        await probe.call('PATCH', `/images/${id}`, { json: { [field]: 'x' } }),
        422,
        'validation_error',
        field,
      );
    }
    refused(
      await probe.call('PATCH', `/images/${id}`, { json: { published_at: null } }),
      422,
      'validation_error',
      'published_at',
    );
  }),
  keyed('Changing', 'PATCH sets a ttl and lifts it', async (probe) => {
    const { id } = created(await probe.upload());
    assert.notEqual(
      ok(await probe.call('PATCH', `/images/${id}`, { json: { ttl: 3600 } }))['expires_at'],
      null,
    );
    assert.equal(ok(await probe.call('PATCH', `/images/${id}`, { json: { ttl: null } }))['expires_at'], null);
  }),
  keyed('Addresses', 'DELETE leaves a tombstone, then 404', async (probe) => {
    const { id } = created(await probe.upload());
    shaped(Tombstone, ok(await probe.call('DELETE', `/images/${id}`)));
    refused(await probe.call('DELETE', `/images/${id}`), 404, 'not_found');
    refused(await probe.call('GET', `/images/${id}`), 404, 'not_found');
  }),
  keyed('Lists', 'lists are newest first and paged by cursor', async (probe) => {
    const ids: string[] = [];
    for (const date of ['2150-01-02', '2150-01-04', '2150-01-03'])
      ids.push(created(await probe.upload({ published_at: date }))['id']);
    const first = shaped(ImageList, ok(await probe.call('GET', '/images?limit=2')));
    assert.deepEqual(
      first['data'].map(({ id }: { id: string }) => id),
      [ids[1], ids[2]],
    );
    assert.equal(first['pagination'].has_more, true);
    const second = shaped(
      ImageList,
      ok(
        await probe.call(
          'GET',
          `/images?limit=1&cursor=${encodeURIComponent(first['pagination'].next_cursor)}`,
        ),
      ),
    );
    assert.equal(second['data'][0].id, ids[0]);
  }),
  keyed('Lists', 'lists take ids, and leave out what is not there', async (probe) => {
    const [a, b] = [created(await probe.upload()), created(await probe.upload())];
    const { data } = shaped(
      ImageList,
      ok(await probe.call('GET', `/images?ids=${a['id']},zzzzzzzz,${b['id']}`)),
    );
    assert.deepEqual(data.map(({ id }: { id: string }) => id).sort(), [a['id'], b['id']].sort());
  }),
  keyed('Lists', 'lists refuse bad limits and cursors', async (probe) => {
    for (const limit of ['0', '101', 'x'])
      refused(await probe.call('GET', `/images?limit=${limit}`), 422, 'validation_error', 'limit');
    refused(await probe.call('GET', '/images?cursor=rubbish'), 422, 'validation_error', 'cursor');
  }),
  keyed('Batches', 'a batch updates alike and tells what it could not', async (probe) => {
    const [a, b] = [created(await probe.upload()), created(await probe.upload())];
    const both = shaped(
      UpdateResult,
      ok(
        await probe.call('PATCH', '/images/batch', {
          json: { ids: [b['id'], a['id']], caption: 'Both', public: false },
        }),
      ),
    );
    assert.deepEqual(both['data'].map((image: Record<string, unknown>) => [image['id'], image['caption'], image['public']]), [[b['id'], 'Both', false], [a['id'], 'Both', false]]); // prettier-ignore
    const some = shaped(
      UpdateResult,
      ok(
        await probe.call('PATCH', '/images/batch', { json: { ids: [a['id'], 'zzzzzzzz'], caption: 'One' } }),
        207,
      ),
    );
    assert.deepEqual([some['data'].length, some['errors'][0].error.code], [1, 'not_found']);
  }),
  keyed('Batches', 'a batch delete reports every id as gone', async (probe) => {
    const { id } = created(await probe.upload());
    const gone = shaped(
      DeleteResult,
      ok(await probe.call('DELETE', '/images/batch', { json: { ids: [id, 'zzzzzzzz'] } })),
    );
    assert.deepEqual(
      gone['data'].map((each: { id: string }) => each.id),
      [id, 'zzzzzzzz'],
    );
  }),
  keyed('Batches', 'a batch takes 1 to 100 ids', async (probe) => {
    for (const ids of [[], Array.from({ length: 101 }, (_, index) => `v${index}`), 'abc']) {
      refused(
        await probe.call('PATCH', '/images/batch', { json: { ids, caption: 'x' } }),
        422,
        'validation_error',
        'ids',
      );
    }
  }),
  keyed('Limits', 'usage, and the same in the headers', async (probe) => {
    const reply = await probe.call('GET', '/usage');
    const usage = shaped(Usage, ok(reply));
    assert.equal(reply.headers.get('x-monthly-uploads-used'), String(usage['monthly'].uploads));
    assert.equal(reply.headers.get('x-storage-used'), String(usage['totals'].storage_used_bytes));
    const { bytes } = created(await probe.upload());
    const after = ok(await probe.call('GET', '/usage'));
    assert.ok(after['monthly'].uploads > usage['monthly'].uploads, 'an upload counts');
    assert.ok(
      after['totals'].storage_used_bytes >= usage['totals'].storage_used_bytes + bytes,
      'its bytes count',
    );
  }),
  keyed('Idempotency', 'an idempotency key gives the first answer again', async (probe) => {
    const key = { 'Idempotency-Key': crypto.randomUUID() };
    const form = { caption: 'once', file: pngOf(5, 5, 'once.png') };
    const first = await probe.call('POST', '/images', { form, headers: key });
    const again = await probe.call('POST', '/images', { form, headers: key });
    assert.equal(created(again)['id'], created(first)['id']);
    assert.deepEqual(
      [first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')],
      [null, 'true'],
    );
    refused(
      await probe.call('POST', '/images', { form: { ...form, caption: 'twice' }, headers: key }),
      409,
      'idempotency_key_conflict',
    );
    const other = { ...form, file: pngOf(5, 5, 'once.png') };
    const conflict = await probe.call('POST', '/images', { form: other, headers: key });
    refused(conflict, 409, 'idempotency_key_conflict');
  }),
  keyed('Idempotency', 'a failure does not use up an idempotency key', async (probe) => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    refused(await probe.upload({ ttl: '1' }, { headers }), 422, 'validation_error', 'ttl');
    created(await probe.upload({ ttl: '1h' }, { headers }));
  }),
  keyed('Keys', 'every answer can be read by a page of another origin', async (probe) => {
    const origin = { Origin: 'https://site.example' };
    for (const reply of [
      await probe.call('GET', '/usage', { headers: origin }),
      await probe.call('GET', '/images/zzzzzzzz', { headers: origin }),
    ]) {
      assert.ok(
        ['*', 'https://site.example'].includes(reply.headers.get('access-control-allow-origin') ?? ''),
        'Access-Control-Allow-Origin',
      );
      const exposed = (reply.headers.get('access-control-expose-headers') ?? '').toLowerCase();
      for (const name of [
        'x-monthly-uploads-used',
        'x-ratelimit-remaining',
        'retry-after',
        'x-img-action',
        'idempotent-replayed',
      ]) {
        assert.ok(exposed.includes(name), `${name} is exposed`);
      }
    }
  }),
  open('Keys', 'no key: 401 where one is needed; a bad key: 401 everywhere', async (probe) => {
    refused(await probe.call('GET', '/images', { key: null }), 401, 'unauthorized');
    refused(await probe.call('GET', '/usage', { key: null }), 401, 'unauthorized');
    refused(await probe.call('GET', '/images/zzzzzzzz', { key: 'verify-no-such-key' }), 401, 'unauthorized');
  }),
  open('Lifecycle', 'an anonymous upload lives 30 days and says how to sign up', async (probe) => {
    const reply = await probe.upload({}, { key: null });
    if (reply.status === 429) return void refused(reply, 429, 'rate_limited');
    const image = created(reply);
    const days = (Date.parse(image['expires_at']) - Date.parse(image['created_at'])) / DAY;
    assert.ok(days > 27.9 && days < 30.1, `expires after ${days} days`);
    assert.equal((JSON.parse(reply.headers.get('x-img-action') ?? '{}') as { type?: string }).type, 'signup');
  }),
  open('Errors', 'broken bodies are refused as JSON', async (probe) => {
    const response = await fetch(`${probe.base}/v1/images`, {
      method: 'POST',
      body: '{"url":',
      headers: { 'Content-Type': 'application/json' },
    });
    assert.ok(response.status >= 400 && response.status < 500, `expected a 4xx, got ${response.status}`);
    shaped(ErrorBody, await response.json());
  }),
  open('Addresses', 'unknown addresses are 404, preflights pass', async (probe) => {
    refused(await probe.call('GET', '/images/zzzzzzzz', { key: null }), 404, 'not_found');
    const { status, headers } = await probe.call('OPTIONS', '/images', {
      key: null,
      headers: { Origin: 'https://site.example', 'Access-Control-Request-Method': 'POST' },
    });
    assert.ok(status === 200 || status === 204);
    assert.match(headers.get('access-control-allow-headers')?.toLowerCase() ?? '', /idempotency-key/);
  }),
];
